"""One deal on one page: its terms, fee, checks, papers and history, and what can be done next."""

from collections.abc import Callable
from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import Schema

from schemas.deal_moves import MaybeReasonDocument, NoteDocument, ReasonDocument
from service.commands import deals as commands
from service.commands import negotiation
from service.domain.deal import Deal
from service.domain.errors import StaleDeal, TermsRefused
from service.domain.people import Act
from service.storage.deals import Tx
from service.storage.post_office import PostOffice
from service.web.at_hand import desk, now
from service.web.auth import people, person
from service.web.forms import by_field, sent
from service.web.pages.deal_shown import shown

pages = Blueprint("deal_page", __name__)

_NEWEST: Final = 2**31
_LETTERS: Final = 20
"""So many of the newest are shown; the outbox has them all."""


@pages.get("/deals/<deal_id>")
@people(Act.READ)
def get_deal(deal_id: str) -> ResponseReturnValue:
    return _page(deal_id)


@pages.post("/deals/<deal_id>/copy")
@people(Act.DRAFT)
def post_copy(deal_id: str) -> ResponseReturnValue:
    """What is copied is what the deal says now, so that no version needs to be quoted."""
    with desk().db.transaction(person().org_id) as tx:
        made = commands.copy(tx, deal_id, by=person().user_id, at=now())
    flash("This is a new draft with the terms of the other deal.")
    return _to(made.id)


@pages.post("/deals/<deal_id>/request-approval")
@people(Act.DRAFT)
def post_request_approval(deal_id: str) -> ResponseReturnValue:
    return _moved(deal_id, commands.request_approval, NoteDocument(), "The approvers are asked.")


@pages.post("/deals/<deal_id>/approve")
@people(Act.APPROVE)
def post_approve(deal_id: str) -> ResponseReturnValue:
    return _moved(deal_id, commands.approve, ReasonDocument(), "The deal is released.")


@pages.post("/deals/<deal_id>/refuse-approval")
@people(Act.APPROVE)
def post_refuse_approval(deal_id: str) -> ResponseReturnValue:
    return _moved(deal_id, commands.refuse_approval, ReasonDocument(), "The release is refused.")


@pages.post("/deals/<deal_id>/withdraw")
@people(Act.DRAFT)
def post_withdraw(deal_id: str) -> ResponseReturnValue:
    return _moved(
        deal_id, negotiation.withdraw_deal, MaybeReasonDocument(), "The deal is withdrawn."
    )


@pages.errorhandler(StaleDeal)
def _stale(_: StaleDeal) -> ResponseReturnValue:
    """The deal as it is now, with what happened since it was looked at; nothing typed is lost."""
    return _page(_deal_id(), since=_version_seen()), 409


@pages.errorhandler(TermsRefused)
def _refused(refused: TermsRefused) -> ResponseReturnValue:
    return _page(_deal_id(), faults=by_field(refused)), 422


def _moved(
    deal_id: str, move: Callable[..., Deal], brings: Schema, done: str
) -> ResponseReturnValue:
    with desk().db.transaction(person().org_id) as tx:
        _check_seen(tx, deal_id)
        move(tx, deal_id, **sent(brings), by=person().user_id, at=now())
    flash(done)
    return _to(deal_id)


def _check_seen(tx: Tx, deal_id: str) -> None:
    """StaleDeal where somebody has moved the deal since this reader saw it."""
    if tx.deal(deal_id).version != _version_seen():
        raise StaleDeal


def _version_seen() -> int:
    """A form without a version saw nothing."""
    given = request.form.get("version", "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else 0


def _page(deal_id: str, since: int = _NEWEST, faults: dict[str, str] | None = None) -> str:
    """`faults` belong to the form that was sent, which stays open with what was typed."""
    with desk().db.reading(person().org_id) as views:
        deal, row, history = views.deal(deal_id), views.deal_row(deal_id), views.history(deal_id)
        letters = PostOffice(views.connection, views.org).of_deal(deal_id, _LETTERS)
    happened = [event for event in history if event.seq > since]
    return render_template(
        "deal.html",
        **shown(deal, history, person()),
        row=row,
        happened=happened,
        letters=letters,
        faults=faults or {},
        typed=request.form,
        move_name=request.path.rpartition("/")[2] if request.method == "POST" else None,
        stale=since < _NEWEST,
    )


def _deal_id() -> str:
    return str((request.view_args or {})["deal_id"])


def _to(deal_id: str) -> ResponseReturnValue:
    return redirect(url_for("deal_page.get_deal", deal_id=deal_id), 303)
