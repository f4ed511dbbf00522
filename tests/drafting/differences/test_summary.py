"""What changed in one sentence, and the reasons of the fee in a line each."""

from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest

from service.domain.money import Rate
from service.domain.terms.models import Unlearning
from service.domain.terms.parties import Side
from service.domain.terms.period import Convenience, ConvenienceParty, Notice
from service.domain.terms.positions import FairUse, Position, Warranties
from service.drafting.differences import Differences, differences_between
from tests.builders import a_charge, a_line, some_terms, usd
from tests.domain.changes import terms_with
from tests.domain.priced import priced, rate

SAMPLE = some_terms()
SIX_CENTS = {"materials__lines__0__unit_rate": Rate(Decimal("0.06"))}


def found(**changes: Any) -> Differences:
    return differences_between(SAMPLE, terms_with(**changes))


def test_nothing_changed() -> None:
    same = differences_between(SAMPLE, some_terms())
    assert same.summary == "Nothing changed."
    assert (same.terms, same.groups, same.reasons) == ((), (), ())
    assert (same.positions, same.dates) == ((), ())


def test_money_comes_first_then_time_then_a_count() -> None:
    summary = found(
        **SIX_CENTS,
        period__renewal__notice=Notice(value=90),
        grant__open_weights_ok=True,
        law__escalation_days=60,
        risk__insurance=None,
        positions__warranties=Warranties.FLAT,
    ).summary
    assert summary == (
        "Rate of photos 0.05 -> 0.06 per item, +USD 12,000.00; Renewal Notice 60 -> 90 days; "
        "and 3 more."
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"law__governing_law": "IE"}, "Governing Law the State of New York, United States -> Ireland."),
        ({"grant__model_names": ("Example LM", "LM 2")}, "Licensed Models family Example LM -> families Example LM and LM 2."),
        ({"pricing__charges": (a_charge(),)}, "Charge setup added, +USD 1,000.00."),
        ({"special_terms": ()}, "Special term ST1 removed."),
        ({"compliance__security": ("SOC2", "ISO27001")}, "Security Standards SOC2 -> SOC2; ISO27001."),
    ],
)  # fmt: skip
def test_what_is_alike_on_both_sides_is_left_out(change: dict[str, Any], said: str) -> None:
    assert found(**change).summary == said


def test_the_reason_of_product_md() -> None:
    before, after = (priced(a_line(unit_rate=rate(r))) for r in ("0.040", "0.046"))
    assert differences_between(before, after).reasons == (
        "photos: rate 0.04 -> 0.046 per item, +USD 7,200.00 at 1,200,000 items",
    )


def test_every_reason_has_a_line() -> None:
    after = terms_with(
        **SIX_CENTS,
        materials__lines__0__volume=Decimal(1_000_000),
        pricing__charges=(a_charge(),),
        pricing__fee_cap=usd("1000000"),
        grant__exclusivity_premium_pct=Decimal(10),
    )
    assert differences_between(SAMPLE, after).reasons == (
        "photos: volume 1,200,000 -> 1,000,000, -USD 10,000.00",
        "photos: rate 0.05 -> 0.06 per item, +USD 10,000.00 at 1,000,000 items",
        "setup: added, +USD 1,000.00",
        "Exclusivity premium USD 0.00 -> USD 156,100.00, +USD 156,100.00",
        "Above the Fee Cap USD 0.00 -> -USD 717,100.00, -USD 717,100.00",
    )


def positions(**changes: Any) -> list[tuple[str, tuple[str, ...], tuple[str, ...], Side | None]]:
    return [(p.clause, p.before, p.after, p.toward) for p in found(**changes).positions]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"positions__clauses": MappingProxyType({"C05": Position.LICENSOR})},
            ("C05", ("Balanced",), ("Licensor-favorable",), Side.LICENSOR),
        ),
        (
            {"positions__clauses": MappingProxyType({"C49": Position.LICENSEE})},
            ("C49", ("Not used.",), ("Licensee-favorable",), None),
        ),
        (
            {"positions__fair_use": frozenset({FairUse.FU3})},
            ("C23", ("Mutual reservation",), ("Licensee no-admission",), Side.LICENSEE),
        ),
        (
            {"positions__warranties": Warranties.AS_IS},
            ("C28", ("Knowledge",), ("As is",), Side.LICENSOR),
        ),
        (
            {"models__unlearning": Unlearning.RETRAIN},
            ("C12", ("Next-run Exclusion",), ("Retraining",), Side.LICENSOR),
        ),
        ({"law__agent_for_service": "CT"}, ("C52", ("Standard text",), ("Process agent",), None)),
        ({"pricing__guarantee": None}, ("C19", ("Minimum",), ("Standard text",), None)),
        (
            {"period__convenience": Convenience(party=ConvenienceParty.LICENSEE)},
            ("C46", ("None",), ("Licensee",), Side.LICENSEE),
        ),
    ],
    ids=lambda each: each[0] if isinstance(each, tuple) else "",
)
def test_a_clause_that_reads_otherwise_says_how_and_toward_whom(
    change: dict[str, Any], said: tuple[Any, ...]
) -> None:
    assert positions(**change) == [said]


def test_a_term_that_chooses_no_text_changes_no_position() -> None:
    assert positions(period__cure_days=60) == []


def test_a_position_that_is_chosen_as_it_was_by_default_reads_the_same() -> None:
    chosen = MappingProxyType({"C05": Position.BALANCED})
    same = found(positions__clauses=chosen)
    assert same.positions == ()
    assert [d.path for d in same.terms] == ["/positions/clauses/C05"]


def test_the_summary_counts_what_is_left_out() -> None:
    many = replace(SAMPLE, period=replace(SAMPLE.period, cure_days=5, wind_down_days=9))
    many = replace(many, law=replace(many.law, escalation_days=9))
    assert differences_between(SAMPLE, many).summary.endswith("; and 1 more.")
