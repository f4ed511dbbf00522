"""Tables for spreadsheets: exact, and safe from text that would be run as a formula."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO
from typing import Final

from service.domain.money import Money

Value = str | int | Decimal | Money | date | datetime | None
Flat = str | int | Decimal | date | None

CSV: Final = "text/csv"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001
_BOM: Final = "\ufeff"


@dataclass(frozen=True, slots=True)
class Column:
    """Money stands in two columns, the amount and its currency, so that amounts are numbers."""

    heading: str
    money: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Each row has one value for each column. `note` stands under the last row, where there is one."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    note: str | None = None


def headings(table: Table) -> list[str]:
    return [name for column in table.columns for name in _names(column)]


def flat_rows(table: Table) -> Iterator[list[Flat]]:
    """The rows with money in two cells, moments in UTC, to the second; then the note."""
    for row in table.rows:
        pairs = zip(table.columns, row, strict=True)
        yield [cell for column, value in pairs for cell in _cells(column, value)]
    if table.note is not None:
        yield [table.note, *[None] * (len(headings(table)) - 1)]


def csv_of(table: Table) -> bytes:
    """UTF-8 with the mark by which spreadsheets know it; lines end as RFC 4180 says."""
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([inert(name) for name in headings(table)])
    for row in flat_rows(table):
        writer.writerow([_plain(cell) for cell in row])
    return (_BOM + out.getvalue()).encode()


def would_run(text: str) -> bool:
    """Whether a spreadsheet takes the text for a formula, were it typed into a cell."""
    return text.lstrip(" ").startswith(_STARTS)


def inert(text: str) -> str:
    """The text, with an apostrophe before what would run; a spreadsheet shows it as text."""
    clean = text.replace("\0", "")
    return f"'{clean}" if would_run(clean) else clean


def _plain(cell: Flat) -> str:
    match cell:
        case None:
            return ""
        case str():
            return inert(cell)
        case date():
            return cell.isoformat()
        case Decimal():
            return f"{cell:f}"
        case int():
            return str(cell)


def _names(column: Column) -> list[str]:
    return [column.heading, f"{column.heading} currency"] if column.money else [column.heading]


def _cells(column: Column, value: Value) -> list[Flat]:
    match value:
        case Money():
            return [value.amount, value.currency]
        case datetime():
            return [value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")]
        case None if column.money:
            return [None, None]
        case _:
            return [value]
