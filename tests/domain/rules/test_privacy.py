"""What can be said of people, their data and their age."""

from typing import Any

import pytest

from service.domain.rules import faults, privacy
from service.domain.terms.materials import AssetType, People
from service.domain.terms.parties import Side
from service.domain.terms.privacy import (
    ContentScreening,
    DataRole,
    Minors,
    PersonalData,
    Privacy,
    Transfer,
    UsBulkData,
)
from tests.domain.changes import terms_with
from tests.domain.rules.cases import Refused, named, refused

NOBODY: dict[str, Any] = {
    "materials__lines__1__people": People.NONE,
    "materials__lines__1__releases_pct": None,
    "materials__lines__2__people": People.NONE,
    "materials__lines__2__releases_pct": None,
}

REFUSED = (
    refused(
        privacy.visual_media_are_screened,
        "/privacy/content_screening",
        "Pictures and video (photos, clips and film) must be screened",
        privacy=Privacy(content_screening=ContentScreening.NONE),
    ),
    *(
        refused(
            privacy.screened_minors_are_screened_by_licensor,
            "/privacy/content_screening",
            f"which is now {screening}",
            privacy__content_screening=screening,
        )
        for screening in (ContentScreening.LICENSEE, ContentScreening.NONE)
    ),
    refused(
        privacy.consenting_guardians_have_minors,
        "/privacy/minors",
        "no line shows people",
        privacy__minors=Minors.GUARDIAN_CONSENTED,
        **NOBODY,
    ),
    refused(
        privacy.personal_data_have_subjects,
        "/privacy/data_subjects",
        "say whose",
        privacy__personal_data=PersonalData.YES,
    ),
    refused(
        privacy.without_personal_data_nothing_is_said_of_them,
        "/privacy/transfer",
        "no mention of a transfer instrument",
        privacy__personal_data=PersonalData.NONE,
    ),
    *(
        refused(
            privacy.without_personal_data_nothing_is_said_of_them,
            f"/privacy/{field}",
            "There are no personal data",
            privacy=Privacy(),
            **{f"privacy__{field}": value},
        )
        for field, value in (
            ("data_subjects", ("contributors",)),
            ("ccpa_third_party_terms", True),
            ("biometric_templates", True),
        )
    ),
    refused(
        privacy.somebody_is_controller,
        "/privacy/role_licensee",
        "Both sides are processors",
        privacy__role_licensor=DataRole.PROCESSOR,
        privacy__role_licensee=DataRole.PROCESSOR,
    ),
    refused(
        privacy.somebody_is_controller,
        "/privacy/role_licensee",
        "for both sides or for neither",
        privacy__role_licensor=DataRole.JOINT_CONTROLLER,
    ),
    *(
        refused(
            privacy.transfer_instruments_suit_the_roles,
            "/privacy/transfer",
            "is between controllers",
            privacy__transfer=frozenset({Transfer.SCC_M1}),
            **{f"privacy__role_{side}": DataRole.PROCESSOR},
        )
        for side in Side
    ),
    refused(
        privacy.transfer_instruments_suit_the_roles,
        "/privacy/transfer",
        "do the same work",
        privacy__transfer=frozenset({Transfer.UK_ADDENDUM, Transfer.UK_IDTA}),
    ),
    refused(
        privacy.open_questions_have_no_answer,
        "/privacy/us_bulk_data",
        "ada@archive.example is said to have decided",
        privacy__us_bulk_data=UsBulkData.UNDECIDED,
    ),
)


@pytest.mark.parametrize("case", REFUSED, ids=named)
def test_contradictions_about_people_are_refused(case: Refused) -> None:
    assert [f.pointer for f in case.rule(case.terms) if case.part in f.message] == [case.pointer]


@pytest.mark.parametrize(
    "changes",
    [
        {"privacy": Privacy()},
        {
            "privacy__personal_data": PersonalData.YES,
            "privacy__data_subjects": ("contributors",),
        },
        {
            "privacy__role_licensor": DataRole.JOINT_CONTROLLER,
            "privacy__role_licensee": DataRole.JOINT_CONTROLLER,
        },
        {"privacy__transfer": frozenset({Transfer.SCC_M1, Transfer.UK_ADDENDUM})},
        {"privacy__minors": Minors.GUARDIAN_CONSENTED},
        {"privacy__content_screening": ContentScreening.LICENSOR},
        {"privacy__role_licensor": DataRole.PROCESSOR},
        NOBODY,
        {
            "privacy": Privacy(content_screening=ContentScreening.NONE),
            "materials__lines__0__asset_type": AssetType.SENSOR_DATA,
            "materials__lines__1__asset_type": AssetType.AUDIO_MUSIC,
            "materials__lines__2__asset_type": AssetType.PODCAST,
        },
        {
            "privacy__minors": Minors.NONE,
            "privacy__content_screening": ContentScreening.LICENSEE,
        },
    ],
    ids=[
        "nothing said",
        "personal data of contributors",
        "joint controllers",
        "instruments for the EEA and the United Kingdom",
        "minors with guardians",
        "screened by the licensor alone",
        "one processor",
        "nobody at all",
        "sound and measurements unscreened",
        "screened by the licensee",
    ],
)
def test_consistent_statements_about_people_may_be_agreed(changes: dict[str, Any]) -> None:
    assert faults(terms_with(**changes)) == ()
