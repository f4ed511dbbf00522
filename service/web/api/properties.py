"""What our fields take, as JSON Schema: bounds, patterns and words."""

from typing import Any, Final

from marshmallow import fields, missing

from schemas.answers import Amount, Figure, InTerms, Moment, OurCode
from schemas.event_answer import EventType
from schemas.fields import (
    Choice,
    CodeField,
    Day,
    ExactDecimal,
    MoneyField,
    SafeText,
    Switch,
    WholeNumber,
)
from schemas.query import Limit
from schemas.several import Several, Table
from service.domain.terms.bounds import Between, Code

_DECIMAL: Final = r"^(0|[1-9][0-9]{0,19})(\.[0-9]{1,20})?$"
_WHOLE: Final = r"^(0|[1-9][0-9]{0,15})$"
_PATTERNS: Final = {
    Code.SHA256: "^[0-9a-f]{64}$",
    Code.IDENTIFIER: "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$",
}
_SPOKEN: Final = (SafeText, Choice, WholeNumber, Switch, ExactDecimal, OurCode)
_AMOUNT: Final = {
    "properties": {
        "amount": {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"},
        "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
    },
    "required": ["amount", "currency"],
    "additionalProperties": False,
}


def properties_of(converter: Any, field: fields.Field[Any], ret: Any, **_: Any) -> dict[str, Any]:
    """Runs last; a default of a group is not repeated, since its own keys have theirs."""
    ret.pop("default", None)
    found = _of(converter, field)
    if isinstance(field, _SPOKEN):
        found |= _default(field)
        found |= _with_null(field, found, ret.get("type"))
    return found


def _of(converter: Any, field: fields.Field[Any]) -> dict[str, Any]:
    match field:
        case Amount() | Figure() | InTerms() | Moment() | OurCode() | EventType():
            return _answered(field)
        case fields.Constant():
            return {"const": field.constant}
        case CodeField():
            return _code(field)
        case SafeText():
            return {"minLength": field.bounds.least, "maxLength": field.bounds.most}
        case Choice():
            return {"enum": [*field._by_word]}
        case Limit():
            return {"type": "integer", **_range(field.bounds)}
        case WholeNumber():
            return {"type": ["integer", "string"], "pattern": _WHOLE, **_range(field.bounds)}
        case Switch():
            return {"type": ["boolean", "string"], "enum": [True, False, "true", "false"]}
        case Day():
            return {"format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
        case ExactDecimal():
            return {"pattern": _DECIMAL, "description": _decimals(field)}
        case Several():
            return {"minItems": field.items.least, "maxItems": field.longest}
        case Table():
            return {"additionalProperties": converter.field2property(field.value)}
    return {}


def _answered(field: fields.Field[Any]) -> dict[str, Any]:
    """Fields that only answers have."""
    match field:
        case Amount():
            return dict(_AMOUNT)
        case Figure():
            return {"pattern": r"^-?[0-9]+(\.[0-9]+)?$"}
        case Moment():
            return {"format": "date-time"}
        case OurCode() | EventType():
            return {"enum": [*field.words]}
    return {"format": "json-pointer"}


def _code(field: CodeField) -> dict[str, Any]:
    pattern = _PATTERNS.get(field.code)
    if pattern is not None:
        return {"pattern": pattern}
    return {"format": "email"} if field.code is Code.EMAIL else {"minLength": 1}


def _range(bounds: Between | None) -> dict[str, int]:
    return {} if bounds is None else {"minimum": int(bounds.low), "maximum": int(bounds.high)}


def _decimals(field: ExactDecimal) -> str:
    if isinstance(field, MoneyField):
        return "An amount in quotes, with at most the decimals of its currency."
    bounds = field.bounds
    words = "" if bounds is None else f", {bounds.low} to {bounds.high}"
    return f"A number in quotes{words}, with at most {field.places} decimals."


def _default(field: fields.Field[Any]) -> dict[str, Any]:
    default = field.load_default
    if default is missing or default is None or callable(default):
        return {}
    return {"default": field._serialize(default, "", None)}


def _with_null(field: fields.Field[Any], found: dict[str, Any], kind: Any) -> dict[str, Any]:
    """The enum, and a type that we set ourselves, name null where it may be."""
    if not field.allow_none:
        return {}
    kinds = found.get("type", kind)
    named = [*kinds] if isinstance(kinds, list) else [kinds]
    with_null = {"type": [*dict.fromkeys([*named, "null"])]}
    return with_null | ({"enum": [*found["enum"], None]} if "enum" in found else {})
