"""What every page shows around its own content: who is here, and the ways through the house."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from flask import Flask, request, url_for
from flask_login import current_user

WAYS: Final = (
    ("Home", "start.get_start"),
    ("Deals", "deal_list.get_deals"),
    ("Library", "library.get_library"),
    ("Settings", "settings.get_settings"),
)


@dataclass(frozen=True, slots=True)
class Way:
    """A link of the navigation; `here` where the page that is shown lies behind it."""

    name: str
    path: str
    here: bool


def install(app: Flask) -> None:
    app.context_processor(_around)


def _around() -> dict[str, Any]:
    signed_in = bool(current_user) and current_user.is_authenticated
    return {"visitor": current_user.person if signed_in else None, "ways": list(_ways())}


def _ways() -> Iterator[Way]:
    for name, endpoint in WAYS:
        path = url_for(endpoint)
        here = request.path == path or (path != "/" and request.path.startswith(f"{path}/"))
        yield Way(name, path, here)
