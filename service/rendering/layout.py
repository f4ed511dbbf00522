"""Where the layout of the papers is kept, and what all papers lay out alike."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from service.domain.contract import Paragraph, Part, PartKind, Section, Table

LAYOUT = Path(__file__).resolve().parents[2] / "contract_templates" / "layout"
FONTS = LAYOUT / "fonts"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who sends the paper: lines at the head of its first page, not among the contract's words."""

    lines: tuple[str, ...] = ()


NO_LETTERHEAD: Final = Letterhead()


def short_name(part: Part) -> str:
    """What a page calls its part: "Part B" for "Part B: Standard Terms"; a Law Rider has no number."""
    return part.heading if part.kind is PartKind.RIDER else part.heading.partition(":")[0]


def section_label(number: str) -> str:
    """The number of a section as it is printed: with a full stop."""
    return f"{number.rstrip('.')}." if number else ""


def in_contents(part: Part) -> tuple[Section, ...]:
    """The sections that a table of contents names: those in use.

    None of the signature page, and none of a Law Rider, whose name says it all.
    """
    if part.kind in (PartKind.SIGNATURES, PartKind.RIDER):
        return ()
    return tuple(section for section in part.sections if section.blocks)


BOX: Final = "box_"
"""How the name of a box in a PDF begins; the bookmark of what is signed in it follows."""


def has_box(block: Section) -> bool:
    """A block of the signature page that is signed in ink has lines instead."""
    return not any(isinstance(each, Table) for each in block.blocks)


def box_name(bookmark: str) -> str:
    """ "box_sig_1"."""
    return f"{BOX}{bookmark}"


def leads_on(paragraph: Paragraph) -> bool:
    """Words that announce what follows stay on its page: those before a list, and its last but one item."""
    return paragraph.text.rstrip().endswith((":", "; and", "; or"))
