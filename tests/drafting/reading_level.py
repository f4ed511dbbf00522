"""How hard every text of the library is to read: Flesch reading ease and Flesch-Kincaid grade.

Print the table with `.venv/bin/python -m tests.drafting.reading_level`.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, reduce
from typing import Final

from pyphen import Pyphen

from service.drafting.library import Clause, Family, Item, clause, family, rider, schedule
from tests.drafting.reading import sentences

_MARK: Final = re.compile(r"\*\*|\{(?P<schedule>S:)?\w+\}")
_WORD: Final = re.compile(r"[A-Za-z]+(?:'[a-z]+)?")
_VOWELS: Final = re.compile(r"[aeiouy]+")
_SILENT: Final = re.compile(r"(?<![td])e(?=d$)|(?<![szxcg])(?<!ch)(?<!sh)e(?=s$)|(?<![l])e$")
_HYPHENATION: Final = Pyphen(lang="en_US", left=1, right=1)


@dataclass(frozen=True, slots=True)
class Level:
    """What the two formulas count, and what they make of it."""

    words: int = 0
    sentences: int = 0
    syllables: int = 0

    def __add__(self, other: "Level") -> "Level":
        return Level(
            self.words + other.words,
            self.sentences + other.sentences,
            self.syllables + other.syllables,
        )

    @property
    def ease(self) -> float:
        """Flesch reading ease: 100 is very easy, 30 and less is for graduates."""
        return 206.835 - 1.015 * self._length - 84.6 * self._weight

    @property
    def grade(self) -> float:
        """Flesch-Kincaid grade: the years of school that a reader needs."""
        return 0.39 * self._length + 11.8 * self._weight - 15.59

    @property
    def _length(self) -> float:
        return self.words / self.sentences

    @property
    def _weight(self) -> float:
        return self.syllables / self.words


def level(items: Iterable[Item]) -> Level:
    """An entry of a list counts as a sentence of its own, for it stands on its own line."""
    return reduce(Level.__add__, map(_level, items), Level())


def level_of(text: Clause) -> Level:
    """Of all its blocks together."""
    return level(item for block in text.blocks.values() for item in block.items)


def _level(item: Item) -> Level:
    text = _printed(item.source)
    words = _WORD.findall(text)
    return Level(len(words), len(sentences(text)), sum(map(syllables, words)))


def _printed(source: str) -> str:
    """Without marks; a figure in a reference is no word."""
    return _MARK.sub(_said, source)


def _said(mark: re.Match[str]) -> str:
    if mark[0] == "**":
        return ""
    return "Schedule" if mark["schedule"] else "Section"


@cache
def syllables(word: str) -> int:
    """Groups of vowels, kept apart where the word may be broken (cre-ation), silent e left out."""
    heard = _SILENT.sub("", word.lower())
    parts = _HYPHENATION.inserted(heard).split("-")
    return max(1, sum(len(_VOWELS.findall(part)) for part in parts))


def texts(form: Family) -> tuple[Clause, ...]:
    """Of its clauses, its schedules and its law riders."""
    return (
        *(clause(id, version) for id, version in form.clauses.items()),
        *(schedule(id, version) for id, version in form.schedules.items()),
        *(rider(id, version) for id, version in form.riders.items()),
    )


def table(form: Family) -> Iterator[str]:
    yield f"{'text':<16}{'block':<28}{'words':>6}{'ease':>7}{'grade':>7}\n"
    for text in texts(form):
        for name, block in text.blocks.items():
            found = level(block.items)
            yield f"{text.id:<16}{name:<28}{found.words:>6}{found.ease:>7.1f}{found.grade:>7.1f}\n"


if __name__ == "__main__":
    sys.stdout.writelines(table(family("bulk-media", 1)))
