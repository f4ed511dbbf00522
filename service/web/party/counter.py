"""A counter-offer: the terms that stand in a form, kept as it is typed, until it is offered."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from schemas.forms import TERMS
from schemas.offers import load_offer
from schemas.party_moves import CounterForm
from schemas.terms import written
from service.commands import negotiation
from service.commands.negotiation import Put
from service.domain.deal import Deal
from service.domain.errors import (
    CounterpartError,
    Fault,
    StaleDeal,
    TermsHaveMoved,
    TermsRefused,
)
from service.domain.negotiation import NOT_BINDING
from service.domain.party_moves import PartyMove
from service.domain.period.zones import moment_end_of
from service.drafting.library import newest_versions
from service.storage.deals import Tx
from service.storage.form_drafts import FormOfLink
from service.storage.party_views import PartyDeal
from service.web.at_hand import now
from service.web.brought import json_object
from service.web.form.rows import Fields, numbers
from service.web.forms import by_field, sent
from service.web.markup import SPECIAL_TERMS
from service.web.party import unfinished
from service.web.party.counter_sheet import CounterSheet, changes_of, counter_sheet
from service.web.party.door import member, pages_behind_a_link, party, party_typing
from service.web.party.moves import acted, refused
from service.web.party.reading import around, the_deal
from service.web.party.unfinished import Unfinished
from service.web.party.words import them
from service.web.speech import speaks_json

pages = pages_behind_a_link("party_counter", __name__)
pages.register_error_handler(CounterpartError, refused)

_UNPROCESSABLE: Final = 422
_CONFLICT: Final = 409


@pages.get("/counter")
@party
def get_counter() -> ResponseReturnValue:
    """What was typed before is there again, on the offer that stands now."""
    deal = the_deal()
    if PartyMove.OFFER not in deal.moves:
        return redirect(url_for("party.get_deal"), 303)
    return _page(deal, unfinished.found(deal) or unfinished.begun(deal))


@pages.post("/counter")
@party
def post_counter() -> ResponseReturnValue:
    """Buttons of the form bring the page again with all that was typed; the last one offers it."""
    deal, do = the_deal(), request.form.get("do", "")
    if do == "discard":
        unfinished.drop()
        return redirect(url_for("party.get_deal", done="dropped"), 303)
    typed = unfinished.sent_in(deal, request.form)
    unfinished.keep(deal, typed)
    if do != "offer":
        return _after_button(deal, typed)
    try:
        return _offered(_sheet(deal, typed))
    except TermsRefused as error:
        return _page(deal, typed, asked=True, faults=by_field(error)), _UNPROCESSABLE
    except (TermsHaveMoved, StaleDeal) as error:
        return _page(the_deal(), typed, refusal=str(error)), _CONFLICT


@pages.post("/counter/live")
@party_typing
def post_counter_live() -> ResponseReturnValue:
    """Keeps what is typed, and answers with what it comes to."""
    deal = the_deal()
    typed = unfinished.sent_in(deal, request.form)
    unfinished.keep(deal, typed)
    return render_template("party/counter_live.html", **_shown(deal, typed))


@pages.post("/offers")
@party
def post_offer() -> ResponseReturnValue:
    """By a program; the page's own form goes to `/counter`."""
    if not speaks_json():
        return post_counter()
    document = json_object()
    return acted(lambda tx: _counter(tx, document), "offered", 201)


def counter_page(deal: PartyDeal, filled: Callable[[Fields], Fields]) -> str:
    """The form as it stands, with what somebody else fills in; its first row is shown."""
    begun = unfinished.found(deal) or unfinished.begun(deal)
    typed = replace(begun, own=filled(begun.own))
    first = len(numbers(begun.own, SPECIAL_TERMS))
    return _page(deal, typed, focus=f"{SPECIAL_TERMS}.{first}.id")


def _counter(tx: Tx, document: Mapping[str, Any]) -> Deal:
    deal = tx.deal(member().deal_id)
    put = Put(**load_offer(document, deal, newest_versions(), now().date()))
    if put.side not in (None, member().side):
        raise TermsRefused([Fault("/side", f"You act for the {member().side}: leave this out.")])
    return negotiation.counter(tx, member(), put, at=now())


def _offered(sheet: CounterSheet) -> ResponseReturnValue:
    """TermsRefused also where something in the form is still to be put right."""
    said = sent(CounterForm())
    if sheet.seen.complete is None:
        raise TermsRefused([Fault(f"/{TERMS}", "Put right what is marked below.")])
    terms = sheet.seen.complete.deal.terms
    last_day = said.pop("expires_on")
    ends = moment_end_of(last_day, terms.period.timezone) if last_day else None
    put = Put(written=written(terms), expires_at=ends, **said)
    return acted(lambda tx: _finished(tx, put), "offered")


def _finished(tx: Tx, put: Put) -> Deal:
    """What was kept of it goes with the offer, or stays where there is none."""
    deal = negotiation.counter(tx, member(), put, at=now())
    FormOfLink(tx.connection, member()).discard()
    return deal


def _after_button(deal: PartyDeal, typed: Unfinished) -> ResponseReturnValue:
    """Rows alone for a page that is alive; else the whole page again, at the same place."""
    sheet = _sheet(deal, typed)
    at = sheet.place(request.form.get("do", ""))
    if not at or not request.headers.get("HX-Request"):
        return _page(deal, typed, focus=_touched(sheet))
    return render_template(
        "party/counter_rows.html",
        **_shown(deal, typed),
        rows=sheet.rows(at),
        pasted=sheet.pasted(request.form, at),
    )


def _touched(sheet: CounterSheet) -> str:
    """The first control of the row that the pressed button has just added, or else its list."""
    do = request.form.get("do", "")
    at = sheet.place(do)
    rows = sheet.rows(at).rows if at and do.startswith(("add:", "paste:")) else ()
    return rows[-1].controls[0].name if rows else at


def _sheet(deal: PartyDeal, typed: Unfinished, *, asked: bool = False) -> CounterSheet:
    asked = asked or request.form.get("asked") == "yes"
    saved_at = typed.saved_at or now()
    return counter_sheet(deal, typed.own, saved_at, kept=typed.saved_at is not None, asked=asked)


def _shown(deal: PartyDeal, typed: Unfinished, **of_sheet: Any) -> dict[str, Any]:
    sheet = _sheet(deal, typed)
    return {
        **around(),
        "deal": deal,
        "sheet": replace(sheet, **of_sheet),
        "changes": changes_of(deal, sheet),
        "them": them(deal),
        "typed": typed,
        "moved": typed.answers not in ("", deal.standing.id),
        "marked": request.form.get("marked", "").split(),
    }


def _page(
    deal: PartyDeal,
    typed: Unfinished,
    faults: Mapping[str, str] | None = None,
    refusal: str | None = None,
    **of_sheet: Any,
) -> str:
    """On the offer that stands now, and saying so where it is another one than before."""
    do = request.form.get("do", "")
    shown = _shown(deal, unfinished.on_what_stands(deal, typed), **of_sheet)
    at = shown["sheet"].place(do) if do.startswith("check:") else ""
    return render_template(
        "party/counter.html",
        **{**shown, "moved": typed.answers not in ("", deal.standing.id)},
        pasted=shown["sheet"].pasted(request.form, at) if at else (),
        faults=faults or {},
        refusal=refusal,
        not_binding=NOT_BINDING,
    )
