"""Which positions can stand together."""

from datetime import date
from types import MappingProxyType
from typing import Any

import pytest

from service.domain.rules import faults, positions
from service.domain.terms.grant import Copies
from service.domain.terms.parties import AuthorityDocument, Covers, RightsCapacity
from service.domain.terms.period import PeriodMode
from service.domain.terms.positions import (
    CovenantScope,
    FairUse,
    PastUse,
    PastUseTerms,
    Position,
    Tdm,
    TdmReservation,
    TdmSignal,
)
from tests.builders import usd
from tests.domain.changes import terms_with
from tests.domain.rules.cases import Refused, named, refused

FOR_THE_TERM = CovenantScope.LICENSED_WORKS_TERM
FOR_GOOD = CovenantScope.LICENSED_WORKS_PERPETUAL
SIGNALS = Tdm(signals=frozenset({TdmSignal.TDMREP}), locations=("archive.example",))


def fair_use(*codes: str) -> frozenset[FairUse]:
    return frozenset(FairUse(f"FU{code}") for code in codes)


def a_release(amount: str = "250000", **changes: Any) -> PastUseTerms:
    return PastUseTerms(amount=usd(amount), cutoff_on=date(2026, 8, 25), **changes)


def a_clause(clause: str) -> Any:
    return MappingProxyType({clause: Position.BALANCED})


REFUSED = (
    refused(
        positions.silence_stands_alone,
        "/positions/fair_use",
        "drop FU0 or FU5",
        positions__fair_use=fair_use("0", "5"),
    ),
    *(
        refused(
            positions.mutual_reservation_replaces_one_sided_ones,
            "/positions/fair_use",
            f"FU{other} in wider words for one side",
            positions__fair_use=fair_use("1", other),
        )
        for other in "23"
    ),
    refused(
        positions.a_covenant_has_a_scope,
        "/positions/fair_use_covenant_scope",
        "for the period or for good",
        positions__fair_use=fair_use("2", "4"),
    ),
    refused(
        positions.a_covenant_has_a_scope,
        "/positions/fair_use_covenant_scope",
        "belongs to FU4",
        positions__fair_use_covenant_scope=FOR_THE_TERM,
    ),
    refused(
        positions.a_covenant_meets_no_contrary_position,
        "/positions/fair_use",
        "the exceptions that FU8 preserves",
        positions__fair_use=fair_use("4", "8"),
        positions__fair_use_covenant_scope=FOR_THE_TERM,
    ),
    refused(
        positions.a_covenant_meets_no_contrary_position,
        "/positions/fair_use",
        "drop FU3",
        positions__fair_use=fair_use("3", "4"),
        positions__fair_use_covenant_scope=FOR_GOOD,
    ),
    refused(
        positions.a_standstill_ends,
        "/period/mode",
        "needs an end",
        positions__fair_use=fair_use("5"),
        period__mode=PeriodMode.PERPETUAL,
    ),
    refused(
        positions.a_standstill_ends,
        "/positions/past_use",
        "the standstill or the release",
        positions__fair_use=fair_use("5"),
        positions__past_use=PastUse.PAID_RELEASE,
        positions__past_use_terms=a_release(),
    ),
    refused(
        positions.an_express_reservation_reserves,
        "/positions/tdm_reservation",
        "text and data mining is silent",
        positions__fair_use=fair_use("6"),
        positions__tdm_reservation=TdmReservation.SILENT,
    ),
    refused(
        positions.preserved_exceptions_reach_other_copies_only,
        "/grant/copies",
        "choose delivered only",
        positions__fair_use=fair_use("8"),
        grant__copies=Copies.SAME_WORKS_ANY_SOURCE,
    ),
    refused(
        positions.only_a_reservation_has_signals,
        "/positions/tdm",
        "is not reserved",
        positions__tdm=SIGNALS,
        positions__tdm_reservation=TdmReservation.NOT_RESERVED,
    ),
    *(
        refused(
            positions.releases_have_terms,
            "/positions/past_use_terms",
            "needs an amount",
            positions__past_use=release,
        )
        for release in (PastUse.PAID_RELEASE, PastUse.COVENANT_NOT_TO_SUE)
    ),
    *(
        refused(
            positions.releases_have_terms,
            "/positions/past_use_terms",
            f"Past use is {kept}",
            positions__past_use=kept,
            positions__past_use_terms=a_release(),
        )
        for kept in (PastUse.RESERVED, PastUse.SILENT)
    ),
    refused(
        positions.releases_cover_something,
        "/positions/past_use_terms/inputs",
        "neither inputs nor outputs",
        positions__past_use=PastUse.PAID_RELEASE,
        positions__past_use_terms=a_release(inputs=False),
    ),
    refused(
        positions.paid_releases_are_paid,
        "/positions/past_use_terms/amount",
        "A paid release for USD 0.00 is not paid",
        positions__past_use=PastUse.PAID_RELEASE,
        positions__past_use_terms=a_release("0"),
    ),
    refused(
        positions.releases_reach_only_what_is_controlled,
        "/positions/past_use_terms/works",
        "grants as sublicensor and may release only what it controls: list those works.",
        parties__licensor__rights_capacity=RightsCapacity.SUBLICENSOR,
        parties__licensor__authority_document=AuthorityDocument(
            dated_on=date(2026, 1, 5),
            sha256="ab" * 32,
            covers=frozenset({Covers.PAST_RELEASE}),
        ),
        positions__past_use=PastUse.PAID_RELEASE,
        positions__past_use_terms=a_release(),
    ),
    refused(
        positions.releases_reach_only_what_is_controlled,
        "/positions/past_use_terms/works",
        "or add an authority document that covers past releases",
        parties__licensor__rights_capacity=RightsCapacity.EXCLUSIVE_AGENT,
        positions__past_use=PastUse.COVENANT_NOT_TO_SUE,
        positions__past_use_terms=a_release(),
    ),
    refused(
        positions.one_source_decides_a_clause,
        "/positions/clauses/C43",
        "follows from risk.change_of_law.effect",
        positions__clauses=a_clause("C43"),
    ),
    refused(
        positions.one_source_decides_a_clause,
        "/positions/clauses/a~1b",
        "a/b is not a clause",
        positions__clauses=a_clause("a/b"),
    ),
    refused(
        positions.a_position_words_what_is_there,
        "/positions/clauses/C55",
        "C55 is used only where grant.rofn is given",
        positions__clauses=a_clause("C55"),
    ),
    refused(
        positions.a_position_words_what_is_there,
        "/positions/clauses/C56",
        "C56 is used only where risk.ld is given",
        positions__clauses=a_clause("C56"),
    ),
)


@pytest.mark.parametrize("case", REFUSED, ids=named)
def test_positions_that_contradict_each_other_are_refused(case: Refused) -> None:
    assert [f.pointer for f in case.rule(case.terms) if case.part in f.message] == [case.pointer]


@pytest.mark.parametrize("codes", ["0", "07", "17", "23", "5", "6", "7", "8", "238", "1567"])
def test_fair_use_positions_that_agree_may_stand_together(codes: str) -> None:
    assert faults(terms_with(positions__fair_use=fair_use(*codes))) == ()


def test_a_covenant_for_the_term_may_stand_beside_no_admission() -> None:
    terms = terms_with(
        positions__fair_use=fair_use("3", "4"),
        positions__fair_use_covenant_scope=FOR_THE_TERM,
    )
    assert faults(terms) == ()


def test_the_terms_of_a_release_that_is_not_agreed_are_refused_once() -> None:
    terms = terms_with(
        parties__licensor__rights_capacity=RightsCapacity.SUBLICENSOR,
        positions__past_use_terms=a_release(),
    )
    assert [fault.pointer for fault in faults(terms)] == ["/positions/past_use_terms"]


def test_a_perpetual_covenant_may_stand_alone() -> None:
    terms = terms_with(
        positions__fair_use=fair_use("2", "4"), positions__fair_use_covenant_scope=FOR_GOOD
    )
    assert faults(terms) == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"positions__tdm": SIGNALS},
        {"positions__tdm_reservation": TdmReservation.SILENT},
        {
            "positions__past_use": PastUse.COVENANT_NOT_TO_SUE,
            "positions__past_use_terms": a_release("0"),
        },
        {
            "positions__past_use": PastUse.PAID_RELEASE,
            "positions__past_use_terms": a_release(inputs=False, outputs=True),
        },
        {
            "parties__licensor__rights_capacity": RightsCapacity.SUBLICENSOR,
            "positions__past_use": PastUse.PAID_RELEASE,
            "positions__past_use_terms": a_release(works=("Staff photographs",)),
        },
        {
            "parties__licensor__rights_capacity": RightsCapacity.CMO,
            "parties__licensor__authority_document": AuthorityDocument(
                dated_on=date(2026, 1, 5),
                sha256="ab" * 32,
                covers=frozenset({Covers.PAST_RELEASE}),
            ),
            "positions__past_use": PastUse.PAID_RELEASE,
            "positions__past_use_terms": a_release(),
        },
        {"positions__clauses": a_clause("C05")},
        {"grant__copies": Copies.SAME_WORKS_ANY_SOURCE},
    ],
    ids=[
        "a reservation with signals",
        "silence on mining",
        "a covenant for nothing",
        "a release of outputs alone",
        "a host that releases its own works",
        "a society with the paper for it",
        "a position on a clause that no term decides",
        "copies from any source",
    ],
)
def test_positions_that_agree_may_stand(changes: dict[str, Any]) -> None:
    assert faults(terms_with(**changes)) == ()
