"""What became of each license of the demo since it was recorded."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Final

from service.commands import deliveries, key_dates, license_links, license_notices, licenses
from service.commands.raising import live_through
from service.commands.restating import Write, renew
from service.commands.seed import SOMEWHERE, Cast
from service.domain.deliveries.events import Quantity
from service.domain.licenses.key_dates import Kind, LicenseDateKind
from service.domain.licenses.license import License
from service.domain.licenses.notices import Given
from service.domain.licenses.parts import NoticeKind, Scope
from service.domain.party import Visit
from service.domain.period.entries import KeyDateKind
from service.domain.period.zones import day_at
from service.domain.terms.notices import NoticeMethod
from service.domain.terms.parties import Side
from service.storage.deal_links import DealLinks
from service.storage.deals import Tx
from service.storage.license_dates import LicenseDates
from service.storage.licenses import Licenses


@dataclass(frozen=True, slots=True)
class Place:
    """A license that was recorded at `since`, who acts for it, and when its life is told."""

    tx: Tx
    license_id: str
    cast: Cast
    since: datetime
    at: datetime
    write: Write

    def license(self) -> License:
        return Licenses(self.tx).license(self.license_id)

    def ago(self, days: int) -> datetime:
        return self.at - timedelta(days=days)


Life = Callable[[Place], None]

_AGENT: Final = "Mozilla/5.0 (X11; Linux) Firefox/140.0"
_DELIVERIES: Final[frozenset[Kind]] = frozenset({KeyDateKind.DELIVERY_DUE})
_UNPAID: Final[frozenset[Kind]] = frozenset(
    {LicenseDateKind.PAYMENT_DUE, LicenseDateKind.CURE_ENDS}
)
_STEP: Final = timedelta(days=14)


def _renews_soon(place: Place) -> None:
    """Nobody has given notice, and there is time left to."""


def _ends(place: Place) -> None:
    """The licensee wrote that it does not go on; we ask it to, by a deal."""
    _lives(place, place.since, place.ago(4))
    _wrote(
        place,
        NoticeKind.NON_RENEWAL,
        NoticeMethod.EMAIL,
        "Our next models are trained on other music. Thank you for five good years.",
        place.ago(3),
    )
    renew(place.tx, place.license_id, place.write, by=place.cast.drafter, at=place.ago(1))


_DELIVERED: Final = (("photos", 600_000, 20), ("photos", 600_000, 45), ("clips", 250_000, 58))
"""Of which line how much came, and how many days after the first."""


def _is_late(place: Place) -> None:
    """Three deliveries came; the films are late, and so is nothing else."""
    start = place.license().starts_on
    begin = place.since
    for line, quantity, days in _DELIVERED:
        on = start + timedelta(days=days)
        _lives(place, begin, _afternoon(on), _DELIVERIES)
        begin = _deliver(place, line, quantity, on)
    _lives(place, begin, place.at, _DELIVERIES)


def _is_suspended(place: Place) -> None:
    """What was delivered is not paid: after a notice and the time to cure, deliveries rest."""
    on, told, rests = place.license().starts_on + timedelta(days=20), place.ago(55), place.ago(12)
    _lives(place, place.since, _afternoon(on), _UNPAID)
    _lives(place, _deliver(place, "speech", 6_000, on), told, _UNPAID)
    given = Given(
        kind=NoticeKind.BREACH,
        method=NoticeMethod.COURIER,
        sent_on=day_at(told, place.license().zone),
        grounds="The fee for the first 6,000 hours has been due for more than two months.",
        tracking="JD 0146 0000 3712",
    )
    by = place.cast.drafter
    held = license_notices.give_notice(
        place.tx, place.license_id, given, side=Side.LICENSOR, by=by, at=told
    )
    _lives(place, told, rests, _UNPAID)
    licenses.suspend(
        place.tx,
        place.license_id,
        side=Side.LICENSOR,
        scope=Scope.DELIVERY,
        grounds="Not paid within the time to cure. Deliveries go on when the fee has come.",
        notice_id=held.notices[-1].id,
        by=by,
        at=rests,
    )
    _lives(place, rests, place.at, _UNPAID)


def _is_blamed(place: Place) -> None:
    """It renewed by silence; now the licensee, who reads it by link, names a breach of ours."""
    _lives(place, place.since, place.ago(20))
    _reads_by_link(place, place.ago(20))
    _wrote(
        place,
        NoticeKind.BREACH,
        NoticeMethod.COURIER,
        "The 1,140 models of the list attached came without their labels.",
        place.ago(4),
    )


def _is_over(place: Place) -> None:
    """It ran out; what was held is deleted, and the certificate is still to come."""
    _lives(place, place.since, place.at)


def _lives(
    place: Place, begin: datetime, end: datetime, but: frozenset[Kind] = frozenset()
) -> None:
    """What falls due is done in time, save these kinds, and what follows by itself happens."""
    at = begin
    live_through(place.tx, place.license_id, at=at)
    while at < end:
        _settle(place, at, but)
        at = min(at + _STEP, end)
        live_through(place.tx, place.license_id, at=at)


def _settle(place: Place, at: datetime, but: frozenset[Kind]) -> None:
    """What falls due before the next step, so that nothing is late by then."""
    dates = LicenseDates(place.tx.connection, place.tx.org).of_license(place.license_id)
    for each in dates:
        if each.waits and each.on <= min(at + _STEP, place.at).date() and each.kind not in but:
            key_dates.mark_done(
                place.tx,
                each.id,
                "Received, and filed with the contract.",
                file_sha256=None,
                by=place.cast.drafter,
                at=at,
            )


def _wrote(
    place: Place, kind: NoticeKind, method: NoticeMethod, grounds: str, at: datetime
) -> None:
    """The licensee sent it the day before, and it came."""
    on = day_at(at, place.license().zone)
    given = Given(
        kind=kind,
        method=method,
        sent_on=on - timedelta(days=1),
        received_on=on,
        grounds=grounds,
    )
    license_notices.write_down(
        place.tx, place.license_id, given, side=Side.LICENSEE, by=place.cast.drafter, at=at
    )


def _reads_by_link(place: Place, at: datetime) -> None:
    """Whoever reads the licensee's notices has looked at it."""
    email = place.license().terms.parties.of(Side.LICENSEE)[0].notice_email
    holder = license_links.send_link(
        place.tx, place.license_id, email, by=place.cast.drafter, at=at
    )
    links = DealLinks(place.tx.connection, place.tx.org)
    links.note(holder.link_id, Visit.VIEWED, at + timedelta(hours=3), SOMEWHERE, _AGENT)


def _deliver(place: Place, line: str, quantity: int, on: date) -> datetime:
    """When it was accepted, five days later."""
    at = _afternoon(on)
    batch = deliveries.deliver(
        place.tx,
        place.license_id,
        (Quantity(line=line, quantity=Decimal(quantity)),),
        delivered_on=on,
        manifest_sha256=sha256(f"{line} {on}".encode()).hexdigest(),
        by=place.cast.drafter,
        at=at,
    )
    accepted = at + timedelta(days=5)
    deliveries.accept(place.tx, batch.id, by=place.cast.drafter, at=accepted)
    return accepted


def _afternoon(on: date) -> datetime:
    return datetime.combine(on, time(15), UTC)


LIVES: Final[Mapping[str, tuple[timedelta, Life]]] = {
    "film": (timedelta(days=400), _is_over),
    "speech": (timedelta(days=190), _is_suspended),
    "scans": (timedelta(days=150), _is_blamed),
    "photos": (timedelta(days=160), _is_late),
    "music": (timedelta(days=60), _ends),
    "harbor": (timedelta(days=12), _renews_soon),
}
"""How long ago each was recorded, and its life since."""
