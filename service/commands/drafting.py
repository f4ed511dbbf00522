"""Drawing up a contract from terms that have no faults."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from service.domain.contract import ContractText
from service.domain.errors import Fault, TermsRefused
from service.domain.terms import Terms
from service.domain.terms.canonical import Canonical
from service.drafting.assemble import assemble
from service.rendering.glyphs import missing_glyphs
from service.rendering.paper import Format, Press


@dataclass(frozen=True, slots=True)
class Draft:
    """One contract: its text, and a paper for each format that was asked for."""

    text: ContractText
    papers: dict[Format, bytes]


def draw_up(
    press: Press,
    terms: Terms,
    canonical: Canonical,
    formats: frozenset[Format],
    watermark: str = "",
) -> Draft:
    """The contract in these formats, each read back and found to say the same words.

    `watermark` is laid under each page ("Draft"), and is none of the words.
    TermsRefused if the terms use a character that the fonts cannot print, or choose a position
    that the family does not offer; WordsLost if a paper would say anything else than the text;
    PaperFailed if the press broke or was stopped.
    """
    refuse_unprintable(canonical)
    text = replace(assemble(terms, canonical.sha256), watermark=watermark)
    printed = formats - {Format.JSON}
    papers = press(text, canonical.data, printed) if printed else {}
    if Format.JSON in formats:
        papers[Format.JSON] = canonical.data
    return Draft(text, papers)


def refuse_unprintable(terms: Canonical) -> None:
    """TermsRefused with every place in the terms whose letters the fonts cannot print."""
    if terms.data.isascii():
        return
    found = [
        Fault(f"/terms{pointer}", fault)
        for pointer, text in _texts(terms.plain)
        if (fault := unprintable(text))
    ]
    if found:
        raise TermsRefused(found)


def unprintable(text: str) -> str | None:
    """What is wrong with letters that the fonts cannot print; null where they can print all."""
    missing = missing_glyphs(text)
    if not missing:
        return None
    shown = ", ".join(f"{char} (U+{ord(char):04X})" for char in sorted(missing)[:5])
    return f"The fonts of the contract cannot print {shown}. Use Latin, Greek or Cyrillic letters."


def _texts(value: Any, pointer: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield pointer, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts(inner, f"{pointer}/{key}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, f"{pointer}/{index}")
