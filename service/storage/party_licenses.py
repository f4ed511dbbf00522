"""A license as one side has it by its personal link: nothing that the organization keeps for itself.

No title, reference, label, note, reminder, or what became of a duty can be read from here, nor who
of our people did anything, nor a version, which would tell how often somebody worked on it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from service.domain.licenses.by_link import (
    NOTICE_DAYS,
    Choice,
    choices,
    date_is_seen,
    may_confirm,
    notices_seen,
)
from service.domain.licenses.key_dates import Kind
from service.domain.licenses.license import License
from service.domain.licenses.parts import (
    End,
    Ground,
    Notice,
    NoticeKind,
    NoticeState,
    PeriodRow,
    Status,
    Suspension,
    WithdrawalReason,
)
from service.domain.licenses.placeholders import NO_ADDRESS, NOWHERE
from service.domain.licenses.renewing import Silence, next_to_decide, silence
from service.domain.licenses.withdrawing import withdrawn_in
from service.domain.party import LinkHolder, PartyMember
from service.domain.period.counting import BusinessDays
from service.domain.period.zones import day_at
from service.domain.terms.notices import NoticeMethod
from service.domain.terms.parties import Address, Licensee, Licensor, Side
from service.storage.actors import organization_name
from service.storage.contracts import Contracts
from service.storage.license_dates import Day, LicenseDates
from service.storage.views import Views


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyNotice:
    """A notice as both sides know it; `may_confirm` where the reader can say that it came."""

    id: str
    kind: NoticeKind
    side: Side
    method: NoticeMethod
    sent_on: date
    counts_on: date
    state: NoticeState
    grounds: str
    ground: Ground | None
    effective_on: date | None
    about: str | None
    n: int | None
    cure_ends_on: date | None
    paused_on: date | None
    cured_on: date | None
    works: tuple[str, ...]
    reason: WithdrawalReason | None
    may_confirm: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyDate:
    """A day that the contract gives; null `side` is both or neither."""

    kind: Kind
    n: int
    side: Side | None
    method: NoticeMethod | None
    on: date
    rule: str
    duty: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """Where a party gets notices; null where the address is not known here."""

    name: str
    email: str | None
    post: Address | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyLicense:
    """`side` is the reader's, `host` the organization that keeps the license here.

    `today` is the day in the contract's `zone`; of the `dates`, the earliest first, `notice_days`
    decide about the renewal that is decided on next. `deal` says whether the link opens its deal too. `silence` is
    null once it has ended. `reached` is where the other side gets notices, as the contract names
    it. `sealed` says that its file was sealed here, so that each side may have it; `facts_only` that
    only some facts of it are known here.
    """

    id: str
    side: Side
    host: str
    host_side: Side | None
    licensors: Sequence[str]
    licensee: str
    status: Status
    today: date
    zone: str
    starts_on: date
    periods: Sequence[PeriodRow]
    notices: Sequence[PartyNotice]
    dates: Sequence[PartyDate]
    notice_days: Sequence[PartyDate]
    end: End | None
    ended: bool
    use_ends_on: date | None
    suspension: Suspension | None
    silence: Silence | None
    choices: Sequence[Choice]
    document_sha256: str | None
    reached: Sequence[Reached]
    sealed: bool
    facts_only: bool
    deal: bool

    @property
    def may_give(self) -> tuple[NoticeKind, ...]:
        """The kinds that it can give by its link now."""
        return tuple(each.kind for each in self.choices if each.why_not is None)

    def notice(self, notice_id: str) -> PartyNotice | None:
        return next((each for each in self.notices if each.id == notice_id), None)


def party_license(
    views: Views, reader: LinkHolder, license: License, days: BusinessDays, at: datetime
) -> PartyLicense:
    """`license` is what the reader's link opens; `days` are its business days."""
    today = day_at(at, license.zone)
    dates = _dates(views, license, reader.side)
    parties = license.terms.parties
    decisive = [each for each in dates if each.kind in NOTICE_DAYS]
    n = next_to_decide(license, ((each.n, each.on) for each in decisive), today)
    return PartyLicense(
        id=license.id,
        side=reader.side,
        host=organization_name(views.connection, views.org),
        host_side=license.our_side.side,
        licensors=[each.legal_name for each in parties.licensors],
        licensee=parties.licensee.legal_name,
        status=license.status,
        today=today,
        zone=license.zone,
        starts_on=license.starts_on,
        periods=license.periods,
        notices=[_notice(license, n, reader.side) for n in notices_seen(license, reader.side)],
        dates=dates,
        notice_days=[each for each in decisive if each.n == n],
        end=license.ended or license.end,
        ended=license.ended is not None,
        use_ends_on=license.use_ends_on,
        suspension=license.suspension,
        silence=None if license.ended else silence(license),
        choices=choices(license, reader.side, days, at),
        document_sha256=license.document_sha256,
        reached=[_reached(each) for each in parties.of(reader.side.other)],
        sealed=_is_sealed(views, license),
        facts_only=license.facts is not None,
        deal=isinstance(reader, PartyMember),
    )


def _reached(party: Licensor | Licensee) -> Reached:
    post = party.notice_post or party.address
    return Reached(
        name=party.legal_name,
        email=None if party.notice_email == NO_ADDRESS else party.notice_email,
        post=None if post == NOWHERE else post,
    )


def _is_sealed(views: Views, license: License) -> bool:
    if license.contract_id is None:
        return False
    contract = Contracts(views.connection, views.org).contract(license.contract_id)
    return contract.sealed_sha256 is not None


def _dates(views: Views, license: License, side: Side) -> list[PartyDate]:
    found = LicenseDates(views.connection, views.org).of_license(license.id)
    return [_date(each) for each in found if date_is_seen(each.kind, each.side, side)]


def _date(found: Day) -> PartyDate:
    return PartyDate(
        kind=found.kind,
        n=found.n,
        side=found.side,
        method=found.method,
        on=found.on,
        rule=found.rule,
        duty=found.duty,
    )


def _notice(license: License, notice: Notice, side: Side) -> PartyNotice:
    named = withdrawn_in(license, notice)
    return PartyNotice(
        id=notice.id,
        kind=notice.kind,
        side=notice.side,
        method=notice.method,
        sent_on=notice.sent_on,
        counts_on=notice.counts_on,
        state=notice.state,
        grounds=notice.grounds,
        ground=notice.ground,
        effective_on=notice.effective_on,
        about=notice.about,
        n=notice.n,
        cure_ends_on=notice.cure_ends_on,
        paused_on=notice.paused_on,
        cured_on=notice.cured_on,
        works=named.works if named else (),
        reason=named.reason if named else None,
        may_confirm=may_confirm(license, notice, side),
    )
