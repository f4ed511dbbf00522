"""The deals of `examples/`: ready to run, written to be read, and each fee checked by hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from service.domain import checks
from service.domain.checks.finding import Level
from service.domain.money import Money
from service.domain.pricing import quote
from service.domain.pricing.breakdown import DependsOn, Quote
from tests.schemas.documents import deal_faults, example, having, pointers, read, without

NAMES = sorted(path.stem for path in Path("examples").glob("*.json"))
SAID_ANYWAY = {"/terms/period", "/terms/period/months"}
"""What the shortest deal says although it is the default: how long it runs."""


def fee(name: str, changes: dict[str, Any] | None = None) -> Quote:
    return quote(read(having(example(name), changes or {})).terms)


def committed(found: Quote) -> list[str]:
    return [f"{total.committed} {total.currency}" for total in found.totals]


def amounts(found: Quote) -> dict[str, str]:
    return {line.id: f"{line.amount} {line.currency}" for line in found.lines}


def test_there_are_eight_examples() -> None:
    assert NAMES == [
        "evergreen-music",
        "exclusive-film",
        "minimal",
        "mixed-charges",
        "photo-archive",
        "speech-tiers",
        "user-photos",
        "video-hours",
    ]


@pytest.mark.parametrize("name", NAMES)
def test_an_example_can_be_agreed(name: str) -> None:
    assert read(example(name)).header.family == "bulk-media"


@pytest.mark.parametrize("name", NAMES)
def test_an_example_has_no_finding_that_nobody_may_pass(name: str) -> None:
    deal = read(example(name))
    found = checks.findings(deal.terms, deal.header.our_side)
    assert not [finding.code for finding in found if finding.level is Level.BLOCK]


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_written_to_be_read(name: str) -> None:
    """Two spaces a level, one key a line, letters as they are, the terms last."""
    text = Path("examples", f"{name}.json").read_text("utf-8")
    document = json.loads(text)
    assert text == json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    assert [*document][-1] == "terms"


@pytest.mark.parametrize("name", sorted({*NAMES} - {"minimal"}))
def test_an_example_has_a_title_of_its_own(name: str) -> None:
    titles = [example(other).get("title") for other in NAMES]
    assert titles.count(example(name)["title"]) == 1


def test_photo_archive() -> None:
    """1,200,000 photos at 0.05 are 60,000; 250,000 clips at 2 are 500,000; 10,000 hours at 100
    are 1,000,000. Their sum is above the guarantee of 500,000, which so adds nothing."""
    found = fee("photo-archive")
    assert amounts(found) == {
        "photos": "60000.00 USD",
        "clips": "500000.00 USD",
        "film": "1000000.00 USD",
    }
    assert committed(found) == ["1560000.00 USD"]
    assert found.guaranteed is not None
    assert found.guaranteed.top_up == Money(0, "USD")


def test_user_photos() -> None:
    """13,000,000,000 photos at 0.05: 13 times 50,000,000."""
    assert committed(fee("user-photos")) == ["650000000.00 USD"]


def test_video_hours() -> None:
    """10,000 hours at 300."""
    assert committed(fee("video-hours")) == ["3000000.00 EUR"]


def test_speech_tiers() -> None:
    """12,000 hours by steps: the first 1,000 at 12,000 yen are 12,000,000, the next 4,000 at 9,500
    are 38,000,000, the last 7,000 at 8,000 are 56,000,000; in all 106,000,000. The yen has no
    cents."""
    found = fee("speech-tiers")
    (speech,) = found.lines
    assert [str(tier.amount) for tier in speech.tiers] == ["12000000", "38000000", "56000000"]
    assert committed(found) == ["106000000 JPY"]


def test_speech_tiers_shares_with_its_speakers() -> None:
    """40 % of 106,000,000 are 42,400,000; 63,600,000 are left."""
    (total,) = fee("speech-tiers").totals
    assert (str(total.contributors), str(total.licensor)) == ("42400000", "63600000")


def test_exclusive_film() -> None:
    """4,200 hours at 180 are 756,000; 25 % of that for a year of exclusivity are 189,000; in all
    945,000. The advance of 400,000 is worked off by the 756,000 and adds nothing."""
    found = fee("exclusive-film")
    (total,) = found.totals
    assert [str(part) for part in (total.charges, total.premium, total.top_up)] == [
        "756000.00",
        "189000.00",
        "0.00",
    ]
    assert committed(found) == ["945000.00 USD"]


def test_exclusive_film_pays_its_advance_first() -> None:
    (advance,) = fee("exclusive-film").first
    assert str(advance.amount) == "400000.00"


def test_exclusive_film_shows_the_share_of_revenue_as_something_of_the_future() -> None:
    found = fee("exclusive-film")
    (share,) = found.future
    assert (share.id, share.depends_on, share.amount) == ("share", DependsOn.REVENUE, None)
    assert found.totals[0].open
    assert found.totals[0].at_most is None


def test_evergreen_music() -> None:
    """Twelve months at 18,500. Inflation cannot raise the first year."""
    found = fee("evergreen-music")
    assert committed(found) == ["222000.00 GBP"]
    assert not found.totals[0].open


def test_mixed_charges_never_adds_its_two_currencies() -> None:
    """In euros 40,000 to set up and 85,000 models at 4.25, which are 361,250: in all 401,250. In
    dollars 120 repositories at 1,500, which are 180,000; queries are paid as they come."""
    found = fee("mixed-charges")
    assert committed(found) == ["401250.00 EUR", "180000.00 USD"]
    assert [line.id for line in found.future] == ["grounding"]


def test_mixed_charges_stays_below_its_cap() -> None:
    """The cap of 750,000 is in euros, where 401,250 are due at most; queries in dollars have none."""
    euros, dollars = fee("mixed-charges").totals
    assert (str(euros.over_cap), str(euros.at_most)) == ("0.00", "401250.00")
    assert dollars.open
    assert dollars.at_most is None


def test_a_lower_cap_would_cut_the_euros_of_mixed_charges_and_leave_the_dollars() -> None:
    """401,250 less the 300,000 of such a cap are 101,250."""
    found = fee("mixed-charges", {"/terms/pricing/fee_cap": "300000.00"})
    assert committed(found) == ["300000.00 EUR", "180000.00 USD"]
    assert str(found.totals[0].over_cap) == "101250.00"


def test_minimal() -> None:
    """100,000 photos at 0.40."""
    assert committed(fee("minimal")) == ["40000.00 USD"]


@pytest.mark.parametrize("pointer", sorted({*pointers(example("minimal"))} - SAID_ANYWAY))
def test_minimal_lacks_nothing_and_has_nothing_to_spare(pointer: str) -> None:
    """Without any key it is refused, and the refusal names that key; a list is named as a whole."""
    whole, _, last = pointer.rpartition("/")
    refused = deal_faults(without(example("minimal"), pointer))
    assert [*refused] == [whole if last.isdigit() else pointer]


@pytest.mark.parametrize("pointer", sorted({*pointers(example("minimal"))} & SAID_ANYWAY))
def test_what_minimal_says_anyway_is_the_default(pointer: str) -> None:
    assert read(without(example("minimal"), pointer)) == read(example("minimal"))


def test_user_photos_gets_the_warnings_it_deserves() -> None:
    """A host passes on what users gave it under terms that never spoke of training; people may
    appear without a release; nobody can warrant that no minor does; and a host's reservation
    against mining is only its users' to make."""
    deal = read(example("user-photos"))
    found = checks.findings(deal.terms, deal.header.our_side)
    warned = {finding.code: finding.pointers for finding in found if finding.level is Level.WARN}
    deserved = {
        "terms_silent_on_ai": ("/materials/lines/0/rights_basis/ai_use",),
        "release_coverage_possible": ("/materials/lines/0/releases_pct",),
        "minors_warranted_away": ("/privacy/minors",),
        "tdm_reserved_by_sublicensor": ("/parties/licensor/rights_capacity",),
        "tdm_without_signals": ("/positions/tdm",),
        "sale_under_ccpa": ("/privacy/ccpa_third_party_terms",),
    }
    assert deserved.items() <= warned.items()


@pytest.mark.parametrize(
    ("changes", "silenced"),
    [
        ({"/terms/materials/lines/0/rights_basis/ai_use": "express"}, "terms_silent_on_ai"),
        ({"/terms/materials/lines/0/releases_pct": "100"}, "release_coverage_possible"),
        ({"/terms/privacy/minors": "screened"}, "minors_warranted_away"),
        ({"/terms/privacy/ccpa_third_party_terms": True}, "sale_under_ccpa"),
    ],
)
def test_a_warning_of_user_photos_falls_silent_when_it_is_heeded(
    changes: dict[str, Any], silenced: str
) -> None:
    def codes(document: Any) -> set[str]:
        deal = read(document)
        return {finding.code for finding in checks.findings(deal.terms, deal.header.our_side)}

    heeded = having(example("user-photos"), changes)
    assert codes(example("user-photos")) - codes(heeded) == {silenced}
