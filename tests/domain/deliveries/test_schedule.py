"""What was agreed to come against what came, and what stays open to do about it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from service.domain.deliveries.acceptance import ends_on
from service.domain.deliveries.batch import Deliveries
from service.domain.deliveries.events import SampleTest
from service.domain.deliveries.moves import deliver, lapsed, reject_whole, with_tests
from service.domain.deliveries.open_moves import DeliveryMove, open_moves
from service.domain.deliveries.schedule import scheduled
from service.domain.errors import DeliveryRefused, NotReplaced, WholeNotRejected
from service.domain.statements.lines import lines_of
from service.domain.terms.positions import Position
from tests.conftest import NOON
from tests.domain.deliveries.delivered import (
    DAY,
    SHA,
    after_silence,
    bad,
    given,
    later,
    rejecting,
    rules,
    some,
)
from tests.domain.deliveries.test_moves import _accepting, _using

TERMS = rules()
UNKNOWN = replace(TERMS, known=False)
M = DeliveryMove


def _came(so_far: Deliveries) -> list[tuple[str, Decimal, date | None]]:
    rows = scheduled(TERMS, so_far)
    return [(row.tranche.line, row.came, row.came_on) for row in rows]


def test_what_comes_first_goes_to_the_row_that_stands_first() -> None:
    """Two rows of 600,000 photos, where the line may miss 5 %."""
    assert [row[1:] for row in _came(Deliveries())] == [(0, None)] * 4
    one = given(TERMS, some("photos", 569_999))
    assert _came(one)[0] == ("photos", 569_999, None)
    two = given(TERMS, some("photos", 1), so_far=one, id="del_2", on=later(3))
    assert _came(two)[:2] == [("photos", 570_000, later(3)), ("photos", 0, None)]
    three = given(TERMS, some("photos", 570_000), so_far=two, id="del_3", on=later(9))
    assert _came(three)[:2] == [("photos", 600_000, later(3)), ("photos", 540_000, later(9))]


def test_a_late_entry_of_an_early_delivery_counts_on_its_own_day() -> None:
    late = given(TERMS, some("photos", 300_000), on=later(5))
    both = given(TERMS, some("photos", 300_000), so_far=late, id="del_2", on=DAY, today=later(6))
    assert _came(both)[0] == ("photos", 600_000, later(5))


def test_a_replacement_is_no_delivery_of_more() -> None:
    so_far = rejecting(TERMS, given(TERMS, some("photos", 500_000)), bad(quantity=100_000))
    made_good = given(
        TERMS, some("photos", 100_000), so_far=so_far, id="del_2", on=later(1), replaces="del_1"
    )
    assert _came(made_good)[0] == ("photos", 500_000, None)
    (photos, *_) = lines_of(TERMS, made_good)
    assert (photos.agreed, photos.least) == (1_200_000, 1_140_000)
    assert (photos.delivered, photos.rejected, photos.open) == (600_000, 100_000, 500_000)


def test_each_event_says_which_tests_run_after_it() -> None:
    first = given(TERMS)
    more = deliver(
        TERMS,
        first,
        "del_2",
        [some("clips", 10)],
        delivered_on=later(3),
        today=later(3),
        manifest_sha256=SHA,
        by="usr",
        at=NOON,
    )
    (made,) = with_tests(TERMS, first, more)
    assert [(each.delivery, each.last) for each in made.tests] == [(1, later(15)), (2, later(18))]
    silent = lapsed(TERMS, first.after(more), today=later(16), by="system", at=NOON)
    (settled,) = with_tests(TERMS, first.after(more), silent)
    assert [each.delivery for each in settled.tests] == [2]


@pytest.mark.parametrize(
    ("wording", "fresh", "after"),
    [
        (Position.BALANCED, {M.ACCEPT, M.REJECT, M.USE}, {M.USE}),
        (Position.LICENSOR, {M.REJECT, M.USE}, {M.USE}),
        (Position.LICENSEE, {M.ACCEPT, M.REJECT, M.USE}, {M.REJECT, M.USE}),
    ],
)
def test_the_open_moves_are_those_that_the_wording_lets(
    wording: Position, fresh: set[M], after: set[M]
) -> None:
    terms = rules(wording)
    so_far = given(terms)
    batch = so_far.batch("del_1")
    assert {*open_moves(terms, so_far, batch, later(15))} == fresh
    so_far = after_silence(terms, so_far, later(16))
    assert {*open_moves(terms, so_far, so_far.batch("del_1"), later(16))} == after


def test_what_was_rejected_may_be_replaced_and_what_was_used_is_done_with() -> None:
    so_far = rejecting(TERMS, given(TERMS), bad(quantity=100))
    so_far = _using(TERMS, so_far, 599_900)
    batch = so_far.batch("del_1")
    assert {*open_moves(TERMS, so_far, batch, later(30))} == {M.REPLACE}
    assert {*open_moves(TERMS, so_far, batch, later(31))} == set()


def test_where_nobody_stated_what_the_contract_says_nothing_follows_by_itself() -> None:
    so_far = given(UNKNOWN)
    batch = so_far.batch("del_1")
    assert ends_on(UNKNOWN, so_far, batch, "photos") is None
    assert lapsed(UNKNOWN, so_far, today=later(999), by="system", at=NOON) == ()
    assert {*open_moves(UNKNOWN, so_far, batch, later(999))} == {M.ACCEPT, M.REJECT}
    with pytest.raises(DeliveryRefused):
        _using(UNKNOWN, so_far, 1)
    rejected = rejecting(UNKNOWN, so_far, bad(), on=later(999))
    with pytest.raises(NotReplaced):
        given(UNKNOWN, some("photos", 1), so_far=rejected, id="del_2", replaces="del_1")
    assert _accepting(rejected).batch("del_1").lots[0].open == 0


def test_a_sample_counts_only_under_a_wording_that_is_known() -> None:
    test = SampleTest(tested=100_000, defective=100_000)
    with pytest.raises(WholeNotRejected, match="not recorded"):
        reject_whole(UNKNOWN, given(UNKNOWN), "del_1", test, "Bad.", on=DAY, by="usr", at=NOON)
