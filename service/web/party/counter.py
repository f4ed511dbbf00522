"""A counter-offer: the drafting form on the terms that stand, without what is not this side's to say."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from schemas.forms import TERMS, to_form
from schemas.offers import load_offer
from schemas.party_moves import CounterForm
from schemas.terms import dump_terms, written
from service.commands import negotiation
from service.commands.negotiation import Put
from service.domain.deal import Deal, OurSide
from service.domain.errors import (
    CounterpartError,
    Fault,
    StaleDeal,
    TermsHaveMoved,
    TermsRefused,
)
from service.domain.negotiation import NOT_BINDING, other
from service.domain.party_moves import PartyMove
from service.domain.period.zones import moment_end_of
from service.domain.terms.parties import Side
from service.drafting.differences import Differences, differences_between
from service.drafting.library import newest_versions
from service.storage.deals import Tx
from service.storage.party_views import PartyDeal
from service.web.at_hand import now
from service.web.form.controls import Block, Part, anchors
from service.web.form.look import Seen, look
from service.web.form.rows import Fields, numbers
from service.web.form.sheet import Sheet, rows_after, typed_in
from service.web.forms import by_field, sent
from service.web.markup import SPECIAL_TERMS
from service.web.party.brought import json_object
from service.web.party.door import member, pages_behind_a_link, party
from service.web.party.moves import acted, refused
from service.web.party.reading import around, the_deal
from service.web.party.speech import speaks_json
from service.web.party.words import them

pages = pages_behind_a_link("party_counter", __name__)
pages.register_error_handler(CounterpartError, refused)

THEIRS: Final[Mapping[Side, tuple[str, ...]]] = MappingProxyType(
    {
        Side.LICENSOR: (
            "terms.parties.licensor.",
            "terms.parties.other_licensors",
            "terms.parties.licensors_liability",
        ),
        Side.LICENSEE: ("terms.parties.licensee.",),
    }
)
"""Where a form says of a side who it is: the other side leaves that alone (legal-review.md B6)."""

_FORM: Final = "terms.form."
_UNPROCESSABLE: Final = 422
_CONFLICT: Final = 409


@dataclass(frozen=True, kw_only=True)
class CounterSheet(Sheet):
    """`locked` are the beginnings of names that the other side alone may fill in.

    `focus` is the control or the list that the reader should find, where nothing is wrong.
    """

    locked: tuple[str, ...]
    focus: str = ""

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        return tuple(self._open_parts(super().parts))

    @property
    def first(self) -> str:
        return super().first or self.focus

    def is_open(self, part: Part) -> bool:
        """Whether something in it is to be put right, or has just been added."""
        return any(name in self.marked or name == self.focus for name in anchors((part,)))

    def _open_parts(self, parts: tuple[Part, ...]) -> Iterator[Part]:
        for part in parts:
            blocks = tuple(b for block in part.blocks if not _is_empty(b := self._cut(block)))
            if blocks:
                yield replace(part, blocks=blocks)

    def _cut(self, block: Block) -> Block:
        rows = block.rows
        return replace(
            block,
            controls=tuple(c for c in block.controls if self._is_ours(c.name)),
            rows=rows if rows and self._is_ours(rows.at) else None,
            blocks=tuple(b for inner in block.blocks if not _is_empty(b := self._cut(inner))),
        )

    def _is_ours(self, name: str) -> bool:
        return name.startswith(f"{TERMS}.") and not name.startswith(self.locked)


def _is_empty(block: Block) -> bool:
    return not (block.controls or block.rows or block.blocks)


@pages.get("/counter")
@party
def get_counter() -> ResponseReturnValue:
    deal = the_deal()
    if PartyMove.OFFER not in deal.moves:
        return redirect(url_for("party.get_deal"), 303)
    return _page(deal, _sheet(deal, _standing(deal)))


@pages.post("/counter")
@party
def post_counter() -> ResponseReturnValue:
    """Buttons of the form bring the page again with all that was typed; the last one offers it."""
    deal = the_deal()
    sheet = _sheet(deal, _typed(deal), asked=request.form.get("asked") == "yes")
    if request.form.get("do") != "offer":
        return _page(deal, replace(sheet, focus=_touched(sheet)))
    try:
        return _offered(deal, sheet)
    except TermsRefused as error:
        faults = by_field(error)
        return _page(deal, replace(sheet, asked=True), faults=faults), _UNPROCESSABLE
    except (TermsHaveMoved, StaleDeal) as error:
        return _page(the_deal(), sheet, refusal=str(error)), _CONFLICT


@pages.post("/offers")
@party
def post_offer() -> ResponseReturnValue:
    """By a program; the page's own form goes to `/counter`."""
    if not speaks_json():
        return post_counter()
    document = json_object()
    return acted(lambda tx: _counter(tx, document), "offered", 201)


def counter_page(deal: PartyDeal, filled: Callable[[Fields], Fields]) -> str:
    """The form on the terms that stand, with what somebody else fills in; its first row is shown."""
    standing = _standing(deal)
    typed = filled(standing)
    first = len(numbers(standing, SPECIAL_TERMS))
    focus = f"{SPECIAL_TERMS}.{first}.id"
    return _page(deal, replace(_sheet(deal, typed), focus=focus))


def _counter(tx: Tx, document: Mapping[str, Any]) -> Deal:
    deal = tx.deal(member().deal_id)
    put = Put(**load_offer(document, deal, newest_versions(), now().date()))
    if put.side not in (None, member().side):
        raise TermsRefused([Fault("/side", f"You act for the {member().side}: leave this out.")])
    return negotiation.counter(tx, member(), put, at=now())


def _offered(deal: PartyDeal, sheet: Sheet) -> ResponseReturnValue:
    """TermsRefused also where something in the form is still to be put right."""
    said = sent(CounterForm())
    if sheet.seen.complete is None:
        raise TermsRefused([Fault(f"/{TERMS}", "Put right what is marked below.")])
    terms = sheet.seen.complete.deal.terms
    last_day = said.pop("expires_on")
    ends = moment_end_of(last_day, terms.period.timezone) if last_day else None
    put = Put(written=written(terms), expires_at=ends, **said)
    return acted(lambda tx: negotiation.counter(tx, member(), put, at=now()), "offered")


def _standing(deal: PartyDeal) -> Fields:
    """The terms that stand as the fields of a form, without anything beside them."""
    return to_form({**_header(deal), TERMS: dump_terms(deal.standing.written.terms)})


def _header(deal: PartyDeal) -> dict[str, Any]:
    return {"family": deal.family, "our_side": OurSide(deal.side.value)}


def _typed(deal: PartyDeal) -> Fields:
    """What came, with what is not this side's to change as it stands."""
    standing = _standing(deal)
    fixed = (*THEIRS[other(deal.side)], _FORM)
    sent_now = rows_after(typed_in(request.form), request.form)
    own = {
        name: values
        for name, values in sent_now.items()
        if name.startswith(f"{TERMS}.") and not name.startswith(fixed)
    }
    kept = {
        name: values
        for name, values in standing.items()
        if name.startswith(fixed) or not name.startswith(f"{TERMS}.")
    }
    return {**kept, **own}


def _sheet(deal: PartyDeal, typed: Fields, *, asked: bool = False) -> CounterSheet:
    return CounterSheet(
        address=url_for("party_counter.post_counter"),
        deal_id=deal.id,
        typed=typed,
        seen=_without_findings(look(typed)),
        saved_at=now(),
        asked=asked,
        locked=THEIRS[other(deal.side)],
    )


def _without_findings(seen: Seen) -> Seen:
    """What law and prudence say is the organization's alone (legal-review.md B20)."""
    ready = seen.complete
    if ready is None:
        return seen
    worth = replace(ready.worth, bands=(), findings=())
    return replace(seen, complete=replace(ready, worth=worth))


def _touched(sheet: CounterSheet) -> str:
    """The first control of the row that the pressed button has just added, or else its list."""
    do = request.form.get("do", "")
    at = sheet.place(do)
    rows = sheet.rows(at).rows if at and do.startswith(("add:", "paste:")) else ()
    return rows[-1].controls[0].name if rows else at


def _changes(deal: PartyDeal, sheet: Sheet) -> Differences | None:
    """What this offer would change; null while the form is not complete."""
    ready = sheet.seen.complete
    return differences_between(deal.standing.written.terms, ready.deal.terms) if ready else None


def _page(
    deal: PartyDeal,
    sheet: CounterSheet,
    faults: Mapping[str, str] | None = None,
    refusal: str | None = None,
) -> str:
    do = request.form.get("do", "")
    at = sheet.place(do) if do.startswith("check:") else ""
    return render_template(
        "party/counter.html",
        **around(),
        deal=deal,
        sheet=sheet,
        changes=_changes(deal, sheet),
        them=them(deal),
        pasted=sheet.pasted(request.form, at) if at else (),
        faults=faults or {},
        refusal=refusal,
        typed=request.form,
        not_binding=NOT_BINDING,
    )
