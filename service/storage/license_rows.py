"""Licenses as rows, and rows as licenses."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final

from service.domain.deal import OurSide, WrittenTerms
from service.domain.deliveries.events import UnderTest
from service.domain.licenses.calendar import whose
from service.domain.licenses.key_dates import DueDate
from service.domain.licenses.key_facts import KeyFacts
from service.domain.licenses.license import License
from service.domain.licenses.parts import (
    Added,
    AnniversaryChange,
    Cause,
    End,
    Former,
    Ground,
    IndexChange,
    Notice,
    NoticeKind,
    NoticeState,
    PeriodRow,
    Settled,
    Status,
    Suspension,
    Tick,
    Withdrawn,
)
from service.domain.pricing import quote
from service.domain.terms.notices import NoticeMethod
from service.domain.terms.parties import Side
from service.domain.wording import listed
from service.storage import codec


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """What of a license has no column of its own."""

    end: End | None
    ended: End | None
    use_ends_on: date | None
    suspension: Suspension | None
    agreed: tuple[int, ...]
    ticks: tuple[Tick, ...]
    index: tuple[IndexChange, ...]
    settled: tuple[Settled, ...]
    missed: tuple[str, ...]
    lapsed: tuple[str, ...]
    signed_on: date | None = None
    facts: KeyFacts | None = None
    tests: tuple[UnderTest, ...] = ()
    priced_from: int = 0
    former: tuple[Former, ...] = ()
    anniversaries: tuple[AnniversaryChange, ...] = ()
    added: tuple[Added, ...] = ()
    shift: int = 0
    replaced: End | None = None
    withdrawn: tuple[Withdrawn, ...] = ()


_STATE: Final = [field.name for field in fields(_State)]
_NOTICE: Final = [field.name for field in fields(Notice)]
_LONGEST_NAME: Final = 200


def license_row(license: License) -> dict[str, Any]:
    """The columns that follow from a license."""
    state = _State(**{name: getattr(license, name) for name in _STATE})
    end = license.ended or license.end
    return {
        "version": license.version,
        "status": license.status,
        "deal_id": license.deal_id,
        "contract_id": license.contract_id,
        "document_sha256": license.document_sha256,
        "title": license.title,
        "our_side": license.our_side,
        "starts_on": license.starts_on,
        "made_on": license.made_on,
        "renewed": license.renewed,
        "last_day": license.last_day,
        "ends_on": end.on if end else None,
        "zone": license.zone,
        "state": codec.encode(state),
    }


def terms_row(written: WrittenTerms) -> dict[str, Any]:
    """The columns that follow from its terms; committed in their own currency."""
    terms = written.terms
    return {
        "terms_sha256": written.canonical.sha256,
        "licensor_name": listed(p.legal_name for p in terms.parties.licensors)[:_LONGEST_NAME],
        "licensee_name": terms.parties.licensee.legal_name,
        "currency": terms.pricing.currency,
        "committed_minor": quote(terms).committed(terms.pricing.currency).minor,
    }


def license_from(
    row: Any, written: WrittenTerms, periods: Iterable[Any], notices: Iterable[Any]
) -> License:
    state = codec.decode(_State, row.state)
    return License(
        id=row.id,
        our_side=OurSide(row.our_side),
        written=written,
        starts_on=row.starts_on,
        made_on=row.made_on,
        deal_id=row.deal_id,
        contract_id=row.contract_id,
        document_sha256=row.document_sha256,
        title=row.title,
        status=Status(row.status),
        renewed=row.renewed,
        periods=tuple(map(_period, periods)),
        notices=tuple(map(_notice, notices)),
        version=row.version,
        **{name: getattr(state, name) for name in _STATE},
    )


def period_row(period: PeriodRow) -> dict[str, Any]:
    return {
        "n": period.n,
        "first_day": period.first_day,
        "last_day": period.last_day,
        "cause": period.cause,
        "rises": None if period.rises is None else [*period.rises],
    }


def notice_row(notice: Notice) -> dict[str, Any]:
    return {name: getattr(notice, name) for name in _NOTICE}


def date_row(found: DueDate, our_side: OurSide) -> dict[str, Any]:
    settled = found.settled
    return {
        "key": found.key,
        "kind": found.kind,
        "n": found.n,
        "side": found.side,
        "method": found.method,
        "on": found.on,
        "rule": found.rule,
        "duty": found.duty,
        "state": found.state,
        "settled_on": settled.on if settled else None,
        "settled_by": settled.by if settled else None,
        "note": settled.note if settled else None,
        "file_sha256": settled.file_sha256 if settled else None,
        "whose": whose(our_side, found.side),
    }


def differs(row: Any, values: dict[str, Any]) -> bool:
    return any(getattr(row, name) != value for name, value in values.items())


def _period(row: Any) -> PeriodRow:
    rises: Sequence[str] | None = row.rises
    return PeriodRow(
        n=row.n,
        first_day=row.first_day,
        last_day=row.last_day,
        cause=Cause(row.cause),
        rises=None if rises is None else tuple(rises),
    )


def _notice(row: Any) -> Notice:
    plain = {name: getattr(row, name) for name in _NOTICE}
    return Notice(
        **plain
        | {
            "kind": NoticeKind(row.kind),
            "side": Side(row.side),
            "method": NoticeMethod(row.method),
            "state": NoticeState(row.state),
            "ground": Ground(row.ground) if row.ground else None,
        }
    )
