"""Tables leave exactly as they are, and nothing in them runs."""

import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import OpenXmlValidator

from service.domain.money import Money
from service.web.exports import Column, Table, csv_of, would_run
from service.web.workbook import workbook_of

COLUMNS = (Column("License"), Column("Fee", money=True), Column("Ends on"), Column("Items"))
BAD = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1"]  # noqa: RUF001
NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
NO_THEME = "relationships/theme' is missing."
"""Colors of a theme are optional (ISO/IEC 29500-1, 12.3.11); our sheets have none."""
A_ROW = ("Münze & <Sons>", Money(156_000_000, "USD"), date(2029, 1, 30), 12)


def a_table(*rows: tuple[object, ...]) -> Table:
    return Table("Licenses: 2027/28", COLUMNS, rows)  # type: ignore[arg-type]


def csv_rows(table: Table) -> list[list[str]]:
    return list(csv.reader(StringIO(csv_of(table).decode("utf-8-sig"), newline="")))


def part(table: Table, name: str) -> etree._Element:
    with ZipFile(BytesIO(workbook_of(table))) as archive:
        return etree.fromstring(archive.read(f"xl/{name}.xml"))


def sheet_of(table: Table) -> etree._Element:
    return part(table, "worksheets/sheet1")


def values(table: Table) -> list[list[str]]:
    texts = ["".join(item.itertext()) for item in part(table, "sharedStrings")]
    return [
        [texts[int(cell[0].text)] if cell.get("t") == "s" else cell[0].text for cell in row]
        for row in sheet_of(table).iterfind(".//m:row", NS)
    ]


def test_a_csv_has_dates_exact_amounts_and_their_currency() -> None:
    table = a_table(
        A_ROW, ("Yen", Money(-5, "JPY"), None, Decimal("0.00000120")), ("", None, None, 0)
    )
    assert csv_of(table).startswith(b"\xef\xbb\xbfLicense,Fee,Fee currency,Ends on,Items\r\n")
    assert csv_rows(table)[1:] == [
        ["Münze & <Sons>", "1560000.00", "USD", "2029-01-30", "12"],
        ["Yen", "-5", "JPY", "", "0.00000120"],
        ["", "", "", "", "0"],
    ]


@pytest.mark.parametrize("text", BAD)
def test_text_that_would_run_is_shown_as_text(text: str) -> None:
    assert csv_rows(a_table((text, None, None, None)))[1][0] == f"'{text}"
    cell = sheet_of(a_table((text, None, None, None))).find(".//m:row[2]/m:c", NS)
    assert cell.get("t") == "s"
    assert cell.get("s") == "3"
    assert cell.find(".//m:f", NS) is None


def test_a_heading_that_would_run_is_shown_as_text() -> None:
    assert csv_of(Table("T", [Column("=1")], [])) == b"\xef\xbb\xbf'=1\r\n"


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_whatever_is_written_comes_back_and_begins_no_formula(texts: list[str]) -> None:
    texts = [text.encode("utf-8", "ignore").decode() for text in texts]
    back = [row[0] for row in csv_rows(a_table(*((t, None, None, None) for t in texts)))[1:]]
    for text, read in zip(texts, back, strict=True):
        assert not would_run(read)
        assert read.removeprefix("'" if would_run(text.replace("\0", "")) else "") == text.replace(
            "\0", ""
        )
    workbook_of(a_table(*((t, None, None, None) for t in texts)))


def test_a_workbook_has_numbers_days_and_text() -> None:
    old, long = date(1899, 1, 1), Decimal("1234567890.12345678")
    table = a_table(
        A_ROW,
        ("_x0041_\0\r", Money(1, "KWD"), old, long),
        (datetime(2027, 1, 31, 9, tzinfo=UTC), Money(1, "CLF"), None, Decimal("0.5")),
    )
    assert values(table) == [
        ["License", "Fee", "Fee currency", "Ends on", "Items"],
        ["Münze & <Sons>", "1560000.00", "USD", "47148", "12"],
        ["_x005F_x0041__x000D_", "0.001", "KWD", "1899-01-01", "1234567890.12345678"],
        ["2027-01-31 09:00:00 UTC", "0.0001", "CLF", "0.5"],
    ]
    assert workbook_of(table) == workbook_of(table)


def test_a_cell_that_is_too_long_says_so() -> None:
    (cell,) = values(a_table(("x" * 40_000, None, None, None)))[1]
    assert (len(cell), cell[-1]) == (32_767, "…")


def test_another_program_finds_no_fault_in_a_workbook(tmp_path: Path) -> None:
    wide = tuple(Column(f"C{n}") for n in range(30))
    for name, table in (
        ("export", a_table(A_ROW, ("=1+1", None, None, Decimal("0.05")))),
        ("wide", Table("[]", wide, [tuple(range(30))])),
    ):
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(workbook_of(table))
        found = [str(each) for each in OpenXmlValidator().validate(str(path)).errors]
        assert [each for each in found if not each.endswith(NO_THEME)] == []
