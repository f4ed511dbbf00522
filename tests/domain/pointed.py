"""Whether a JSON pointer into the terms leads somewhere."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from service.domain.terms import Terms


def leads_somewhere(terms: Terms, pointer: str) -> bool:
    """A field may be null or a set at its end; on the way nothing may be missing."""
    at: Any = terms
    for token in pointer.removeprefix("/").split("/"):
        name = token.replace("~1", "/").replace("~0", "~")
        if is_dataclass(at):
            names = {field.name.rstrip("_"): field.name for field in fields(at)}
            if name not in names:
                return False
            at = getattr(at, names[name])
        elif isinstance(at, Mapping) and name in at:
            at = at[name]
        elif isinstance(at, tuple) and name.isdigit() and int(name) < len(at):
            at = at[int(name)]
        else:
            return False
    return True
