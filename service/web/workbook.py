"""A table as a workbook of one sheet (ISO/IEC 29500), the same bytes for the same table.

Text is written as text, never as a formula; what a spreadsheet could take for one also has the
mark of text that was typed after an apostrophe, so that it stays text when somebody edits it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, Final

from service.web.exports import Flat, Table, flat_rows, headings, would_run

_FIRST_DAY: Final = date(1900, 3, 1)
"""Spreadsheets count a 29 February 1900; days before it are written as text."""

_DIGITS: Final = 15
"""A spreadsheet keeps so many digits of a number; a longer one is written as text."""

_MOST: Final = 32_767
"""So many units of UTF-16 a cell may hold."""

_MADE: Final = datetime(1980, 1, 1, tzinfo=UTC)
_WIDTH: Final = 18
_DAY: Final = "yyyy-mm-dd"
_DECIMALS: Final[Mapping[int, str]] = {0: "#,##0", **{n: f"#,##0.{'0' * n}" for n in range(1, 5)}}
_NOT_TEXT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_TITLE: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_TITLE: Final = 31


def workbook_of(table: Table) -> bytes:
    out = BytesIO()
    # Brought only when somebody asks for a workbook: web processes are kept small.
    from xlsxwriter import Workbook

    with Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"title": table.title, "created": _MADE.replace(tzinfo=None)})
        _fill(_Sheet(book, book.add_worksheet(_title(table.title))), table)
    return out.getvalue()


@dataclass(frozen=True)
class _Sheet:
    """A sheet and how its cells look; each look is made once."""

    book: Any
    sheet: Any
    looks: dict[tuple[tuple[str, Any], ...], Any] = field(default_factory=dict)

    def put(self, row: int, column: int, value: Flat) -> None:
        match value:
            case None:
                return
            case str():
                self.text(row, column, value)
            case date() if value < _FIRST_DAY:
                self.text(row, column, value.isoformat())
            case date():
                self.sheet.write_datetime(row, column, value, self.look(num_format=_DAY))
            case _:
                self._number(row, column, Decimal(value))

    def text(self, row: int, column: int, value: str, **look: Any) -> None:
        typed = {"quote_prefix": True, "num_format": "@"} if would_run(value) else {}
        self.sheet.write_string(row, column, _clean(value), self.look(**look, **typed))

    def look(self, **how: Any) -> Any:
        """None is how a cell looks by itself."""
        key = tuple(sorted(how.items()))
        if how and key not in self.looks:
            self.looks[key] = self.book.add_format(how)
        return self.looks.get(key)

    def _number(self, row: int, column: int, value: Decimal) -> None:
        text = f"{value:f}"
        if len(text.lstrip("-0.").replace(".", "")) > _DIGITS:
            return self.text(row, column, text)
        exponent = value.as_tuple().exponent
        written = _DECIMALS.get(-exponent) if isinstance(exponent, int) else None
        look = self.look(num_format=written) if written else None
        self.sheet.write_number(row, column, value, look)
        return None


def _fill(sheet: _Sheet, table: Table) -> None:
    names = headings(table)
    for column, name in enumerate(names):
        sheet.text(0, column, name, bold=True)
    for row, cells in enumerate(flat_rows(table), 1):
        for column, cell in enumerate(cells):
            sheet.put(row, column, cell)
    sheet.sheet.freeze_panes(1, 0)
    sheet.sheet.set_column(0, max(len(names) - 1, 0), _WIDTH)


def _clean(value: str) -> str:
    """What XML cannot carry is left out; what is too long for a cell says so at its end."""
    clean = _NOT_TEXT.sub("", value)
    units = clean.encode("utf-16-le")
    if len(units) <= 2 * _MOST:
        return clean
    return units[: 2 * _MOST - 2].decode("utf-16-le", "ignore") + "…"


def _title(title: str) -> str:
    """As a sheet may be called: not too long, without marks that mean something in formulas."""
    name = _NOT_IN_TITLE.sub(" ", title)[:_LONGEST_TITLE].strip(" '")
    return name if name and name.lower() != "history" else "Table"
