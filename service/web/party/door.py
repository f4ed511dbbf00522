"""The door of a deal, and of its license: whoever has the personal link of a side."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, Final, TypeVar

from flask import Blueprint

from service.domain.errors import NotFound
from service.domain.party import LinkHolder, PartyMember, Visit
from service.signing.links import DEAL, DEAL_FORM
from service.storage.deal_links import DealLinks, holder_of_link
from service.web.doors import Door

View = TypeVar("View", bound=Callable[..., Any])


def _note(
    connection: Any, reader: LinkHolder, visit: Visit, at: datetime, address: str, agent: str
) -> None:
    DealLinks(connection, reader.org_id).note(reader.link_id, visit, at, address, agent)


_DOOR: Final[Door[LinkHolder]] = Door(
    address="/d",
    purpose=DEAL,
    form=DEAL_FORM,
    home="party.get_deal",
    opens="Open your page",
    whose=holder_of_link,
    note=_note,
)


def pages_behind_a_link(name: str, module: str) -> Blueprint:
    """Pages under `/d/<token>`."""
    return _DOOR.pages(name, module)


def any_link(view: View) -> View:
    """Whoever has a link that still opens, to a deal or a license; a form only from its own page."""
    return _DOOR.guarded(view)


def party(view: View) -> View:
    """The same, for a link to a deal."""
    return _DOOR.guarded(_asking(view, member))


def party_typing(view: View) -> View:
    """The same for what a page sends while its reader types, which is no visit of its own."""
    return _DOOR.guarded(_asking(view, member), notes=False)


def in_force(view: View) -> View:
    """The same as `any_link`, where the link opens a license."""
    return _DOOR.guarded(_asking(view, license_id))


def holder() -> LinkHolder:
    """Whose link it is; only behind one of these."""
    return _DOOR.reader()


def member() -> PartyMember:
    """Whose link to a deal it is; NotFound for one that opens none."""
    found = holder()
    if not isinstance(found, PartyMember):
        raise NotFound
    return found


def license_id() -> str:
    """What the link opens; NotFound where there is no license yet."""
    found = holder().license_id
    if found is None:
        raise NotFound
    return found


def form_token() -> str:
    """What the forms of this page carry."""
    return _DOOR.form_token()


def _asking(view: View, ask: Callable[[], Any]) -> View:
    @wraps(view)
    def asked(*args: Any, **kwargs: Any) -> Any:
        ask()
        return view(*args, **kwargs)

    return asked  # type: ignore[return-value]
