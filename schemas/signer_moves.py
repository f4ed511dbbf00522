"""What somebody with a signing link brings: a signature, a reason, somebody else, a signed copy."""

import json
from typing import Any, Final

from marshmallow import ValidationError, fields

from schemas.build import ValueSchema
from schemas.deal_moves import REASON
from schemas.fields import Choice, CodeField, Day, SafeText, Switch
from schemas.members import EMAIL, NAME
from service.domain.drawing import Drawing, drawing_of
from service.domain.errors import DrawingRefused
from service.domain.signing_events import Method, Somebody
from service.domain.terms.bounds import Code, Text

DIGEST: Final = Text(64)
VERSION: Final = Text(40)
CODE: Final = Text(20)
_LONGEST_DRAWING: Final = 300_000
"""Of its JSON: as many points as a drawing may have."""


class _Plain(ValueSchema):
    """Loads into a plain mapping."""

    made_from = dict


class TickField(Switch):
    """A box that nobody has ticked is not in a form, or blank: that is no."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> bool:
        return value != "" and super()._deserialize(value, *args, **kwargs)


class DrawingField(fields.Field[Drawing | None]):
    """The way of the pen: an object, or its JSON from a form; blank is none."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Drawing | None:
        if value is None or value == "":
            return None
        try:
            return drawing_of(_read(value) if isinstance(value, str) else value)
        except DrawingRefused as refused:
            raise ValidationError(str(refused)) from None


class SignDocument(_Plain):
    """`document_sha256` is of the PDF that was looked at.

    Who sends what else was shown is refused where that has changed meanwhile.
    """

    document_sha256 = SafeText(DIGEST, required=True)
    summary_sha256 = SafeText(DIGEST, load_default=None, allow_none=True)
    consent_version = SafeText(VERSION, load_default=None, allow_none=True)
    intent_version = SafeText(VERSION, load_default=None, allow_none=True)
    consent = TickField(load_default=False)
    intent = TickField(load_default=False)
    name = SafeText(NAME, required=True)
    method: Choice[Method] = Choice(Method, required=True)
    drawing = DrawingField(load_default=None, allow_none=True)
    code = SafeText(CODE, load_default=None, allow_none=True)


class DeclineDocument(_Plain):
    reason = SafeText(REASON, required=True)


class HandOverDocument(ValueSchema):
    """The title is printed behind the name where the contract says who signed."""

    made_from = Somebody

    name = SafeText(NAME, required=True)
    title = SafeText(NAME, required=True)
    email = CodeField(Code.EMAIL, EMAIL, required=True)


class SignedOnDocument(_Plain):
    signed_on = Day(required=True)


def _read(text: str) -> Any:
    if len(text) > _LONGEST_DRAWING:
        raise ValidationError("This drawing is too long: draw your name with fewer strokes.")
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise ValidationError("This is no drawing: draw your name anew, or type it.") from None
