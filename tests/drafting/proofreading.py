"""What a contract's words must be like (docs/contract-text.md): each check yields what breaks it."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import Final

from service.domain.contract import ContractText, PartKind, Reference
from tests.drafting import reading
from tests.drafting.reading import Rule, Vocabulary
from tests.drafting.samples import contracts

Check = Callable[[ContractText], Iterator[str]]

MOST_WORDS: Final = 45

CITED: Final = (
    "11 U.S.C. Section 365(n)",
    "17 U.S.C. Section 204(a)",
    "28 CFR Part 202",
    "28 CFR Section 202.302",
    "11 CCR Section 7053",
    "Cal. Civ. Code Section 1542",
    "Cal. Civ. Code Section 1798.140",
    "Cal. Civ. Code Section 1798.81.5",
    "Article 4(3) of Directive (EU) 2019/790",
    "Articles 3, 5 and 6 of Directive (EU) 2019/790",
    "Article 4 of that directive",
    "Article 7(1) of that directive",
    "Section 29A of the Copyright, Designs and Patents Act 1988 of the United Kingdom",
    "Copyright Act 2021 of Singapore",
    "Regulation (EU) 2016/679",
    "Module One of the standard contractual clauses in the annex to Implementing Decision (EU) "
    "2021/914",
    "Annexes I and II",
    "Clause 5",
    "Clauses 7 and 11",
    "Clause 13",
    "Clause 17",
    "Clause 18",
    "Section 119A of the Data Protection Act 2018 of the United Kingdom",
    "Sections 305 to 310 of the German Civil Code",
    "Section 31a and Section 32c of the German Copyright Act",
    "German Product Liability Act",
    "California Consumer Privacy Act",
    "Protecting Americans' Data from Foreign Adversaries Act",
    "United Nations Convention on Contracts for the International Sale of Goods",
)
"""Every law that the Standard Terms, the Schedules and the Law Riders cite."""

NAMES: Final = (
    "California",
    "England",
    "European Union",
    "PDF",
    "Section",
    "Sections",
    "United Kingdom",
    "United States",
    "Wales",
)
"""What is capitalized without being defined."""

CHOSEN_BY_KEY_TERMS: Final = ("C07", "C08", "C10", "C11", "C12", "C43")
"""Clauses that define every outcome; the Key Terms name those that apply."""

NAMES_A_TEXT: Final[Mapping[str, str]] = {
    "Change of Control Right": "C16",
    "Change of Law Effect": "C43",
    "Exclusivity": "C13",
    "Fair Use Position": "C23",
    "Minors Position": "C32",
    "Moral Rights Position": "C26",
    "Notice Basis": "C45",
    "Past Use Position": "C25",
    "Personal Data Level": "C30",
    "Price Parity": "C22",
    "Renewal": "C45",
    "Signature Level": "C53",
    "Template Extraction": "C31",
    "Withholding Rule": "C20",
}
"""Labels whose value only names the text that stands in a Section, so that no text need use them."""

STILL_MAKES_SENSE: Final = (
    "is non-exclusive except under Section 13.",
    "except where this Section or Section 25 says otherwise.",
    "These Sections survive the end, where used",
)
"""What may refer to a Section that is not used: it says nothing then, and the sentence holds."""

BANNED: Final = re.compile(
    r"\b(aforementioned|and/or|any and all|forthwith|hereby|herein|hereof|hereto|hereunder|"
    r"in the event that|including without limitation|must|notwithstanding|null and void|"
    r"percent|prior to|provided that|pursuant|said|terms and conditions|thereof|thereto|"
    r"therein|whereas|will|witnesseth|"
    r"two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|sixty|ninety|hundred|thousand)\b",
    re.IGNORECASE,
)
"""Words of docs/contract-text.md that no clause may use, and numbers in words."""

_LAWS: Final = re.compile("|".join(map(re.escape, sorted(CITED, key=len, reverse=True))))
_NAMED: Final = re.compile(rf"\b(?:{'|'.join(NAMES)})\b")
_SPOILED: Final = re.compile(
    r"  |\s$|^\s| [,.;:]|[,;:][,;:.]|\.\.|\( | \)|[\t\u00ab\u00bb\u2010-\u2027]"
)
"""Spaces and signs out of place; quotes and dashes are the plain ones."""

_REFERENCE: Final = re.compile(r"(Section|Schedule) \d+(?! of)")


@cache
def vocabulary() -> Vocabulary:
    """Every term that some contract defines."""
    return Vocabulary(
        frozenset(t for contract in contracts().values() for t in reading.all_defined(contract))
    )


@cache
def _without_laws(text: str) -> str:
    return _LAWS.sub("_", text)


def a_term_is_defined_once(contract: ContractText) -> Iterator[str]:
    counted = Counter(reading.all_defined(contract))
    yield from (f"{term} is defined {times} times" for term, times in counted.items() if times > 1)


def a_term_that_is_used_is_defined(contract: ContractText) -> Iterator[str]:
    known = frozenset(reading.all_defined(contract))
    for rule in reading.rules(contract):
        used = vocabulary().found_in(_without_laws(reading.own_words(rule.paragraph)))
        yield from (f"{term} has no meaning: {rule}" for term in sorted(used - known))


def a_capitalized_word_is_a_term(contract: ContractText) -> Iterator[str]:
    for rule in reading.rules(contract):
        words = _undefined_capitals(reading.own_words(rule.paragraph))
        yield from (f"{word} is not defined: {rule}" for word in words)


@cache
def _undefined_capitals(text: str) -> tuple[str, ...]:
    rest = _NAMED.sub("_", vocabulary().without(_without_laws(text)))
    inside = (re.sub(r"^\W*[A-Z]", "", sentence) for sentence in reading.sentences(rest))
    return tuple(word for part in inside for word in re.findall(r"\b[A-Z][\w-]*", part))


def a_term_that_a_clause_defines_is_used(contract: ContractText) -> Iterator[str]:
    used = _used(contract)
    for rule in reading.rules(contract):
        if rule.section.bookmark.removeprefix("cl_") in CHOSEN_BY_KEY_TERMS:
            continue
        for term in reading.defined(rule.paragraph):
            if term not in used:
                yield f"{term} is defined and not used: {rule}"


def a_label_with_a_value_is_used(contract: ContractText) -> Iterator[str]:
    used = _used_in_rules(contract)
    for label, value in reading.key_terms(contract).items():
        if value not in ("None", "Not applicable") and label not in {*used, *NAMES_A_TEXT}:
            yield f"No text uses {label}: {value}"


def a_label_that_names_a_text_stands_for_a_section_in_use(contract: ContractText) -> Iterator[str]:
    values = reading.key_terms(contract)
    for label, id in NAMES_A_TEXT.items():
        empty = values[label] in ("None", "Not applicable", "Silent", "Non-exclusive")
        if not empty and not reading.is_used(reading.clause(contract, id)):
            yield f"{label} is {values[label]}, but {id} is not used"


def _used(contract: ContractText) -> frozenset[str]:
    found = (vocabulary().found_in(reading.own_words(p)) for p in reading.all_paragraphs(contract))
    return frozenset().union(*found)


def _used_in_rules(contract: ContractText) -> frozenset[str]:
    words = (reading.own_words(rule.paragraph) for rule in reading.rules(contract))
    return frozenset().union(*map(vocabulary().found_in, words))


def a_reference_leads_to_its_number(contract: ContractText) -> Iterator[str]:
    named = {
        section.bookmark: f"Section {section.number}"
        for part in contract.parts
        if part.kind is PartKind.STANDARD_TERMS
        for section in part.sections
    } | {part.bookmark: part.heading.split(":")[0] for part in contract.parts}
    for rule in reading.rules(contract):
        for span in rule.paragraph.spans:
            if isinstance(span, Reference) and named.get(span.bookmark) != span.text:
                yield f"{span.text} leads to {named.get(span.bookmark)}: {rule}"


def every_number_that_is_referred_to_is_a_reference(contract: ContractText) -> Iterator[str]:
    for rule in reading.rules(contract):
        if _REFERENCE.search(_without_laws(reading.own_words(rule.paragraph))):
            yield f"A reference stands in plain words: {rule}"


def nothing_relies_on_a_section_that_is_not_used(contract: ContractText) -> Iterator[str]:
    unused = {
        f"Section {section.number}"
        for section in reading.part(contract, PartKind.STANDARD_TERMS).sections
        if not reading.is_used(section)
    }
    for rule in reading.rules(contract):
        if any(part in rule.text for part in STILL_MAKES_SENSE):
            continue
        for span in rule.paragraph.spans:
            if isinstance(span, Reference) and span.text in unused:
                yield f"{span.text} is not used: {rule}"


def there_is_no_figure(contract: ContractText) -> Iterator[str]:
    for rule in reading.rules(contract):
        if re.search(r"\d", _without_laws(reading.own_words(rule.paragraph))):
            yield f"A figure stands in {rule}"


def there_is_no_banned_word(contract: ContractText) -> Iterator[str]:
    for rule in reading.rules(contract):
        yield from (f"{word} stands in {rule}" for word in _banned(rule.text))


@cache
def _banned(text: str) -> tuple[str, ...]:
    return tuple(BANNED.findall(text))


def no_sentence_is_long(contract: ContractText) -> Iterator[str]:
    for rule in reading.rules(contract):
        for sentence in reading.sentences(rule.text):
            if len(sentence.split()) > MOST_WORDS:
                yield f"{len(sentence.split())} words: {sentence}"


def nothing_is_empty_or_badly_set(contract: ContractText) -> Iterator[str]:
    for rule in reading.rules(contract):
        if not rule.text or _spoiled(rule.text) or _spoiled(rule.section.heading):
            yield f"Words are missing, or spaces and signs are out of place: {rule}"


def tables_are_well_set(contract: ContractText) -> Iterator[str]:
    """For deals whose own words are well set."""
    for part in contract.parts:
        for heading, table in reading.tables(part):
            for row in table.rows:
                said = [p.text for cell in row for p in cell]
                yield from (f"{heading}: {text!r}" for text in said if _spoiled(text))


@cache
def _spoiled(text: str) -> bool:
    return _SPOILED.search(text) is not None


def paragraphs_end_as_in_a_list(contract: ContractText) -> Iterator[str]:
    """Entries end in semicolons, the last but one with and or or, the last with a stop."""
    for rule, after in pairwise([*reading.rules(contract), None]):
        deeper = after is not None and after.paragraph.level > rule.paragraph.level
        if deeper != rule.text.endswith(":"):
            yield f"A colon is missing, or leads to nothing: {rule}"
    for entries in _lists(contract):
        *others, last = [rule.text for rule in entries]
        if all(text.endswith(".") for text in (*others, last)):
            continue
        *early, late = others
        joined = late.endswith(("; and", "; or")) and all(text.endswith(";") for text in early)
        if not (joined and last.endswith(".")):
            yield f"A list ends its entries badly: {entries[0]}"


def _lists(contract: ContractText) -> Iterator[list[Rule]]:
    entries: list[Rule] = []
    for rule in reading.rules(contract):
        if rule.paragraph.level == 2:
            entries.append(rule)
        elif entries:
            yield entries
            entries = []
    if entries:
        yield entries


def numbers_run_without_a_gap(contract: ContractText) -> Iterator[str]:
    """1.1, 1.2, then (a), (b), then (i): each begins at one and follows the one before."""
    for part in contract.parts:
        for section in part.sections:
            found = [b for b in reading.paragraphs(section.blocks) if b.level]
            counts = [0, 0, 0]
            for paragraph in found:
                level = paragraph.level
                counts = [*counts[: level - 1], counts[level - 1] + 1, *[0] * (3 - level)]
                if paragraph.number != _number(section.number, level, counts[level - 1]):
                    yield f"{section.bookmark} {paragraph.number} is out of order"


def _number(section: str, level: int, count: int) -> str:
    if level == 1:
        return f"{section}.{count}"
    roman = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
    return f"({chr(96 + count)})" if level == 2 else f"({roman[count - 1]})"


def sections_have_the_numbers_of_their_clauses(contract: ContractText) -> Iterator[str]:
    sections = reading.part(contract, PartKind.STANDARD_TERMS).sections
    for n, section in enumerate(sections, 1):
        if (section.bookmark, section.number) != (f"cl_C{n:02}", str(n)):
            yield f"{section.bookmark} has the number {section.number}"
        if reading.is_used(section) != bool(section.blocks):
            yield f"{section.bookmark} is {section.heading} with {len(section.blocks)} paragraphs"


CHECKS: Final[tuple[Check, ...]] = (
    a_term_is_defined_once,
    a_term_that_is_used_is_defined,
    a_capitalized_word_is_a_term,
    a_term_that_a_clause_defines_is_used,
    a_label_with_a_value_is_used,
    a_label_that_names_a_text_stands_for_a_section_in_use,
    a_reference_leads_to_its_number,
    every_number_that_is_referred_to_is_a_reference,
    nothing_relies_on_a_section_that_is_not_used,
    there_is_no_figure,
    there_is_no_banned_word,
    no_sentence_is_long,
    nothing_is_empty_or_badly_set,
    paragraphs_end_as_in_a_list,
    numbers_run_without_a_gap,
    sections_have_the_numbers_of_their_clauses,
)
