"""What the contents of a paper name."""

import pytest

from service.domain.contract import Part, PartKind, Section, plain
from service.rendering.layout import in_contents

USED = Section("x_1", "How it works", "1", (plain("It works."),))
UNUSED = Section("x_2", "Not used.", "2", ())


def part(kind: PartKind) -> Part:
    return Part(kind, "x", "A part", (), (USED, UNUSED))


@pytest.mark.parametrize("kind", [PartKind.KEY_TERMS, PartKind.STANDARD_TERMS, PartKind.SCHEDULE])
def test_the_contents_name_the_sections_that_are_used(kind: PartKind) -> None:
    assert in_contents(part(kind)) == (USED,)


@pytest.mark.parametrize("kind", [PartKind.RIDER, PartKind.SIGNATURES])
def test_a_law_rider_and_the_signature_page_stand_in_the_contents_by_name_alone(
    kind: PartKind,
) -> None:
    assert in_contents(part(kind)) == ()
