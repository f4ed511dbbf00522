"""Small forms: what was sent, read by a schema, or refused with every fault."""

from collections.abc import Mapping
from typing import Any

from flask import request
from marshmallow import Schema, ValidationError, fields
from werkzeug.datastructures import MultiDict

from schemas.faults import faults_of
from service.domain.errors import TermsRefused


def sent(schema: Schema) -> Any:
    """What the schema reads from the form; other fields, such as the form's token, are not ours."""
    return read(schema, dict(_given(name, field) for name, field in schema.fields.items()))


def filled(schema: Schema) -> Any:
    """The same, where what was left blank was not chosen."""
    given = dict(_given(name, field) for name, field in schema.fields.items())
    return read(schema, {name: value for name, value in given.items() if value})


def read(schema: Schema, given: Mapping[str, Any]) -> Any:
    """TermsRefused with every fault."""
    try:
        return schema.load(given)
    except ValidationError as error:
        raise TermsRefused(faults_of(error.messages)) from None


def nullable(schema: Schema) -> dict[str, str | list[str] | None]:
    """What was typed, for fields that take no blank: one that may be null is null where left so.

    A list has one entry a line.
    """
    return {name: _typed(name, field) for name, field in schema.fields.items()}


def _typed(name: str, field: fields.Field[Any]) -> str | list[str] | None:
    value = request.form.get(name, "").strip()
    if isinstance(field, fields.List):
        return [line for line in value.splitlines() if line.strip()]
    return None if not value and field.allow_none else value


def by_field(refused: TermsRefused) -> dict[str, str]:
    """The first fault of each field, by the field's name."""
    found: dict[str, str] = {}
    for fault in refused.faults:
        found.setdefault(fault.pointer.strip("/").partition("/")[0], fault.message)
    return found


def typed(faults: Mapping[str, str]) -> MultiDict[str, str]:
    """What was typed stays in the form only where something is to be put right."""
    return request.form if faults else MultiDict()


def _given(name: str, field: fields.Field[Any]) -> tuple[str, Any]:
    """A form is complete: a field that is not there was left blank."""
    several = isinstance(field, fields.List)
    return name, request.form.getlist(name) if several else request.form.get(name, "")
