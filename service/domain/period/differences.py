"""Which days a change of the terms moves: the end, notice deadlines, deliveries, duties after the end."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from service.domain.period.afterwards import entries_after_end
from service.domain.period.counting import BusinessDays
from service.domain.period.entries import KeyDateKind, KeyDateRule
from service.domain.period.key_dates import key_date_rules, key_dates
from service.domain.period.renewals import has_last_day
from service.domain.terms import Terms
from service.domain.terms.notices import NoticeMethod
from service.domain.terms.parties import Side

NOTICES: Final = frozenset(
    {KeyDateKind.NOTICE_OPENS, KeyDateKind.NOTICE_RECEIVED_BY, KeyDateKind.NOTICE_SENT_BY}
)


@dataclass(frozen=True, slots=True)
class Due:
    """A rule in words, and the day it falls on where the first day of the license is known."""

    rule: str
    on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedDate:
    """A key date as it was and as it is; null where there is none.

    Kind, n, side and method name it as they name a key date (`period.entries.KeyDateRule`).
    """

    kind: KeyDateKind
    n: int
    side: Side | None
    method: NoticeMethod | None
    before: Due | None
    after: Due | None

    @property
    def days(self) -> int | None:
        """How many days later it is, negative for earlier; null where a day is not known."""
        if self.before is None or self.after is None:
            return None
        first, last = self.before.on, self.after.on
        return None if first is None or last is None else (last - first).days


def moved_dates(
    before: Terms, after: Terms, days_before: BusinessDays, days_after: BusinessDays
) -> tuple[MovedDate, ...]:
    """In the order of their kinds; of one kind, by renewal or delivery.

    A date has moved when its day is another or, where either day is unknown, when its rule is or
    when a day has become known.
    Each side counts business days by the calendar of its own governing law.
    """
    was, now = _alike(_due(before, days_before), _due(after, days_after))
    named = {name: None for name in (*was, *now) if _moved(was.get(name), now.get(name))}
    return tuple(_moved_date(name, was, now) for name in sorted(named, key=_order))


_Name = tuple[KeyDateKind, int, Side | None, NoticeMethod | None]
_Dues = Mapping[_Name, Due]


def _due(terms: Terms, business_days: BusinessDays) -> _Dues:
    start = terms.period.starts.on
    dated = key_dates(terms, start, business_days) if start else ()
    days = {_name(each): each.on for each in dated}
    return {_name(each): Due(each.rule, days.get(_name(each))) for each in _rules(terms)}


def _rules(terms: Terms) -> Iterator[KeyDateRule]:
    """A perpetual license too has duties after its end, whenever that comes."""
    yield from key_date_rules(terms)
    if not has_last_day(terms.period):
        yield from (entry.rule for entry in entries_after_end(terms, None, 0))


def _name(rule: KeyDateRule) -> _Name:
    return rule.kind, rule.n, rule.side, rule.method


def _alike(was: _Dues, now: _Dues) -> tuple[_Dues, _Dues]:
    """A notice that is the same for both sides is each side's own where the other terms tell them apart."""
    return _by_side(was, now), _by_side(now, was)


def _by_side(dues: _Dues, others: _Dues) -> _Dues:
    sided = {(kind, n, method) for kind, n, side, method in others if side}
    found: dict[_Name, Due] = {}
    for (kind, n, side, method), due in dues.items():
        apart = side is None and kind in NOTICES and (kind, n, method) in sided
        for each in Side if apart else (side,):
            found[kind, n, each, method] = due
    return found


def _moved(was: Due | None, now: Due | None) -> bool:
    if was is None or now is None or was.on is None or now.on is None:
        return was != now
    return was.on != now.on


def _moved_date(name: _Name, was: _Dues, now: _Dues) -> MovedDate:
    kind, n, side, method = name
    return MovedDate(
        kind=kind, n=n, side=side, method=method, before=was.get(name), after=now.get(name)
    )


def _order(name: _Name) -> tuple[int, int, str, str]:
    kind, n, side, method = name
    return [*KeyDateKind].index(kind), n, side or "", method or ""
