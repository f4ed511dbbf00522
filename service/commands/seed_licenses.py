"""Licenses of the demo that were signed elsewhere, each where a license's life may have led it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from service.commands.raising import raise_dates
from service.commands.recorded_licenses import record_license
from service.commands.restating import Write
from service.commands.seed import Cast, cast_of
from service.commands.seed_lives import LIVES, Place
from service.desk import Desk
from service.domain.deal import WrittenTerms
from service.domain.licenses.recording import LicenseHeader
from service.domain.terms.parties import Side
from service.rendering.stand_in import stand_in
from service.storage.deals import Tx
from service.storage.license_lists import LicenseLists


@dataclass(frozen=True, slots=True)
class DemoLicense:
    """A license to record: `header.external_id` is what it is found by when it is there already.

    `write` keeps the terms of a deal that renews it.
    """

    header: LicenseHeader
    written: WrittenTerms
    write: Write


def seed_licenses(desk: Desk, slug: str, demos: Mapping[str, DemoLicense], at: datetime) -> int:
    """How many were recorded; those that are there already stay as they are.

    NotFound if there is no such organization. `demos` are named as the lives are.
    """
    org, cast = cast_of(desk, slug, at)
    return sum(_told(desk, org, name, demos[name], cast, at) for name in LIVES)


def _told(desk: Desk, org: str, name: str, demo: DemoLicense, cast: Cast, at: datetime) -> bool:
    ago, live = LIVES[name]
    sha256 = desk.files.put(stand_in(_lines(demo)))
    by, then = cast.drafter, at - ago
    with desk.db.transaction(org) as tx:
        if _is_there(tx, demo.header.external_id, at):
            return False
        made = record_license(tx, demo.header, demo.written, sha256, by=by, at=then)
        live(Place(tx, made.id, cast, since=then, at=at, write=demo.write))
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
