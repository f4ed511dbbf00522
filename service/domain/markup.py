"""What somebody marked in a Word file of ours, clause by clause. It is read, never done by itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from service.domain.terms.signing import SpecialAction, SpecialTerm

LONGEST_TEXT: Final = 4000
"""Characters of a special term, as of every text of several lines in the terms."""


class ChangeKind(StrEnum):
    INSERTED = "inserted"
    DELETED = "deleted"
    REPLACED = "replaced"
    MOVED = "moved"


class WordsMark(StrEnum):
    SAME = "same"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Hand:
    """Who says that they changed it, and when; the file alone says so. `at` is null where it is blank."""

    author: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class MarkedWords:
    """Words that stayed, came or went. No hand: nobody tracked the change, it was found by comparing."""

    mark: WordsMark
    text: str
    hand: Hand | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One paragraph, or one cell of a table, that says something else.

    `place` is the number of the paragraph or the label of the row, `column` the head of the cell's
    column; `before` and `after` are its whole text, blank where there was or is none.
    """

    kind: ChangeKind
    place: str
    column: str
    before: str
    after: str
    words: tuple[MarkedWords, ...]

    @property
    def hands(self) -> tuple[Hand | None, ...]:
        """Who changed it; null for changes that nobody tracked."""
        changed = (each.hand for each in self.words if each.mark is not WordsMark.SAME)
        return tuple(dict.fromkeys(changed))


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A comment of the word processor. `about` are the words that it hangs on."""

    hand: Hand
    text: str
    about: str
    resolved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A paragraph of a clause as the file leaves it; `came` if it stands there anew."""

    number: str
    text: str
    came: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionMarkup:
    """A section of which something was changed or remarked on.

    `clause` is the id of a clause of the Standard Terms and null elsewhere, where terms say what
    the section says. `kept` is all that the file leaves of a clause.
    """

    bookmark: str
    clause: str | None
    number: str
    heading: str
    part: str
    changes: tuple[Change, ...]
    remarks: tuple[Remark, ...]
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """`base` names the text that the file was made from, as the reader of the file was given it.

    `margins` are changes in heads, feet and notes of the pages, which belong to no clause; `looks`
    counts tracked changes of the look alone.
    """

    base: str
    sections: tuple[SectionMarkup, ...]
    margins: tuple[Change, ...] = ()
    remarks: tuple[Remark, ...] = ()
    looks: int = 0

    @property
    def clauses(self) -> tuple[SectionMarkup, ...]:
        return tuple(each for each in self.sections if each.clause)

    @property
    def others(self) -> tuple[SectionMarkup, ...]:
        return tuple(each for each in self.sections if not each.clause)

    @property
    def is_empty(self) -> bool:
        return not (self.sections or self.margins or self.remarks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A special term that would say what was marked; `term` is null where none can.

    `why_not` says then why, and what to do about it.
    """

    term: SpecialTerm | None
    why_not: str = ""


def proposals(
    markup: Markup, taken: Sequence[SpecialTerm] = ()
) -> Iterator[tuple[SectionMarkup, Proposed]]:
    """One for each clause that reads otherwise, with ids that none of the terms `taken` has."""
    ids = {special.id for special in taken}
    for section in markup.clauses:
        if section.clause and section.changes:
            id = _free_id(section.clause, ids)
            ids.add(id)
            yield section, _proposed(id, section.clause, section)


def _free_id(clause: str, taken: set[str]) -> str:
    names = (f"{clause}-{n}" for n in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def _proposed(id: str, clause: str, section: SectionMarkup) -> Proposed:
    if not section.kept and all(each.place == section.number for each in section.changes):
        return Proposed(
            term=None, why_not="Only the heading changed, of a clause that is not used."
        )
    if not section.kept:
        return Proposed(term=SpecialTerm(id=id, clause=clause, action=SpecialAction.DELETE))
    action = SpecialAction.ADD if _only_adds(section) else SpecialAction.REPLACE
    kept = [each for each in section.kept if each.came or action is SpecialAction.REPLACE]
    text = "\n".join(f"{each.number} {each.text}".strip() for each in kept)
    if len(text) > LONGEST_TEXT:
        said = f"The clause would have {len(text):,} characters; a special term has {LONGEST_TEXT:,} at most."
        return Proposed(term=None, why_not=f"{said} Write what changes in fewer words.")
    return Proposed(term=SpecialTerm(id=id, clause=clause, action=action, text=text))


def _only_adds(section: SectionMarkup) -> bool:
    """Whole paragraphs came, and nothing else happened."""
    came = [
        each for each in section.changes if each.kind is ChangeKind.INSERTED and not each.before
    ]
    return len(came) == len(section.changes) == sum(each.came for each in section.kept)
