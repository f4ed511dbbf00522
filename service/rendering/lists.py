"""Numbers as lists of Word: which list a paragraph hangs in so that Word counts its number."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from service.domain.errors import WordsLost

_ROMANS = (
    (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_HIGHEST = 260
_PASSED_OVER = -99
_BELOW = ((0, 0, 0), (0, 0), (0,), ())


def letters(value: int) -> str:
    """a to z, then aa, bb, cc: the letters of Word are not those of a spreadsheet."""
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def roman(value: int) -> str:
    digits = ""
    for worth, digit in _ROMANS:
        count, value = divmod(value, worth)
        digits += digit * count
    return digits


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "lowerLetter": letters,
    "lowerRoman": roman,
}
_LETTERS = {f"({letters(n)})": n for n in range(1, _HIGHEST)}
_ROMAN = {f"({roman(n)})": n for n in range(1, _HIGHEST)}


@dataclass(frozen=True, slots=True)
class WordList:
    """A list that starts over: `starts` has the first value of each level that does."""

    id: int
    in_table: bool
    starts: dict[int, int]

    def xml(self, kind: str) -> str:
        """As numbering.xml has it; `kind` is the id of the abstract list that it is one of."""
        starts = "".join(
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
            for level, start in self.starts.items()
        )
        return f'<w:num w:numId="{self.id}"><w:abstractNumId w:val="{kind}"/>{starts}</w:num>'


@dataclass(slots=True)
class Lists:
    """The lists of one paper, in the order in which they begin."""

    first_id: int
    begun: list[WordList] = field(default_factory=list)

    @property
    def next_id(self) -> int:
        return self.first_id + len(self.begun)

    def begin(self, in_table: bool, starts: dict[int, int]) -> int:
        new = WordList(self.next_id, in_table, starts)
        self.begun.append(new)
        return new.id


State = tuple[tuple[tuple[int, int], ...], tuple[int, ...]]
"""Which lists go on, each with its level, and what each level has been counted to."""


@dataclass(slots=True)
class Numbering:
    """Paragraphs that follow each other: a part without its tables, or one cell.

    A number that goes on from the one before stays in its list; any other begins a list,
    which ends where a higher level comes again.
    """

    lists: Lists
    in_table: bool = False
    _open: list[tuple[int, int]] = field(default_factory=list)
    _values: tuple[int, ...] = (0, 0, 0, 0)

    @property
    def state(self) -> State:
        return tuple(self._open), self._values

    @state.setter
    def state(self, state: State) -> None:
        self._open, self._values = [*state[0]], state[1]

    def list_of(self, level: int, number: str) -> int:
        """The id of the list; level 0 is a section. Raises WordsLost if Word cannot count it."""
        wanted = _values(level, number)
        while self._open and self._open[-1][0] > level:
            self._open.pop()
        if not (self._open and self._goes_on(level, wanted)):
            self._begin(level, wanted)
        self._values = self._counted(level, wanted)
        return self._open[-1][1]

    def _counted(self, level: int, wanted: tuple[int, ...]) -> tuple[int, ...]:
        """A level that was passed over is counted by some programs and not by others."""
        above = self._values[: level + 1 - len(wanted)]
        if 0 in above:
            above = tuple(n or _PASSED_OVER for n in above)
        return above + wanted + _BELOW[level]

    def _goes_on(self, level: int, wanted: tuple[int, ...]) -> bool:
        if wanted[-1] != self._values[level] + 1:
            return False
        return wanted[:-1] == self._values[level + 1 - len(wanted) : level]

    def _begin(self, level: int, wanted: tuple[int, ...]) -> None:
        if self._open and self._open[-1][0] == level:
            self._open.pop()
        starts = dict(zip(range(level + 1 - len(wanted), level + 1), wanted, strict=True))
        self._open.append((level, self.lists.begin(self.in_table, starts)))


@lru_cache(maxsize=4096)
def _values(level: int, number: str) -> tuple[int, ...]:
    """ "12" is (12,), "12.3" is (12, 3), "(c)" is (3,) and "(iv)" is (4,)."""
    try:
        if level == 0:
            return (int(number.rstrip(".")),)
        if level == 1:
            section, clause = number.split(".")
            return int(section), int(clause)
        return ((_LETTERS if level == 2 else _ROMAN)[number],)
    except (KeyError, ValueError):
        raise WordsLost(f"DOCX: no list of Word counts {number!r} at level {level}") from None
