"""Whether a personal link is followed by a browser or by a program."""

from typing import Final

from flask import request

_FORMS: Final = ("application/x-www-form-urlencoded", "multipart/form-data")
_TYPES: Final = ("text/html", "application/json")
_DOORS: Final = ("/d/", "/s/", "/r/")


def speaks_json() -> bool:
    """A program sends JSON or asks for it; a form is a browser's, whatever it asks for."""
    if request.mimetype in _FORMS:
        return False
    return request.is_json or request.accept_mimetypes.best_match(_TYPES) == _TYPES[1]


def by_link() -> bool:
    """Whether a personal link was followed, to whatever it opens."""
    return request.path.startswith(_DOORS)
