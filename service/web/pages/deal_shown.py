"""What the page of a deal shows, gathered from the deal and its history."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from service.commands.dates import dated_terms
from service.commands.papers import text_of
from service.commands.quoting import quoted
from service.domain.checks.finding import Finding, Level
from service.domain.deal import (
    Approval,
    ApprovalGiven,
    ApprovalRefused,
    Deal,
    DealDrafted,
    DraftChanged,
    Status,
)
from service.domain.drafts import to_release
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
    """What this person may do with the deal as it stands."""

    edit: bool
    ask: bool
    approve: bool
    refuse: bool
    withdraw: bool
    copy: bool


def shown(deal: Deal, history: Sequence[EventRow], person: Person) -> dict[str, Any]:
    worth = quoted(deal.written.terms, deal.header.our_side)
    needed = to_release(deal, worth.findings)
    return {
        "deal": deal,
        "terms": deal.written.terms,
        "quote": worth.quote,
        "bands": worth.bands,
        "dates": dated_terms(deal.written.terms),
        "checked": [*_checked(worth.findings, releases(history))],
        "needed": needed,
        "moves": moves(deal, needed, person),
        "text_sha256": text_of(deal).text_sha256,
        "history": [*reversed(history)],
    }


def moves(deal: Deal, needed: tuple[str, ...], person: Person) -> Moves:
    draft = deal.status is Status.DRAFT
    asked = deal.approval is Approval.REQUESTED
    drafts, approves = person.may(Act.DRAFT), person.may(Act.APPROVE)
    return Moves(
        edit=draft and drafts,
        ask=draft and drafts and bool(needed) and not asked,
        approve=draft and approves and bool(needed),
        refuse=draft and approves and asked,
        withdraw=draft and drafts,
        copy=drafts,
    )


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
