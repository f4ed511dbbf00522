"""What decides whether a license renews, what silence will do, and what a renewal costs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from service.domain.licenses.license import License
from service.domain.licenses.parts import Cause, End, NoticeKind, Reason, reason_of
from service.domain.period.renewals import first_day, has_last_day, last_day, most_renewals
from service.domain.pricing.rises import renewal_rises
from service.domain.terms.period import RenewalMode, RenewalPriceMode


class Outcome(StrEnum):
    """What happens at the end of the period that runs if nobody does anything more."""

    RENEWS = "renews"
    ENDS = "ends"
    RUNS_ON = "runs_on"
    """There is no fixed end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """`on` is the last day before that; null where there is none."""

    outcome: Outcome
    on: date | None = None
    n: int | None = None


def has_room(license: License, n: int) -> bool:
    most = most_renewals(license.terms.period.renewal)
    return has_last_day(license.terms.period) and (most is None or n <= most)


def renews(license: License, n: int) -> Cause | None:
    """Why renewal `n` comes about as things stand; null if it does not.

    What both signed comes before every notice.
    """
    if not has_room(license, n):
        return None
    if n in license.agreed:
        return Cause.AGREEMENT
    match license.terms.period.renewal.mode:
        case RenewalMode.AUTO_EVERGREEN | RenewalMode.AUTO_FIXED_N:
            return None if _has(license, NoticeKind.NON_RENEWAL, n) else Cause.SILENCE
        case RenewalMode.OPTION_LICENSEE | RenewalMode.OPTION_LICENSOR:
            return Cause.OPTION if _has(license, NoticeKind.RENEWAL, n) else None
        case RenewalMode.CONDITIONAL:
            relied = _has(license, NoticeKind.RENEWAL, n) and condition_met(license, n)
            return Cause.CONDITION if relied else None
        case _:
            return None


def condition_met(license: License, n: int) -> bool:
    """As a person ticked it; nobody's tick is no."""
    return any(tick.met for tick in license.ticks if tick.n == n)


def silence(license: License) -> Silence:
    """As things stand now, notices that were given included."""
    last, end = license.last_day, license.end
    if end and (last is None or end.on <= last):
        return Silence(outcome=Outcome.ENDS, on=end.on)
    if last is None:
        return Silence(outcome=Outcome.RUNS_ON)
    return _at_end_of(license, last, license.renewed + 1)


def silence_about(license: License, n: int) -> Silence:
    """What it does at the end of the period before renewal `n`, which may begin only later."""
    if n <= license.renewed + 1:
        return silence(license)
    return _at_end_of(license, last_day(license.counted.period, license.starts_on, n - 1), n)


def _at_end_of(license: License, last: date, n: int) -> Silence:
    if renews(license, n):
        return Silence(outcome=Outcome.RENEWS, on=last, n=n)
    return Silence(outcome=Outcome.ENDS, on=last)


def next_to_decide(license: License, days: Iterable[tuple[int, date]], today: date) -> int:
    """The renewal about which a notice can be given now, of `days`: renewals and last days for it.

    The next one; or, once it is too late for that, one that is decided on before the renewal ahead
    of it begins.
    """
    ahead, period, start = license.renewed + 1, license.counted.period, license.starts_on
    open_ = {n: on for n, on in days if n >= ahead and on >= today}
    early = (n for n, on in open_.items() if n == ahead or on < first_day(period, start, n - 1))
    return min(early, default=ahead)


def expected_end(license: License) -> End | None:
    """The End Date, if the license ends with what is known now; the one that it had, afterwards."""
    if license.ended:
        return license.ended
    last = license.last_day
    if end := end_in_period(license):
        return end
    if last is None or renews(license, license.renewed + 1):
        return None
    return End(on=last, reason=Reason.EXPIRY)


def end_in_period(license: License) -> End | None:
    """The end that is known, if it comes before another period would begin."""
    last, end = license.last_day, license.end
    return end if end and (last is None or end.on <= last) else None


def known_end(license: License) -> End | None:
    """The earliest end that notices which stand, or a license in its place, bring about."""
    found = [*_ends(license), *filter(None, (license.replaced,))]
    return min(found, key=lambda end: end.on, default=None)


def rises(license: License, n: int) -> tuple[Decimal, ...] | None:
    """The rises in percent from the prices in the terms up to renewal `n`; null while not known."""
    price, since = license.terms.period.renewal.price, license.priced_from
    if n <= since:
        return ()
    entered = [each for each in license.index if since < each.n <= n]
    gaps = any(b.n - a.n != 1 for a, b in pairwise(entered))
    starts_late = bool(entered) and entered[0].n != since + 1
    if price.mode is RenewalPriceMode.CPI and (gaps or starts_late):
        return None
    return renewal_rises(price, n - since, [Decimal(each.pct) for each in entered])


def in_text(rises: tuple[Decimal, ...] | None) -> tuple[str, ...] | None:
    return None if rises is None else tuple(f"{rise:f}" for rise in rises)


def _has(license: License, kind: NoticeKind, n: int) -> bool:
    return any(each.stands for each in license.notices if each.kind is kind and each.n == n)


def _ends(license: License) -> list[End]:
    period, start = license.counted.period, license.starts_on
    stopped = [
        End(
            on=last_day(period, start, each.n - 1),
            reason=Reason.NON_RENEWAL,
            notice_id=each.id,
            n=each.n,
        )
        for each in license.notices
        if each.stands and each.kind is NoticeKind.NON_RENEWAL and each.n and has_last_day(period)
        if each.n not in license.agreed
    ]
    right = license.terms.risk.change_of_control.right
    terminated = [
        End(on=each.effective_on, reason=reason_of(each, right), notice_id=each.id)
        for each in license.notices
        if each.stands and each.kind is NoticeKind.TERMINATION and each.effective_on
    ]
    return stopped + terminated
