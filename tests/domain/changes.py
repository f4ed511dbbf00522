"""The sample deal with single terms changed, named by their path."""

from dataclasses import is_dataclass, replace
from typing import Any

from service.domain.terms import Terms
from tests.builders import some_terms


def terms_with(**changes: Any) -> Terms:
    """`terms_with(materials__lines__0__unit=Unit.CLIP)`; an index leads into a tuple."""
    terms = some_terms()
    for path, value in changes.items():
        terms = _changed(terms, path.split("__"), value)
    return terms


def _changed(whole: Any, path: list[str], value: Any) -> Any:
    if not path:
        return value
    name, *rest = path
    if is_dataclass(whole) and not isinstance(whole, type):
        return replace(whole, **{name: _changed(getattr(whole, name), rest, value)})
    i = int(name)
    return (*whole[:i], _changed(whole[i], rest, value), *whole[i + 1 :])
