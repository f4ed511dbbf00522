"""Rows pasted from a spreadsheet: what each of them will be, and what is wrong with it."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from marshmallow import ValidationError

from schemas.fields import Choice
from schemas.forms import field_at
from service.web.form.choices import options_of

MOST: Final = 200
COLUMNS: Final = ("description", "asset_type", "unit", "volume", "unit_rate")
_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "description": "description",
        "materials": "description",
        "asset type": "asset_type",
        "asset": "asset_type",
        "type": "asset_type",
        "unit": "unit",
        "per": "unit",
        "volume": "volume",
        "quantity": "volume",
        "number": "volume",
        "rate": "unit_rate",
        "unit rate": "unit_rate",
        "rate per unit": "unit_rate",
        "price": "unit_rate",
        "id": "id",
        "short name": "id",
        "tolerance": "volume_tolerance_pct",
    }
)
_NUMBERS: Final = frozenset({"volume", "unit_rate", "volume_tolerance_pct"})
_GROUPED: Final = re.compile(r"[1-9]\d{0,2}(,\d{3})+(\.\d+)?")
_SIGN: Final = re.compile(r"^[$€£¥]\s*|^[A-Z]{3}\s+|\s*%$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """One row of the table, from 1; `fields` as they will be typed."""

    number: int
    fields: Mapping[str, str]
    faults: tuple[str, ...]


def pasted(text: str, at: str) -> tuple[Pasted, ...]:
    """The rows of a table with tabs, commas or semicolons, for the list at `at`.

    A first row that names columns is read as such; else the columns are a description, an asset
    type, a unit, a volume and a rate.
    """
    rows = [row for row in csv.reader(text.strip().splitlines(), delimiter=_mark(text)) if any(row)]
    columns: Sequence[str] = COLUMNS
    if rows and (named := _columns(rows[0])):
        columns, rows = named, rows[1:]
    return tuple(_row(n, columns, row, at) for n, row in enumerate(rows[:MOST], start=1))


def _mark(text: str) -> str:
    first = text.strip().split("\n", 1)[0]
    return max("\t;,", key=first.count) if "\t" not in first else "\t"


def _columns(row: Sequence[str]) -> list[str]:
    """The terms that a head row names, blank for what we have no place for; empty for no head."""
    known = [_NAMES.get(_plain(cell).replace("_", " "), "") for cell in row]
    return known if sum(map(bool, known)) * 2 > len(row) else []


def _row(number: int, columns: Sequence[str], cells: Sequence[str], at: str) -> Pasted:
    given = {key: cell.strip() for key, cell in zip(columns, cells, strict=False) if key}
    fields = {key: _as_typed(key, cell, at) for key, cell in given.items()}
    faults = [*_faults(fields, at)]
    if len(cells) > len(columns):
        faults.append(f"There are {len(cells)} cells for {len(columns)} columns.")
    return Pasted(number=number, fields=fields, faults=tuple(faults))


def _as_typed(key: str, cell: str, at: str) -> str:
    """Choices by their words, numbers without currency signs and commas between thousands."""
    part = field_at(f"{at}.*.{key}")
    if isinstance(part, Choice):
        return _choice(part, cell)
    number = _SIGN.sub("", cell) if key in _NUMBERS else cell
    grouped = key in _NUMBERS and _GROUPED.fullmatch(number)
    return number.replace(",", "") if grouped else number


def _choice(part: Any, cell: str) -> str:
    wanted = {_plain(cell), _plain(cell).removesuffix("s")}
    for option in options_of(part.enum):
        names = {_plain(option.value), _plain(option.words)}
        if wanted & (names | {name.removesuffix("s") for name in names}):
            return option.value
    return cell


def _plain(cell: str) -> str:
    return " ".join(cell.lower().replace("_", " ").replace("-", " ").split())


def _faults(fields: Mapping[str, str], at: str) -> Iterator[str]:
    for key, value in fields.items():
        try:
            field_at(f"{at}.*.{key}").deserialize(value or None)
        except ValidationError as error:
            said = " ".join(map(str, error.messages)).replace(" in quotes", "")
            yield f"{key.replace('_', ' ').capitalize()} {value!r}: {said}"
