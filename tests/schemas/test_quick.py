"""The quick way of reading gives what the thorough one gives, and lets nothing pass that it refuses."""

from typing import Any

import pytest
from marshmallow import Schema, ValidationError, fields

from schemas.build import ValueSchema, schema_of
from schemas.terms import dump_terms
from service.domain.terms import Terms
from tests.schemas.documents import example, read


class _Ticked(ValueSchema):
    made_from = dict
    box = fields.String(required=True, validate=lambda value: _only_yes(value))


def _only_yes(value: str) -> None:
    if value != "yes":
        raise ValidationError("Tick the box.")


@pytest.mark.parametrize("given", [{}, {"box": None}, {"box": "no"}, {"box": 1}])
def test_what_a_field_refuses_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        _Ticked().load(given)


def test_what_a_field_takes_is_taken() -> None:
    assert _Ticked().load({"box": "yes"}) == {"box": "yes"}


@pytest.mark.parametrize("name", ["photo-archive", "exclusive-film", "minimal", "mixed-charges"])
def test_terms_read_alike_both_ways(name: str) -> None:
    schema: Any = schema_of(Terms)()
    plain = dump_terms(read(example(name)).terms)
    assert schema.quick(plain) == Schema.load(schema, plain)
