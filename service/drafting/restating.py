"""The special term by which a paper names the agreement that it amends or renews."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final

from service.domain.continuing import GENERAL, Continues
from service.domain.deal import RelationKind
from service.domain.licenses.license import License
from service.domain.licenses.restating import coming
from service.domain.terms import Terms
from service.domain.terms.period import RenewalMode
from service.domain.terms.signing import SpecialAction, SpecialTerm
from service.domain.wording import day_in_words
from service.drafting.library import ROOT, Clause, family, read_text

VERSION: Final = 1


def amendment_term(license: License) -> SpecialTerm:
    price = ("prices",) if license.terms.period.renewal.mode is not RenewalMode.NONE else ()
    n = license.priced_from
    said = {**_original(license), "period": f"Renewal Period {n}" if n else "the Initial Period"}
    words = _words(_text(RelationKind.AMENDMENT), ("common", *price), said)
    return _term(Continues(RelationKind.AMENDMENT), words)


def renewal_term(license: License) -> SpecialTerm:
    """Of the renewal that comes next; LicenseMoveNotAllowed where there can be none."""
    next_one = coming(license)
    said = {
        **_original(license),
        "n": str(next_one.n),
        "first": day_in_words(next_one.first_day),
        "last": day_in_words(next_one.last_day),
    }
    words = _words(_text(RelationKind.RENEWAL), ("common",), said)
    return _term(Continues(RelationKind.RENEWAL, next_one.n), words)


def paper_name(said: Continues) -> str:
    """What the cover calls a paper that goes on with an agreement."""
    return "Amendment" if said.n is None else f"Renewal {said.n}"


def original_agreement(terms: Terms, said: Continues) -> str:
    """What the Key Terms say of it; the special term says the rest."""
    start = terms.period.starts.on
    named = f"The one with the Effective Date {day_in_words(start)}" if start else "The one named"
    done = "amends" if said.n is None else "renews"
    return f"{named}, which this document {done} as the Special Term {said.term_id} says"


def _term(said: Continues, words: Iterable[str]) -> SpecialTerm:
    return SpecialTerm(
        id=said.term_id, clause=GENERAL, action=SpecialAction.ADD, text="\n".join(words)
    )


def _original(license: License) -> Mapping[str, str]:
    """When it was signed may not be known; its first day always is."""
    form = license.terms.form
    signed = f", signed on {day_in_words(license.dated)}" if license.dated else ""
    return {
        "title": family(form.family, form.version).title,
        "start": day_in_words(license.starts_on),
        "signed": signed,
    }


def _words(text: Clause, blocks: Iterable[str], said: Mapping[str, str]) -> Iterator[str]:
    for name in blocks:
        for item in text.blocks[name].items:
            yield _filled(item.source, said)


def _filled(source: str, said: Mapping[str, str]) -> str:
    for name, value in said.items():
        source = source.replace(f"[{name}]", value)
    return source


@cache
def _text(kind: RelationKind) -> Clause:
    return read_text(ROOT / "restatements" / kind / f"{VERSION}.md", kind, VERSION)
