"""What the page of a deal shows, gathered from the deal and its history."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from service.commands.dates import dated_terms
from service.commands.papers import text_of
from service.commands.quoting import quoted
from service.domain.checks.finding import Finding, Level
from service.domain.deal import (
    Approval,
    ApprovalGiven,
    ApprovalRefused,
    CounterOffered,
    Deal,
    DealDrafted,
    DraftChanged,
    OfferMade,
)
from service.domain.drafts import to_release
from service.domain.negotiation import Turn, turn_of, whose_turn
from service.domain.open_moves import Move, answers_open, may_change, may_offer, may_withdraw
from service.domain.people import Act, Person
from service.storage.views import EventRow
from service.web.words import FORBIDDEN, LEVELS, RELEASED, Tag


@dataclass(frozen=True, slots=True)
class Checked:
    """A finding; `release` is the event that let it pass."""

    finding: Finding
    tag: Tag
    release: EventRow | None


@dataclass(frozen=True, slots=True)
class Moves:
    """What this person may do with the deal as it stands.

    `chief` is the path of the one that comes first; null where nothing is to be done.
    """

    edit: bool
    ask: bool
    approve: bool
    refuse: bool
    offer: bool
    accept: bool
    reject: bool
    withdraw_offer: bool
    withdraw: bool
    reset: bool
    copy: bool
    chief: str | None


def shown(
    deal: Deal,
    history: Sequence[EventRow],
    person: Person,
    at: datetime,
    *,
    formed: bool = False,
) -> dict[str, Any]:
    """`formed` where everybody has signed."""
    worth = quoted(deal.written.terms, deal.header.our_side)
    needed = to_release(deal, worth.findings)
    old = overtaken(deal, history)
    return {
        "deal": deal,
        "terms": deal.written.terms,
        "quote": worth.quote,
        "bands": worth.bands,
        "dates": dated_terms(deal.written.terms),
        "checked": [*_checked(worth.findings, releases(history))],
        "needed": needed,
        "moves": moves(deal, needed, person, at, formed=formed, old=old),
        "overtaken": old,
        "text_sha256": text_of(deal).text_sha256,
        "history": [*reversed(history)],
    }


def overtaken(deal: Deal, history: Sequence[EventRow]) -> bool:
    """Whether our draft was last changed before the offer that it differs from was made."""
    if turn_of(deal) is None or not _differs(deal):
        return False
    told = [event.type for event in history if event.type in _DRAFTS_AND_OFFERS]
    return told[-1] != DraftChanged.__name__


_DRAFTS_AND_OFFERS: Final = frozenset(
    kind.__name__ for kind in (DraftChanged, OfferMade, CounterOffered)
)


def moves(
    deal: Deal,
    needed: tuple[str, ...],
    person: Person,
    at: datetime,
    *,
    formed: bool = False,
    old: bool = False,
) -> Moves:
    """A draft that is `old` may be offered, but is not what comes first."""
    drafts = person.may(Act.DRAFT)
    answers = frozenset(answers_open(deal, at)) if drafts else frozenset()
    return Moves(
        offer=drafts and _offers(deal, needed, at),
        accept=Move.ACCEPT in answers,
        reject=Move.REJECT in answers,
        withdraw_offer=Move.WITHDRAW in answers,
        withdraw=drafts and may_withdraw(deal, formed=formed) and Move.WITHDRAW not in answers,
        copy=drafts,
        **_of_draft(deal, needed, person),
        chief=_chief(deal, needed, person, at, old),
    )


def _of_draft(deal: Deal, needed: tuple[str, ...], person: Person) -> dict[str, bool]:
    """What may be done with our own draft; an intermediary has none once it has opened."""
    ours = deal.offer is None or deal.header.our_side.side is not None
    open_, asked = ours and may_change(deal), deal.approval is Approval.REQUESTED
    drafts, approves = open_ and person.may(Act.DRAFT), open_ and person.may(Act.APPROVE)
    return {
        "edit": drafts,
        "ask": drafts and bool(needed) and not asked,
        "approve": approves and bool(needed),
        "refuse": approves and asked,
        "reset": drafts and _differs(deal),
    }


def _differs(deal: Deal) -> bool:
    """Whether our draft says something else than the offer that stands."""
    return deal.offer is not None and deal.written != deal.offer.written


def _offers(deal: Deal, needed: tuple[str, ...], at: datetime) -> bool:
    """Our draft as it is: terms of the other side's are accepted, not offered back."""
    repeats = whose_turn(deal) is Turn.US and not _differs(deal)
    return may_offer(deal, at) and not needed and not repeats


def _chief(
    deal: Deal, needed: tuple[str, ...], person: Person, at: datetime, old: bool
) -> str | None:
    draft = _of_draft(deal, needed, person)
    open_ = {
        "approve": draft["approve"],
        "request-approval": draft["ask"],
        "offer": _offers(deal, needed, at) and not old and (_differs(deal) or deal.offer is None),
        "accept": Move.ACCEPT in answers_open(deal, at),
    }
    may = person.may(Act.DRAFT)
    return next((name for name, is_open in open_.items() if is_open and may), None)


def releases(history: Sequence[EventRow]) -> dict[str, EventRow]:
    """Which event let each finding pass; other terms and a refusal begin anew."""
    found: dict[str, EventRow] = {}
    terms = None
    for event in history:
        if event.type in (DealDrafted.__name__, DraftChanged.__name__):
            found = found if event.data["terms_sha256"] == terms else {}
            terms = event.data["terms_sha256"]
        elif event.type == ApprovalRefused.__name__:
            found = {}
        elif event.type == ApprovalGiven.__name__:
            found = {code: found.get(code, event) for code in event.data["codes"]}
    return found


def _checked(findings: Sequence[Finding], released: dict[str, EventRow]) -> Iterator[Checked]:
    for finding in findings:
        release = released.get(finding.code) if finding.level is Level.BLOCK else None
        yield Checked(finding, _tag(finding, release), release)


def _tag(finding: Finding, release: EventRow | None) -> Tag:
    if release is not None:
        return RELEASED
    return FORBIDDEN if finding.is_final else LEVELS[finding.level]
