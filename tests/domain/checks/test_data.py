"""Personal data that crosses borders."""

from typing import Any

import pytest

from service.domain.terms.materials import AssetType, LocationMetadata, People
from service.domain.terms.prices import FeeModel
from service.domain.terms.privacy import (
    DataRole,
    PersonalData,
    Privacy,
    Transfer,
    UsBulkData,
)
from tests.domain.checks.cases import Case, clear, found, named


def licensor_in(country: str) -> dict[str, Any]:
    return {
        "parties__licensor__jurisdiction": country,
        "parties__licensor__address__country": country,
    }


def licensee_in(country: str) -> dict[str, Any]:
    return {
        "parties__licensee__jurisdiction": country,
        "parties__licensee__address__country": country,
    }


NOBODY = {f"materials__lines__{i}__people": People.NONE for i in range(3)}
GPS = {"materials__lines__0__location_metadata": LocationMetadata.INCLUDED}
UNDECIDED = {
    "privacy__us_bulk_data": UsBulkData.UNDECIDED,
    "privacy__us_bulk_data_decided_by": None,
}
BULK = {"privacy__us_bulk_data": UsBulkData.YES}
NO_DATA = {"privacy": Privacy()}
UNANSWERED = ("us_bulk_data_unanswered", "/privacy/us_bulk_data")

CASES = (
    found(*UNANSWERED, **UNDECIDED),
    found(*UNANSWERED, **UNDECIDED, **NOBODY, **GPS),
    found(*UNANSWERED, **UNDECIDED, **NOBODY | {"materials__lines__0__people": People.POSSIBLE}),
    found(*UNANSWERED, **UNDECIDED, parties__licensee__jurisdiction="US-DE"),
    found(*UNANSWERED, **UNDECIDED, parties__licensor__address__country="MX"),
    found(*UNANSWERED, **UNDECIDED, parties__licensor__jurisdiction="MX"),
    clear(UNANSWERED[0], **UNDECIDED, **NOBODY),
    clear(UNANSWERED[0], **UNDECIDED, **licensee_in("US")),
    clear(UNANSWERED[0], **UNDECIDED, **licensor_in("CA")),
    clear(UNANSWERED[0]),
    found(
        "us_bulk_data_answered_by_nobody",
        "/privacy/us_bulk_data_decided_by",
        privacy__us_bulk_data_decided_by=None,
    ),
    clear("us_bulk_data_answered_by_nobody"),
    clear("us_bulk_data_answered_by_nobody", **UNDECIDED),
    clear(
        "us_bulk_data_answered_by_nobody",
        **licensee_in("US"),
        privacy__us_bulk_data_decided_by=None,
    ),
    *(
        found(
            "us_bulk_data_to_country_of_concern",
            "/parties/licensee",
            "/privacy/us_bulk_data",
            **BULK,
            **licensee_in(country),
        )
        for country in ("CN", "HK", "MO", "CU", "IR", "KP", "RU", "VE")
    ),
    found(
        "us_bulk_data_to_country_of_concern",
        "/parties/licensee",
        "/privacy/us_bulk_data",
        **BULK,
        parties__licensee__address__country="CN",
    ),
    clear("us_bulk_data_to_country_of_concern", **licensee_in("CN")),
    clear("us_bulk_data_to_country_of_concern", **BULK),
    *(
        found("sensitive_data_to_adversary", "/parties/licensee", **licensee_in(country))
        for country in ("CN", "HK", "MO", "IR", "KP", "RU")
    ),
    found("sensitive_data_to_adversary", "/parties/licensee", **licensee_in("CN"), **NOBODY),
    found("sensitive_data_to_adversary", "/parties/licensee", **licensee_in("IR"), **NO_DATA),
    clear("sensitive_data_to_adversary", **licensee_in("CU")),
    clear("sensitive_data_to_adversary", **licensee_in("CN"), **licensor_in("CA")),
    clear("sensitive_data_to_adversary", **licensee_in("CN"), **NO_DATA, **NOBODY),
    found("sale_under_ccpa", "/privacy/ccpa_third_party_terms"),
    clear("sale_under_ccpa", privacy__ccpa_third_party_terms=True),
    clear("sale_under_ccpa", pricing__fee_model=FeeModel.NO_FEE),
    clear("sale_under_ccpa", **licensor_in("DE")),
    clear("sale_under_ccpa", **NO_DATA),
    found(
        "transfer_without_instrument",
        "/privacy/transfer",
        **licensor_in("FR"),
        **licensee_in("US"),
    ),
    found(
        "transfer_without_instrument",
        "/privacy/transfer",
        **licensor_in("GB"),
        **licensee_in("IN"),
        privacy__transfer=frozenset({Transfer.SCC_M1}),
    ),
    clear("transfer_without_instrument", **licensor_in("FR")),
    clear("transfer_without_instrument", **licensor_in("GB"), **licensee_in("US")),
    clear(
        "transfer_without_instrument",
        **licensor_in("GB"),
        **licensee_in("US"),
        privacy__transfer=frozenset({Transfer.UK_IDTA}),
    ),
    clear(
        "transfer_without_instrument",
        **licensor_in("NO"),
        **licensee_in("US"),
        privacy__transfer=frozenset({Transfer.SCC_M1}),
    ),
    clear("transfer_without_instrument", **licensor_in("FR"), **licensee_in("US"), **NO_DATA),
    found(
        "licensee_as_processor",
        "/privacy/role_licensee",
        privacy__role_licensee=DataRole.PROCESSOR,
    ),
    clear("licensee_as_processor"),
    clear("licensee_as_processor", **NO_DATA, privacy__role_licensee=DataRole.PROCESSOR),
    found(
        "people_without_personal_data",
        "/materials/lines/1/people",
        "/materials/lines/2/people",
        **NO_DATA,
    ),
    *(
        found(
            "people_without_personal_data",
            "/materials/lines/0/asset_type",
            **NO_DATA,
            **NOBODY,
            materials__lines__0__asset_type=messages,
        )
        for messages in (AssetType.EMAIL_ARCHIVE, AssetType.CHAT_LOG, AssetType.TEXT_UGC)
    ),
    clear("people_without_personal_data", **NO_DATA, **NOBODY),
    clear("people_without_personal_data"),
    found(
        "data_protection_schedule",
        "/privacy/personal_data",
        privacy__personal_data=PersonalData.YES,
    ),
    clear("data_protection_schedule"),
)


@pytest.mark.parametrize("case", CASES, ids=named)
def test_data_that_cross_a_border_are_asked_about(case: Case) -> None:
    assert case.where == case.expected
