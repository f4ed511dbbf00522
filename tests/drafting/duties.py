"""Who owes each duty: the subject of every "shall" in the texts of the library."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from service.drafting.library import Clause, Item
from tests.drafting.reading import sentences

_WHO: Final = (
    r"Licensor|Licensee|Intermediary|Guarantor|Payee|Indemnified Party|[Pp]arty|[Pp]arties|"
    r"assignor|assignee|auditor|crawler|expert|[Pp]eople|person|recipient|sender|[Ee]ach"
)
"""The parties, and everyone else whose acts the contract speaks of."""

_PAPER: Final = (
    r"(?:The|That|A|Each) (?:[Nn]otice|message|request|invoice|credit|check|"
    r"Unit Rate for a kind of material)"
)
"""What a party makes: a duty on its content is a duty of whoever the sentence before names."""

_NAMED: Final = re.compile(
    rf"^(?:[\w ]*?\b(?:a|an|the|each|no|neither|both|that|its) )?(?P<who>{_WHO})"
    rf" (?:that|who|whose|named|with|in)\b|\b(?P<last>{_WHO})$",
    re.IGNORECASE,
)
_DOES_MORE: Final = re.compile(rf"\b(?P<who>{_WHO}|[Ii]t) (?:may|shall|[a-z]+s)\b")
"""The subject of an earlier verb, which goes on to "and shall"."""

_PRONOUN: Final = re.compile(
    r"^(?!(?:The|A|An|Each|This|That) )(?:[A-Z][\w ]* )?(it|they|It|They)$"
)
_MADE: Final = re.compile(rf"^({_PAPER})$")
_GOES_ON: Final = re.compile(r"^$|^(?!the |a |an |each |no |this |that |these |its |their )[a-z]")
_BREAK: Final = re.compile(r"[,:;] ?(?:(?:and|or|but)$)?| (?:and|or|but)\b ?")
_PASSIVE: Final = re.compile(
    r"^ (?:not )?be (?:\w+ly )?(?:\w+ed|borne|done|given|held|kept|made|paid|put|sent|set|shown|"
    r"taken|told|withheld|written)\b"
)
_ASKED: Final = re.compile(r"consent, which$")
"""Whoever is asked for a consent withholds it."""


@dataclass(frozen=True, slots=True)
class Duty:
    """`actor` as the sentence names it; None where nobody is."""

    clause: str
    block: str
    actor: str | None
    sentence: str


def duties(text: Clause) -> Iterator[Duty]:
    for name, block in text.blocks.items():
        for sentence in _sentences(block.items):
            for shall in re.finditer(r"\bshall\b", sentence):
                actor = _actor(sentence[: shall.start()].strip(), sentence[shall.end() :])
                yield Duty(text.id, name, actor, sentence)


def _sentences(items: Iterable[Item]) -> Iterator[str]:
    """An entry that begins with its own "shall" goes on where the paragraph above its list stops."""
    lead = ""
    for before, item in pairwise([Item(0, ""), *items]):
        lead = before.source if item.level > before.level else lead
        goes_on = item.source.startswith("shall ") and item.level > 1
        yield from sentences(f"{lead} {item.source}" if goes_on else item.source)


def _actor(before: str, after: str) -> str | None:
    if _ASKED.search(before):
        return "the party asked"
    if _PASSIVE.match(after):
        return None
    *earlier, subject = _BREAK.split(before)
    if not subject and (doing := [*_DOES_MORE.finditer(before)]):
        return doing[-1]["who"]
    while earlier and _GOES_ON.search(subject.strip()) and not _subject(subject):
        subject = earlier.pop()
    return _subject(subject)


def _subject(words: str) -> str | None:
    words = words.strip()
    if found := _NAMED.search(words):
        return found["who"] or found["last"]
    if found := _PRONOUN.match(words) or _MADE.match(words):
        return found[1]
    return None
