"""Three licenses of the demo that were signed elsewhere: one renews soon, one ends, one is late."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from service.commands import deliveries, key_dates, license_notices
from service.commands.raising import raise_dates
from service.commands.recorded_licenses import record_license
from service.commands.seed import Cast, cast_of
from service.desk import Desk
from service.domain.deal import WrittenTerms
from service.domain.deliveries.events import Quantity
from service.domain.licenses.license import License
from service.domain.licenses.notices import Given
from service.domain.licenses.parts import NoticeKind
from service.domain.licenses.recording import LicenseHeader
from service.domain.period.entries import KeyDateKind
from service.domain.period.zones import day_at
from service.domain.terms.notices import NoticeMethod
from service.domain.terms.parties import Side
from service.rendering.stand_in import stand_in
from service.storage.deals import Tx
from service.storage.license_dates import LicenseDates
from service.storage.license_lists import LicenseLists
from service.storage.licenses import Licenses


@dataclass(frozen=True, slots=True)
class DemoLicense:
    """A license to record: `header.external_id` is what it is found by when it is there already."""

    header: LicenseHeader
    written: WrittenTerms


@dataclass(frozen=True, slots=True)
class _Place:
    """A license that was recorded, who acts for it, and when its story is told."""

    tx: Tx
    license_id: str
    cast: Cast
    at: datetime

    def license(self) -> License:
        return Licenses(self.tx).license(self.license_id)


Story = Callable[[_Place], None]


def seed_licenses(desk: Desk, slug: str, demos: Mapping[str, DemoLicense], at: datetime) -> int:
    """How many were recorded; those that are there already stay as they are.

    NotFound if there is no such organization. `demos` are named as the stories are.
    """
    org, cast = cast_of(desk, slug, at)
    return sum(_told(desk, org, name, demos[name], cast, at) for name in LICENSES)


def _told(desk: Desk, org: str, name: str, demo: DemoLicense, cast: Cast, at: datetime) -> bool:
    ago, story = LICENSES[name]
    sha256 = desk.files.put(stand_in(_lines(demo)))
    by, then = cast.drafter, at - ago
    with desk.db.transaction(org) as tx:
        if _is_there(tx, demo.header.external_id, at):
            return False
        made = record_license(tx, demo.header, demo.written, sha256, by=by, at=then)
        story(_Place(tx, made.id, cast, at))
        raise_dates(tx, made.id, at=at)
    return True


def _is_there(tx: Tx, external_id: str | None, at: datetime) -> bool:
    lists = LicenseLists(tx.connection, tx.org)
    return bool(lists.page(limit=1, today=at.date(), external_id=external_id).rows)


def _lines(demo: DemoLicense) -> tuple[str, ...]:
    parties = demo.written.terms.parties
    return (
        "This page stands for a license that was signed elsewhere.",
        demo.header.title or "",
        f"Licensor: {parties.name_of(Side.LICENSOR)}",
        f"Licensee: {parties.name_of(Side.LICENSEE)}",
    )


def _renews(place: _Place) -> None:
    """Nobody has given notice, and there is time left to."""


def _ends(place: _Place) -> None:
    """The licensee does not go on."""
    _settled(place, frozenset())
    then = place.at - timedelta(days=3)
    given = Given(
        kind=NoticeKind.NON_RENEWAL,
        method=NoticeMethod.EMAIL,
        sent_on=day_at(then, place.license().zone),
        grounds="Our next models are trained on other music. Thank you for five good years.",
    )
    by = place.cast.drafter
    license_notices.give_notice(
        place.tx, place.license_id, given, side=Side.LICENSEE, by=by, at=then
    )


_DELIVERED: Final = (("photos", 600_000, 20), ("photos", 600_000, 45), ("clips", 250_000, 58))
"""Of which line how much came, and how many days after the first."""


def _is_late(place: _Place) -> None:
    """Three deliveries came; the films are late, and so is nothing else."""
    start = place.license().starts_on
    for n, (line, quantity, days) in enumerate(_DELIVERED):
        _deliver(place, n, line, quantity, start + timedelta(days=days))
    _settled(place, frozenset({KeyDateKind.DELIVERY_DUE}))


def _deliver(place: _Place, n: int, line: str, quantity: int, on: date) -> None:
    """It is accepted five days later."""
    at = datetime.combine(on, time(15), UTC)
    batch = deliveries.deliver(
        place.tx,
        place.license_id,
        (Quantity(line=line, quantity=Decimal(quantity)),),
        delivered_on=on,
        manifest_sha256=f"{n + 1:x}" * 64,
        by=place.cast.drafter,
        at=at,
    )
    deliveries.accept(place.tx, batch.id, by=place.cast.drafter, at=at + timedelta(days=5))


def _settled(place: _Place, but: frozenset[KeyDateKind]) -> None:
    """What fell due before today was done on its day, save these."""
    dates = LicenseDates(place.tx.connection, place.tx.org).of_license(place.license_id)
    for each in dates:
        if each.waits and each.on <= place.at.date() and each.kind not in but:
            key_dates.mark_done(
                place.tx,
                each.id,
                "Received, and filed with the contract.",
                file_sha256=None,
                by=place.cast.drafter,
                at=place.at - timedelta(days=4),
            )


LICENSES: Final[Mapping[str, tuple[timedelta, Story]]] = {
    "harbor": (timedelta(days=12), _renews),
    "music": (timedelta(days=60), _ends),
    "photos": (timedelta(days=160), _is_late),
}
"""How long ago each was recorded, and what became of it."""
