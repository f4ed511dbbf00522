"""A license: where it stands, the legal moves, and what each event makes of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from itertools import takewhile
from types import MappingProxyType
from typing import Any, Final

from service.domain.deal import OurSide, WrittenTerms
from service.domain.deliveries.events import BatchDelivered, ItemsSettled, UnderTest
from service.domain.errors import LicenseMoveNotAllowed, NotFound
from service.domain.event import Event
from service.domain.licenses import events as e
from service.domain.licenses.begun import periods_begun
from service.domain.licenses.key_facts import KeyFacts
from service.domain.licenses.moves import LICENSE_MOVES as LICENSE_MOVES
from service.domain.licenses.parts import (
    Added,
    AnniversaryChange,
    End,
    Former,
    IndexChange,
    Notice,
    NoticeState,
    PeriodRow,
    Reason,
    Settled,
    Status,
    Suspension,
    Tick,
    Withdrawn,
)
from service.domain.licenses.since_amended import added, shift_by, shifted
from service.domain.period.zones import day_at
from service.domain.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class License:
    """`starts_on` is the anchor from which every period is counted; no amendment moves it.

    `end` is the last day as it is known before it comes; `ended` what it was. `agreed` are the
    renewals that both sides signed. What was due before `made_on` is not asked for. `missed` are
    the keys of duties that nobody dealt with in time. `signed_on` is the day of the last signature
    of one that was signed elsewhere, or in ink; `facts` all that is known of it, where nobody entered its terms.
    """

    id: str
    our_side: OurSide
    written: WrittenTerms
    starts_on: date
    made_on: date
    deal_id: str | None = None
    contract_id: str | None = None
    document_sha256: str | None = None
    title: str | None = None
    status: Status = Status.SCHEDULED
    renewed: int = 0
    periods: tuple[PeriodRow, ...] = ()
    notices: tuple[Notice, ...] = ()
    withdrawn: tuple[Withdrawn, ...] = ()
    end: End | None = None
    ended: End | None = None
    replaced: End | None = None
    """The day before another license takes its place, whatever ends it sooner."""
    use_ends_on: date | None = None
    suspension: Suspension | None = None
    agreed: tuple[int, ...] = ()
    ticks: tuple[Tick, ...] = ()
    index: tuple[IndexChange, ...] = ()
    settled: tuple[Settled, ...] = ()
    missed: tuple[str, ...] = ()
    lapsed: tuple[str, ...] = ()
    """Breaches whose time to cure is over."""
    tests: tuple[UnderTest, ...] = ()
    """Deliveries that wait to be accepted or rejected."""
    signed_on: date | None = None
    facts: KeyFacts | None = None
    priced_from: int = 0
    """The renewal whose prices the terms state; 0 is the initial period."""
    former: tuple[Former, ...] = ()
    anniversaries: tuple[AnniversaryChange, ...] = ()
    added: tuple[Added, ...] = ()
    shift: int = 0
    """By how many months amendments have moved the renewals that their number and length tell."""
    version: int = 1

    @classmethod
    def begun(
        cls, id: str, our_side: OurSide, event: e.LicenseMade, title: str | None = None
    ) -> "License":
        """One that was signed elsewhere may have renewed before; its earlier periods are there too."""
        period, start = event.written.terms.period, event.starts_on
        return cls(
            id=id,
            our_side=our_side,
            title=title,
            written=event.written,
            starts_on=start,
            made_on=day_at(event.at, period.timezone),
            deal_id=event.deal_id,
            contract_id=event.contract_id,
            document_sha256=event.document_sha256,
            renewed=event.renewed,
            signed_on=event.signed_on,
            facts=event.facts,
            periods=periods_begun(period, start, event.renewed),
        )

    @property
    def is_recorded(self) -> bool:
        """Signed elsewhere, and recorded here."""
        return self.deal_id is None

    @property
    def terms(self) -> Terms:
        return self.written.terms

    @property
    def counted(self) -> Terms:
        """The terms as days of renewals are counted by; their words stay those of `terms`."""
        if not self.shift:
            return self.terms
        return replace(self.terms, period=shifted(self.terms.period, self.shift))

    @property
    def zone(self) -> str:
        return self.terms.period.timezone

    @property
    def dated(self) -> date | None:
        """The day of the last signature; null where nobody knows it."""
        return self.signed_on or (self.made_on if self.contract_id else None)

    @property
    def concluded_on(self) -> date:
        """The same, or else the day on which it came to be known here."""
        return self.dated or self.made_on

    @property
    def known_since(self) -> date:
        """The first day of which something can be said: of the contract or, if earlier, the period."""
        return min(self.starts_on, self.concluded_on)

    @property
    def last_day(self) -> date | None:
        """Of the period that runs; null without a fixed end."""
        return self.periods[-1].last_day

    @property
    def name(self) -> str:
        """What people call it."""
        parties = self.terms.parties
        sides = f"{parties.licensor.legal_name} and {parties.licensee.legal_name}"
        return self.title or sides

    def terms_sha256_of(self, n: int) -> str:
        """Of the terms whose prices period `n` has."""
        found = (each.terms_sha256 for each in self.former if n < each.before)
        return next(found, self.written.canonical.sha256)

    def changed_in(self, n: int) -> tuple[Former, ...]:
        """The terms that amendments changed while period `n` ran, the earliest first."""
        here = takewhile(lambda each: each.before <= n, self.former)
        return tuple(each for each in here if each.before == n and each.until)

    def notice(self, notice_id: str) -> Notice:
        for each in self.notices:
            if each.id == notice_id:
                return each
        raise NotFound

    def settled_as(self, key: str) -> Settled | None:
        return next((each for each in self.settled if each.key == key), None)

    def after(self, events: Iterable[Event]) -> "License":
        """LicenseMoveNotAllowed for a move that does not stand in LICENSE_MOVES."""
        return reduce(_moved, events, self)


def is_open(license: License, event: type[Event]) -> bool:
    return (license.status, event) in LICENSE_MOVES


def _moved(license: License, event: Event) -> License:
    status = LICENSE_MOVES.get((license.status, type(event)))
    if status is None:
        raise LicenseMoveNotAllowed(license.status, type(event).__name__)
    effect = _EFFECTS.get(type(event), _unchanged)
    return replace(effect(license, event), status=status, version=license.version + 1)


def _unchanged(license: License, _: Event) -> License:
    return license


def _corrected(license: License, event: e.LicenseCorrected) -> License:
    return replace(
        license,
        our_side=event.our_side,
        written=event.written,
        starts_on=event.starts_on,
        renewed=event.renewed,
        signed_on=event.signed_on,
        facts=event.facts,
        missed=(),
        periods=periods_begun(event.written.terms.period, event.starts_on, event.renewed),
    )


def _renewed(license: License, event: e.LicenseRenewed) -> License:
    row = PeriodRow(
        n=event.n,
        first_day=event.first_day,
        last_day=event.last_day,
        cause=event.cause,
        rises=event.rises,
    )
    return replace(license, renewed=event.n, periods=(*license.periods, row))


def _agreed(license: License, event: e.RenewalAgreed) -> License:
    return replace(license, agreed=tuple(sorted({*license.agreed, event.n})))


def _ticked(license: License, event: e.ConditionTicked) -> License:
    others = tuple(each for each in license.ticks if each.n != event.tick.n)
    return replace(license, ticks=(*others, event.tick))


def _indexed(license: License, event: e.IndexEntered) -> License:
    others = (each for each in license.index if each.n != event.change.n)
    return replace(license, index=tuple(sorted((*others, event.change), key=lambda each: each.n)))


def _anniversary(license: License, event: e.AnniversaryIndexEntered) -> License:
    others = (each for each in license.anniversaries if each.year != event.change.year)
    found = sorted((*others, event.change), key=lambda each: each.year)
    return replace(license, anniversaries=tuple(found))


def _given(license: License, event: e.NoticeGiven) -> License:
    works = (event.withdrawn,) if event.withdrawn else ()
    notices = (*license.notices, event.notice)
    return replace(license, notices=notices, withdrawn=(*license.withdrawn, *works))


def _received(license: License, event: e.NoticeReceived) -> License:
    return _noticed(
        license,
        event.notice_id,
        state=NoticeState.RECEIVED,
        settled_on=event.on,
        counts_on=event.counts_on,
        n=event.n,
        cure_ends_on=event.cure_ends_on,
        detail=event.note or None,
    )


def _bounced(license: License, event: e.NoticeBounced) -> License:
    """Some contracts let a notice count that did not arrive."""
    said = {"detail": event.detail, "settled_on": event.on}
    state = {} if event.counts else {"state": NoticeState.BOUNCED}
    return _noticed(license, event.notice_id, **said, **state)


def _proved(license: License, event: e.NoticeProved) -> License:
    said = {"tracking": event.tracking, "evidence_sha256": event.evidence_sha256}
    return _noticed(license, event.notice_id, **{k: v for k, v in said.items() if v is not None})


def _resumed(license: License, event: e.CureResumed) -> License:
    return _noticed(license, event.notice_id, paused_on=None, cure_ends_on=event.cure_ends_on)


def _noticed(license: License, notice_id: str, **changes: Any) -> License:
    notices = (
        replace(each, **changes) if each.id == notice_id else each for each in license.notices
    )
    return replace(license, notices=tuple(notices))


def _amended(license: License, event: e.LicenseAmended) -> License:
    """The period that runs may end on another day; those before it stay as they were.

    A signed deal has all terms, so that they are known from then on.
    """
    (*before, running), on = license.periods, event.on or day_at(event.at, license.zone)
    stated = event.priced_from is not None and event.priced_from <= running.n
    rises = () if stated else running.rises
    row = replace(running, last_day=event.last_day, rises=rises)
    from_n = license.priced_from if event.priced_from is None else event.priced_from
    now = event.priced_from is None and from_n <= running.n and license.facts is None
    return replace(
        license,
        written=event.written,
        facts=None,
        periods=(*before, row),
        priced_from=from_n,
        former=_former(license, max(from_n, running.n), on if now else None),
        added=(*license.added, *added(license.terms, event.written.terms, on)),
        shift=license.shift + shift_by(license.terms, event.written.terms, running.n),
    )


def _former(license: License, before: int, until: date | None) -> tuple[Former, ...]:
    """What was owed for a period, or had accrued in it, is owed at the prices of its time.

    Terms that another amendment of the same day changes again held for nothing.
    """
    same = [each.until for each in license.former if each.before == before and each.until]
    if (until and same and until <= same[-1]) or (until is None and not before):
        return license.former
    sha256 = license.written.canonical.sha256
    return (*license.former, Former(before=before, terms_sha256=sha256, until=until))


def _settled(license: License, event: e.KeyDateSettled) -> License:
    return replace(
        _reopened(license, event.settled.key),
        settled=(
            *(each for each in license.settled if each.key != event.settled.key),
            event.settled,
        ),
    )


def _reopened(license: License, key: str) -> License:
    return replace(
        license,
        settled=tuple(each for each in license.settled if each.key != key),
        missed=tuple(each for each in license.missed if each != key),
    )


def _tested(license: License, event: BatchDelivered | ItemsSettled) -> License:
    return replace(license, tests=event.tests)


_EFFECTS: Final[Mapping[type[Event], Callable[[License, Any], License]]] = MappingProxyType(
    {
        BatchDelivered: _tested,
        ItemsSettled: _tested,
        e.LicenseCorrected: _corrected,
        e.LicenseRenewed: _renewed,
        e.RenewalAgreed: _agreed,
        e.ConditionTicked: _ticked,
        e.IndexEntered: _indexed,
        e.AnniversaryIndexEntered: _anniversary,
        e.NoticeGiven: _given,
        e.NoticeProved: _proved,
        e.NoticeReceived: _received,
        e.NoticeBounced: _bounced,
        e.NoticeTakenBack: lambda license, event: _noticed(
            license,
            event.notice_id,
            state=NoticeState.TAKEN_BACK,
            settled_on=event.on,
            detail=event.detail,
        ),
        e.CurePaused: lambda license, event: _noticed(license, event.notice_id, paused_on=event.on),
        e.CureResumed: _resumed,
        e.BreachCured: lambda license, event: _noticed(
            license, event.notice_id, cured_on=event.on, paused_on=None
        ),
        e.CureLapsed: lambda license, event: replace(
            license, lapsed=(*license.lapsed, event.notice_id)
        ),
        e.EndKnown: lambda license, event: replace(
            license,
            end=event.end,
            replaced=event.end if event.end.reason is Reason.REPLACED else license.replaced,
        ),
        e.EndFellAway: lambda license, _: replace(license, end=None, suspension=None),
        e.LicenseSuspended: lambda license, event: replace(license, suspension=event.suspension),
        e.SuspensionLifted: lambda license, _: replace(license, suspension=None),
        e.LicenseEnded: lambda license, event: replace(
            license,
            end=None,
            ended=event.end,
            use_ends_on=event.use_ends_on,
            suspension=None,
        ),
        e.LicenseAmended: _amended,
        e.KeyDateSettled: _settled,
        e.KeyDateReopened: lambda license, event: _reopened(license, event.key),
        e.KeyDateMissed: lambda license, event: replace(
            license, missed=(*license.missed, event.key)
        ),
    }
)
"""The other events move the status alone."""
