"""The description made exact: every status an operation can answer, its headers, who may call it."""

import json
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from http import HTTPStatus
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from flask import Flask

from service.web.api.idempotent import HEADER, LONGEST, REPLAYED
from service.web.api.waiting import APPLIED
from service.web.api.waiting import HEADER as PREFER
from service.web.api.waiting import LONGEST as SECONDS
from service.web.problem import MEDIA_TYPE

EXAMPLES: Final = Path(__file__).parents[3] / "examples"
METHODS: Final = ("get", "post", "put", "patch")

_WORDS: Final[Mapping[int, str]] = MappingProxyType(
    {
        304: "The caller has it already",
        400: "The request cannot be read, or names a host that is not ours",
        401: "No key, or none that we know",
        403: "The key has not the scope",
        404: "There is no such thing, or it belongs to somebody else",
        409: "It does not fit how things stand",
        412: "It has changed since the version named in If-Match",
        413: "More than 10 MB, or than 20 MB where a file is verified",
        415: "The body is not of the type that the operation takes",
        422: "The request has faults, each with its JSON pointer; or its Idempotency-Key came "
        "before with another request",
        428: "If-Match is missing",
        429: "Too many requests: wait for the seconds in Retry-After",
        500: "Something went wrong here; the request id names it",
        503: "The paper could not be made; nothing was lost",
    }
)
_ALWAYS: Final = (400, 401, 403, 429, 500)
_WITH_A_KEY: Final = (401, 403)
_WITH_BODY: Final = (413, 415, 422)


def _header(words: str, kind: str = "string") -> dict[str, Any]:
    return {"description": words, "schema": {"type": kind}}


_HEADERS: Final = {
    "X-Request-Id": _header("Names this request in the log; the caller's own where it sent one"),
    "RateLimit-Limit": _header("Requests allowed in a window", "integer"),
    "RateLimit-Remaining": _header("Requests left in this window", "integer"),
    "RateLimit-Reset": _header("Seconds until the window ends", "integer"),
    "Retry-After": _header("Seconds to wait", "integer"),
    "ETag": _header("The version: give it as If-Match to change just that"),
    "Location": _header("Where the new thing is"),
    "Content-Disposition": _header("The name of the file"),
    "WWW-Authenticate": _header("Bearer"),
    APPLIED: _header("wait=20 where that was asked for, or as much of it as was taken"),
    REPLAYED: _header("true where the answer was given before, to the same Idempotency-Key"),
}
_ON_ALL: Final = ("X-Request-Id", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")

_PARAMETERS: Final = {
    HEADER: {
        "in": "header",
        "name": HEADER,
        "description": "Makes the call safe to repeat for 30 days: the same key with the same "
        "body is answered with the same bytes.",
        "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST},
    },
    "If-Match": {
        "in": "header",
        "name": "If-Match",
        "description": "The ETag of the version that this is meant for.",
        "schema": {"type": "string"},
    },
    PREFER: {
        "in": "header",
        "name": PREFER,
        "description": f"`wait=20`: the answer may come so many seconds later, {SECONDS} at most.",
        "schema": {"type": "string"},
    },
    "If-None-Match": {
        "in": "header",
        "name": "If-None-Match",
        "description": "The ETag of what the caller has already.",
        "schema": {"type": "string"},
    },
}


def exact(app: Flask, spec: Mapping[str, Any]) -> dict[str, Any]:
    """The description with all that follows from how every route is guarded and answered."""
    whole: dict[str, Any] = deepcopy(dict(spec))
    views = dict(_views(app))
    parts = whole["components"]
    parts["headers"] = dict(_HEADERS)
    parts["parameters"] = dict(_PARAMETERS)
    parts["responses"] = {HTTPStatus(status).name: _refusal(status) for status in _WORDS}
    for path, item in whole["paths"].items():
        for method in METHODS:
            if method in item:
                _complete(item[method], path, views[method, path])
    return whole


def _views(app: Flask) -> Iterator[tuple[tuple[str, str], Any]]:
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<(?:[^:>]+:)?(\w+)>", r"{\1}", rule.rule)
        for method in rule.methods or ():
            yield (method.lower(), path), app.view_functions[rule.endpoint]


def _refusal(status: int) -> dict[str, Any]:
    answer: dict[str, Any] = {"description": _WORDS[status], "headers": _refs("headers", _ON_ALL)}
    if status < HTTPStatus.BAD_REQUEST:
        return answer
    answer["content"] = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    more = {401: ("WWW-Authenticate",), 429: ("Retry-After",)}.get(status, ())
    answer["headers"] |= _refs("headers", more)
    return answer


def _refs(kind: str, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/{kind}/{name}"} for name in names}


def _complete(operation: dict[str, Any], path: str, view: Any) -> None:
    idempotent = getattr(view, "idempotent", False)
    operation["operationId"] = view.__name__
    scope = view.guard.scope
    operation["security"] = [{"key": [scope.value]}] if scope else []
    needs = f"Scope: `{scope.value}`." if scope else ""
    operation["description"] = "\n\n".join(filter(None, (operation.get("description"), needs)))
    answers = operation["responses"] = _answers(operation, path, idempotent)
    _say_parameters(operation, answers, idempotent)
    if getattr(view, "waits", False):
        operation.setdefault("parameters", []).append(_parameter(PREFER))
        answers["200"]["headers"] |= _refs("headers", (APPLIED,))
    if example := _examples(operation):
        operation["requestBody"]["content"]["application/json"]["examples"] = example


def _answers(operation: dict[str, Any], path: str, idempotent: bool) -> dict[str, Any]:
    """By status, the good ones first."""
    given = operation["responses"]
    statuses = {int(status) for status in given if status != "default"} | {*_ALWAYS}
    if not operation["security"]:
        statuses -= {*_WITH_A_KEY}
    if "{" in path:
        statuses.add(404)
    if "requestBody" in operation:
        as_json = "application/json" in operation["requestBody"]["content"]
        statuses |= {*_WITH_BODY} if as_json else {413, 415}
    if idempotent or _asks(operation):
        statuses.add(422)
    good = {status for status in statuses if status < HTTPStatus.MULTIPLE_CHOICES}
    for status in good:
        _with_headers(given[str(status)], operation, status, idempotent)
    return {str(s): given[str(s)] if s in good else _ref(s) for s in sorted(statuses)}


def _ref(status: int) -> dict[str, str]:
    return {"$ref": f"#/components/responses/{HTTPStatus(status).name}"}


def _asks(operation: Mapping[str, Any]) -> bool:
    return any(each.get("in") == "query" for each in operation.get("parameters", ()))


def _with_headers(
    answer: dict[str, Any], operation: Mapping[str, Any], status: int, idempotent: bool
) -> None:
    named = [*_ON_ALL]
    named += ["ETag"] if "ETag" in answer.get("headers", ()) or _cached(operation) else []
    named += ["Location"] if status == HTTPStatus.CREATED and "ETag" in named else []
    named += [REPLAYED] if idempotent else []
    binary = any("json" not in kind and "html" not in kind for kind in answer["content"])
    named += ["Content-Disposition"] if binary else []
    answer["headers"] = _refs("headers", tuple(named))


def _cached(operation: Mapping[str, Any]) -> bool:
    return "304" in operation["responses"]


def _say_parameters(operation: dict[str, Any], answers: Mapping[str, Any], key: bool) -> None:
    """Headers that the operation reads, said in our own words."""
    said = [each for each in operation.get("parameters", ()) if each.get("in") == "query"]
    said += [_parameter(HEADER)] if key else []
    if "428" in answers:
        said.append({**_PARAMETERS["If-Match"], "required": True})
    elif "412" in answers:
        said.append(_parameter("If-Match"))
    said += [_parameter("If-None-Match")] if "304" in answers else []
    if said:
        operation["parameters"] = said
    else:
        operation.pop("parameters", None)


def _parameter(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/parameters/{name}"}


def _examples(operation: Mapping[str, Any]) -> dict[str, Any]:
    """The deals of `examples/`, for whoever asks for a deal or for a quote."""
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    name = str(body.get("schema", {}).get("$ref", "")).rpartition("/")[2]
    keys = {"DealDocument": None, "QuoteDocument": ("family", "our_side", "terms")}
    if name not in keys:
        return {}
    found = {path.stem: json.loads(path.read_text("utf-8")) for path in _files()}
    return {stem: {"value": _only(deal, keys[name])} for stem, deal in found.items()}


def _files() -> list[Path]:
    return sorted(EXAMPLES.glob("*.json"))


def _only(deal: dict[str, Any], keys: tuple[str, ...] | None) -> dict[str, Any]:
    return deal if keys is None else {key: deal[key] for key in keys}
