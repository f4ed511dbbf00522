"""An HTML form as the JSON it means, and back: names such as `terms.materials.lines.0.volume`.

A form is complete: what is blank is null, what is not ticked is false or not in the set, and a
group that may be null and says nothing is null. Rows of a list stand in the order of their
numbers, which may have gaps. Short lists are lines of one text.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final

from marshmallow import Schema, fields

from schemas.build import schema_of
from schemas.fields import Choice, CodeField, SafeText, Switch
from schemas.several import Group, Several, Table
from schemas.terms.shorthands import expanded
from service.domain.deal import DealHeader
from service.domain.terms import Terms

Typed = Mapping[str, Sequence[str]]
"""What a form sends: each name with all its values."""

TERMS: Final = "terms"
_SPLIT: Final = re.compile(r"[\s,;]+")
_ROW: Final = re.compile(r"\.[0-9]+(?=\.|$)")


def from_form(typed: Typed) -> dict[str, Any]:
    """The deal document that a form means; faults in it are for `load_deal` to find."""
    tree = _tree(typed)
    header = _object(_header(), tree)
    return {**header, TERMS: _object(_terms(), _below(tree, TERMS))}


def object_from_form(schema: Schema, typed: Typed, at: str = "") -> dict[str, Any]:
    """The object that a form means whose fields are those of this schema, below the name `at`."""
    tree = _tree(typed)
    return _object(schema, _below(tree, at) if at else tree)


def object_to_form(schema: Schema, given: Mapping[str, Any], at: str = "") -> dict[str, list[str]]:
    """What the fields of a form hold for an object of this schema, below the name `at`."""
    found: dict[str, list[str]] = {}
    _fill(found, schema, given, f"{at}." if at else "")
    return found


def to_form(document: Mapping[str, Any]) -> dict[str, list[str]]:
    """What the fields of a form hold for a deal document; absent keys take their defaults.

    The document may be unfinished or wrong: what no field can hold is left out.
    """
    found: dict[str, list[str]] = {}
    _fill(found, _header(), document, "")
    _fill(found, _terms(), expanded(_mapping(document.get(TERMS))).full, f"{TERMS}.")
    return found


def name_of(pointer: str) -> str:
    """`/terms/materials/lines/0/volume` as the name of its field."""
    steps = pointer.split("/")[1:]
    return ".".join(step.replace("~1", "/").replace("~0", "~") for step in steps)


def field_at(path: str) -> fields.Field[Any]:
    """The field behind a name, rows written as numbers or `*`; KeyError where there is none."""
    return _field_at(_ROW.sub(".*", path))


@cache
def _field_at(path: str) -> fields.Field[Any]:
    steps = path.split(".")
    schema = _terms() if steps[0] == TERMS else _header()
    found: Any = Group(type(schema))
    for step in steps[1:] if steps[0] == TERMS else steps:
        found = _inside(found, step)
    return found  # type: ignore[no-any-return]


def is_rows(field: fields.Field[Any]) -> bool:
    """Whether a list has rows of several fields each."""
    return isinstance(field, Several) and isinstance(field.inner, Group)


def default_of(field: fields.Field[Any]) -> list[str]:
    """What a control holds before anybody has typed into it."""
    return _written(field, _default(field))


def parts_of(field: fields.Field[Any]) -> Mapping[str, fields.Field[Any]]:
    """The fields of a group, or of one row of a list."""
    group: Any = field.inner if isinstance(field, Several) else field
    return _by_key(group.schema)


def _inside(field: Any, step: str) -> Any:
    if is_rows(field) and step == "*":
        return field.inner
    if isinstance(field, Table):
        return field.value
    if isinstance(field, Group):
        return _by_key(field.schema)[step]
    raise KeyError(step)


@cache
def _header() -> Schema:
    return schema_of(DealHeader)()


@cache
def _terms() -> Schema:
    return schema_of(Terms)()


def _by_key(schema: Any) -> Mapping[str, fields.Field[Any]]:
    return {str(field.data_key): field for field in schema.fields.values()}


# From a form


def _tree(typed: Typed) -> dict[str, Any]:
    """Names with dots as nested mappings; the values of a name stand under ""."""
    root: dict[str, Any] = {}
    for name, values in typed.items():
        node = root
        for step in name.split("."):
            node = node.setdefault(step, {})
        node[""] = [*values]
    return root


def _below(node: Mapping[str, Any], step: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = node.get(step, {})
    return found


def _object(schema: Any, node: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _value(field, _below(node, key)) for key, field in _by_key(schema).items()}


def _value(field: Any, node: Mapping[str, Any]) -> Any:
    if isinstance(field, Group):
        return None if field.allow_none and not _says(field, node) else _object(field.schema, node)
    if is_rows(field):
        return [_object(field.inner.schema, node[row]) for row in _in_order(node)]
    if isinstance(field, Table):
        return _table(field, node)
    values = [value.strip() for value in node.get("", ())]
    if isinstance(field, Several):
        found = _several(field, values)
        return None if field.allow_none and not found else found
    if isinstance(field, Switch):
        return "true" in values
    return next((value for value in values if value), None)


def _in_order(node: Mapping[str, Any]) -> list[str]:
    return sorted((step for step in node if step.isdecimal()), key=int)


def _several(field: Any, values: Iterable[str]) -> list[str]:
    """Ticked boxes; or the lines of a text, whose codes and numbers commas may part as well."""
    if isinstance(field.inner, Choice):
        return [value for value in values if value]
    split = _lines if is_prose(field.inner) else _SPLIT.split
    parts = (part for value in values for part in split(value))
    return [part for part in parts if part]


def _lines(value: str) -> list[str]:
    return [line.strip() for line in value.splitlines()]


def _table(field: Table, node: Mapping[str, Any]) -> dict[str, Any]:
    """A choice for each key; or lines such as `key: value`."""
    if isinstance(field.value, Choice):
        chosen = {key: _value(field.value, inner) for key, inner in node.items() if key}
        return {key: value for key, value in chosen.items() if value is not None}
    lines = (line for value in node.get("", ()) for line in _lines(value) if line)
    pairs = (line.partition(":") for line in lines)
    return {key.strip(): value.strip() for key, _, value in pairs}


def _says(field: Any, node: Mapping[str, Any]) -> bool:
    """Whether something in a group was typed or chosen; a default that stands says nothing."""
    return any(_part_says(part, _below(node, key)) for key, part in _by_key(field.schema).items())


def _part_says(field: Any, node: Mapping[str, Any]) -> bool:
    if isinstance(field, Group):
        return _says(field, node)
    if is_rows(field):
        return bool(_in_order(node))
    values = sorted(value.strip() for value in node.get("", ()) if value.strip())
    return bool(values) and values != sorted(default_of(field))


# To a form


def _fill(found: dict[str, list[str]], schema: Any, given: Any, prefix: str) -> None:
    given = _mapping(given)
    for key, field in _by_key(schema).items():
        value = given[key] if key in given else _default(field)
        _fill_one(found, field, value, f"{prefix}{key}")


def _fill_one(found: dict[str, list[str]], field: Any, value: Any, name: str) -> None:
    if isinstance(field, Group):
        _fill(found, field.schema, value, f"{name}.")
    elif is_rows(field):
        rows = value if isinstance(value, list | tuple) else ()
        least = 0 if field.allow_none else field.items.least
        for n, row in enumerate([*rows] or [{}] * least):
            _fill(found, field.inner.schema, row, f"{name}.{n}.")
    elif isinstance(field, Table) and isinstance(field.value, Choice):
        found.update({f"{name}.{key}": [_text(v)] for key, v in _mapping(value).items()})
    else:
        found[name] = _written(field, value)


def _default(field: Any) -> Any:
    """The default as JSON; null where a value is needed."""
    default = field.load_default
    if callable(default):
        default = default()
    if isinstance(field, Group) and default is not None and not field.required:
        return field.schema.dump(default)
    return None if field.required or default is None else field._serialize(default, "", None)


def _written(field: Any, value: Any) -> list[str]:
    if isinstance(field, Switch):
        return ["true"] if value in (True, "true") else []
    if isinstance(field, Table):
        return ["\n".join(f"{key}: {_text(v)}" for key, v in _mapping(value).items())]
    if not isinstance(field, Several):
        return [_text(value)]
    texts = [_text(each) for each in value] if isinstance(value, list | tuple) else []
    if isinstance(field.inner, Choice):
        return texts
    return [("\n" if is_prose(field.inner) else ", ").join(texts)]


def is_prose(field: fields.Field[Any]) -> bool:
    """Whether a text may hold commas, so that only lines part several of it."""
    return isinstance(field, SafeText) and not isinstance(field, CodeField)


def _text(value: Any) -> str:
    """A scalar as it is typed; nothing for what no control can hold."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, str | int | float) else ""


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def leaves(schema: Any = None, prefix: str = "") -> Iterator[str]:
    """The path of every control there is, rows written as `*`."""
    if schema is None:
        yield from leaves(_header())
        yield from leaves(_terms(), f"{TERMS}.")
        return
    for key, field in _by_key(schema).items():
        if isinstance(field, Group):
            yield from leaves(field.schema, f"{prefix}{key}.")
        elif isinstance(field, Several) and isinstance(field.inner, Group):
            yield from leaves(field.inner.schema, f"{prefix}{key}.*.")
        else:
            yield f"{prefix}{key}"
