"""Key dates of every license as calendars show them: by month, as a list, and around a day.

How many stand on a day is kept, so that nothing is counted here: what is shown is found by index,
one sort of date after another, however many there are.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate, groupby
from typing import Any, Final

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Integer,
    Select,
    Table,
    and_,
    bindparam,
    cast,
    column,
    func,
    select,
    union_all,
    values,
)

from service.domain.deal import OurSide
from service.domain.licenses.calendar import (
    RANKS,
    SETTLED,
    WAITING,
    Group,
    Standing,
    Whose,
    kinds_of,
    seen_by,
)
from service.domain.licenses.key_dates import DateState
from service.domain.period.counting import ONE_DAY
from service.storage.cursors import CursorWrong, words_of, written
from service.storage.license_dates import Day, day_from
from service.storage.license_tables import date_counts, key_dates, licenses
from service.storage.tables import users
from service.storage.views import Page

BEGINNING: Final = date(1990, 1, 1)
"""No license has a date before."""

_WHOSE: Final = (Whose.US, Whose.BOTH, Whose.THEM)
_STATES: Final = (
    DateState.MISSED,
    DateState.OPEN,
    DateState.SUSPENDED,
    DateState.DONE,
    DateState.WAIVED,
)
_PLACE: Final = ("on", "kind", "whose", "state")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Which dates: null or empty is any. Whoever asks for a side's gets those of either side too.

    `kinds` is for those who want more or less than a group.
    """

    group: Group | None = None
    kinds: Sequence[str] = ()
    license_id: str | None = None
    whose: Whose | None = None
    standing: Standing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfLicense:
    """What is told of the license that a date belongs to, as that stands now."""

    id: str
    version: int
    title: str | None
    licensor_name: str
    licensee_name: str
    our_side: OurSide
    zone: str
    updated_at: datetime

    @property
    def name(self) -> str:
        return self.title or f"{self.licensor_name} and {self.licensee_name}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One key date and its license."""

    day: Day
    license: OfLicense


@dataclass(frozen=True, slots=True)
class Filled:
    """The first entries of a day, and how many there are on it."""

    entries: tuple[Entry, ...]
    dates: int


@dataclass(frozen=True, slots=True)
class _Cell:
    """Dates of one sort on one day."""

    on: date
    kind: str
    whose: str
    state: str
    dates: int

    @property
    def place(self) -> tuple[date, str, str, str]:
        return (self.on, self.kind, self.whose, self.state)

    @property
    def order(self) -> tuple[date, int, int, int]:
        return _order(self)


@dataclass(frozen=True, slots=True)
class _Part:
    """Some dates of a cell, by id: not more than `most`, and those behind `after`."""

    cell: _Cell
    most: int
    after: str = ""

    @property
    def whole(self) -> bool:
        return not self.after and self.cell.dates <= self.most


class Calendar:
    """That of one organization; `today` in UTC."""

    def __init__(self, connection: Connection, org: str, sought: Sought, today: date) -> None:
        self.connection = connection
        self.org = org
        self.sought = sought
        self.today = today

    def days(self, first: date, last: date, most: int) -> dict[date, Filled]:
        """Days that have dates, with at most so many entries of each."""
        cells = self._cells(first, last)
        by_day = {on: [*found] for on, found in groupby(cells, lambda cell: cell.on)}
        parts = [part for found in by_day.values() for part in _first(found, most)]
        entries = self._entries(parts)
        shown = {on: (*found,) for on, found in groupby(entries, lambda entry: entry.day.on)}
        return {
            on: Filled(shown.get(on, ()), sum(cell.dates for cell in found))
            for on, found in by_day.items()
        }

    def page(self, start: date, limit: int, after: str | None = None) -> Page:
        """Entries from a day on; CursorWrong."""
        behind = _behind(after) if after else None
        start = max(start, behind[0].on) if behind else start
        last = self._last_needed(start, limit)
        if last is None:
            return Page([], None)
        parts = [*_following(self._cells(start, last), behind, limit + 1)]
        found = self._entries(parts)[: limit + 1]
        shown = found[:limit]
        return Page(shown, _cursor(shown[-1]) if len(found) > limit else None)

    def before(self, day: date, since: date, most: int) -> list[Entry]:
        """Those of the latest days before a day, but of none before `since`; the earliest first."""
        cells = self._cells(since, day - ONE_DAY)
        return self._entries([*_first(cells[::-1], most)])

    def count(self, first: date, last: date | None = None) -> int:
        """How many there are from a day on, up to another one."""
        source, number = self._source()
        asked = select(number).where(*self._wanted(source), source.c.on >= first)
        if last is not None:
            asked = asked.where(source.c.on <= last)
        return int(self.connection.scalar(asked) or 0)

    def _last_needed(self, start: date, limit: int) -> date | None:
        """A day by which a page is full; null where nothing is left.

        Where the page begins is not counted, since some of its dates may stand before the page.
        """
        source, number = self._source()
        rows = self.connection.execute(
            select(source.c.on, number.label("n"))
            .where(*self._wanted(source), source.c.on >= start)
            .group_by(source.c.on)
            .having(number > 0)
            .order_by(source.c.on)
            .limit(limit + 2)
        ).all()
        if not rows:
            return None
        until = accumulate((row.n for row in rows[1:]), initial=0)
        days = (row.on for row, n in zip(rows, until, strict=True) if n > limit)
        found: date = next(days, rows[-1].on)
        return found

    def _cells(self, first: date, last: date) -> list[_Cell]:
        """In the order in which their dates stand."""
        source, number = self._source()
        place = [source.c[name] for name in _PLACE]
        rows = self.connection.execute(
            select(*place, number.label("n"))
            .where(*self._wanted(source), source.c.on.between(first, last))
            .group_by(*place)
            .having(number > 0)
        )
        cells = (_Cell(row.on, row.kind, row.whose, row.state, int(row.n)) for row in rows)
        return sorted(cells, key=_order)

    def _source(self) -> tuple[Table, ColumnElement[int]]:
        """Where dates are counted: of one license there are few enough to count them."""
        if self.sought.license_id is None:
            return date_counts, cast(func.sum(date_counts.c.dates), Integer)
        return key_dates, func.count()

    def _wanted(self, source: Table) -> Iterator[ColumnElement[bool]]:
        sought, columns = self.sought, source.c
        yield from self._within(source)
        kinds = sought.kinds or (kinds_of(sought.group) if sought.group else ())
        if kinds:
            yield columns.kind.in_(kinds)
        if sought.whose is not None:
            yield columns.whose.in_([*seen_by(sought.whose)])
        match sought.standing:
            case Standing.TO_DO:
                yield columns.state.in_(WAITING)
            case Standing.LATE:
                yield self._late(source)
            case Standing.SETTLED:
                yield columns.state.in_(SETTLED)

    def _within(self, source: Table) -> Iterator[ColumnElement[bool]]:
        """What is sought besides the place of a cell: an index in the order of ids leads to it.

        Of one license nothing is said of the organization's dates, lest they be walked through.
        """
        sought = self.sought
        if sought.license_id is None:
            yield source.c.org_id == self.org
        else:
            mine = (licenses.c.id == sought.license_id) & (licenses.c.org_id == self.org)
            yield source.c.license_id == select(licenses.c.id).where(mine).scalar_subquery()
        if sought.standing in (Standing.TO_DO, Standing.LATE):
            yield source.c.duty

    def _late(self, source: Table) -> ColumnElement[bool]:
        """Marked so when its day is over where its contract counts, and by then everywhere."""
        over = (source.c.state == DateState.OPEN) & (source.c.on < self.today - ONE_DAY)
        return (source.c.state == DateState.MISSED) | over

    def _entries(self, parts: Sequence[_Part]) -> list[Entry]:
        """In the order in which they stand."""
        asked = [*self._selects(parts)]
        if not asked:
            return []
        found = union_all(*asked).subquery()
        rows = self.connection.execute(
            select(
                found,
                users.c.name.label("settled_by_name"),
                *(licenses.c[name] for name in _NAMES),
            )
            .join(licenses, licenses.c.id == found.c.license_id)
            .outerjoin(users, users.c.id == found.c.settled_by)
        )
        placed = sorted((*_order(row), row.id, n, row) for n, row in enumerate(rows))
        return [_entry(row) for *_, row in placed]

    def _selects(self, parts: Sequence[_Part]) -> Iterator[Select[Any]]:
        """One for all cells that are shown whole, and one for what the others show."""
        asked = select(key_dates)
        if whole := [part.cell.place for part in parts if part.whole]:
            yield asked.join(*_in_cells(whole)).where(*self._within(key_dates))
        if ids := [*self._ids([part for part in parts if not part.whole])]:
            yield asked.where(key_dates.c.id.in_(ids))

    def _ids(self, parts: Sequence[_Part]) -> Iterator[str]:
        """Cell by cell, which costs as much for a million dates as for a few."""
        columns = key_dates.c
        asked = (
            select(columns.id)
            .where(*self._within(key_dates), columns.id > bindparam("after"))
            .where(*(columns[name] == bindparam(f"at_{name}") for name in _PLACE))
            .order_by(columns.id)
            .limit(bindparam("most"))
        )
        for part in parts:
            of_cell = zip(_PLACE, part.cell.place, strict=True)
            given = {f"at_{name}": value for name, value in of_cell}
            more = {"after": part.after, "most": part.most}
            yield from self.connection.execute(asked, {**given, **more}).scalars()


_NAMES: Final = (
    *("version", "title", "licensor_name", "licensee_name"),
    *("our_side", "zone", "updated_at"),
)


def _in_cells(places: Sequence[tuple[date, str, str, str]]) -> tuple[CTE, ColumnElement[bool]]:
    """Places as a table to be joined, which every database looks up one by one in an index."""
    columns = [column(name, key_dates.c[name].type) for name in _PLACE]
    cells = values(*columns, name="cells").data(places).cte()
    return cells, and_(*(key_dates.c[name] == cells.c[name] for name in _PLACE))


def _order(found: Any) -> tuple[date, int, int, int]:
    """By day; on a day what presses most, then ours, then what is late."""
    whose, state = _WHOSE.index(found.whose), _STATES.index(found.state)
    return (found.on, RANKS[found.kind], whose, state)


def _first(cells: Sequence[_Cell], most: int) -> Iterator[_Part]:
    """The parts of cells that together have `most` dates, or all there are."""
    before = accumulate((cell.dates for cell in cells), initial=0)
    for cell, n in zip(cells, before, strict=False):
        if n < most:
            yield _Part(cell, most - n)


def _following(
    cells: Sequence[_Cell], behind: tuple[_Cell, str] | None, most: int
) -> Iterator[_Part]:
    """What a page behind a place begins with. How much of its own cell is left nobody knows."""
    if behind is None:
        yield from _first(cells, most)
        return
    place, last = behind
    yield _Part(place, most, after=last)
    yield from _first([cell for cell in cells if cell.order > place.order], most)


def _cursor(last: Entry) -> str:
    day = last.day
    return written([day.on.isoformat(), day.kind, day.whose, day.state, day.id])


def _behind(cursor: str) -> tuple[_Cell, str]:
    on, kind, whose, state, id = words_of(cursor, 5)
    try:
        return _Cell(date.fromisoformat(on), _known(kind), Whose(whose), DateState(state), 0), id
    except ValueError:
        raise CursorWrong from None


def _known(kind: str) -> str:
    if kind not in RANKS:
        raise ValueError
    return kind


def _entry(row: Any) -> Entry:
    named: Mapping[str, Any] = {name: row._mapping[name] for name in _NAMES}
    whole = {**named, "our_side": OurSide(row.our_side)}
    return Entry(day_from(row), OfLicense(id=row.license_id, **whole))
