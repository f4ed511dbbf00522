"""What can be licensed, and how it is counted."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from service.domain.rules import faults, materials
from service.domain.terms.delivery import ManifestRule
from service.domain.terms.grant import Purpose
from service.domain.terms.materials import (
    AiUse,
    Manifest,
    RightsBasis,
    RightsKind,
    Unit,
)
from tests.domain.changes import terms_with
from tests.domain.rules.cases import Refused, named, refused

REFUSED = (
    refused(
        materials.line_ids_are_unique,
        "/materials/lines/1/id",
        "already called photos",
        materials__lines__1__id="photos",
    ),
    refused(
        materials.units_suit_asset_types,
        "/materials/lines/0/unit",
        "(photo) cannot be counted by the hour",
        materials__lines__0__unit=Unit.HOUR,
    ),
    refused(
        materials.line_purposes_are_granted,
        "/materials/lines/0/purposes",
        "RAG grounding, which the grant does not permit",
        materials__lines__0__purposes=frozenset({Purpose.PRETRAIN, Purpose.RAG_GROUNDING}),
    ),
    refused(
        materials.releases_are_of_people,
        "/materials/lines/0/releases_pct",
        "no identifiable people",
        materials__lines__0__releases_pct=Decimal(0),
    ),
    refused(
        materials.only_others_terms_have_versions,
        "/materials/lines/0/rights_basis",
        "rests on owned rights",
        materials__lines__0__rights_basis=RightsBasis(ai_use=AiUse.EXPRESS),
    ),
    refused(
        materials.acceptance_of_terms_runs_forward,
        "/materials/lines/0/rights_basis/accepted_to",
        "to 31 December 2019, before they were accepted from 1 January 2020",
        materials__lines__0__rights_basis=RightsBasis(
            kind=RightsKind.USER_TERMS,
            accepted_from=date(2020, 1, 1),
            accepted_to=date(2019, 12, 31),
        ),
    ),
    refused(
        materials.manifests_are_expected,
        "/delivery/manifest",
        "none is agreed",
        materials__manifest=Manifest(sha256="ab" * 32, count=1_460_000),
        delivery__manifest=ManifestRule.NONE,
    ),
)


@pytest.mark.parametrize("case", REFUSED, ids=named)
def test_materials_that_cannot_be_licensed_so_are_refused(case: Refused) -> None:
    assert [f.pointer for f in case.rule(case.terms) if case.part in f.message] == [case.pointer]


@pytest.mark.parametrize(
    "changes",
    [
        {"materials__lines__0__unit": Unit.GB},
        {"materials__lines__0__unit": Unit.IMAGE},
        {"materials__lines__0__purposes": frozenset({Purpose.PRETRAIN})},
        {
            "materials__lines__0__rights_basis": RightsBasis(
                kind=RightsKind.USER_TERMS,
                terms_version="2020-01",
                accepted_from=date(2020, 1, 1),
                accepted_to=date(2020, 1, 1),
                ai_use=AiUse.GENERAL_LICENSE,
            )
        },
        *(
            {
                "materials__lines__0__rights_basis": RightsBasis(
                    kind=kind, terms_version="3", ai_use=AiUse.EXPRESS
                )
            }
            for kind in (RightsKind.CONTRIBUTOR_LICENSE, RightsKind.MANDATE)
        ),
        *(
            {"materials__lines__0__rights_basis": basis}
            for basis in (
                RightsBasis(kind=RightsKind.USER_TERMS, accepted_from=date(2020, 1, 1)),
                RightsBasis(kind=RightsKind.USER_TERMS, accepted_to=date(2020, 1, 1)),
            )
        ),
        {"delivery__manifest": ManifestRule.NONE},
        {"materials__manifest": Manifest(sha256="ab" * 32, count=1_460_000)},
    ],
    ids=[
        "photos by the gigabyte",
        "photos by the image",
        "a line for one of the purposes",
        "a line under user terms",
        "a line under contributors' licenses",
        "a line under a mandate",
        "terms accepted from a day on",
        "terms accepted up to a day",
        "no manifest",
        "a manifest beside one per delivery",
    ],
)
def test_usual_materials_may_be_licensed(changes: dict[str, Any]) -> None:
    assert faults(terms_with(**changes)) == ()
