"""What every call that moves something has in common: guard, body, one effect, version, refusals."""

from collections.abc import Callable
from typing import Any

from marshmallow import Schema

from schemas.deal_answer import DealSchema
from service.domain.people import Scope
from service.web.api.document import Resource
from service.web.api.idempotent import View, idempotent
from service.web.auth import key


def moves(
    resource: Resource,
    path: str,
    brings: type[Schema],
    *,
    scope: Scope = Scope.DEALS_WRITE,
    answers: type[Schema] = DealSchema,
    status: int = 200,
) -> Callable[[View], View]:
    """A POST of `resource`: `brings` reads its body, which may be left out where nothing is needed.

    The view has what was read first, and the transaction as `tx`.
    """
    needed = any(field.required for field in brings().fields.values())

    def decorator(view: View) -> Any:
        made: Any = resource.response(status, answers)(view)
        for code, said in ((412, "PRECONDITION_FAILED"), (409, "CONFLICT")):
            made = resource.alt_response(code, response=said)(made)
        made = idempotent(resource.etag(made))
        made = key(scope)(resource.arguments(brings, required=needed)(made))
        return resource.route(path, methods=["POST"])(made)

    return decorator
