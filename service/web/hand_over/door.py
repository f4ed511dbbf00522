"""The door of the question whether somebody else may sign: whoever reads the notice address."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, TypeVar

from flask import Blueprint

from service.signing.links import REASSIGN, REASSIGN_FORM
from service.storage.signing_links import Confirmer, confirmer_of
from service.web.doors import Door

View = TypeVar("View", bound=Callable[..., Any])


def _whose(connection: Any, link_id: str, _: datetime) -> Confirmer:
    """It opens after the answer, too, and says what it was."""
    return confirmer_of(connection, link_id)


def _note(*_: Any) -> None:
    """Nobody asks when the question was looked at: the answer is what is kept."""


_DOOR: Final[Door[Confirmer]] = Door(
    address="/r",
    purpose=REASSIGN,
    form=REASSIGN_FORM,
    home="hand_over.get_question",
    opens="Open the question",
    whose=_whose,
    note=_note,
)


def question_pages(name: str, module: str) -> Blueprint:
    """Pages under `/r/<token>`."""
    return _DOOR.pages(name, module)


def notice_address(view: View) -> View:
    """Only whoever has the link of a letter to the notice address; a form only from its page."""
    return _DOOR.guarded(view, notes=False)


def asked() -> Confirmer:
    """What is asked; only behind `notice_address`."""
    return _DOOR.reader()


def form_token() -> str:
    """What the forms of this page carry."""
    return _DOOR.form_token()
