"""What a signer is shown in a few lines: all that matters, and a digest of exactly that."""

import json
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256

import pytest

from service.domain.contract import ContractText
from service.domain.terms import Terms
from service.domain.terms.parties import Guarantor, Side
from service.domain.terms.period import StartMode, Starts
from service.domain.terms.prices import ChargeKind, Due, DueOn
from service.drafting.assemble import assemble
from service.drafting.signing_summary import SigningSummary, signing_summary
from service.drafting.summary import SummaryLine
from tests.builders import a_charge, some_parties, some_terms

PARTY = "Photo Archive Inc."


def text_of(terms: Terms) -> ContractText:
    return assemble(terms, "0" * 64)


def shown(terms: Terms, side: Side = Side.LICENSOR, **changes: object) -> SigningSummary:
    wanted = {"party": PARTY, "side": side, **changes}
    return signing_summary(terms, text_of(terms), **wanted)  # type: ignore[arg-type]


def said(lines: tuple[SummaryLine, ...]) -> dict[str, str]:
    """Each line's words, by what it is about."""
    return {line.about: "; ".join(w for _, words in line.terms for w in words) for line in lines}


def with_others() -> Terms:
    parties = some_parties()
    address = parties.licensor.address
    guarantors = (
        Guarantor(
            legal_name="Example Holdings plc",
            jurisdiction="GB",
            address=address,
            guarantees=Side.LICENSEE,
        ),
        Guarantor(
            legal_name="Harbor LLC",
            jurisdiction="US-DE",
            address=address,
            guarantees=Side.LICENSOR,
        ),
    )
    other = replace(parties.licensor, legal_name="Nordic Pictures AB")
    return some_terms(parties=replace(parties, other_licensors=(other,), guarantors=guarantors))


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ("Who grants the license", "Photo Archive Inc."),
        ("Who gets it", "Example Labs Ltd"),
        ("What is licensed", "Photographs: 1,200,000 items"),
        ("What it may be used for", "Pretraining; Fine-tuning"),
        ("In figures", "USD 1,560,000.00"),
        ("How long it runs", "30 January 2029"),
        ("How it goes on, and how to stop that", "Sent by e-mail by 30 November 2028"),
        ("The most that a side answers for", "100% of the total Fees"),
    ],
)
def test_it_says_what_matters(about: str, words: str) -> None:
    assert words in said(shown(some_terms()).lines)[about]


def test_everybody_who_is_bound_is_named() -> None:
    lines = said(shown(with_others()).lines)
    assert lines["Who grants the license"] == "Photo Archive Inc.; Nordic Pictures AB"
    assert "Harbor LLC, for Licensor" in lines["Who stands in for a party"]
    assert "Who stands in for a party" not in said(shown(some_terms()).lines)


def test_the_first_payment_is_named_with_its_day() -> None:
    terms = some_terms()
    due = Due(on=DueOn.SIGNATURE, days=30)
    setup = a_charge(due=due)
    terms = replace(terms, pricing=replace(terms.pricing, charges=(setup,)))
    words = said(shown(terms).lines)["In figures"]
    assert "USD 1,000.00, 30 days after the last signature" in words


def test_where_nothing_falls_due_at_first_it_says_so() -> None:
    words = said(shown(some_terms()).lines)["In figures"]
    assert words.endswith(
        "Nothing falls due before something is delivered, accepted, used or earned"
    )


def test_a_total_that_can_grow_says_at_least() -> None:
    terms = some_terms()
    share = a_charge(id="share", kind=ChargeKind.REVENUE_SHARE, amount=None, pct=Decimal(5))
    growing = replace(terms, pricing=replace(terms.pricing, charges=(share,)))
    assert said(shown(growing).lines)["In figures"].startswith("At least USD 1,560,000.00")
    assert not said(shown(terms).lines)["In figures"].startswith("At least")


def test_without_a_known_start_the_rule_of_the_notice_stands_for_the_day() -> None:
    terms = some_terms()
    starts = Starts(mode=StartMode.LAST_SIGNATURE)
    open_start = replace(terms, period=replace(terms.period, starts=starts))
    rule = "How late a notice may come that stops it"
    assert "days before the last day" in said(shown(open_start).lines)[rule]
    assert rule not in said(shown(terms).lines)


def test_each_side_is_shown_its_own_duties() -> None:
    ours, theirs = (said(shown(some_terms(), side).duties) for side in Side)
    assert "Deliver" in ours
    assert "Pay in time" in theirs
    assert "Pay in time" not in ours


def test_a_guarantor_is_shown_whom_it_stands_in_for() -> None:
    summary = shown(with_others(), party="Harbor LLC", guarantor=True)
    duties = said(summary.duties)
    assert duties["Pay or perform what another owes"] == "For the duties of Licensor"
    assert "Deliver" not in duties


@pytest.mark.parametrize("terms", [some_terms(), with_others()], ids=["two", "more"])
def test_each_line_leads_to_a_place_of_the_contract(terms: Terms) -> None:
    parts = text_of(terms).parts
    places = {p.bookmark for p in parts} | {
        s.bookmark for p in parts for s in p.sections if s.blocks
    }
    guarantor = bool(terms.parties.guarantors)
    summary = shown(terms, party="Harbor LLC" if guarantor else PARTY, guarantor=guarantor)
    assert {line.bookmark for line in (*summary.lines, *summary.duties)} <= places


def test_its_bytes_are_all_that_is_shown_and_its_digest_is_theirs() -> None:
    summary = shown(some_terms())
    plain = json.loads(summary.data)
    assert plain["label"] == "Summary, not part of the contract"
    assert [line["about"] for line in plain["lines"]] == [line.about for line in summary.lines]
    assert [line["about"] for line in plain["duties"]] == [line.about for line in summary.duties]
    assert summary.sha256 == sha256(summary.data).hexdigest()


def test_other_terms_another_side_and_another_party_are_other_bytes() -> None:
    terms = some_terms()
    longer = replace(terms, period=replace(terms.period, months=36))
    digests = {
        shown(terms).sha256,
        shown(longer).sha256,
        shown(terms, Side.LICENSEE).sha256,
        shown(terms, party="Nordic Pictures AB").sha256,
    }
    assert len(digests) == 4
    assert shown(terms).sha256 == shown(some_terms()).sha256
