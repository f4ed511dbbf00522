"""The door of a contract: whoever has a signing link."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, TypeVar

from flask import Blueprint

from service.domain.party import Visit
from service.signing.links import SIGN, SIGN_FORM
from service.storage.signing_links import Holder, SigningLinks, holder_of
from service.web.doors import Door

View = TypeVar("View", bound=Callable[..., Any])


def _whose(connection: Any, link_id: str, _: datetime) -> Holder:
    """It opens after the last day to sign, too: the contract can be read and kept (UETA 8)."""
    return holder_of(connection, link_id)


def _note(
    connection: Any, reader: Holder, visit: Visit, at: datetime, address: str, agent: str
) -> None:
    SigningLinks(connection).note(reader.signer_id, visit, at, address, agent)


_DOOR: Final = Door(
    address="/s",
    purpose=SIGN,
    form=SIGN_FORM,
    home="signer.get_contract",
    opens="Open the contract",
    whose=_whose,
    note=_note,
)


def signing_pages(name: str, module: str) -> Blueprint:
    """Pages under `/s/<token>`."""
    return _DOOR.pages(name, module)


def signer(view: View) -> View:
    """Only whoever has a signing link whose place nobody took; a form only from its own page."""
    return _DOOR.guarded(view)


def holder() -> Holder:
    """Whose link it is; only behind `signer`."""
    return _DOOR.reader()


def form_token() -> str:
    """What the forms of this page carry."""
    return _DOOR.form_token()
