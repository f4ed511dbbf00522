"""An amendment: a signed deal changes named terms; the start and what has accrued stay."""

from datetime import date, datetime

from service.domain.deal import WrittenTerms
from service.domain.errors import Fault, LicenseMoveNotAllowed, LicenseRefused
from service.domain.event import Event
from service.domain.licenses import events as e
from service.domain.licenses.license import License
from service.domain.licenses.notices import with_end
from service.domain.licenses.renewing import has_room
from service.domain.licenses.since_amended import shift_by, shifted
from service.domain.period.renewals import has_last_day, last_day
from service.domain.period.zones import day_at
from service.domain.terms.differences import differences


def amend(
    license: License,
    written: WrittenTerms,
    *,
    deal_id: str | None,
    by: str,
    at: datetime,
    priced_from: int | None = None,
    on: date | None = None,
) -> tuple[Event, ...]:
    """Nothing where nothing is changed; periods go on being counted from the same start.

    `priced_from` is the renewal whose prices the terms state, where they say so. `on` is the day of
    the last signature, where it is not that of `at`: what accrued before it keeps its price.
    """
    if license.ended is not None:
        raise LicenseMoveNotAllowed(license.status, "an amendment")
    changed = tuple(each.path for each in differences(license.terms, written.terms))
    if not changed:
        return ()
    ends = last_day_under(license, written)
    if ends is not None and ends < day_at(at, written.terms.period.timezone):
        raise LicenseRefused(
            [Fault("/terms/period", "The period that runs would have ended already.")]
        )
    event = e.LicenseAmended(
        written=written,
        changed=changed,
        last_day=ends,
        deal_id=deal_id,
        priced_from=priced_from,
        on=on,
        by=by,
        at=at,
    )
    return with_end(license, (event,))


def renewal_signed(
    license: License, n: int, *, deal_id: str, document_sha256: str, by: str, at: datetime
) -> tuple[Event, ...]:
    """Both signed that renewal `n` takes place; nothing where it is not the next one, or cannot be."""
    if n != license.renewed + 1 or n in license.agreed or not has_room(license, n):
        return ()
    agreed = e.RenewalAgreed(n=n, deal_id=deal_id, document_sha256=document_sha256, by=by, at=at)
    return with_end(license, (agreed,))


def last_day_under(license: License, written: WrittenTerms) -> date | None:
    """Of the period that runs, if these were the terms."""
    shift = license.shift + shift_by(license.terms, written.terms, license.renewed)
    period = shifted(written.terms.period, shift)
    return last_day(period, license.starts_on, license.renewed) if has_last_day(period) else None
