"""The demo's licenses that were signed elsewhere."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from service.commands import setup
from service.commands.seed_licenses import seed_licenses
from service.commands.seed_lives import LIVES
from service.desk import Desk
from service.domain.licenses.parts import Status
from service.rendering.signed_files import why_no_signed_file
from service.storage.license_dates import LicenseDates
from service.storage.license_lists import LicenseLists
from service.storage.licenses import LicenseReader
from service.web.demo import demo_licenses
from tests.conftest import NOON


@pytest.mark.parametrize(
    "at", [NOON, datetime(2026, 11, 30, 9, tzinfo=UTC), datetime(2028, 2, 29, 9, tzinfo=UTC)]
)
def test_each_license_stands_where_its_life_led_it_and_only_what_must_be_is_late(
    desk: Desk, at: datetime
) -> None:
    setup.set_up(desk, "demo", "admin@localhost", at)
    demos = demo_licenses(at.date())
    assert set(demos) == set(LIVES)
    assert seed_licenses(desk, "demo", demos, at) == 6
    assert seed_licenses(desk, "demo", demos, at + timedelta(days=1)) == 0
    with desk.db.reading_accounts() as accounts:
        org = accounts.organization_of("demo")
    with desk.db.reading(org) as views:
        lists, days = LicenseLists(views.connection, org), LicenseDates(views.connection, org)
        rows = lists.page(limit=9, today=at.date()).rows
        found = {row.external_id.removeprefix("demo-license-"): row for row in rows}
        late = days.late(rows, at)
        license = LicenseReader(views.connection, org).license(found["harbor"].id)
        dates = days.of_license(found["harbor"].id)
    stands: dict[Any, Any] = {name: (row.status, late.get(row.id)) for name, row in found.items()}
    assert stands == {
        "harbor": (Status.IN_FORCE, None),
        "music": (Status.ENDING, None),
        "photos": (Status.IN_FORCE, 1),
        "scans": (Status.IN_FORCE, None),
        "speech": (Status.SUSPENDED, 1),
        "film": (Status.POST_TERM, None),
    }
    ahead = [each.on for each in dates if each.kind == "notice_sent_by" and each.n == 1]
    assert at.date() < ahead[0] < at.date() + timedelta(days=30)
    assert why_no_signed_file(desk.files.get(license.document_sha256 or "")) is None
