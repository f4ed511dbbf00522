"""Every free-text field of the terms, found by their types, in terms that fill each of them."""

from collections.abc import Iterator
from dataclasses import is_dataclass
from types import UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin, get_type_hints

from service.domain.terms import Terms
from service.domain.terms.bounds import Code, Text


def free_texts(hint: Any = Terms, pointer: str = "") -> Iterator[tuple[str, Text]]:
    """JSON pointer, with 0 for the first entry of a list, and the bounds of the text there."""
    kind, *bounds = get_args(hint) if get_origin(hint) is Annotated else (hint,)
    text = next((bound for bound in bounds if isinstance(bound, Text)), None)
    if kind is str and text and not any(isinstance(bound, Code) for bound in bounds):
        yield pointer, text
    elif get_origin(kind) in (UnionType, Union):
        for inner in get_args(kind):
            # A bound beside the whole union is the bound of its text.
            yield from free_texts(Annotated[inner, *bounds] if bounds else inner, pointer)
    elif get_origin(kind) is tuple:
        yield from free_texts(get_args(kind)[0], f"{pointer}/0")
    elif is_dataclass(kind):
        for name, inner in get_type_hints(kind, include_extras=True).items():
            yield from free_texts(inner, f"{pointer}/{name.rstrip('_')}")


FREE_TEXTS: Final = dict(free_texts())
