"""What the templates of the form need beside the form itself."""

import re
from collections.abc import Mapping
from typing import Final

from flask import Flask

from schemas.fields import Choice
from schemas.forms import field_at
from schemas.several import Several
from service.domain.terms.bounds import Code
from service.web.form.choices import Option, in_words, suggestions
from service.web.form.controls import id_of
from service.web.form.sheet import label_of

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def install(app: Flask) -> None:
    app.jinja_env.filters.update(
        {"control_id": id_of, "is_day": is_day, "place_label": label_of, "as_typed": as_typed}
    )
    app.jinja_env.globals["suggestions"] = _suggestions


def is_day(value: str) -> bool:
    """Whether a date control can show it; anything else is shown as text, so that it is not lost."""
    return _DAY.fullmatch(value) is not None


def as_typed(fields: Mapping[str, list[str]]) -> str:
    """What stands in one place of the form, choices by their words."""
    said = (_in_words(name, value) for name, values in fields.items() for value in values if value)
    return " · ".join(said) or "nothing"


def _in_words(name: str, value: str) -> str:
    try:
        part = field_at(name)
    except KeyError:
        return value
    choice = part.inner if isinstance(part, Several) else part
    if isinstance(choice, Choice):
        return next((in_words(m) for m in choice.enum if str(m) == value), value)
    return value


def _suggestions(code: str) -> tuple[Option, ...]:
    return suggestions(Code(code))
