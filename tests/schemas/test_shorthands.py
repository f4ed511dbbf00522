"""Shorter ways to write terms: the same digest, and faults that point to what was written."""

from typing import Any

import pytest

from schemas.terms import canonical, dump_terms
from tests.schemas.documents import deal_faults, example, having, read, without


def hybrid(changes: dict[str, Any]) -> Any:
    """The shortest deal, with room for other prices."""
    return having(example("minimal"), {"/terms/pricing/fee_model": "hybrid", **changes})


def digest(document: Any) -> str:
    return canonical(read(document).terms).sha256


UPFRONT = {
    "id": "upfront_fee",
    "kind": "fixed",
    "amount": "250.00",
    "due": {"on": "signature", "days": 0},
}
ANNUAL = {"id": "annual_fee", "kind": "subscription", "amount": "1000.00", "per": "year"}
SHA = "0123456789abcdef" * 4
AGENT = "/terms/parties/licensor"
MANDATE = {
    f"{AGENT}/rights_capacity": "exclusive_agent",
    f"{AGENT}/authority_document": {"dated_on": "2026-01-31", "sha256": SHA, "covers": ["sign"]},
}


@pytest.mark.parametrize(
    ("short", "long"),
    [
        (
            {"/terms/pricing/minimum_guarantee": "500.00"},
            {"/terms/pricing/guarantee": {"kind": "minimum", "amount": "500.00"}},
        ),
        ({"/terms/pricing/upfront_fee": "250.00"}, {"/terms/pricing/charges": [UPFRONT]}),
        ({"/terms/pricing/annual_fee": "1000.00"}, {"/terms/pricing/charges": [ANNUAL]}),
        (
            {"/terms/pricing/annual_fee": "1000.00", "/terms/pricing/upfront_fee": "250.00"},
            {"/terms/pricing/charges": [UPFRONT, ANNUAL]},
        ),
        (
            {"/terms/pricing/indexation": "cpi", "/terms/pricing/annual_fee": "1"},
            {"/terms/pricing/indexation": {"kind": "cpi"}, "/terms/pricing/annual_fee": "1"},
        ),
        (
            {"/terms/risk/general_cap": {"type": "amount", "value": "1000"}},
            {"/terms/risk/general_cap": {"type": "amount", "amount": "1000.00"}},
        ),
        (
            {"/terms/period/starts": {"on": "2027-01-31"}},
            {"/terms/period/starts": {"mode": "fixed", "on": "2027-01-31"}},
        ),
        (
            {"/terms/period": {"mode": "perpetual"}},
            {"/terms/period": {"mode": "perpetual", "months": None}},
        ),
        (
            {**MANDATE, f"{AGENT}/principals": ["A. Author", "B. Author"]},
            {**MANDATE, f"{AGENT}/principals": {"names": ["A. Author", "B. Author"]}},
        ),
        ({}, {"/terms/materials/lines/0/id": "line-1"}),
    ],
    ids=lambda changes: ", ".join(key.rpartition("/")[2] for key in changes) or "nothing",
)
def test_a_shorthand_has_the_digest_of_its_long_form(
    short: dict[str, Any], long: dict[str, Any]
) -> None:
    assert digest(hybrid(short)) == digest(hybrid(long))


def test_principals_of_a_further_licensor_are_a_bare_list_too() -> None:
    licensor = example("minimal")["terms"]["parties"]["licensor"]
    other = {
        **licensor,
        "legal_name": "Second Archive Inc.",
        "rights_capacity": "exclusive_agent",
        "authority_document": MANDATE[f"{AGENT}/authority_document"],
        "principals": ["A. Author"],
    }
    (found,) = read(
        hybrid({"/terms/parties/other_licensors": [other]})
    ).terms.parties.other_licensors
    assert found.principals is not None
    assert found.principals.names == ("A. Author",)


@pytest.mark.parametrize("key", ["minimum_guarantee", "upfront_fee", "annual_fee"])
@pytest.mark.parametrize("nothing", ["0", "0.00", None])
def test_a_fee_of_nothing_is_no_fee(key: str, nothing: Any) -> None:
    assert digest(hybrid({f"/terms/pricing/{key}": nothing})) == digest(hybrid({}))


def test_a_charge_in_the_deals_own_currency_need_not_say_so() -> None:
    said = hybrid({"/terms/pricing/charges": [{**UPFRONT, "currency": "USD"}]})
    assert digest(said) == digest(hybrid({"/terms/pricing/charges": [UPFRONT]}))


def test_a_currency_is_read_alike_by_the_charge_and_by_its_amount() -> None:
    said = hybrid({"/terms/pricing/charges": [{**UPFRONT, "currency": " EUR "}]})
    (charge,) = read(said).terms.pricing.charges
    assert charge.currency == "EUR"
    assert charge.amount is not None
    assert charge.amount.currency == "EUR"


def test_the_deals_currency_is_read_alike_by_the_pricing_and_by_its_amounts() -> None:
    pricing = {"/terms/pricing/currency": " EUR ", "/terms/pricing/fee_cap": "100"}
    found = read(hybrid(pricing)).terms.pricing
    assert found.fee_cap is not None
    assert found.currency == found.fee_cap.currency == "EUR"


@pytest.mark.parametrize("quality", [{}, {"labelled": False, "resolution": None}, {"bitrate": " "}])
def test_a_group_that_says_nothing_is_as_if_left_out(quality: Any) -> None:
    said = hybrid({"/terms/materials/lines/0/quality": quality})
    assert digest(said) == digest(hybrid({}))


def test_a_short_form_is_written_in_full() -> None:
    written = dump_terms(read(hybrid({"/terms/pricing/minimum_guarantee": "500"})).terms)
    assert written["pricing"]["guarantee"]["amount"] == "500.00"
    assert "minimum_guarantee" not in written["pricing"]


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"/terms/pricing/minimum_guarantee": "abc"}, "/terms/pricing/minimum_guarantee"),
        ({"/terms/pricing/minimum_guarantee": 500}, "/terms/pricing/minimum_guarantee"),
        ({"/terms/pricing/minimum_guarantee": "1.005"}, "/terms/pricing/minimum_guarantee"),
        ({"/terms/pricing/upfront_fee": "abc"}, "/terms/pricing/upfront_fee"),
        ({"/terms/pricing/upfront_fee": {}}, "/terms/pricing/upfront_fee"),
        ({"/terms/pricing/annual_fee": []}, "/terms/pricing/annual_fee"),
        ({"/terms/pricing/indexation": "sometimes"}, "/terms/pricing/indexation"),
        ({"/terms/pricing/guarantee_kind": "minimum"}, "/terms/pricing/guarantee_kind"),
        ({f"{AGENT}/principals": ["A", 5]}, f"{AGENT}/principals/1"),
        ({f"{AGENT}/principals": ["A"] * 201}, f"{AGENT}/principals"),
        (
            {"/terms/risk/general_cap": {"type": "amount", "value": "much"}},
            "/terms/risk/general_cap/value",
        ),
        (
            {"/terms/risk/general_cap": {"type": "amount", "amount": "much"}},
            "/terms/risk/general_cap/amount",
        ),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_a_fault_of_shape_points_to_what_was_written(changes: dict[str, Any], pointer: str) -> None:
    assert [*deal_faults(hybrid(changes))] == [pointer]


def test_a_key_that_only_begins_like_a_long_form_stays_what_it_is() -> None:
    pricing = {"/terms/pricing/minimum_guarantee": "1.00", "/terms/pricing/guarantee_kind": "x"}
    assert [*deal_faults(hybrid(pricing))] == ["/terms/pricing/guarantee_kind"]


def test_both_fees_are_told_apart() -> None:
    charges = {"/terms/pricing/charges": [{**UPFRONT, "id": "setup", "amount": "x"}]}
    fees = {"/terms/pricing/annual_fee": "y", "/terms/pricing/upfront_fee": "z"}
    assert sorted(deal_faults(hybrid({**charges, **fees}))) == [
        "/terms/pricing/annual_fee",
        "/terms/pricing/charges/0/amount",
        "/terms/pricing/upfront_fee",
    ]


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        (
            {
                "/terms/pricing/minimum_guarantee": "500.00",
                "/terms/period": {"mode": "perpetual"},
            },
            "/terms/pricing/minimum_guarantee",
        ),
        (
            {"/terms/pricing/upfront_fee": "1.00", "/terms/pricing/fee_model": "per_unit"},
            "/terms/pricing/upfront_fee",
        ),
        (
            {"/terms/pricing/upfront_fee": "1.00", "/terms/pricing/charges": [UPFRONT]},
            "/terms/pricing/upfront_fee",
        ),
        (
            {"/terms/pricing/annual_fee": "1.00", "/terms/pricing/fee_model": "per_unit"},
            "/terms/pricing/annual_fee",
        ),
        ({"/terms/pricing/indexation": "fixed_pct"}, "/terms/pricing/indexation"),
        ({f"{AGENT}/principals": ["A. Author"]}, f"{AGENT}/principals"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_a_fault_of_a_rule_points_to_what_was_written(
    changes: dict[str, Any], pointer: str
) -> None:
    assert [*deal_faults(hybrid(changes))] == [pointer]


def test_lines_that_are_called_by_their_place_are_pointed_to_as_lines() -> None:
    line = example("minimal")["terms"]["materials"]["lines"][0]
    lines = {"/terms/materials/lines": [{**line, "id": "line-2"}, line]}
    assert [*deal_faults(hybrid(lines))] == ["/terms/materials/lines/1"]


def test_a_guarantee_is_given_once() -> None:
    guarantee = {"kind": "minimum", "amount": "500.00"}
    both = {"/terms/pricing/guarantee": guarantee, "/terms/pricing/minimum_guarantee": "500.00"}
    assert deal_faults(hybrid(both)) == {
        "/terms/pricing/minimum_guarantee": "Give this or guarantee, not both."
    }


def test_a_cap_by_amount_has_no_multiple_that_would_not_count() -> None:
    cap = {"type": "amount", "value": "2", "amount": "1000.00"}
    assert deal_faults(hybrid({"/terms/risk/general_cap": cap})) == {
        "/terms/risk/general_cap/value": "A cap of type amount has no multiple: leave it out."
    }


def test_contradictions_are_told_together_with_all_else() -> None:
    both = {"kind": "minimum", "amount": "500.00"}
    changes = {"/terms/pricing/guarantee": both, "/terms/pricing/minimum_guarantee": "1"}
    document = without(hybrid(changes), "/terms/law/governing_law")
    assert sorted(deal_faults(document)) == [
        "/terms/law/governing_law",
        "/terms/pricing/minimum_guarantee",
    ]


def test_what_was_handed_in_is_not_changed() -> None:
    document = hybrid({"/terms/pricing/upfront_fee": "250.00", "/terms/period/mode": "months"})
    before = having(document, {})
    read(document)
    assert document == before
