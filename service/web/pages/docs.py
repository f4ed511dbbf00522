"""The API's description as a page: what each operation takes, answers and refuses."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from service.web.api.document import description
from service.web.api.exact import METHODS
from service.web.auth import public

pages = Blueprint("docs", __name__)

_BOUNDS: Final = {
    "minimum": "at least {}",
    "maximum": "at most {}",
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "minItems": "at least {} entries",
    "maxItems": "at most {} entries",
    "pattern": "as {}",
    "default": "{} when left out",
}


@dataclass(frozen=True, slots=True)
class Field:
    """A key of an object, or a parameter; `schema` is the name of the object it holds, if one."""

    name: str
    kind: str
    schema: str | None
    required: bool
    words: str
    bounds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    status: str
    words: str
    schema: str | None


@dataclass(frozen=True, slots=True)
class Operation:
    id: str
    method: str
    path: str
    summary: str
    words: tuple[str, ...]
    tag: str
    parameters: tuple[Field, ...]
    body: str | None
    body_required: bool
    answers: tuple[Answer, ...]


class Pages:
    """The parts of a description, in the order in which somebody reads them."""

    def __init__(self, whole: Mapping[str, Any]) -> None:
        self.whole = whole
        self.parts = whole["components"]

    @cached_property
    def resources(self) -> dict[str, list[Operation]]:
        """Operations by resource."""
        found: dict[str, list[Operation]] = {tag["name"]: [] for tag in self.whole["tags"]}
        for operation in self._operations():
            found[operation.tag].append(operation)
        return found

    @cached_property
    def schemas(self) -> dict[str, tuple[str, list[Field]]]:
        """What every object says of itself, and its keys."""
        return {
            name: (schema.get("description", ""), [*self._keys(schema)])
            for name, schema in sorted(self.parts["schemas"].items())
        }

    @cached_property
    def example(self) -> str:
        """The shortest deal that can be drafted."""
        body = self.whole["paths"]["/api/v1/deals"]["post"]["requestBody"]
        deal = body["content"]["application/json"]["examples"]["minimal"]["value"]
        return json.dumps(deal, indent=2, ensure_ascii=False)

    def _operations(self) -> Iterator[Operation]:
        for path, item in self.whole["paths"].items():
            for method in METHODS:
                if method in item:
                    yield self._operation(path, method, item[method], item.get("parameters", ()))

    def _operation(self, path: str, method: str, said: Any, shared: Any) -> Operation:
        body = said.get("requestBody", {})
        return Operation(
            id=said["operationId"],
            method=method.upper(),
            path=path,
            summary=said["summary"],
            words=tuple(said["description"].split("\n\n")),
            tag=said["tags"][0],
            parameters=tuple(self._parameter(p) for p in (*shared, *said.get("parameters", ()))),
            body=_named(_schema(body)) if body else None,
            body_required=body.get("required", False),
            answers=tuple(self._answer(*each) for each in said["responses"].items()),
        )

    def _parameter(self, given: Mapping[str, Any]) -> Field:
        said = self._found(given)
        place = f"in the {said['in']}"
        words = said.get("description", "")
        return _field(said["name"], said["schema"], said.get("required", False), words or place)

    def _answer(self, status: str, given: Mapping[str, Any]) -> Answer:
        said = self._found(given)
        return Answer(status, said["description"], _named(_schema(said)))

    def _found(self, given: Mapping[str, Any]) -> Mapping[str, Any]:
        """What a reference leads to."""
        if "$ref" not in given:
            return given
        kind, name = given["$ref"].split("/")[-2:]
        found: Mapping[str, Any] = self.parts[kind][name]
        return found

    def _keys(self, schema: Mapping[str, Any]) -> Iterator[Field]:
        for name, inner in schema.get("properties", {}).items():
            words = inner.get("description", "")
            yield _field(name, inner, name in schema.get("required", ()), words)


def _field(name: str, schema: Mapping[str, Any], required: bool, words: str) -> Field:
    bounds = tuple(_BOUNDS[key].format(_plain(schema[key])) for key in _BOUNDS if key in schema)
    return Field(name, _kind(schema), _named(schema), required, words, bounds)


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _kind(schema: Mapping[str, Any]) -> str:
    if "enum" in schema:
        return "one of " + ", ".join(_plain(word) for word in schema["enum"])
    if "const" in schema:
        return _plain(schema["const"])
    if schema.get("type") == "array":
        return f"list of {_kind(schema['items'])}"
    if "anyOf" in schema:
        return " or ".join(_kind(each) for each in schema["anyOf"])
    kinds = schema.get("type", _named(schema) or "anything")
    return " or ".join(kinds) if isinstance(kinds, list) else kinds


def _named(schema: Mapping[str, Any]) -> str | None:
    """The name of the object in a schema, however deep."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    inner = [schema["items"]] if "items" in schema else schema.get("anyOf", ())
    return next((name for each in inner if (name := _named(each))), None)


def _schema(said: Mapping[str, Any]) -> Mapping[str, Any]:
    """Of a body or an answer, whatever its kind."""
    return next((each["schema"] for each in said.get("content", {}).values()), {})


@pages.get("/docs")
@public
def get_docs() -> ResponseReturnValue:
    return render_template("docs.html", info=description()["info"], docs=Pages(description()))
