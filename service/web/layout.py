"""What every page shows around its own content: who is here, and the ways through the house."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from flask import Flask, current_app, g, request, url_for

from service.domain.people import Act, Person
from service.storage.visits import House, Visits
from service.web.at_hand import desk
from service.web.auth import visitor

NEW_DEAL: Final = "drafting.get_new"
"""Where a deal is drafted by form."""

WAYS: Final = (
    ("Home", "start.get_start"),
    ("Deals", "deal_list.get_deals"),
    ("Licenses", "license_list.get_licenses"),
    ("Calendar", "calendar_page.get_calendar"),
    ("Library", "library_pages.get_library"),
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
    """A page that says that something failed asks nobody who is here."""
    here = None if g.get("failed") else visitor()
    return {
        "visitor": here,
        "ways": [*_ways()],
        "Act": Act,
        "new_deal": _new_deal(),
        "other_houses": _others(here),
    }


def _others(here: Person | None) -> list[House]:
    """Where else somebody belongs and may go without signing in anew."""
    if here is None or here.confined:
        return []
    with desk().db.reading_accounts() as accounts:
        houses = Visits(accounts.connection).houses(here.user_id)
    return [house for house in houses if house.id != here.org_id]


def _ways() -> Iterator[Way]:
    for name, endpoint in WAYS:
        path = url_for(endpoint)
        here = request.path == path or (path != "/" and request.path.startswith(f"{path}/"))
        yield Way(name, path, here)


def _new_deal() -> str | None:
    return url_for(NEW_DEAL) if NEW_DEAL in current_app.view_functions else None
