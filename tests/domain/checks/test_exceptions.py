"""Fair use, exceptions, reservations, moral rights, later uses."""

from types import MappingProxyType
from typing import Any

import pytest

from service.domain.terms.grant import ProhibitedUse, Purpose
from service.domain.terms.models import OnEnd, WeightsSurvival
from service.domain.terms.parties import EntityType, RightsCapacity
from service.domain.terms.positions import (
    CovenantScope,
    FairUse,
    MoralRights,
    Position,
    Tdm,
    TdmReservation,
    TdmSignal,
)
from service.domain.terms.signing import SignatureLevel, SpecialAction, SpecialTerm
from tests.domain.checks.cases import Case, clear, found, named

COVENANT = {
    "positions__fair_use": frozenset({FairUse.FU4}),
    "positions__fair_use_covenant_scope": CovenantScope.LICENSED_WORKS_PERPETUAL,
}
SINGAPORE = {"law__governing_law": "SG"}
GERMAN_AUTHOR = {
    "parties__licensor__entity_type": EntityType.INDIVIDUAL,
    "law__governing_law": "DE",
}
WIDE = {"positions__clauses": MappingProxyType({"C07": Position.LICENSEE})}
LATER = SpecialTerm(
    id="ST1", clause="C07", action=SpecialAction.ADD, text="Uses now known or Later Devised."
)
WAIVED = {"positions__moral_rights": MoralRights.WAIVED_WHERE_LAWFUL}


def signals(*codes: TdmSignal) -> dict[str, Any]:
    return {"positions__tdm": Tdm(signals=frozenset(codes), locations=("archive.example",))}


CASES = (
    found(
        "covenant_under_singapore_law",
        "/positions/fair_use",
        "/law/governing_law",
        **COVENANT,
        **SINGAPORE,
    ),
    clear("covenant_under_singapore_law", **COVENANT),
    clear("covenant_under_singapore_law", **SINGAPORE),
    found("mandatory_exceptions_saved", "/positions/fair_use"),
    found(
        "covenant_outlives_the_license",
        "/positions/fair_use_covenant_scope",
        "/models/weights_survival",
        **COVENANT,
    ),
    clear(
        "covenant_outlives_the_license",
        **COVENANT,
        models__weights_survival=WeightsSurvival.DESTROY,
        models__on_end=OnEnd(),
    ),
    clear(
        "covenant_outlives_the_license",
        **COVENANT | {"positions__fair_use_covenant_scope": CovenantScope.LICENSED_WORKS_TERM},
    ),
    found("standstill_tolls", "/positions/fair_use", positions__fair_use=frozenset({FairUse.FU5})),
    clear(
        "covenant_outlives_the_license",
        positions__fair_use_covenant_scope=CovenantScope.LICENSED_WORKS_PERPETUAL,
    ),
    clear("standstill_tolls"),
    found("tdm_without_signals", "/positions/tdm"),
    clear("tdm_without_signals", **signals(TdmSignal.ROBOTS)),
    clear("tdm_without_signals", positions__tdm_reservation=TdmReservation.SILENT),
    found("tdm_in_words_only", "/positions/tdm/signals", **signals(TdmSignal.TERMS_OF_SERVICE)),
    clear("tdm_in_words_only", **signals(TdmSignal.TERMS_OF_SERVICE, TdmSignal.TDMREP)),
    clear("tdm_in_words_only"),
    found(
        "tdm_reserved_by_sublicensor",
        "/parties/licensor/rights_capacity",
        parties__licensor__rights_capacity=RightsCapacity.SUBLICENSOR,
    ),
    clear(
        "tdm_reserved_by_sublicensor",
        parties__licensor__rights_capacity=RightsCapacity.SUBLICENSOR,
        positions__tdm_reservation=TdmReservation.NOT_RESERVED,
    ),
    clear("tdm_reserved_by_sublicensor"),
    *(
        found("moral_rights_waived", "/positions/moral_rights", **WAIVED, law__governing_law=law)
        for law in ("FR", "DE", "ES", "IT")
    ),
    *(
        found(
            "moral_rights_waived",
            "/positions/moral_rights",
            **WAIVED,
            parties__licensor__jurisdiction=country,
        )
        for country in ("FR", "DE", "ES", "IT", "AT", "BE", "PL", "PT", "GR")
    ),
    clear("moral_rights_waived", **WAIVED, law__governing_law="US-DE"),
    clear("moral_rights_waived", law__governing_law="FR"),
    found("later_uses_under_german_law", "/positions/clauses/C07", **GERMAN_AUTHOR, **WIDE),
    found(
        "later_uses_under_german_law",
        "/special_terms/0",
        **GERMAN_AUTHOR,
        special_terms=(LATER,),
        signing__level=SignatureLevel.AES,
    ),
    *(
        clear("later_uses_under_german_law", **GERMAN_AUTHOR, **WIDE, signing__level=level)
        for level in (SignatureLevel.QES, SignatureLevel.WET_INK)
    ),
    clear("later_uses_under_german_law", **GERMAN_AUTHOR),
    clear(
        "later_uses_under_german_law",
        **GERMAN_AUTHOR,
        special_terms=(SpecialTerm(id="ST1", clause="C42", action=SpecialAction.DELETE),),
    ),
    clear(
        "later_uses_under_german_law",
        **GERMAN_AUTHOR,
        **WIDE,
        parties__licensor__rights_capacity=RightsCapacity.EXCLUSIVE_AGENT,
    ),
    clear(
        "later_uses_under_german_law",
        **GERMAN_AUTHOR | {"parties__licensor__entity_type": EntityType.CORPORATION},
        **WIDE,
    ),
    clear("later_uses_under_german_law", **GERMAN_AUTHOR | {"law__governing_law": "US-DE"}, **WIDE),
    found(
        "synthetic_substitute",
        "/grant/purposes",
        "/grant/prohibited_uses",
        grant__purposes=frozenset({Purpose.SYNTHETIC_DATA}),
        grant__prohibited_uses=frozenset({ProhibitedUse.SUBSTITUTE_PRODUCT}),
    ),
    clear("synthetic_substitute", grant__purposes=frozenset({Purpose.SYNTHETIC_DATA})),
    clear(
        "synthetic_substitute",
        grant__prohibited_uses=frozenset({ProhibitedUse.SUBSTITUTE_PRODUCT}),
    ),
)


@pytest.mark.parametrize("case", CASES, ids=named)
def test_positions_that_law_does_not_carry_are_found(case: Case) -> None:
    assert case.where == case.expected
