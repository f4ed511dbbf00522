"""Tables that people take away as files: CSV, or a workbook."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Final

from flask import Response

from service.domain.wording import figure
from service.storage.views import MOST_ROWS as MOST_OF_A_PAGE
from service.storage.views import Page
from service.web.exports import CSV, XLSX, Table, csv_of
from service.web.paper import kept_file
from service.web.workbook import workbook_of

MOST_ROWS: Final = 5_000
"""More would keep others waiting."""

ENDINGS: Final = "any(csv, xlsx)"
"""Of addresses that give a file."""


def taken(page_of: Callable[[int, str | None], Page], most: int = MOST_ROWS) -> Iterator[Any]:
    """Rows page by page, as many as a file may have; `page_of` takes a limit and a cursor."""
    left, after = most, None
    while left:
        page = page_of(min(MOST_OF_A_PAGE, left), after)
        yield from page.rows
        left, after = left - len(page.rows), page.next
        if after is None:
            return


def table_file(table: Table, name: str, ending: str, *days: date) -> Response:
    """`name` is ASCII; the file's is that and the days that it is of."""
    named = "-".join((name, *map(str, days)))
    if ending == "csv":
        return kept_file(csv_of(table), CSV, f"{named}.csv")
    return kept_file(workbook_of(table), XLSX, f"{named}.xlsx")


def bounded(rows: int, all: int) -> str | None:
    """What a file says that does not have all there is."""
    if rows >= all:
        return None
    first = f"These are the first {figure(rows)} of {figure(all)}."
    return f"{first} Choose less, or begin later, to have the others."
