"""What the first page tells of licenses: deadlines ahead, what is late, and value by month."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from service.desk import Desk
from service.storage.license_dates import LicenseDates
from service.storage.licenses import Beside
from tests.builders import a_charge, some_terms
from tests.conftest import Clock
from tests.licensed import Kept, imported
from tests.web.pages.visitors import Visitor, a_draft

START = date(2025, 1, 31)


def _kept(desk: Desk, visitor: Visitor, clock: Clock, title: str = "Photos", **said: Any) -> Kept:
    beside = Beside(title=title)
    said = {"starts_on": START, "at": clock(), **said}
    return imported(desk.db, visitor.org, by=visitor.user_id, beside=beside, **said)


def _part(page: str, id: str) -> str:
    return page.split(f'aria-labelledby="{id}"')[1].split("</section>")[0]


def test_before_any_license_the_deadlines_say_when_they_come(drafter: Visitor, desk: Desk) -> None:
    a_draft(desk, drafter)
    page = drafter.text("/")
    assert "No license is in force yet" in _part(page, "ahead")
    assert 'aria-labelledby="value"' not in page
    assert 'aria-labelledby="late"' not in page


def test_a_house_with_licenses_alone_sees_them(viewer: Visitor, desk: Desk, clock: Clock) -> None:
    kept = _kept(desk, viewer, clock)
    page = viewer.text("/")
    assert "No deals yet" not in page
    assert f'href="/licenses?status={kept.license().status}"' in _part(page, "licenses")


def test_the_deadlines_of_ninety_days_stand_with_notices_first_and_once_for_a_renewal(
    viewer: Visitor, desk: Desk, clock: Clock
) -> None:
    kept = _kept(desk, viewer, clock, starts_on=date(2024, 7, 15))
    ahead = _part(viewer.text("/"), "ahead")
    notices, duties = ahead.split("<h3>Still to do</h3>")
    assert notices.count(f"/licenses/{kept.license_id}#dates") == 2
    assert "the reminder that New York asks for: <b>30 April 2026</b>" in notices
    assert "Last day to send a notice about renewal 1 by e-mail: <b>14 May 2026</b>" in notices
    assert "in 73 days" in notices
    assert "Report due" in duties
    assert "(Example Labs Ltd)" in duties
    assert re.findall(r"<b>(\d+ \w+ \d+)</b>", duties) == ["30 April 2026"]


def test_without_a_deadline_near_it_says_until_when(
    viewer: Visitor, desk: Desk, clock: Clock
) -> None:
    _kept(desk, viewer, clock, starts_on=date(2028, 1, 31))
    ahead = _part(viewer.text("/"), "ahead")
    assert "Nothing is due until 31 May 2026" in ahead
    assert "<h3>" not in ahead


def test_what_is_late_is_counted_and_the_oldest_shown(
    viewer: Visitor, cy: Visitor, desk: Desk, clock: Clock
) -> None:
    kept = _kept(desk, viewer, clock, at=clock() - timedelta(days=365))
    _kept(desk, viewer, clock, "Film", at=clock() - timedelta(days=365))
    with desk.db.reading(viewer.org) as views:
        dates = LicenseDates(views.connection, views.org).of_license(kept.license_id)
    late = 2 * sum(each.waits and each.on < clock().date() for each in dates)
    assert late > 5
    part = _part(viewer.text("/"), "late")
    assert f">{late}</span>" in part
    assert f"All {late} that are late" in part
    assert part.count("#dates") == 5
    assert "/calendar?view=list&amp;standing=late" in part
    assert 'aria-labelledby="late"' not in cy.text("/")


def test_value_by_month_stands_in_each_currency_as_a_plot_and_a_table(
    viewer: Visitor, desk: Desk, clock: Clock
) -> None:
    _kept(desk, viewer, clock)
    pricing = replace(some_terms().pricing, currency="JPY", guarantee=None, charges=(a_charge(),))
    _kept(desk, viewer, clock, "Yen", terms=replace(some_terms(), pricing=pricing))
    value = _part(viewer.text("/"), "value")
    yen, usd = value.split("<figure")[1:]
    assert "1 license, USD 1,560,000.00 in March 2026" in usd
    assert "JPY" in yen
    assert "USD" not in yen
    assert usd.count('<tr role="row">') == 13
    assert usd.count('class="bar-1"') == 12
    assert usd.count('class="bar-2"') == 1
    ends = usd.split("January 2027</a>")[1].split("</tr>")[0]
    assert ends.count("USD 1,560,000.00") == 2
    assert "/calendar?month=2027-01&amp;group=ends" in usd
    after = usd.split("February 2027</a>")[1].split("</tr>")[0]
    assert after.count("USD 0.00") == 2
