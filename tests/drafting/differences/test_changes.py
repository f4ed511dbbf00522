"""What changed, in the words of the contract: every term under a name, every cost beside its cause."""

import re
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from service.domain.money import Money, Rate
from service.domain.pricing.differences import fee_differences
from service.domain.terms import Terms
from service.domain.terms import grant as g
from service.domain.terms import parties as pa
from service.domain.terms import positions as po
from service.domain.terms import risk as r
from service.domain.terms.delivery import DeliveryMethod, DueAfter, DueEvent, SpanUnit, Tranche
from service.domain.terms.differences import differences
from service.domain.terms.law import Forum
from service.domain.terms.leaves import value_at
from service.domain.terms.parties import Side
from service.domain.terms.period import Notice
from service.domain.terms.positions import Position
from service.domain.terms.prices import ChargeKind
from service.drafting.differences import differences_between
from service.drafting.differences.changes import Change, ChangeKind, changed_groups
from service.drafting.differences.values import name_of_term
from tests.builders import a_charge, a_line, some_materials, some_terms, usd
from tests.domain.changes import terms_with
from tests.domain.priced import hybrid, on_line, rate
from tests.drafting.sample_key_terms import SAMPLE as KEY_TERMS_OF_SAMPLE
from tests.drafting.samples import samples
from tests.drafting.test_every_term import (
    NEVER_PRINTED,
    SIGNATORIES,
    named,
    other_than,
    single_terms,
    with_value,
)
from tests.pairs import pairs
from tests.sizes import cases

SAMPLE = some_terms()


def changes(after: Terms, before: Terms = SAMPLE) -> list[Change]:
    """Without the rows that only follow."""
    found, fees = differences(before, after), fee_differences(before, after)
    groups = changed_groups(before, after, found, fees)
    return [c for group in groups for c in group.changes if c.kind is not ChangeKind.FOLLOWS]


def only(after: Terms, before: Terms = SAMPLE) -> Change:
    (change,) = changes(after, before)
    return change


CASES: tuple[tuple[dict[str, Any], str, str, str], ...] = (
    (
        {"period__renewal__notice": Notice(value=90)},
        "Renewal Notice",
        "At least 60 days before the last day of the period that is ending",
        "At least 90 days before the last day of the period that is ending",
    ),
    ({"materials__lines__0__volume": Decimal(5)}, "Volume of photos", "1,200,000", "5"),
    ({"materials__lines__1__captions": True}, "Metadata of clips", "No captions / Location data removed", "Captions included / Location data removed"),
    ({"delivery__schedule__1__due_date": date(2027, 3, 15)}, "Due of delivery 2", "28 February 2027", "15 March 2027"),
    ({"delivery__method": DeliveryMethod.SFTP}, "Delivery method", "Upload to storage named by Licensee", "SFTP"),
    ({"grant__exclusivity_premium_pct": Decimal(10)}, "Exclusivity premium", "None", "10% of USD 1,560,000.00"),
    ({"law__governing_law": "IE"}, "Governing Law", "The laws of the State of New York, United States", "The laws of Ireland"),
    ({"special_terms__0__text": "Licensee may not."}, "Text of special term ST1", "Licensee may name Licensor in its training-data summary.", "Licensee may not."),
    ({"special_terms": ()}, "Special term ST1", "Section 35, Adds to, Licensee may name Licensor in its training-data summary.", "None"),
    ({"parties__licensee__notice_email": "x@labs.example"}, "Notice Address", "Licensor: legal@archive.example; 1 Harbor Way, Denver, CO 80202, United States / Copy, which is not a Notice: outside-counsel@firm.example / Licensee: contracts@labs.example; 2 Model Street, London, EC1A 1AA, United Kingdom", "Licensor: legal@archive.example; 1 Harbor Way, Denver, CO 80202, United States / Copy, which is not a Notice: outside-counsel@firm.example / Licensee: x@labs.example; 2 Model Street, London, EC1A 1AA, United Kingdom"),
    ({"positions__clauses": MappingProxyType({"C05": Position.LICENSOR})}, "Section 5, Acceptance and replacement", "Balanced by default", "Licensor-favorable"),
    ({"positions__clauses": MappingProxyType({"C49": Position.BALANCED})}, "Section 49, Publicity", "Left out by default", "Balanced"),
    ({"positions__licensing_market_evidence": po.MarketEvidence.USABLE}, "Licensing market evidence", "Silent", "Usable by either side"),
    ({"positions__tdm_reservation": po.TdmReservation.SILENT}, "TDM reservation", "Reserved", "Silent"),
    ({"parties__licensee__acting_as": pa.ActingAs.CONSUMER}, "Licensee, acting as", "Business", "Consumer"),
    ({"period__reminders_days_before": (7, 1)}, "Reminders days before", "90 / 60 / 30 / 14 / 7 / 1", "7 / 1"),
    ({"parties__licensee__signatories__0__title": "CEO"}, "Licensee, signatories, bo@labs.example, title", "VP Data", "CEO"),
    ({"positions__clauses": MappingProxyType({"C05": Position.BALANCED})}, "Section 5, Acceptance and replacement", "Balanced by default", "Balanced"),
    ({"materials__collection": None}, "Collection", "photo-archive-1", "None"),
)  # fmt: skip


@pytest.mark.parametrize(("change", "label", "before", "after"), CASES)
def test_a_changed_term_is_said_as_the_contract_says_it(
    change: dict[str, Any], label: str, before: str, after: str
) -> None:
    found = only(terms_with(**change))
    assert found.label == label
    assert " / ".join(found.before_words) == before
    assert " / ".join(found.after_words) == after


def test_terms_of_one_row_are_one_change() -> None:
    found = only(terms_with(parties__licensee__legal_name="Labs 2", parties__licensee__tax_id="9"))
    assert found.label == "Licensee"
    assert found.paths == ("/parties/licensee/legal_name", "/parties/licensee/tax_id")
    assert found.after_words[0] == "Labs 2"


def test_a_group_of_terms_that_came_fills_its_rows() -> None:
    ld = r.LiquidatedDamages(event="Leak", amount=usd("5"), cap=usd("50"))
    assert [
        (c.kind, c.label, c.before_words, c.after_words) for c in changes(terms_with(risk__ld=ld))
    ] == [
        (ChangeKind.ADDED, "Liquidated Damages Event", ("Not applicable",), ("Leak",)),
        (ChangeKind.ADDED, "Liquidated Sum", ("Not applicable",), ("USD 5.00",)),
        (ChangeKind.ADDED, "Liquidated Damages Cap", ("Not applicable",), ("USD 50.00",)),
    ]


def test_a_line_that_went_and_one_that_came_are_there_whole_with_their_price() -> None:
    photos, clips, film = some_materials().lines
    found = changes(
        terms_with(
            materials__lines=(photos, film, a_line(id="stills")),
            delivery__schedule=(),
            pricing__guarantee=None,
        ),
        terms_with(delivery__schedule=(), pricing__guarantee=None),
    )
    assert [(c.kind, c.label, c.money_effect) for c in found] == [
        (ChangeKind.REMOVED, "Line clips", (usd("-500000"),)),
        (ChangeKind.ADDED, "Line stills", (usd("60000"),)),
    ]
    assert clips.description in found[0].before_words[0]
    assert found[0].after_words == ("None",)


def test_lines_in_another_order_are_named_in_both() -> None:
    photos, clips, film = some_materials().lines
    found = only(terms_with(materials__lines=(film, photos, clips)))
    assert (found.kind, found.label) == (ChangeKind.MOVED, "Lines, order")
    assert found.before_words == ("photos", "clips", "film")
    assert found.after_words == ("film", "photos", "clips")


def test_a_price_that_another_replaces_is_still_named() -> None:
    extra = on_line(ChargeKind.PER_UNIT, rate=rate("0.07"))
    before, after = (hybrid(extra), terms_of_line(hybrid(extra), "0.06"))
    found = only(after, before)
    assert found.label == "Lines, photos, unit rate"
    assert (found.before_words, found.after_words) == (("0.05",), ("0.06",))
    assert found.money_effect == ()


def terms_of_line(terms: Terms, price: str) -> Terms:
    path = ("materials", "lines", 0, "unit_rate")
    changed: Terms = with_value(terms, path, Rate(Decimal(price)))
    return changed


def test_each_reason_stands_with_the_change_that_it_comes_from() -> None:
    after = terms_with(
        materials__lines__0__volume=Decimal(2_000_000),
        materials__lines__0__unit_rate=Rate(Decimal("0.06")),
        materials__lines__0__description="Other words",
        pricing__charges=(a_charge(description="Set-up"),),
        grant__exclusivity_premium_pct=Decimal(1),
    )
    assert {c.label: c.money_effect for c in changes(after) if c.money_effect} == {
        "Volume of photos": (usd("40000"),),
        "Rate of photos": (usd("20000"),),
        "Charge setup": (usd("1000"),),
        "Exclusivity premium": (usd("16210"),),
    }


def test_what_follows_is_said_after_no_term_of_its_own() -> None:
    groups = differences_between(SAMPLE, terms_with(period__months=36)).groups
    follow = {c.label for group in groups for c in group.changes if c.kind is ChangeKind.FOLLOWS}
    assert follow == {"First Notice Days"}


def test_the_committed_fees_follow_with_the_whole_effect() -> None:
    after = terms_with(materials__lines__0__unit_rate=Rate(Decimal("0.06")))
    groups = differences_between(SAMPLE, after).groups
    (fees,) = [c for group in groups for c in group.changes if c.label == "Committed Fees"]
    assert (fees.kind, fees.money_effect) == (ChangeKind.FOLLOWS, (usd("12000"),))


def test_groups_and_rows_stand_in_the_order_of_the_key_terms() -> None:
    after = terms_with(
        law__forum=Forum.EXPERT,
        risk__mfn=r.Mfn.NONE,
        period__cure_days=5,
        grant__open_weights_ok=True,
        grant__copies=g.Copies.SAME_WORKS_ANY_SOURCE,
        parties__licensee__tax_id="9",
    )
    groups = differences_between(SAMPLE, after).groups
    assert [(group.name, [c.label for c in group.changes]) for group in groups] == [
        ("parties", ["Licensee"]),
        ("license", ["Licensed Copies", "Open Weights"]),
        ("period", ["Cure Period"]),
        ("law", ["Forum"]),
    ]


@pytest.mark.parametrize(
    ("change", "side"),
    [
        ({"positions__warranties": po.Warranties.FLAT}, Side.LICENSEE),
        ({"positions__fair_use": frozenset({po.FairUse.FU2})}, Side.LICENSOR),
        ({"positions__clauses": MappingProxyType({"C05": Position.LICENSEE})}, Side.LICENSEE),
        ({"period__cure_days": 60}, None),
    ],
)
def test_a_change_says_toward_whom_it_goes(change: dict[str, Any], side: Side | None) -> None:
    assert only(terms_with(**change)).toward is side


PLAIN = {
    *(name for name in NEVER_PRINTED if not name.startswith(("form.", "pricing."))),
    "notices.deemed_receipt.platform.unit",
    "positions.licensing_market_evidence",
    "positions.tdm_reservation",
    "pricing.fee_model",
}
"""Terms that no row or cell of any sample shows, and so have a plain name."""


def test_every_single_term_has_its_row_or_cell_or_else_a_plain_name() -> None:
    shown, plain = set[str](), set[str]()
    for terms in samples().values():
        for path in single_terms(terms):
            name = named(path)
            if name in shown or path[0] == "form" or (name in plain and _is_plain(name)):
                continue
            changed = with_value(terms, path, other_than(value_at(terms, path), path[-1]))
            if changed == terms:
                continue
            found, at = changes(changed, terms), path[:-1] if isinstance(path[-1], int) else path
            assert found, name
            assert all(_is_said(change) for change in found), name
            of_row = any(
                c.label in KEY_TERMS_OF_SAMPLE or c.label != name_of_term(at, changed)
                for c in found
            )
            (shown if of_row else plain).add(name)
    assert {name for name in plain - shown if not _is_plain(name)} == set()
    assert {name for name in shown if name in PLAIN} == set()
    assert len(shown) > 290


def _is_plain(name: str) -> bool:
    return name in PLAIN or SIGNATORIES in name


def _is_said(change: Change) -> bool:
    words = (*change.before_words, *change.after_words)
    return bool(change.label) and all(words) and change.before_words != change.after_words


def _in_deliveries(*schedule: Tranche) -> Terms:
    return terms_with(delivery__schedule=schedule)


AFTER_PAYMENT = Tranche(
    line="photos",
    quantity=Decimal(600_000),
    due_after=DueAfter(event=DueEvent.PAYMENT, value=4, unit=SpanUnit.BUSINESS_DAYS),
)
IN_MARCH = Tranche(line="photos", quantity=Decimal(600_000), due_date=date(2027, 3, 30))
CLIPS = Tranche(line="clips", quantity=Decimal(100_000), due_date=date(2027, 5, 1))


def test_a_delivery_that_moves_on_is_compared_with_itself() -> None:
    before, after = _in_deliveries(AFTER_PAYMENT), _in_deliveries(CLIPS, IN_MARCH)
    said = {change.label: change for change in changes(after, before)}
    due, added = said["Due of delivery 2"], said["Delivery 1"]
    assert due.before_words == ("4 Business Days after payment",)
    assert due.after_words == ("30 March 2027",)
    assert added.kind is ChangeKind.ADDED
    assert added.before_words == ("None",)
    assert added.after_words[0].startswith("clips, ")


def test_a_delivery_that_went_is_not_said_to_be_the_one_that_has_its_number_now() -> None:
    before, after = _in_deliveries(CLIPS, IN_MARCH), _in_deliveries(AFTER_PAYMENT)
    said = {change.label: change for change in changes(after, before)}
    due, removed = said["Due of delivery 1"], said["Delivery 1"]
    assert due.before_words == ("30 March 2027",)
    assert due.after_words == ("4 Business Days after payment",)
    assert removed.kind is ChangeKind.REMOVED
    assert removed.before_words[0].startswith("clips, ")
    assert removed.after_words == ("None",)


def test_a_delivery_in_the_place_of_another_is_said_as_one_change() -> None:
    before, after = _in_deliveries(IN_MARCH), _in_deliveries(CLIPS)
    (change,) = [each for each in changes(after, before) if "elivery 1" in each.label]
    assert change.before_words[0].startswith("photos, ")
    assert change.after_words[0].startswith("clips, ")


@settings(
    max_examples=cases(4, 200),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(pairs())
def test_of_any_two_deals_every_difference_is_said(pair: tuple[Terms, Terms]) -> None:
    before, after = pair
    there, back = differences_between(before, after), differences_between(after, before)
    said = [change for group in there.groups for change in group.changes]
    assert all(_is_said(change) for change in said)
    paths = [path for change in said for path in change.paths]
    assert sorted(paths) == sorted(each.path for each in there.terms)
    assert (said == []) == (there.terms == ())
    assert _words(there) == sorted((label, now, was) for label, was, now in _words(back))
    for total in there.fees.totals:
        spread = [
            e for c in said if c.paths for e in c.money_effect if e.currency == total.currency
        ]
        known = sum(spread, Money(0, total.currency))
        reasons = [
            reason for c in said for reason in c.why if reason.effect.currency == total.currency
        ]
        assert known == sum((reason.effect for reason in reasons), Money(0, total.currency))


def _words(found: Any) -> list[tuple[str, Any, Any]]:
    """Without the numbers of deliveries: each is called by the number that it has afterwards."""
    return sorted(
        (re.sub(r"elivery \d+", "elivery", change.label), change.before_words, change.after_words)
        for group in found.groups
        for change in group.changes
        if change.kind is not ChangeKind.MOVED
    )
