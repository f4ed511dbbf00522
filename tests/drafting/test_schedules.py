"""The Schedules: what is licensed, what it costs, when it comes, and data protection."""

import hashlib
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from service.domain.contract import ContractText
from service.domain.pricing import quote
from service.domain.terms import Terms
from service.domain.terms import delivery as d
from service.drafting.assemble import assemble
from service.drafting.wording import money
from tests import strategies
from tests.builders import some_terms
from tests.domain.changes import terms_with
from tests.drafting import reading
from tests.drafting.changes import CHANGES
from tests.drafting.samples import SHA256, contracts, samples

a_few = settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)


def drawn_up(name: str) -> ContractText:
    return assemble(terms_with(**CHANGES[name]), SHA256)


def rows(contract: ContractText, schedule: str, heading: str) -> list[list[str]]:
    return [[*row] for row in reading.table(reading.schedule(contract, schedule), heading)]


SAMPLE = assemble(some_terms(), SHA256)


def test_schedule_1_describes_each_line() -> None:
    assert rows(SAMPLE, "materials", "Lines") == [
        [
            "photos",
            "Photographs / Landscape, wildlife and product photographs with captions, 2004-2019",
            "item",
            "1,200,000",
            "5%",
        ],
        [
            "clips",
            "Short-form video / Clips under 60 seconds, model releases on file",
            "clip",
            "250,000",
            "5%",
        ],
        [
            "film",
            "Long-form video / Long-form documentary video, model releases on file",
            "hour",
            "10,000",
            "5%",
        ],
    ]


def test_schedule_1_says_where_each_line_comes_from_and_who_is_in_it() -> None:
    assert rows(SAMPLE, "materials", "Rights and people")[:2] == [
        [
            "photos",
            "Owned by Licensor",
            "No identifiable people",
            "Captions included / Location data removed",
            "All Licensed Purposes",
        ],
        [
            "clips",
            "Owned by Licensor",
            "Identifiable people / Releases for 100% of the people",
            "No captions / Location data removed",
            "All Licensed Purposes",
        ],
    ]


def test_schedule_1_cites_the_terms_that_users_accepted() -> None:
    table = rows(drawn_up("user_terms general_license"), "materials", "Rights and people")
    assert table[0][1] == (
        "User terms / Terms version: 2024-05 / Accepted from 1 May 2024 to 1 May 2026 / "
        "General license, AI training not named / Notice given on 1 June 2026 / "
        f"Evidence SHA-256: {'c' * 64}"
    )


def test_schedule_1_names_the_quality_of_a_line() -> None:
    described = rows(drawn_up("quality"), "materials", "Lines")[0][1]
    assert described.endswith(
        "Resolution: 4K / Language: English (en) / Annotated / Not published before"
    )


def test_schedule_1_states_the_manifest_that_is_fixed_at_signature() -> None:
    assert rows(drawn_up("a manifest"), "materials", "Manifest") == [
        ["Location", "https://archive.example/m.csv"],
        ["SHA-256", "b" * 64],
        ["Number of Items", "1,460,000"],
    ]


def test_schedule_1_says_that_a_manifest_for_signature_is_missing() -> None:
    terms = terms_with(delivery__manifest=d.ManifestRule.AT_SIGNATURE)
    contract = assemble(terms, SHA256)
    assert rows(contract, "materials", "Manifest") == [["SHA-256", "Not yet stated"]]


def test_excluded_works_are_listed_as_long_as_there_are_few() -> None:
    works = tuple(f"Work {n}" for n in range(200))
    contract = assemble(terms_with(materials__excluded_works=works), SHA256)
    assert rows(contract, "materials", "Excluded Works") == [[work] for work in works]


def test_excluded_works_beyond_two_hundred_go_by_the_digest_of_their_list() -> None:
    works = tuple(f"Work {n}" for n in range(201))
    contract = assemble(terms_with(materials__excluded_works=works), SHA256)
    assert rows(contract, "materials", "Excluded Works") == [
        ["Number of works", "201"],
        ["List", "In the terms attached to this document"],
        [
            "SHA-256 of the list, one work a line",
            hashlib.sha256("\n".join(works).encode()).hexdigest(),
        ],
    ]


def test_schedule_2_shows_each_charge_then_the_guarantee_and_the_total() -> None:
    assert rows(SAMPLE, "fees", "Charges and totals") == [
        ["photos", "Per item", "1,200,000", "USD 0.05", "USD 60,000.00"],
        ["clips", "Per clip", "250,000", "USD 2.00", "USD 500,000.00"],
        ["film", "Per hour", "10,000", "USD 100.00", "USD 1,000,000.00"],
        ["Minimum", "USD 500,000.00; USD 1,560,000.00 counts toward it", "", "", "Reached"],
        [
            "Total in USD",
            "Committed / In words: one million five hundred sixty thousand US dollars",
            "",
            "",
            "USD 1,560,000.00",
        ],
    ]


def test_schedule_2_shows_the_premium_for_exclusivity_before_the_total() -> None:
    charges = rows(drawn_up("exclusive for a time"), "fees", "Charges and totals")
    assert ["Exclusivity premium", "25% of USD 1,560,000.00", "", "", "USD 390,000.00"] in charges
    assert (charges[-1][0], charges[-1][-1]) == ("Total in USD", "USD 1,950,000.00")


def test_schedule_2_shows_what_lies_above_the_fee_cap() -> None:
    charges = rows(drawn_up("fee cap"), "fees", "Charges and totals")
    assert ["Above the Fee Cap", "Not owed", "", "", "-USD 660,000.00"] in charges
    assert (charges[-1][0], charges[-1][-1]) == ("Total in USD", "USD 900,000.00")


def test_schedule_2_says_that_a_charge_depends_on_the_future() -> None:
    charges = rows(drawn_up("share net"), "fees", "Charges and totals")
    assert charges[3][1:] == ["Share of Net Revenue", "", "4%", "As revenue arises"]
    assert charges[-1][1].startswith("Committed, at least / In words: one million")


def test_schedule_2_shows_every_tier_with_its_units() -> None:
    assert rows(drawn_up("tiers"), "fees", "Tiers") == [
        ["photos", "0", "1,000,000", "USD 0.06", "1,000,000", "USD 60,000.00"],
        ["photos", "1,000,000", "no limit", "USD 0.04", "200,000", "USD 8,000.00"],
    ]


def test_schedule_2_shows_the_years_of_a_rising_subscription() -> None:
    assert rows(drawn_up("subscription month"), "fees", "Years") == [
        ["subscription", "1", "12", "USD 2,000.00", "USD 24,000.00"],
        ["subscription", "2", "12", "USD 2,060.00", "USD 24,720.00"],
    ]


def test_schedule_2_shares_the_total_with_the_contributors() -> None:
    assert rows(drawn_up("contributor split"), "fees", "Contributor share") == [
        ["Share of the contributors", "40%"],
        ["Contributors, USD", "USD 624,000.00"],
        ["Licensor, USD", "USD 936,000.00"],
    ]


@pytest.mark.parametrize("name", samples())
def test_the_totals_of_schedule_2_are_those_of_the_quote(name: str) -> None:
    assert totals(contracts()[name]) == quoted(samples()[name])


@a_few
@given(strategies.terms())
def test_the_totals_of_schedule_2_are_those_of_the_quote_for_any_deal(terms: Terms) -> None:
    assert totals(assemble(terms, SHA256)) == quoted(terms)


def totals(contract: ContractText) -> list[tuple[str, str]]:
    charges = rows(contract, "fees", "Charges and totals")
    return [(row[0], row[-1]) for row in charges if row[0].startswith("Total in ")]


def quoted(terms: Terms) -> list[tuple[str, str]]:
    return [(f"Total in {sum.currency}", money(sum.committed)) for sum in quote(terms).totals]


def test_schedule_3_lists_each_delivery_with_its_day_or_event() -> None:
    assert rows(SAMPLE, "delivery", "Deliveries") == [
        ["1", "photos", "JPEG, MP4", "31 January 2027", "600,000"],
        ["2", "photos", "JPEG, MP4", "28 February 2027", "600,000"],
        ["3", "clips", "JPEG, MP4", "60 days after the Effective Date", "250,000"],
        ["4", "film", "JPEG, MP4", "90 days after the Effective Date", "10,000"],
    ]


def test_schedule_3_says_what_a_delivery_waits_for() -> None:
    due = [row[3] for row in rows(drawn_up("after events"), "delivery", "Deliveries")]
    assert due[:3] == [
        "On the Effective Date",
        "1 week after payment",
        "2 weeks after acceptance of the delivery before",
    ]


def test_schedule_3_delivers_without_delay_what_no_delivery_names() -> None:
    one = terms_with(
        delivery__schedule=(
            d.Tranche(line="film", quantity=Decimal(10), due_date=date(2027, 3, 1), format="MP4"),
        )
    )
    when = "Without delay after the Effective Date"
    assert rows(assemble(one, SHA256), "delivery", "Deliveries") == [
        ["1", "film", "MP4", "1 March 2027", "10"],
        ["2", "photos", "JPEG, MP4", when, "1,200,000"],
        ["3", "clips", "JPEG, MP4", when, "250,000"],
    ]


def test_schedule_3_says_how_deliveries_are_made() -> None:
    assert rows(SAMPLE, "delivery", "Method") == [
        ["Mode", "Tranches"],
        ["Method", "Upload to storage named by Licensee"],
        ["Format", "JPEG, MP4"],
        ["Place of delivery", "United States"],
    ]


@pytest.mark.parametrize("mode", d.DeliveryMode)
def test_schedule_3_says_when_an_item_is_delivered_where_there_is_no_single_delivery(
    mode: d.DeliveryMode,
) -> None:
    """Section 4 leaves that to Schedule 3 for everything but one delivery and tranches."""
    terms = terms_with(delivery__mode=mode, delivery__schedule=())
    rules = reading.rules(assemble(terms, SHA256))
    said = [
        r for r in rules if r.part.bookmark == "sch_delivery" and "An Item is delivered" in r.text
    ]
    assert bool(said) == (mode not in (d.DeliveryMode.ONE_OFF, d.DeliveryMode.TRANCHES))


def test_schedule_4_is_there_only_for_personal_data() -> None:
    with_schedule_4 = {
        name
        for name, contract in contracts().items()
        if "sch_data_protection" in bookmarks(contract)
    }
    assert "people" in with_schedule_4
    assert "people in California" not in with_schedule_4
    assert "photo-archive" not in with_schedule_4


def bookmarks(contract: ContractText) -> list[str]:
    return [part.bookmark for part in contract.parts]


def test_the_schedules_are_numbered_in_order() -> None:
    assert [part.heading for part in drawn_up("people").parts[2:6]] == [
        "Schedule 1: Materials",
        "Schedule 2: Fees",
        "Schedule 3: Delivery",
        "Schedule 4: Data Protection",
    ]


def test_another_description_of_a_line_changes_schedule_1_alone() -> None:
    lines = some_terms().materials.lines
    other = replace(lines[0], description="Harbors")
    changed = assemble(terms_with(materials__lines=(other, *lines[1:])), SHA256)
    assert changed.parts[3:] == SAMPLE.parts[3:]
    assert changed.parts[2] != SAMPLE.parts[2]
