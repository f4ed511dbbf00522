"""What a side would be agreeing to, in a few lines taken word for word from the Key Terms.

A summary for a reader, never a part of the contract (legal-review.md B10).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from service.domain.contract import Cell, ContractText, PartKind, Table
from service.domain.terms.parties import Side


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """What a line is about, each Key Term in it with its words, and where the contract says more."""

    about: str
    terms: tuple[tuple[str, tuple[str, ...]], ...]
    bookmark: str


_PARTIES: Final = frozenset({"Licensor", "Licensee"})
Line = tuple[str, tuple[str, ...], str]
"""What a line is about, the labels of the Key Terms in it, the bookmark that it leads to."""

_DEAL: Final[Sequence[Line]] = (
    ("What it goes on with", ("Original Agreement",), "kt_special"),
    ("Who grants the license", ("Licensor",), "kt_parties"),
    ("Who gets it", ("Licensee",), "kt_parties"),
    ("What is licensed", ("Materials Summary",), "sch_materials"),
    ("What it may be used for", ("Licensed Purposes", "Open Weights"), "cl_C07"),
    ("What it may not be used for", ("Prohibited Uses",), "cl_C08"),
    ("Where, and for whom else", ("Territory", "Exclusivity"), "cl_C17"),
    ("What it costs", ("Committed Fees", "Guarantee"), "sch_fees"),
    ("When it is paid, from the first payment on", ("Invoice Event", "Payment Period"), "cl_C20"),
    ("How long it runs", ("Effective Date", "Initial Period"), "cl_C44"),
    ("How it goes on, and how to stop that", ("Renewal", "First Notice Days"), "cl_C45"),
    ("What becomes of models afterwards", ("Weights Outcome",), "cl_C10"),
    ("The most that a side answers for", ("General Cap", "Super Cap", "Uncapped Claims"), "cl_C40"),
    ("Law and disputes", ("Governing Law", "Forum"), "cl_C50"),
)

_DUTIES: Final[Mapping[Side, Sequence[Line]]] = MappingProxyType(
    {
        Side.LICENSOR: (
            ("Deliver", ("Delivery Mode",), "sch_delivery"),
            (
                "Replace what is not as agreed",
                ("Acceptance Period", "Rejected Items Remedy", "Replacement Period"),
                "cl_C05",
            ),
            ("Stand in for the rights", ("Warranty Level",), "cl_C28"),
            ("Say when a work is withdrawn", ("Withdrawal Period",), "cl_C38"),
            ("Keep the deal to yourself", ("Confidentiality Period",), "cl_C35"),
        ),
        Side.LICENSEE: (
            ("Pay in time", ("Payment Period", "Late Interest Rate"), "cl_C20"),
            ("Keep outputs clear of the materials", ("Near-Duplicate Control",), "cl_C09"),
            (
                "Report, and let yourself be audited",
                ("Reporting Frequency", "Audit Limit"),
                "cl_C36",
            ),
            ("Keep the materials safe", ("Security Standards", "Incident Notice Time"), "cl_C34"),
            (
                "Delete at the end, and certify it",
                ("Retention Period", "Deletion Certificate Rule"),
                "cl_C12",
            ),
            ("Keep records after the end", ("Usage Records Period",), "cl_C36"),
            ("Keep the deal to yourself", ("Confidentiality Period",), "cl_C35"),
        ),
    }
)
"""What each side has to do, by the Key Terms that say how much of it."""


def summary(text: ContractText) -> tuple[SummaryLine, ...]:
    return tuple(lines_of(_DEAL, text))


def duties(text: ContractText, side: Side) -> tuple[SummaryLine, ...]:
    return tuple(lines_of(_DUTIES[side], text))


def lines_of(lines: Sequence[Line], text: ContractText) -> Iterator[SummaryLine]:
    """A line of which nothing applies is left out; without its clause it leads to its Key Term."""
    said, known = _said(text), set(_bookmarks(text))
    for about, labels, bookmark in lines:
        found = [(label, *said[label]) for label in labels if label in said]
        if found:
            terms = tuple((label, _short(label, words)) for label, words, _ in found)
            yield SummaryLine(about, terms, bookmark if bookmark in known else found[0][2])


def _short(label: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """Of a party the name alone: where it sits and what it is stands in the contract."""
    return words[:1] if label in _PARTIES else words


def _said(text: ContractText) -> dict[str, tuple[tuple[str, ...], str]]:
    """Each Key Term by its label: its words and the bookmark of its group."""
    return {
        _words(row[0])[0]: (_words(row[1]), section.bookmark)
        for part in text.parts
        if part.kind is PartKind.KEY_TERMS
        for section in part.sections
        for block in section.blocks
        if isinstance(block, Table) and not block.head
        for row in block.rows
    }


def _words(cell: Cell) -> tuple[str, ...]:
    return tuple(paragraph.text for paragraph in cell)


def _bookmarks(text: ContractText) -> Iterator[str]:
    for part in text.parts:
        yield part.bookmark
        yield from (section.bookmark for section in part.sections if section.blocks)
