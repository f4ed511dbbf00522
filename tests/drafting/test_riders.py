"""The Law Riders: attached where a check says so, listed in the Key Terms, ranked by Section 2."""

from typing import Any

import pytest
from hypothesis import Phase, find, settings

from service.domain.checks import findings
from service.domain.contract import ContractText
from service.domain.deal import OurSide
from service.domain.riders import Rider, attached
from service.domain.terms import Terms
from service.domain.terms.law import LAWS
from service.domain.terms.privacy import Transfer, UsBulkData
from service.drafting.assemble import assemble
from service.drafting.library import family
from service.drafting.schedules import schedule_numbers
from service.drafting.standard_terms import standard_terms
from tests import strategies
from tests.domain.changes import terms_with
from tests.drafting import reading
from tests.drafting.changes import CHANGES
from tests.drafting.samples import SHA256, contracts, samples

FORM = family("bulk-media", 1)

EVERY_RIDER: dict[str, Any] = {
    "privacy__us_bulk_data": UsBulkData.YES,
    "privacy__ccpa_third_party_terms": True,
    "law__governing_law": "DE",
}


def drawn_up(**changes: Any) -> ContractText:
    return assemble(terms_with(**changes), SHA256)


def names(contract: ContractText) -> list[str]:
    return [part.bookmark.removeprefix("rider_") for part in reading.riders(contract)]


def words_of(contract: ContractText, rider: Rider) -> str:
    return "\n".join(
        rule.text for rule in reading.rules(contract) if rule.part.bookmark == f"rider_{rider}"
    )


@pytest.mark.parametrize("name", samples())
def test_a_rider_is_attached_exactly_where_its_check_speaks(name: str) -> None:
    codes = {finding.code for finding in findings(samples()[name], OurSide.LICENSOR)}
    assert names(contracts()[name]) == [rider for rider in Rider if f"{rider}_rider" in codes]


@pytest.mark.parametrize("rider", Rider)
def test_a_sample_has_each_rider(rider: Rider) -> None:
    assert any(rider in names(contract) for contract in contracts().values())


def test_random_deals_call_for_every_rider() -> None:
    seen = set[Rider]()

    def all_are_seen(terms: Terms) -> bool:
        seen.update(attached(terms))
        return seen == set(Rider)

    find(strategies.terms(), all_are_seen, settings=settings(phases=[Phase.generate]))


def test_the_riders_stand_after_the_schedules_and_before_the_signatures() -> None:
    assert [part.heading for part in drawn_up(**EVERY_RIDER).parts[4:]] == [
        "Schedule 3: Delivery",
        "Law Rider: Mandatory Exceptions",
        "Law Rider: Data Protection Roles and Transfers",
        "Law Rider: Bulk Data",
        "Law Rider: Sale of Personal Information",
        "Law Rider: Standard Terms under German Law",
        "Signatures",
    ]


def test_the_rules_of_a_rider_are_numbered_like_those_of_a_schedule() -> None:
    (first, *_) = reading.riders(drawn_up(**EVERY_RIDER))
    (section,) = first.sections
    assert (section.bookmark, section.number) == ("rider_mandatory_exceptions_1", "1")
    numbers = [paragraph.number for paragraph in reading.paragraphs(section.blocks)]
    assert numbers[:6] == ["1.1", "1.2", "(a)", "(b)", "(c)", "1.3"]


@pytest.mark.parametrize("name", contracts())
def test_the_key_terms_list_the_riders_by_name(name: str) -> None:
    contract = contracts()[name]
    headings = [part.heading.removeprefix("Law Rider: ") for part in reading.riders(contract)]
    assert reading.key_terms(contract)["Law Riders"] == (" / ".join(headings) or "None")


def test_a_deal_at_home_without_people_has_no_rider() -> None:
    contract = drawn_up(**CHANGES["at home"])
    assert names(contract) == []
    assert reading.key_terms(contract)["Law Riders"] == "None"


def test_the_standard_terms_are_the_same_with_and_without_riders() -> None:
    with_riders, without = terms_with(**EVERY_RIDER), samples()["at home"]
    alike = terms_with(
        **CHANGES["at home"] | {"privacy": terms_with().privacy, "privacy__transfer": frozenset()}
    )
    assert names(assemble(without, SHA256)) == names(assemble(alike, SHA256)) == []
    texts = [standard_terms(each, FORM, schedule_numbers(each)) for each in (with_riders, alike)]
    assert texts[0] == texts[1]


def test_section_2_ranks_the_riders_below_law_and_above_special_terms() -> None:
    rules = [r.text for r in reading.rules(drawn_up()) if r.section.bookmark == "cl_C02"]
    first = rules.index("law that cannot be waived, and the transfer clauses that it requires;")
    assert [rule.split(",")[0] for rule in rules[first : first + 4]] == [
        "law that cannot be waived",
        "the Law Riders",
        "the Schedule on data protection",
        "the Special Terms;",
    ]


INSTRUMENTS = {
    Transfer.SCC_M1: "As Clause 5 states, the EU Clauses prevail over every other term",
    Transfer.UK_ADDENDUM: "The UK Addendum prevails over every other term",
    Transfer.UK_IDTA: "The mandatory clauses of the UK Transfer Agreement prevail over every other",
}


@pytest.mark.parametrize("chosen", Transfer)
def test_only_the_transfer_instrument_that_is_chosen_is_brought_in(chosen: Transfer) -> None:
    contract = drawn_up(privacy__transfer=frozenset({chosen}))
    words = words_of(contract, Rider.DATA_PROTECTION_ROLES)
    assert [each for each, said in INSTRUMENTS.items() if said in words] == [chosen]


@pytest.mark.parametrize("law", ["DE", "AT", "US-DE"])
def test_the_caps_are_adjusted_under_german_law_alone(law: str) -> None:
    assert law in LAWS
    words = words_of(drawn_up(law__governing_law=law), Rider.DE_STANDARD_TERMS)
    assert ("intent or gross negligence" in words) == (law == "DE")


def test_no_rider_copies_a_list_of_countries() -> None:
    """The rules have lists of their own, and these change."""
    words = "\n".join(words_of(drawn_up(**EVERY_RIDER), rider) for rider in Rider)
    assert not [
        place for place in ("China", "Russia", "Iran", "France", "Ireland") if place in words
    ]
