"""What people can do with a license. Every command: load, decide, record."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from service.commands.making_licenses import days_of
from service.domain.event import Event
from service.domain.licenses import causes, ending
from service.domain.licenses.indexing import enter_anniversary
from service.domain.licenses.key_dates import remaining
from service.domain.licenses.license import License
from service.domain.licenses.notices import Given, Giving
from service.domain.licenses.parts import Scope, SuspendedFor
from service.domain.licenses.suspending import Wording
from service.domain.terms.parties import Side
from service.domain.terms.positions import Position
from service.drafting.library import family
from service.drafting.selection import position_of
from service.notifications.license_words import DATES
from service.storage.deals import Tx
from service.storage.ids import new_id
from service.storage.licenses import Licenses

Rule = Callable[[License], tuple[Event, ...]]
"""What follows from where a license stands, or why nothing does."""


def moved(tx: Tx, license_id: str, rule: Rule) -> License:
    """Whoever moves it at the same moment comes before or after; NotFound for another's."""
    kept = Licenses(tx)
    license = kept.held(license_id)
    return kept.record(license, rule(license), days_of(license.terms))


def terminate(
    tx: Tx, license_id: str, given: Given, *, side: Side, by: str, at: datetime
) -> License:
    """NoCureHistory, NotTheirNotice, EffectiveTooSoon, MethodDoesNotCount, LicenseRefused."""
    notice_id = new_id("not")

    def rule(license: License) -> tuple[Event, ...]:
        giving = Giving(notice_id=notice_id, side=side, days=days_of(license.terms), by=by, at=at)
        return ending.terminate(license, given, giving, position=cause_position(license))

    return moved(tx, license_id, rule)


def suspend(
    tx: Tx,
    license_id: str,
    *,
    side: Side,
    scope: Scope,
    grounds: str,
    notice_id: str | None,
    ground: SuspendedFor | None = None,
    by: str,
    at: datetime,
) -> License:
    """AlreadySuspended, and what the contract's wording says (`suspending.must_allow`)."""
    return moved(
        tx,
        license_id,
        lambda license: causes.suspend(
            license,
            side=side,
            scope=scope,
            grounds=grounds,
            notice_id=notice_id,
            ground=ground,
            by=by,
            at=at,
            wording=wording_of(license),
        ),
    )


def lift_suspension(tx: Tx, license_id: str, note: str, *, by: str, at: datetime) -> License:
    return moved(tx, license_id, lambda license: causes.lift(license, note, by=by, at=at))


def pause_cure(tx: Tx, notice_id: str, *, by: str, at: datetime) -> License:
    return _of_notice(
        tx, notice_id, lambda license: causes.pause_cure(license, notice_id, by=by, at=at)
    )


def resume_cure(tx: Tx, notice_id: str, *, by: str, at: datetime) -> License:
    return _of_notice(
        tx, notice_id, lambda license: causes.resume_cure(license, notice_id, by=by, at=at)
    )


def confirm_cure(
    tx: Tx, notice_id: str, note: str, *, side: Side | None, by: str, at: datetime
) -> License:
    """By the side that claimed the breach; null for an intermediary."""
    return _of_notice(
        tx,
        notice_id,
        lambda license: causes.confirm_cure(license, notice_id, note, side=side, by=by, at=at),
    )


def tick_condition(
    tx: Tx, license_id: str, n: int, *, met: bool, note: str, by: str, at: datetime
) -> License:
    return moved(
        tx,
        license_id,
        lambda license: causes.tick_condition(license, n, met=met, note=note, by=by, at=at),
    )


def agree_renewal(
    tx: Tx, license_id: str, n: int, *, document_sha256: str | None, by: str, at: datetime
) -> License:
    """Of what both signed elsewhere; a renewal deal says so by itself."""
    said: dict[str, Any] = {"deal_id": None, "document_sha256": document_sha256}
    return moved(
        tx, license_id, lambda license: causes.agree_renewal(license, n, **said, by=by, at=at)
    )


def enter_index(
    tx: Tx, license_id: str, n: int, pct: str, source: str, *, by: str, at: datetime
) -> License:
    return moved(
        tx,
        license_id,
        lambda license: causes.enter_index(license, n, pct, source, by=by, at=at),
    )


def enter_anniversary_index(
    tx: Tx, license_id: str, anniversary: int, pct: str, source: str, *, by: str, at: datetime
) -> License:
    """Of prices that follow an index between renewals, too."""
    return moved(
        tx,
        license_id,
        lambda license: enter_anniversary(license, anniversary, pct, source, by=by, at=at),
    )


def close(tx: Tx, license_id: str, note: str, *, by: str, at: datetime) -> License:
    """DutiesRemain by name."""
    kept = Licenses(tx)

    def rule(license: License) -> tuple[Event, ...]:
        dates = kept.dates(license, at, days_of(license.terms))
        names = (DATES[kind] for kind in remaining(dates))
        return ending.close(license, names, note, by=by, at=at)

    return moved(tx, license_id, rule)


def _of_notice(tx: Tx, notice_id: str, rule: Rule) -> License:
    return moved(tx, Licenses(tx).license_of_notice(notice_id), rule)


def wording_of(license: License) -> Wording | None:
    """What the deal chose of the clauses that say who may suspend what; null if nobody knows."""
    if license.facts is not None:
        return None
    return Wording(cause=_chosen(license, "C46"), grant=_chosen(license, "C06"))


def cause_position(license: License) -> str:
    """Of C46: whether a new breach of the same kind, or misuse, needs time to cure."""
    return _chosen(license, "C46")


def _chosen(license: License, clause: str) -> Position:
    form = license.terms.form
    return position_of(clause, license.terms, family(form.family, form.version))
