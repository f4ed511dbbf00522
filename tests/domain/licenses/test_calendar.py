"""How a calendar sorts key dates."""

import pytest

from service.domain.deal import OurSide
from service.domain.licenses.calendar import (
    GROUPS,
    NOTICE_DEADLINES,
    RANKS,
    Group,
    Whose,
    kinds_of,
    seen_by,
    whose,
)
from service.domain.licenses.key_dates import LicenseDateKind
from service.domain.period.afterwards import AFTER_END
from service.domain.period.entries import KeyDateKind
from service.domain.terms.parties import Side


def test_a_group_lists_its_kinds_and_no_other_does() -> None:
    listed = [kind for group in Group for kind in kinds_of(group)]
    assert listed == [*GROUPS] == [*RANKS]
    assert len(set(listed)) == len(listed)
    assert {*kinds_of(Group.AFTERWARDS)} == AFTER_END
    assert {*NOTICE_DEADLINES} == {*kinds_of(Group.NOTICES)} - {
        KeyDateKind.NOTICE_OPENS,
        LicenseDateKind.STATUTORY_NOTICE_OPENS,
    }


@pytest.mark.parametrize(
    ("ours", "side", "found"),
    [
        (OurSide.LICENSOR, Side.LICENSOR, Whose.US),
        (OurSide.LICENSOR, Side.LICENSEE, Whose.THEM),
        (OurSide.LICENSEE, Side.LICENSEE, Whose.US),
        (OurSide.INTERMEDIARY, Side.LICENSEE, Whose.THEM),
        (OurSide.INTERMEDIARY, None, Whose.BOTH),
        (OurSide.LICENSOR, None, Whose.BOTH),
    ],
)
def test_whose_a_date_is(ours: OurSide, side: Side | None, found: Whose) -> None:
    assert whose(ours, side) is found


def test_a_side_sees_what_concerns_both() -> None:
    assert [*seen_by(Whose.US)] == [Whose.US, Whose.BOTH]
    assert [*seen_by(Whose.BOTH)] == [Whose.BOTH]
