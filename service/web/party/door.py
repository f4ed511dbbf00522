"""The door of a deal: whoever has the personal link of a side."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, TypeVar

from flask import Blueprint

from service.domain.party import PartyMember, Visit
from service.signing.links import DEAL, DEAL_FORM
from service.storage.deal_links import DealLinks, member_of
from service.web.doors import Door

View = TypeVar("View", bound=Callable[..., Any])


def _note(
    connection: Any, reader: PartyMember, visit: Visit, at: datetime, address: str, agent: str
) -> None:
    DealLinks(connection, reader.org_id).note(reader.link_id, visit, at, address, agent)


_DOOR: Final = Door(
    address="/d",
    purpose=DEAL,
    form=DEAL_FORM,
    home="party.get_deal",
    opens="Open the deal",
    whose=member_of,
    note=_note,
)


def pages_behind_a_link(name: str, module: str) -> Blueprint:
    """Pages under `/d/<token>`."""
    return _DOOR.pages(name, module)


def party(view: View) -> View:
    """Only whoever has a link to a deal that still opens; a form only from the page behind it."""
    return _DOOR.guarded(view)


def party_typing(view: View) -> View:
    """The same for what a page sends while its reader types, which is no visit of its own."""
    return _DOOR.guarded(view, notes=False)


def member() -> PartyMember:
    """Whose link it is; only behind `party`."""
    return _DOOR.reader()


def form_token() -> str:
    """What the forms of this page carry."""
    return _DOOR.form_token()
