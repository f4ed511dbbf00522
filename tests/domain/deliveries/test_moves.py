"""Deliveries are accepted, rejected and replaced as the clause on acceptance promises."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given as forall
from hypothesis import strategies as st

from service.domain.deliveries.acceptance import ends_on, replaced_by, to_replace
from service.domain.deliveries.batch import BatchStatus, Deliveries
from service.domain.deliveries.events import Outcome, SampleTest
from service.domain.deliveries.moves import accept, lapsed, lapses, reject_whole, use
from service.domain.errors import (
    AcceptanceOver,
    DeliveryRefused,
    NotFound,
    NothingOpen,
    NotReplaced,
    WholeNotRejected,
)
from service.domain.terms.delivery import AcceptanceStarts, ManifestRule, RejectedItems
from service.domain.terms.positions import Position
from tests.conftest import NOON
from tests.domain.deliveries.delivered import (
    DAY,
    after_silence,
    bad,
    given,
    later,
    rejecting,
    rules,
    some,
)

TERMS = rules()
LICENSOR, LICENSEE = rules(Position.LICENSOR), rules(Position.LICENSEE)


def _pointers(refused: pytest.ExceptionInfo[DeliveryRefused]) -> list[str]:
    return [fault.pointer for fault in refused.value.faults]


def _lot(deliveries: Deliveries, id: str = "del_1", line: str = "photos"):
    lot = deliveries.batch(id).lot(line)
    assert lot is not None
    return lot


def _accepting(deliveries: Deliveries, id: str = "del_1", on: date = DAY) -> Deliveries:
    return deliveries.after(accept(deliveries, id, on=on, by="lnk", at=NOON))


def _using(terms, deliveries: Deliveries, quantity: int) -> Deliveries:
    used = [some("photos", quantity)]
    return deliveries.after(use(terms, deliveries, "del_1", used, on=DAY, by="lnk", at=NOON))


def test_a_delivery_has_counts_by_line_and_a_digest_and_waits_for_a_test() -> None:
    deliveries = given(TERMS, some("photos", 600_000), some("clips", 10))
    batch = deliveries.batch("del_1")
    assert (batch.number, batch.manifest_sha256) == (1, "d" * 64)
    assert [(lot.line, lot.open) for lot in batch.lots] == [("photos", 600_000), ("clips", 10)]
    assert batch.status is BatchStatus.TESTING
    with pytest.raises(NotFound):
        deliveries.batch("del_2")


def test_everything_wrong_with_a_delivery_is_said_at_once() -> None:
    with pytest.raises(DeliveryRefused) as refused:
        given(
            TERMS,
            some("photos", 1),
            some("photos", 0),
            some("songs", 1),
            on=later(1),
            today=DAY,
            manifest_sha256=None,
        )
    assert _pointers(refused) == [
        "/quantities/1/line",
        "/quantities/1/quantity",
        "/quantities/2/line",
        "/delivered_on",
        "/manifest_sha256",
    ]
    given(rules(manifest=ManifestRule.NONE), manifest_sha256=None)


def test_nothing_is_delivered_before_there_is_a_contract() -> None:
    terms = replace(rules(), since=DAY)
    with pytest.raises(DeliveryRefused) as refused:
        given(terms, on=later(-1))
    assert "1 February 2027" in refused.value.faults[0].message
    assert given(terms, on=DAY).batches


def test_silence_accepts_after_the_last_day_and_not_on_it() -> None:
    deliveries = given(TERMS)
    last = ends_on(TERMS, deliveries, deliveries.batch("del_1"), "photos")
    assert last == later(15)
    assert after_silence(TERMS, deliveries, last) == deliveries
    assert lapses(TERMS, deliveries) == {"del_1": later(15)}
    accepted = after_silence(TERMS, deliveries, later(400))
    assert lapses(TERMS, accepted) == {}
    (settled,) = _lot(accepted).settled
    assert (settled.outcome, settled.on) == (Outcome.BY_SILENCE, last)
    assert accepted.batch("del_1").status is BatchStatus.ACCEPTED
    assert after_silence(TERMS, accepted, later(500)) == accepted


def test_a_line_that_is_tested_whole_waits_until_it_is_whole() -> None:
    terms = rules(acceptance_starts=AcceptanceStarts.COMPLETE_DELIVERY)
    one = given(terms, some("photos", 600_000), some("clips", 250_000))
    assert ends_on(terms, one, one.batch("del_1"), "photos") is None
    assert ends_on(terms, one, one.batch("del_1"), "clips") == later(15)
    nearly = given(terms, some("photos", 560_000), so_far=one, id="del_2", on=later(9))
    assert ends_on(terms, nearly, nearly.batch("del_1"), "photos") is None
    last = given(terms, some("photos", 560_000, last=True), so_far=one, id="del_2", on=later(9))
    assert ends_on(terms, last, last.batch("del_1"), "photos") == later(24)
    too_little = given(terms, some("photos", 500_000, last=True), so_far=one, id="del_2")
    assert ends_on(terms, too_little, too_little.batch("del_1"), "photos") is None


def test_items_are_rejected_with_reasons_and_the_rest_is_accepted() -> None:
    deliveries = rejecting(
        TERMS, given(TERMS), bad(quantity=100), bad(quantity=50, reason="Twice.")
    )
    assert (_lot(deliveries).rejected, _lot(deliveries).open) == (150, 599_850)
    accepted = _accepting(deliveries, on=later(3))
    assert accepted.batch("del_1").status is BatchStatus.PARTLY_REJECTED
    assert _lot(accepted).accepted == 599_850
    with pytest.raises(NothingOpen):
        _accepting(accepted)


def test_everything_wrong_with_a_rejection_is_said_at_once() -> None:
    with pytest.raises(DeliveryRefused) as refused:
        rejecting(
            TERMS,
            given(TERMS),
            bad("film", 1),
            bad(quantity=500_000, reason=" "),
            bad(quantity=500_000, trained=1, found_on=DAY),
        )
    assert _pointers(refused) == [
        "/rejections/0/line",
        "/rejections/1/reason",
        "/rejections/2/quantity",
        "/rejections/2/trained",
        "/rejections/2/found_on",
    ]
    with pytest.raises(DeliveryRefused):
        rejecting(TERMS, given(TERMS), bad(quantity=0))


def test_a_rejection_comes_in_time() -> None:
    deliveries = given(TERMS)
    assert _lot(rejecting(TERMS, deliveries, on=later(15))).rejected == 100
    with pytest.raises(AcceptanceOver, match="2027-02-16"):
        rejecting(TERMS, deliveries, on=later(16))


def test_use_accepts_finally() -> None:
    used = _using(TERMS, given(TERMS), 599_950)
    assert _lot(used).accepted == 599_950
    with pytest.raises(DeliveryRefused, match="at most 50"):
        rejecting(TERMS, used)
    with pytest.raises(DeliveryRefused, match="at most 50"):
        _using(TERMS, used, 51)
    with pytest.raises(DeliveryRefused, match="use is not acceptance"):
        _using(rules(use_is_acceptance=False), given(TERMS), 1)


def test_where_use_is_no_acceptance_what_was_trained_on_is_rejected_but_not_replaced() -> None:
    terms = rules(use_is_acceptance=False)
    deliveries = rejecting(terms, given(terms), bad(trained=40))
    assert (_lot(deliveries).rejected, _lot(deliveries).trained) == (100, 40)
    assert to_replace(terms, deliveries, deliveries.batch("del_1"), "photos", DAY) == 60


@pytest.mark.parametrize("terms", [LICENSOR, rules(acceptance_days=0)])
def test_some_terms_accept_items_as_they_come(terms) -> None:
    batch = given(terms).batch("del_1")
    assert batch.status is BatchStatus.ACCEPTED
    assert batch.lots[0].settled[0].outcome is Outcome.ON_DELIVERY


def test_a_rejection_may_undo_acceptance_on_delivery_but_not_by_use() -> None:
    undone = rejecting(LICENSOR, given(LICENSOR), on=later(15))
    assert (_lot(undone).accepted, _lot(undone).open) == (599_900, 0)
    with pytest.raises(AcceptanceOver):
        rejecting(LICENSOR, given(LICENSOR), on=later(16))
    used = _using(LICENSOR, given(LICENSOR), 599_950)
    assert _lot(used).accepted == 600_000
    with pytest.raises(DeliveryRefused, match="at most 50"):
        rejecting(LICENSOR, used)


def test_a_hidden_defect_is_rejected_later_where_the_licensees_wording_stands() -> None:
    silent = after_silence(LICENSEE, given(LICENSEE), later(16))
    found = bad(found_on=later(100))
    undone = rejecting(LICENSEE, silent, found, on=later(130))
    assert _lot(undone).accepted == 599_900
    with pytest.raises(DeliveryRefused, match="within 30 days"):
        rejecting(LICENSEE, silent, found, on=later(131))
    with pytest.raises(DeliveryRefused, match="no later rejection"):
        rejecting(TERMS, silent, found, on=later(130))


def test_a_whole_delivery_is_rejected_on_a_bad_sample_only() -> None:
    deliveries = given(TERMS)

    def whole(tested: int, defective: int, terms=TERMS) -> Deliveries:
        test = SampleTest(tested=tested, defective=defective)
        return deliveries.after(
            reject_whole(terms, deliveries, "del_1", test, "Blurred.", on=DAY, by="lnk", at=NOON)
        )

    assert whole(6_000, 121).batch("del_1").status is BatchStatus.REJECTED
    with pytest.raises(WholeNotRejected, match="more than 2 %"):
        whole(6_000, 120)
    with pytest.raises(DeliveryRefused, match="at least 6000"):
        whole(5_999, 5_999)
    with pytest.raises(DeliveryRefused, match="items tested"):
        whole(6_000, 6_001)
    with pytest.raises(WholeNotRejected, match="sorts"):
        whole(6_000, 6_000, LICENSOR)


def test_a_replacement_is_a_delivery_of_its_own_in_time() -> None:
    rejected = rejecting(TERMS, given(TERMS), on=later(2))
    replaced = given(
        TERMS, some("photos", 60), so_far=rejected, id="del_2", on=later(32), replaces="del_1"
    )
    assert replaced_by(TERMS, later(2)) == later(32)
    assert to_replace(TERMS, replaced, replaced.batch("del_1"), "photos", later(32)) == 40
    assert ends_on(TERMS, replaced, replaced.batch("del_2"), "photos") == later(47)
    for quantity, day in ((41, 32), (40, 33)):
        with pytest.raises(NotReplaced, match="as a new delivery"):
            given(
                TERMS,
                some("photos", quantity),
                so_far=replaced,
                id="del_3",
                on=later(day),
                replaces="del_1",
            )


def test_the_remedy_says_whether_and_until_when_items_are_replaced() -> None:
    only_credit = rules(rejected_items=RejectedItems.CREDIT)
    rejected = rejecting(only_credit, given(only_credit))
    with pytest.raises(NotReplaced, match="credits"):
        given(only_credit, some("photos", 1), so_far=rejected, id="del_2", replaces="del_1")
    no_credit = rules(rejected_items=RejectedItems.REPLACE)
    assert to_replace(no_credit, rejected, rejected.batch("del_1"), "photos", later(900)) == 100


moves = st.lists(
    st.tuples(
        st.sampled_from(["accept", "reject", "use", "lapse"]),
        st.integers(0, 20),
        st.integers(1, 700),
    ),
    max_size=8,
)


@forall(st.sampled_from([TERMS, LICENSOR, LICENSEE]), moves)
def test_whatever_happens_every_item_is_open_accepted_or_rejected(terms, steps) -> None:
    deliveries = given(terms, some("photos", 1000))
    for move, day, quantity in steps:
        try:
            match move:
                case "accept":
                    deliveries = _accepting(deliveries, on=later(day))
                case "reject":
                    found_on = DAY if terms is LICENSEE and day > 10 else None
                    refused = bad(quantity=quantity, found_on=found_on)
                    deliveries = rejecting(terms, deliveries, refused, on=later(day))
                case "use":
                    deliveries = _using(terms, deliveries, quantity)
                case _:
                    deliveries = after_silence(terms, deliveries, later(day))
        except (AcceptanceOver, DeliveryRefused, NothingOpen):
            continue
        lot = _lot(deliveries)
        assert lot.open + lot.accepted + lot.rejected == lot.quantity
        assert min(lot.open, lot.accepted - lot.used, lot.rejected) >= 0
    assert not lapsed(
        terms, after_silence(terms, deliveries, later(99)), today=later(99), by="s", at=NOON
    )
