"""Tables leave exactly as they are, and nothing in them runs."""

import csv
import hashlib
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet
from openxml_audit import OpenXmlValidator

from service.domain.money import Money
from service.web.exports import Column, Table, csv_of, would_run
from service.web.workbook import workbook_of

COLUMNS = (Column("License"), Column("Fee", money=True), Column("Ends on"), Column("Items"))
BAD = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1"]  # noqa: RUF001
A_ROW = ("Münze & <Sons>", Money(156_000_000, "USD"), date(2029, 1, 30), 12)


def a_table(*rows: tuple[object, ...]) -> Table:
    return Table("Licenses: 2027/28", COLUMNS, rows)  # type: ignore[arg-type]


def csv_rows(table: Table) -> list[list[str]]:
    return list(csv.reader(StringIO(csv_of(table).decode("utf-8-sig"), newline="")))


def sheet_of(table: Table) -> Worksheet:
    """As another program reads it."""
    book = load_workbook(BytesIO(workbook_of(table)))
    assert len(book.worksheets) == 1
    return book.worksheets[0]


def cell_of(value: object) -> Cell:
    """The first cell under the headings."""
    found = sheet_of(a_table((value, None, None, None))).cell(2, 1)
    assert isinstance(found, Cell)
    return found


def values(table: Table) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet_of(table).iter_rows()]


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
    cell = cell_of(text)
    assert cell.value == text.replace("\r", "_x000D_")
    assert (cell.data_type, cell.quotePrefix, cell.number_format) == ("s", True, "@")


def test_a_heading_that_would_run_is_shown_as_text() -> None:
    assert csv_of(Table("T", [Column("=1")], [])) == b"\xef\xbb\xbf'=1\r\n"


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_whatever_is_written_comes_back_and_begins_no_formula(texts: list[str]) -> None:
    texts = [text.encode("utf-8", "ignore").decode() for text in texts]
    table = a_table(*((t, None, None, None) for t in texts))
    back = [row[0] for row in csv_rows(table)[1:]]
    for text, read in zip(texts, back, strict=True):
        assert not would_run(read)
        assert read.removeprefix("'" if would_run(text.replace("\0", "")) else "") == text.replace(
            "\0", ""
        )
    cells = [row[0] for row in sheet_of(table).iter_rows(min_row=2)]
    assert not [cell for cell in cells if cell.data_type not in "sn"]
    assert len(cells) == len(texts)


def test_a_workbook_has_numbers_days_and_text() -> None:
    old, long = date(1899, 1, 1), Decimal("1234567890.12345678")
    table = a_table(
        A_ROW,
        ("_x0041_\0", Money(1, "KWD"), old, long),
        (datetime(2027, 1, 31, 9, tzinfo=UTC), Money(1, "CLF"), None, Decimal("0.5")),
    )
    head, *rows = values(table)
    assert head == ["License", "Fee", "Fee currency", "Ends on", "Items"]
    assert rows == [
        ["Münze & <Sons>", 1_560_000, "USD", datetime(2029, 1, 30), 12],  # noqa: DTZ001 - a day
        ["_x0041_", 0.001, "KWD", "1899-01-01", "1234567890.12345678"],
        ["2027-01-31 09:00:00 UTC", 0.0001, "CLF", None, 0.5],
    ]
    formats = [[cell.number_format for cell in row] for row in sheet_of(table).iter_rows(min_row=2)]
    assert formats[0] == ["General", "#,##0.00", "General", "yyyy-mm-dd", "#,##0"]
    assert [formats[1][1], formats[2][1], formats[2][4]] == ["#,##0.000", "#,##0.0000", "#,##0.0"]


def test_the_same_table_gives_the_same_bytes() -> None:
    code = (
        "import hashlib; from tests.web.test_exports import A_ROW, a_table; "
        "from service.web.workbook import workbook_of; "
        "print(hashlib.sha256(workbook_of(a_table(A_ROW))).hexdigest())"
    )
    environment = {**os.environ, "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7"}  # noqa: TID251
    there = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code], env=environment, capture_output=True, check=True
    )
    here = hashlib.sha256(workbook_of(a_table(A_ROW))).hexdigest()
    assert there.stdout.decode().strip() == here


@pytest.mark.parametrize("letter", ["x", "😀"])
def test_a_cell_that_is_too_long_says_so(letter: str) -> None:
    """A cell holds 32,767 units of UTF-16."""
    value = str(cell_of(letter * 40_000).value)
    assert len(value.encode("utf-16-le")) // 2 in (32_766, 32_767)
    assert value[-1] == "…"


@pytest.mark.parametrize("title", ["[]", "History", "'", "a" * 40, "Licenses: 2027/28"])
def test_a_sheet_has_a_name_that_it_may_have(title: str) -> None:
    assert sheet_of(Table(title, COLUMNS, [A_ROW])).title in (
        "Table",
        "a" * 31,
        "Licenses  2027 28",
    )


def test_another_program_finds_no_fault_in_a_workbook(tmp_path: Path) -> None:
    wide = tuple(Column(f"C{n}") for n in range(30))
    for name, table in (
        ("export", a_table(A_ROW, ("=1+1", None, None, Decimal("0.05")))),
        ("wide", Table("[]", wide, [tuple(range(30))])),
    ):
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(workbook_of(table))
        assert [*map(str, OpenXmlValidator().validate(str(path)).errors)] == []
