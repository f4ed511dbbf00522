"""A license that was signed elsewhere, as somebody records it: what fits, and how often it renewed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Annotated, Final

from service.domain.continuing import continues
from service.domain.deal import OurSide, WrittenTerms
from service.domain.errors import Fault, LicenseMoveNotAllowed, LicenseRefused
from service.domain.event import Event
from service.domain.facts import renews_by_itself
from service.domain.licenses.events import LicenseCorrected, LicenseMade
from service.domain.licenses.key_facts import KeyFacts, fact_faults
from service.domain.licenses.license import License, is_open
from service.domain.period.counting import ONE_DAY
from service.domain.period.renewals import (
    first_day,
    has_last_day,
    last_day,
    most_renewals,
    renewal_on,
)
from service.domain.period.zones import day_at
from service.domain.terms import Terms
from service.domain.terms.bounds import Identifier, Line, Name, between
from service.domain.wording import day_in_words

MOST_RENEWALS: Final = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenseHeader:
    """A license as somebody hands it in, beside its terms, which stand in place of `facts`.

    `signed_on` is the day of the last signature. `renewed` is how often it has renewed by now; null
    is as often as it did by silence.
    """

    our_side: OurSide
    signed_on: date
    starts_on: date
    renewed: Annotated[int, between(0, MOST_RENEWALS)] | None = None
    title: Name | None = None
    external_id: Name | None = None
    metadata: Mapping[Identifier, Line] = field(default_factory=lambda: MappingProxyType({}))
    facts: KeyFacts | None = None


def recorded(
    header: LicenseHeader, written: WrittenTerms, document_sha256: str, *, by: str, at: datetime
) -> LicenseMade:
    """What makes it a license here; LicenseRefused with every fault.

    `document_sha256` is of the signed file; `written` holds the facts where only these are known.
    """
    terms, start = written.terms, header.starts_on
    today = day_at(at, terms.period.timezone)
    faults = recording_faults(header, terms, today)
    if faults:
        raise LicenseRefused(faults)
    period = terms.period
    renewed = renewals_by(terms, start, today) if header.renewed is None else header.renewed
    return LicenseMade(
        written=written,
        starts_on=start,
        last_day=last_day(period, start, renewed) if has_last_day(period) else None,
        document_sha256=document_sha256,
        renewed=renewed,
        signed_on=header.signed_on,
        facts=header.facts,
        by=by,
        at=at,
    )


def may_correct(license: License) -> bool:
    """While nothing rests on what was recorded: no notice, no agreement, no amendment, no end."""
    built = (license.notices, license.agreed, license.ticks, license.index, license.former)
    amended = continues(license.terms) is not None
    open_ = license.is_recorded and is_open(license, LicenseCorrected)
    return open_ and not amended and not any(built)


def corrected(
    license: License, header: LicenseHeader, written: WrittenTerms, *, by: str, at: datetime
) -> tuple[Event, ...]:
    """LicenseMoveNotAllowed once something rests on what was recorded; LicenseRefused by field."""
    if not may_correct(license):
        raise LicenseMoveNotAllowed(license.status, "a correction: notices or changes rest on it")
    made = recorded(header, written, license.document_sha256 or "", by=by, at=at)
    event = LicenseCorrected(
        our_side=header.our_side,
        written=written,
        starts_on=made.starts_on,
        last_day=made.last_day,
        renewed=made.renewed,
        signed_on=header.signed_on,
        facts=made.facts,
        by=by,
        at=at,
    )
    return (event,)


def recording_faults(header: LicenseHeader, terms: Terms, today: date) -> tuple[Fault, ...]:
    """All that does not fit; pointers into the document that came in."""
    return (
        *_in_facts(header),
        *_days(header, terms, today),
        *_renewed(header.renewed, terms, header.starts_on, today),
    )


def renewals_by(terms: Terms, starts_on: date, today: date) -> int:
    """How often a license renewed by silence, if nobody ever gave notice."""
    return renewal_on(terms.period, starts_on, today) if renews_by_itself(terms) else 0


def _in_facts(header: LicenseHeader) -> Iterator[Fault]:
    for fault in fact_faults(header.facts, header.starts_on) if header.facts else ():
        yield Fault(f"/facts{fault.pointer}", fault.message)


def _days(header: LicenseHeader, terms: Terms, today: date) -> Iterator[Fault]:
    period, fixed = terms.period, terms.period.starts.on
    if header.signed_on > today:
        yield Fault("/signed_on", "Give the day of the last signature: today or before.")
    if fixed is not None and fixed != header.starts_on:
        yield Fault("/starts_on", f"The terms say {day_in_words(fixed)}: give that.")
    elif header.facts is None and period.ends_on and period.ends_on < header.starts_on:
        yield Fault("/starts_on", "Give a day that is not after the last one of the terms.")


def _renewed(renewed: int | None, terms: Terms, start: date, today: date) -> Iterator[Fault]:
    """As many renewals as have begun, and none that silence has added since."""
    period = terms.period
    if not renewed and (renewed is None or not renews_by_itself(terms)):
        return
    if not has_last_day(period):
        yield Fault("/renewed", "Leave it out: what has no last day does not renew.")
        return
    most = most_renewals(period.renewal)
    if most is not None and renewed > most:
        yield Fault("/renewed", f"It can renew {_times(most)} at the most.")
    elif renewed and first_day(period, start, renewed) > today:
        begins = day_in_words(first_day(period, start, renewed))
        yield Fault(
            "/renewed", f"Renewal {renewed} begins on {begins}: count those that have begun."
        )
    elif renews_by_itself(terms) and (by_now := renewals_by(terms, start, today)) > renewed:
        over = day_in_words(last_day(period, start, renewed) + ONE_DAY)
        yield Fault(
            "/renewed",
            f"By itself it renewed again on {over}, and {_times(by_now)} by now. Give {by_now}, or "
            "record a license that does not renew if a notice ended it.",
        )


def _times(n: int) -> str:
    return "once" if n == 1 else f"{n} times"
