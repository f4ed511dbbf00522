"""People in the materials."""

from decimal import Decimal
from typing import Any

import pytest

from service.domain.terms.materials import (
    AssetType,
    LocationMetadata,
    People,
    RightsBasis,
    RightsKind,
)
from service.domain.terms.prices import FeeModel
from service.domain.terms.privacy import Minors, TemplateExtraction, UsBulkData
from service.domain.terms.signing import SpecialAction, SpecialTerm
from tests.domain.checks.cases import Case, clear, found, named

BY_USERS = {"materials__lines__0__rights_basis": RightsBasis(kind=RightsKind.USER_TERMS)}
TEMPLATES = {"privacy__biometric_templates": True}
FROM_EUROPE = {
    "parties__licensor__jurisdiction": "IE",
    "parties__licensor__address__country": "IE",
}


def special(clause: str) -> dict[str, Any]:
    term = SpecialTerm(id="ST1", clause=clause, action=SpecialAction.ADD, text="Other words.")
    return {"special_terms": (term,)}


def people(people: People, released: str | None) -> dict[str, Any]:
    return {
        "materials__lines__1__people": people,
        "materials__lines__1__releases_pct": Decimal(released) if released else None,
    }


CASES = (
    found("replica_by_special_term", "/special_terms/0", **special("C31")),
    clear("replica_by_special_term", **special("C30")),
    found("templates_sold", "/privacy/biometric_templates", **TEMPLATES),
    found(
        "templates_sold",
        "/privacy/biometric_templates",
        **TEMPLATES,
        **FROM_EUROPE,
        privacy__us_bulk_data=UsBulkData.YES,
    ),
    clear("templates_sold"),
    clear("templates_sold", **TEMPLATES, **FROM_EUROPE),
    clear("templates_sold", **TEMPLATES, pricing__fee_model=FeeModel.NO_FEE),
    found(
        "templates_extracted",
        "/privacy/template_extraction",
        privacy__template_extraction=TemplateExtraction.WITH_CONSENT,
    ),
    clear("templates_extracted"),
    found("release_coverage", "/materials/lines/1/releases_pct", **people(People.YES, "99.99")),
    found("release_coverage", "/materials/lines/1/releases_pct", **people(People.YES, None)),
    clear("release_coverage", **people(People.YES, "100")),
    clear("release_coverage", **people(People.POSSIBLE, "50")),
    found(
        "release_coverage_possible",
        "/materials/lines/1/releases_pct",
        **people(People.POSSIBLE, "50"),
    ),
    found(
        "release_coverage_possible",
        "/materials/lines/1/releases_pct",
        **people(People.POSSIBLE, None),
    ),
    clear("release_coverage_possible", **people(People.POSSIBLE, "100")),
    found("minors_warranted_away", "/privacy/minors", **BY_USERS, privacy__minors=Minors.NONE),
    clear("minors_warranted_away", **BY_USERS),
    clear("minors_warranted_away", privacy__minors=Minors.NONE),
    found(
        "minors_without_guardians",
        "/privacy/data_subjects/1",
        privacy__data_subjects=("teachers", "Pupils of secondary schools"),
    ),
    clear(
        "minors_without_guardians",
        privacy__data_subjects=("pupils",),
        privacy__minors=Minors.GUARDIAN_CONSENTED,
    ),
    clear("minors_without_guardians", privacy__data_subjects=("people of minority groups",)),
    found("guardians_consent", "/privacy/minors", privacy__minors=Minors.GUARDIAN_CONSENTED),
    clear("guardians_consent"),
    found(
        "one_side_recorded",
        "/materials/lines/0/asset_type",
        **BY_USERS,
        materials__lines__0__asset_type=AssetType.AUDIO_SPEECH,
    ),
    clear("one_side_recorded", materials__lines__0__asset_type=AssetType.AUDIO_SPEECH),
    clear("one_side_recorded", **BY_USERS),
    found(
        "gps_included",
        "/materials/lines/0/location_metadata",
        materials__lines__0__location_metadata=LocationMetadata.INCLUDED,
    ),
    clear("gps_included"),
    found(
        "illegal_content_comes_first",
        "/materials/lines/0/asset_type",
        materials__lines__1__asset_type=AssetType.PODCAST,
        materials__lines__2__asset_type=AssetType.AUDIO_MUSIC,
    ),
    clear(
        "illegal_content_comes_first",
        materials__lines__0__asset_type=AssetType.SENSOR_DATA,
        materials__lines__1__asset_type=AssetType.PODCAST,
        materials__lines__2__asset_type=AssetType.AUDIO_MUSIC,
    ),
)


@pytest.mark.parametrize("case", CASES, ids=named)
def test_people_in_the_materials_are_looked_after(case: Case) -> None:
    assert case.where == case.expected
