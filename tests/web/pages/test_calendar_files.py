"""The calendar and the list of licenses as files: the same rows as the pages, and nothing in them runs."""

import csv
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any

import pytest
from openpyxl import load_workbook

from service.desk import Desk
from service.domain.wording import figure
from service.storage.licenses import Beside
from service.storage.views import Page
from service.web.exports import Column, Table, csv_of
from service.web.files import MOST_ROWS, bounded, taken
from tests.conftest import Clock
from tests.licensed import Kept, imported
from tests.web.pages.visitors import Visitor

START = date(2026, 4, 1)


def _kept(desk: Desk, visitor: Visitor, clock: Clock, title: str = "Photos") -> Kept:
    beside = Beside(title=title, external_id="own-7")
    return imported(
        desk.db, visitor.org, by=visitor.user_id, starts_on=START, at=clock(), beside=beside
    )


def _csv(visitor: Visitor, path: str) -> list[dict[str, str]]:
    answer = visitor.get(path)
    assert answer.status_code == 200
    assert answer.content_type == "text/csv; charset=utf-8"
    text = answer.get_data().decode("utf-8-sig")
    return [*csv.DictReader(StringIO(text, newline=""))]


def _xlsx(visitor: Visitor, path: str) -> list[dict[Any, Any]]:
    answer = visitor.get(path)
    assert answer.status_code == 200
    sheet = load_workbook(BytesIO(answer.get_data())).worksheets[0]
    head, *rows = sheet.iter_rows()
    names = [cell.value for cell in head]
    return [dict(zip(names, row, strict=True)) for row in rows]


def test_the_calendar_leaves_as_it_is_sought(viewer: Visitor, desk: Desk, clock: Clock) -> None:
    kept = _kept(desk, viewer, clock)
    whole = _csv(viewer, "/calendar.csv")
    assert len(whole) > 10
    assert [row["Date"] for row in whole] == sorted(row["Date"] for row in whole)
    first = whole[0]
    assert (first["Date"], first["What"], first["License"], first["License id"]) == (
        "2026-04-01",
        "First day of the license",
        "Photos",
        kept.license_id,
    )
    assert first["Time zone"] == "America/New_York"
    asked = "?group=reports&whose=them&from=2026-06-01"
    rows = _csv(viewer, f"/calendar.csv{asked}")
    assert {row["About"] for row in rows} == {"Reports and reviews"}
    assert min(row["Date"] for row in rows) >= "2026-06-01"
    assert {(row["Whose"], row["Somebody must act"], row["Where it stands"]) for row in rows} == {
        ("Them", "Yes", "Open"),
        ("Either side", "Yes", "Open"),
    }
    sheet = _xlsx(viewer, f"/calendar.xlsx{asked}")
    assert [row["Key date id"].value for row in sheet] == [row["Key date id"] for row in rows]
    assert [f"{row['Date'].value:%Y-%m-%d}" for row in sheet] == [row["Date"] for row in rows]
    page = viewer.text(f"/calendar?view=list&{asked[1:]}")
    for ending in ("csv", "xlsx"):
        assert f'"/calendar.{ending}?group=reports&amp;whose=them&amp;from=2026-06-01"' in page
    assert f"at most {figure(MOST_ROWS)} rows" in page
    assert (
        'filename="calendar-2026-03-02.csv"'
        in viewer.get("/calendar.csv").headers["Content-Disposition"]
    )


def test_the_list_of_licenses_leaves_with_money_as_numbers(
    viewer: Visitor, desk: Desk, clock: Clock
) -> None:
    kept = _kept(desk, viewer, clock, '=HYPERLINK("http://x")')
    (row,) = _csv(viewer, "/licenses.csv")
    assert row["License"] == '\'=HYPERLINK("http://x")'
    assert (row["License id"], row["External id"]) == (kept.license_id, "own-7")
    assert (row["Committed"], row["Committed currency"]) == ("1560000.00", "USD")
    assert (row["Starts on"], row["Next date on"]) == ("2026-04-01", "2026-04-01")
    (cells,) = _xlsx(viewer, "/licenses.xlsx")
    assert (cells["License"].data_type, cells["License"].quotePrefix) == ("s", True)
    assert cells["Committed"].value == 1_560_000
    assert cells["Starts on"].value == datetime(2026, 4, 1)  # noqa: DTZ001 - a day
    assert _csv(viewer, f"/licenses.csv?status={kept.license().status}") == [row]
    assert _csv(viewer, "/licenses.csv?status=closed") == []
    assert 'href="/licenses.csv"' in viewer.text("/licenses")


def test_nobody_takes_away_what_belongs_to_others(
    viewer: Visitor, cy: Visitor, desk: Desk, clock: Clock
) -> None:
    kept = _kept(desk, viewer, clock)
    for path in ("/calendar.csv", "/licenses.csv"):
        assert _csv(cy, path) == []
    assert cy.get(f"/calendar.csv?license={kept.license_id}").status_code == 404
    assert viewer.get("/calendar.pdf").status_code == 404
    assert viewer.browser.post("/sign-out", data={"csrf_token": viewer.token}).status_code == 303
    assert viewer.get("/calendar.csv").status_code == 303


@pytest.mark.parametrize(
    ("rows", "most", "left"), [(0, 9, 0), (5, 9, 5), (450, 1000, 450), (450, 401, 401)]
)
def test_a_file_has_so_many_rows_and_no_more(rows: int, most: int, left: int) -> None:
    def page_of(limit: int, after: str | None) -> Page:
        start = int(after or 0)
        end = min(start + limit, rows)
        return Page([*range(start, end)], str(end) if end < rows else None)

    assert [*taken(page_of, most)] == [*range(left)]


def test_a_file_that_is_bounded_says_so_in_its_last_row() -> None:
    assert bounded(7, 7) is None
    note = bounded(2, 5_001)
    assert (
        note == "These are the first 2 of 5,001. Choose less, or begin later, to have the others."
    )
    table = Table("T", [Column("A"), Column("B", money=True)], [("x", None)], note)
    assert csv_of(table).endswith(f'\r\n"{note}",,\r\n'.encode())
