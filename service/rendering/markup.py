"""A marked-up Word file read back: which of our texts it was made from, and what says otherwise.

The file with every tracked change accepted is laid beside the text line by line, so that what
nobody tracked is found as well. Bookmarks say where lines belong; where a program lost them, the
lines beside do.
"""

import re
from collections import deque
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from service.domain.contract import ContractText
from service.domain.errors import CounterpartError, MarkupRefused, MarkupUnknown
from service.domain.markup import (
    Change,
    ChangeKind,
    Hand,
    Kept,
    MarkedWords,
    Markup,
    Remark,
    SectionMarkup,
    WordsMark,
)
from service.rendering.aligned import Pair, paired, shared
from service.rendering.attributed import attributed, came, went
from service.rendering.base_lines import BaseLine, Home, base_lines, entries, homes, ink
from service.rendering.foreign_lines import ForeignFile, Line, read_foreign
from service.rendering.foreign_words import Stretch, Stretches, after, before
from service.rendering.lists import letters, roman
from service.rendering.upload import refuse_unsafe

_DIGEST: Final = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_FOOT: Final = re.compile(r"Page|of|Terms SHA-256 [0-9a-f]{64}|[0-9]+")
_ALIKE: Final = 0.4


def read_markup(data: bytes, bases: Mapping[str, ContractText]) -> Markup:
    """`bases` are the texts that the file may be made from, by name, the likeliest first.

    MarkupRefused for a file that is not read, MarkupUnknown for one that was made from none of them.
    """
    refuse_unsafe(data)
    try:
        return _read(data, bases)
    except (CounterpartError, MemoryError):
        raise
    except Exception:
        said = "Its parts do not fit together: open it in your word processor and save it anew."
        raise MarkupRefused(said) from None


def _read(data: bytes, bases: Mapping[str, ContractText]) -> Markup:
    known = frozenset(mark for text in bases.values() for mark in _bookmarks(text))
    file = read_foreign(data, known)
    name = _base_of(file, bases)
    return _Comparison(file, bases[name]).markup(name)


def _bookmarks(text: ContractText) -> Iterator[str]:
    for part in text.parts:
        yield part.bookmark
        yield from (section.bookmark for section in part.sections)


# Which text it was made from


def _base_of(file: ForeignFile, bases: Mapping[str, ContractText]) -> str:
    """By the digest of the terms in its properties or at the foot of its pages, or by its words."""
    digests = {text.terms_sha256: name for name, text in reversed([*bases.items()])}
    for found in _digests(file):
        if found in digests:
            return digests[found]
    said = [ink(before(cell)) for line in file.lines for cell in line.cells]
    words = [each for each in said if each]
    for name, text in bases.items():
        if _says(words, text):
            return name
    raise MarkupUnknown("")


def _digests(file: ForeignFile) -> Iterator[str]:
    """Those that a redline takes out come last: it was made from what it leads to."""
    yield from _DIGEST.findall(file.keywords)
    for said in (after, before):
        for margin in file.margins:
            yield from _DIGEST.findall(said(margin))


def _says(words: Sequence[str], text: ContractText) -> bool:
    """Whether the file said just this before anything in it was tracked, contents aside."""
    wanted = [ink(cell) for line in base_lines(text) for cell in line.cells if ink(cell)]
    listed = entries(text)
    told = [each for each in words if _without_page(each) not in listed]
    return told == [each for each in wanted if _without_page(each) not in listed]


def _without_page(words: str) -> str:
    return words.rstrip("0123456789")


# What it says otherwise


@dataclass(frozen=True, slots=True)
class _Laid:
    """One line of either side: its words by cell, and where it stands in its own list."""

    at: int
    bookmark: str
    cells: tuple[str, ...]
    in_table: bool

    @property
    def key(self) -> Hashable:
        return self.bookmark, tuple(map(ink, self.cells))

    @property
    def text(self) -> str:
        return " | ".join(self.cells)


@dataclass(slots=True)
class _Found:
    """What is gathered of one section, in the order of the file."""

    changes: list[Change]
    remarks: list[Remark]
    kept: list[tuple[int, str, bool]]
    heading: str = ""


class _Comparison:
    """Lays a file beside the text that it was made from."""

    def __init__(self, file: ForeignFile, text: ContractText) -> None:
        self._file, self._text = file, text
        self._base = base_lines(text)
        self._homes = homes(self._base)
        self._lines = [*self._said(file.lines)]
        self._gone = _Gone(file.lines)
        self._moved: dict[str, deque[BaseLine]] = {}
        self._found = {mark: _Found([], [], []) for mark in self._homes}

    def markup(self, name: str) -> Markup:
        pairs = [*self._pairs()]
        self._note_moves(pairs)
        self._gather(pairs)
        elsewhere = tuple(self._remark())
        return Markup(
            base=name,
            sections=tuple(self._sections()),
            margins=tuple(self._margins()),
            remarks=elsewhere,
            looks=self._file.looks,
        )

    def _said(self, lines: Iterable[Line]) -> Iterator[Line]:
        """Without empty lines, and without the contents, which come first and follow from headings."""
        listed, begun = entries(self._text), False
        for line in lines:
            begun = begun or bool(line.bookmark)
            words = ink("".join(after(cell) for cell in line.cells))
            if not begun and listed[_without_page(words)]:
                listed[_without_page(words)] -= 1
            elif words:
                yield line

    def _pairs(self) -> list[Pair[_Laid]]:
        lost = not any(map(self._knows, self._lines))
        old = [
            _Laid(n, "" if lost else line.home.bookmark, line.cells, line.in_table)
            for n, line in enumerate(self._base)
        ]
        new = [
            _Laid(n, line.bookmark, tuple(after(c).strip() for c in line.cells), line.in_table)
            for n, line in enumerate(self._lines)
        ]
        return paired(old, new, lambda laid: laid.key, _likeness)

    def _note_moves(self, pairs: Iterable[Pair[_Laid]]) -> None:
        """Lines that went in one place and came, word for word, in another."""
        came_here = {ink(new.text) for old, new in pairs if old is None and new is not None}
        for old, new in pairs:
            if old is not None and new is None and (words := ink(old.text)) in came_here:
                self._moved.setdefault(words, deque()).append(self._base[old.at])

    def _gather(self, pairs: Iterable[Pair[_Laid]]) -> None:
        home = self._base[0].home
        for old, new in pairs:
            if old is not None:
                home = self._base[old.at].home
                self._met(self._base[old.at], None if new is None else self._lines[new.at])
            elif new is not None:
                line = self._lines[new.at]
                home = self._homes[line.bookmark] if self._knows(line) else home
                self._came(home, line)

    def _knows(self, line: Line) -> bool:
        """Whether the file itself says where the line belongs."""
        return bool(line.bookmark) and line.bookmark in self._homes

    def _met(self, base: BaseLine, line: Line | None) -> None:
        found = self._found[base.home.bookmark]
        if line is None:
            found.changes.append(self._gone_line(base))
            return
        changes = [*_changed(base, line)]
        found.changes += changes
        if not base.is_heading:
            found.kept.append((base.level, _kept(line), False))
        elif changes:
            found.heading = _kept(line)

    def _gone_line(self, base: BaseLine) -> Change:
        text = " | ".join(base.cells)
        kind = ChangeKind.MOVED if ink(text) in self._moved else ChangeKind.DELETED
        hand = self._gone.hand_of(text)
        return _change(kind, base.place, went(text, hand), before=text)

    def _came(self, home: Home, line: Line) -> None:
        found, text = self._found[home.bookmark], _kept(line)
        from_ = self._moved.get(ink(text))
        kind = ChangeKind.MOVED if from_ else ChangeKind.INSERTED
        place = _moved_from(from_.popleft()) if from_ else ""
        found.changes.append(_change(kind, place, _all_of(line), after=text))
        found.kept.append((line.level, text, True))

    def _remark(self) -> Iterator[Remark]:
        """Puts each remark to its section; gives those that hang on none."""
        for bookmark, remark in self._file.remarks:
            if bookmark in self._found:
                self._found[bookmark].remarks.append(remark)
            else:
                yield remark

    def _sections(self) -> Iterator[SectionMarkup]:
        for bookmark, home in self._homes.items():
            found = self._found[bookmark]
            if found.changes or found.remarks:
                yield SectionMarkup(
                    bookmark=bookmark,
                    clause=home.clause,
                    number=home.number,
                    heading=home.heading,
                    part=home.part,
                    changes=tuple(found.changes),
                    remarks=tuple(found.remarks),
                    kept=tuple(_numbered(home, found)),
                )

    def _margins(self) -> Iterator[Change]:
        """Of heads, feet and notes, whatever our layout does not say there itself."""
        ours = sorted({*self._ours()}, key=len, reverse=True)
        seen = set[tuple[MarkedWords, ...]]()
        for margin in self._file.margins:
            words = came(margin)
            rest = ink(_FOOT.sub("", _without(after(margin), ours)))
            if rest and words not in seen:
                seen.add(words)
                yield _change(ChangeKind.INSERTED, "", words, after=after(margin).strip())

    def _ours(self) -> Iterator[str]:
        text = self._text
        yield from (text.title, f"{text.watermark or 'Draft'}:", text.watermark or "Draft")
        yield from (text.form, text.subtitle)
        yield from (home.heading for home in self._homes.values())


class _Gone:
    """Whole lines that the file tracks as taken out, by their words."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._hands: dict[str, Hand] = {}
        for line in lines:
            for words, hand in _taken_out(line):
                self._hands.setdefault(words, hand)

    def hand_of(self, text: str) -> Hand | None:
        return self._hands.get(ink(text))


def _taken_out(line: Line) -> Iterator[tuple[str, Hand]]:
    """The line as it was, if nothing of it is left; a paragraph at a time where several flowed on."""
    cells = [[s for s in cell if s.went and not s.came] for cell in line.cells]
    hand = next((s.went for cell in cells for s in cell if s.went), None)
    if hand is not None:
        yield ink(" | ".join("".join(s.text for s in cell) for cell in cells)), hand


def _likeness(old: _Laid, new: _Laid) -> float:
    """Lines of one section go before others that are as much alike."""
    if old.in_table is not new.in_table:
        return 0.0
    here = 0.5 if old.bookmark == new.bookmark else 0.0
    if old.in_table and old.cells[:1] == new.cells[:1]:
        return 1 + here + shared(old.text, new.text)
    alike = shared(old.text, new.text)
    return alike + here if alike >= _ALIKE else 0.0


def _changed(base: BaseLine, line: Line) -> Iterator[Change]:
    if len(base.cells) != len(line.cells):
        yield from _changed_cell(base, " | ".join(base.cells), _run_together(line), "")
        return
    for n, (words, cell) in enumerate(zip(base.cells, line.cells, strict=True)):
        column = base.head[n] if n < len(base.head) else ""
        yield from _changed_cell(base, words, cell, column)


def _changed_cell(base: BaseLine, words: str, cell: Stretches, column: str) -> Iterator[Change]:
    said = after(cell).strip()
    if ink(words) != ink(said):
        marked = attributed(words, cell)
        yield _change(_kind(marked), base.place, marked, column, before=words, after=said)


def _kind(words: Iterable[MarkedWords]) -> ChangeKind:
    marks = {each.mark for each in words if ink(each.text)}
    if WordsMark.DELETED not in marks:
        return ChangeKind.INSERTED
    return ChangeKind.REPLACED if WordsMark.INSERTED in marks else ChangeKind.DELETED


def _change(
    kind: ChangeKind,
    place: str,
    words: tuple[MarkedWords, ...],
    column: str = "",
    before: str = "",
    after: str = "",
) -> Change:
    return Change(kind=kind, place=place, column=column, before=before, after=after, words=words)


def _run_together(line: Line) -> Stretches:
    found: list[Stretch] = []
    for cell in line.cells:
        found += [Stretch(" | "), *cell] if found else cell
    return tuple(found)


def _all_of(line: Line) -> tuple[MarkedWords, ...]:
    return came(_run_together(line))


def _kept(line: Line) -> str:
    return " | ".join(after(cell).strip() for cell in line.cells)


def _moved_from(line: BaseLine) -> str:
    """ "from 20.7", or from under which heading it came."""
    said = line.place if line.place.startswith(line.home.number.rstrip(".")) else ""
    return f"from {said or line.home.number.rstrip('.') or line.home.heading}"


def _without(text: str, words: Iterable[str]) -> str:
    for each in words:
        text = text.replace(each, " ") if each else text
    return text


def _numbered(home: Home, found: _Found) -> Iterator[Kept]:
    """The paragraphs of a clause, counted as they are left: 12.1, (a), (i)."""
    if home.clause is None:
        return
    if found.heading:
        yield Kept(number=home.number, text=found.heading, came=False)
    counts, section = [0, 0, 0], home.number.rstrip(".")
    for level, text, is_new in found.kept:
        if level:
            counts[level - 1] += 1
            counts[level:] = [0] * (len(counts) - level)
        yield Kept(number=_number(level, counts, section), text=text, came=is_new)


def _number(level: int, counts: Sequence[int], section: str) -> str:
    if level == 0:
        return ""
    count = counts[level - 1]
    return (f"{section}.{count}", f"({letters(count)})", f"({roman(count)})")[level - 1]
