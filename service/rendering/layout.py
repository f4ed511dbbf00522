"""Where the layout of the papers is kept, and what all papers lay out alike."""

from dataclasses import dataclass
from pathlib import Path

from service.domain.contract import Paragraph, Part, PartKind, Section

LAYOUT = Path(__file__).resolve().parents[2] / "contract_templates" / "layout"
FONTS = LAYOUT / "fonts"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands above the title on the first page: a firm's name and where it is found."""

    lines: tuple[str, ...] = ()


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


def leads_on(paragraph: Paragraph) -> bool:
    """Words that announce what follows never stand alone at the foot of a page."""
    return paragraph.text.rstrip().endswith(":")
