"""What every button on the page of a deal has in common: it acts on what its reader saw, or says why not."""

from collections.abc import Callable
from typing import Any, Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import Schema

from service.domain.deal import Deal
from service.domain.errors import (
    ApprovalRequired,
    CounterpartError,
    MarkupRefused,
    MarkupUnknown,
    NotYourTurn,
    OfferExpired,
    StaleDeal,
    TermsHaveMoved,
    TermsRefused,
)
from service.domain.seal_work import OVERDUE
from service.storage.contracts import ContractRow
from service.storage.deals import Tx
from service.storage.license_lists import LicenseLists
from service.storage.post_office import PostOffice
from service.storage.signing_waits import SigningWaits
from service.web.at_hand import desk, now
from service.web.auth import person
from service.web.forms import by_field, sent
from service.web.pages.deal_goes_on import goes_on
from service.web.pages.deal_negotiated import negotiated
from service.web.pages.deal_shown import shown
from service.web.pages.deal_signers import Line, signing_shown, typed_lines

_NEWEST: Final = 2**31
_LETTERS: Final = 20
"""So many of the newest are shown; the outbox has them all."""

_NAMES_SIGNERS: Final = ("name-signers", "send-contract")
_SAID: Final = (ApprovalRequired, NotYourTurn, OfferExpired, TermsHaveMoved)


def explained(pages: Blueprint) -> Blueprint:
    """Where something is refused, the answer is the deal as it is now; nothing typed is lost."""
    pages.register_error_handler(StaleDeal, _stale)
    pages.register_error_handler(TermsRefused, _refused)
    for unread in (MarkupRefused, MarkupUnknown):
        pages.register_error_handler(unread, _unread)
    for error in _SAID:
        pages.register_error_handler(error, said_no)
    return pages


def moved(
    deal_id: str, move: Callable[..., Deal], brings: Schema, done: str
) -> ResponseReturnValue:
    """`move` gets what the form brings; StaleDeal where the deal has moved since it was shown."""
    with desk().db.transaction(person().org_id) as tx:
        seen(tx, deal_id)
        move(tx, deal_id, **sent(brings), by=person().user_id, at=now())
    flash(done)
    return to(deal_id)


def seen(tx: Tx, deal_id: str) -> Deal:
    """The deal as this reader saw it; StaleDeal where somebody has moved it since."""
    deal = tx.deal(deal_id)
    if deal.version != _version_seen():
        raise StaleDeal
    return deal


def page(deal_id: str, **more: Any) -> str:
    """`more` is what went wrong: `since`, `faults` by field, `no`; the form sent stays open."""
    since = more.pop("since", _NEWEST)
    with desk().db.reading(person().org_id) as views:
        deal, row, history = views.deal(deal_id), views.deal_row(deal_id), views.history(deal_id)
        around = negotiated(views, deal, history, person(), now())
        signing = signing_shown(views, deal, person(), now(), _typed_lines())
        wait = SigningWaits(views.connection, views.org).of_deals([deal_id]).get(deal_id)
        letters = PostOffice(views.connection, views.org).of_deal(deal_id, _LETTERS)
        license_id = LicenseLists(views.connection, views.org).id_of_deal(deal_id)
        about = goes_on(views, deal)
    return render_template(
        "deal.html",
        **shown(deal, history, person(), now(), formed=_is_formed(around["contract"])),
        **around,
        row=row,
        signing=signing,
        wait=wait,
        seal_overdue=_is_overdue(around["contract"]),
        letters=letters,
        license_id=license_id,
        about=about,
        happened=[event for event in history if event.seq > since],
        typed=request.form,
        move_name=_move_name(),
        stale=since < _NEWEST,
        **{"faults": {}, "no": "", **more},
    )


def _move_name() -> str | None:
    """Which form of the page was sent; it stays open."""
    return request.path.rpartition("/")[2] if request.method == "POST" else None


def _typed_lines() -> list[Line] | None:
    """Of a form of who signs that was refused."""
    return typed_lines(request.form) if _move_name() in _NAMES_SIGNERS else None


def _is_formed(contract: ContractRow | None) -> bool:
    return contract is not None and contract.is_formed


def _is_overdue(contract: ContractRow | None) -> bool:
    """Whether its seal is later than a person should have to wait."""
    formed_at = contract.formed_at if contract else None
    return formed_at is not None and now() - formed_at >= OVERDUE


def to(deal_id: str, anchor: str = "") -> ResponseReturnValue:
    return redirect(url_for("deal_page.get_deal", deal_id=deal_id) + anchor, 303)


def _stale(_: StaleDeal) -> ResponseReturnValue:
    """With what happened since it was looked at."""
    return page(_deal_id(), since=_version_seen()), 409


def _refused(refused: TermsRefused) -> ResponseReturnValue:
    faults = by_field(refused)
    elsewhere = " ".join(
        dict.fromkeys(f.message for f in refused.faults if _is_of_terms(f.pointer))
    )
    return page(_deal_id(), faults=faults, no=elsewhere), 422


def _unread(error: CounterpartError) -> ResponseReturnValue:
    return page(_deal_id(), faults={"file": str(error)}), 422


def said_no(error: CounterpartError) -> ResponseReturnValue:
    """Above the deal as it stands."""
    return page(_deal_id(), no=str(error)), 409


def _is_of_terms(pointer: str) -> bool:
    """No field of a form here, so that the page says it above."""
    return pointer.startswith("/terms") and not pointer.startswith("/terms_")


def _version_seen() -> int:
    """A form without a version saw nothing."""
    given = request.form.get("version", "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else 0


def _deal_id() -> str:
    return str((request.view_args or {})["deal_id"])
