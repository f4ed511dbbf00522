"""Whatever the sides try, in whatever order, as days pass: what is left makes sense."""

import itertools
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.terms import written
from service.domain.errors import CounterpartError
from service.domain.event import Event
from service.domain.licenses import amending, causes, ending, notices
from service.domain.licenses.due import due, next_moment
from service.domain.licenses.key_dates import dates_of, remaining, settle
from service.domain.licenses.license import License
from service.domain.licenses.notices import Given
from service.domain.licenses.parts import (
    Ground,
    NoticeKind,
    Scope,
    SettledHow,
    Status,
)
from service.domain.period.counting import WEEKDAYS
from service.domain.period.renewals import first_day
from service.domain.terms import Terms
from service.domain.terms.notices import NoticeMethod
from service.domain.terms.parties import Side
from service.domain.terms.period import (
    Convenience,
    ConvenienceParty,
    Notice,
    Renewal,
    RenewalMode,
)
from tests.domain.licenses.lives import START, giving, made, noon, terms
from tests.sizes import cases

Try = Callable[[License, Side, int, date], tuple[Event, ...]]
"""What a side tries, with a number to choose by, on a day."""


def _gives(kind: NoticeKind, method: NoticeMethod) -> Try:
    def tries(license: License, side: Side, n: int, on: date) -> tuple[Event, ...]:
        about = license.notices[n % len(license.notices)].id if license.notices else None
        handed = Given(kind=kind, method=method, sent_on=on, grounds="So.", about=about)
        return notices.give(license, handed, giving(side, on, len(license.notices) + 1))

    return tries


def _terminates(license: License, side: Side, n: int, on: date) -> tuple[Event, ...]:
    handed = Given(
        kind=NoticeKind.TERMINATION,
        method=NoticeMethod.COURIER,
        sent_on=on,
        grounds="So.",
        ground=[*Ground][n % len(Ground)],
    )
    return ending.terminate(license, handed, giving(side, on, len(license.notices) + 1))


def _last(license: License) -> str:
    return license.notices[-1].id if license.notices else "none"


def _amended(license: License, side: Side, n: int, on: date) -> tuple[Event, ...]:
    period = replace(license.terms.period, months=12 + n)
    new = written(replace(license.terms, period=period))
    return amending.amend(license, new, deal_id="deal_2", by="usr", at=noon(on))


def _settled(license: License, side: Side, n: int, on: date) -> tuple[Event, ...]:
    waiting = [each for each in dates_of(license, on, WEEKDAYS) if each.open]
    at = noon(on)
    return settle(license, waiting[n % len(waiting)], SettledHow.DONE, "Done.", by="usr", at=at)


def _closed(license: License, side: Side, n: int, on: date) -> tuple[Event, ...]:
    left = remaining(dates_of(license, on, WEEKDAYS))
    return ending.close(license, left, "Done.", by="usr", at=noon(on))


def _suspends(license: License, side: Side, n: int, on: date) -> tuple[Event, ...]:
    return causes.suspend(
        license,
        side=side,
        scope=[*Scope][n % len(Scope)],
        grounds="Unpaid.",
        notice_id=None,
        by="usr",
        at=noon(on),
    )


TRIES: list[Try] = [
    _gives(NoticeKind.NON_RENEWAL, NoticeMethod.EMAIL),
    _gives(NoticeKind.RENEWAL, NoticeMethod.EMAIL),
    _gives(NoticeKind.BREACH, NoticeMethod.COURIER),
    _gives(NoticeKind.CURE, NoticeMethod.PLATFORM),
    _gives(NoticeKind.CHANGE_OF_LAW, NoticeMethod.PLATFORM),
    _terminates,
    _terminates,
    lambda license, side, n, on: notices.receive(
        license, _last(license), on, days=WEEKDAYS, by="usr", at=noon(on)
    ),
    lambda license, side, n, on: notices.bounce(
        license, _last(license), "550", by="usr", at=noon(on)
    ),
    lambda license, side, n, on: notices.take_back(
        license, _last(license), "Letter", by="usr", at=noon(on)
    ),
    lambda license, side, n, on: causes.pause_cure(license, _last(license), by="usr", at=noon(on)),
    lambda license, side, n, on: causes.resume_cure(license, _last(license), by="usr", at=noon(on)),
    lambda license, side, n, on: causes.confirm_cure(
        license, _last(license), "Done.", side=side, by="usr", at=noon(on)
    ),
    _suspends,
    lambda license, side, n, on: causes.lift(license, "Paid.", by="usr", at=noon(on)),
    lambda license, side, n, on: causes.agree_renewal(
        license,
        license.renewed + 1,
        deal_id=None,
        document_sha256=None,
        by="usr",
        at=noon(on),
    ),
    lambda license, side, n, on: causes.tick_condition(
        license, license.renewed + 1, met=n % 3 > 0, note="Seen.", by="usr", at=noon(on)
    ),
    _amended,
    _settled,
    _closed,
]


@st.composite
def contracts(draw: st.DrawFn) -> Terms:
    mode = draw(st.sampled_from(RenewalMode))
    endless = mode in (RenewalMode.NONE, RenewalMode.AUTO_EVERGREEN)
    renewal = Renewal(
        mode=mode,
        months=draw(st.integers(1, 24)),
        max=None if endless else draw(st.integers(1, 3)),
        notice=Notice(value=draw(st.integers(1, 90))),
    )
    return terms(
        months=draw(st.integers(1, 36)),
        renewal=renewal,
        cure_days=draw(st.integers(0, 60)),
        wind_down_days=draw(st.sampled_from([0, 30, 90])),
        convenience=Convenience(party=draw(st.sampled_from(ConvenienceParty)), notice_days=30),
    )


steps = st.lists(
    st.tuples(
        st.integers(0, len(TRIES) - 1),
        st.sampled_from(Side),
        st.integers(0, 11),
        st.integers(0, 120),
    ),
    min_size=3,
    max_size=25,
)
Step = tuple[int, Side, int, int]


def _walk(of: Terms, walked: list[Step]) -> list[License]:
    """The license after each step; each day what is due happens first."""
    start = license = made(of)
    on, events, seen = START - timedelta(days=10), [], [license]
    for which, side, n, days in walked:
        on += timedelta(days=days)
        at = noon(on)
        happened = due(license, at, WEEKDAYS)
        license = license.after(happened)
        assert due(license, at, WEEKDAYS) == (), "what is recorded is not due again"
        moment = next_moment(license, WEEKDAYS, at)
        assert moment is None or moment > at, "nothing that is due is left"
        events += happened
        with suppress(CounterpartError, ZeroDivisionError):
            tried = TRIES[which](license, side, n, on)
            license = license.after(tried)
            events += tried
        seen.append(license)
    assert start.after(events) == license, "the history tells the same"
    return seen


@settings(max_examples=cases(40, 3000), deadline=None)
@given(of=contracts(), walked=steps)
def test_no_sequence_of_moves_leaves_nonsense(of: Terms, walked: list[Step]) -> None:
    seen = _walk(of, walked)
    for before, after in itertools.pairwise(seen):
        _assert_sensible(after)
        _assert_went_on(before, after)


def _assert_sensible(license: License) -> None:
    period, start = license.terms.period, license.starts_on
    assert [row.n for row in license.periods] == [*range(license.renewed + 1)]
    if len(license.periods) == 1:
        assert license.periods[0].first_day == first_day(period, start, 0)
    assert all(a.last_day and a.last_day < b.first_day for a, b in pairwise(license.periods))
    gone = license.status in (Status.POST_TERM, Status.CLOSED)
    assert gone <= (license.ended is not None)
    assert (license.status is Status.SUSPENDED) <= (license.suspension is not None)
    if license.status in (Status.IN_FORCE, Status.SUSPENDED):
        assert license.end is None
        assert license.ended is None
    if license.status is Status.ENDING:
        assert (license.end is None) != (license.ended is None)
    if license.status is Status.CLOSED:
        assert remaining(dates_of(license, date(2060, 1, 1), WEEKDAYS)) == ()


def _assert_went_on(before: License, after: License) -> None:
    """The start never moves, and what has ended does not come back."""
    assert (after.starts_on, after.made_on) == (before.starts_on, before.made_on)
    assert after.renewed >= before.renewed
    if before.ended is not None:
        assert after.ended == before.ended
        assert after.periods == before.periods
    if before.status is Status.CLOSED:
        assert after == before


def test_the_steps_reach_every_status() -> None:
    """Otherwise the property above would say little."""
    reached: set[Status] = set()

    @settings(max_examples=60, deadline=None)
    @given(of=contracts(), walked=steps)
    def run(of: Terms, walked: list[Step]) -> None:
        reached.update(license.status for license in _walk(of, walked))

    run()
    assert reached >= {*Status} - {Status.CLOSED}
