"""Personal data: what crosses which border, under what terms and on whose answer."""

from typing import Final

from service.domain.checks.finding import (
    THE_TERMS,
    Basis,
    Check,
    Hit,
    Level,
    Matter,
    hit,
    to_be_confirmed,
)
from service.domain.facts import (
    countries,
    has_fee,
    has_personal_data,
    has_us_licensor,
    is_foreign,
    lines_where,
    shows_or_locates_people,
)
from service.domain.pointers import LICENSEE
from service.domain.terms import Terms
from service.domain.terms.law import EEA
from service.domain.terms.materials import AssetType
from service.domain.terms.privacy import DataRole, PersonalData, Transfer, UsBulkData

OF_CONCERN: Final = frozenset({"CN", "HK", "MO", "CU", "IR", "KP", "RU", "VE"})
"""28 CFR 202.601; China includes Hong Kong and Macau (202.208)."""

ADVERSARIES: Final = frozenset({"CN", "HK", "MO", "IR", "KP", "RU"})
"""The countries to which data brokers may make no sensitive data of Americans available."""

BULK_DATA: Final = Basis("28 CFR 202.301, 202.302 and 202.601")
GDPR_TRANSFER: Final = to_be_confirmed("Article 46 GDPR")

_MESSAGES: Final = frozenset({AssetType.CHAT_LOG, AssetType.EMAIL_ARCHIVE, AssetType.TEXT_UGC})


def _us_bulk_data_unanswered(matter: Matter) -> Hit | None:
    asked = _us_data_may_leave(matter.terms)
    undecided = matter.terms.privacy.us_bulk_data is UsBulkData.UNDECIDED
    return hit(
        ("/privacy/us_bulk_data",) if asked and undecided else (),
        "A US licensor sends people's likeness or positions to a foreign licensee, so somebody "
        "must decide whether this is bulk US sensitive data: answer none or yes and say who did.",
    )


def _us_bulk_data_answered_by_nobody(matter: Matter) -> Hit | None:
    privacy = matter.terms.privacy
    decided = privacy.us_bulk_data is not UsBulkData.UNDECIDED
    nobody = privacy.us_bulk_data_decided_by is None
    return hit(
        ("/privacy/us_bulk_data_decided_by",)
        if decided and nobody and _us_data_may_leave(matter.terms)
        else (),
        "The question of bulk US sensitive data is answered, and nobody is named who decided it: "
        "record the person.",
    )


def _us_bulk_data_to_country_of_concern(matter: Matter) -> Hit | None:
    bulk = matter.terms.privacy.us_bulk_data is UsBulkData.YES
    return hit(
        (LICENSEE, "/privacy/us_bulk_data") if bulk and _licensee_in(matter, OF_CONCERN) else (),
        "Bulk US sensitive data must not go to a licensee in a country of concern: leave the data "
        "out or the deal alone.",
    )


def _sensitive_data_to_adversary(matter: Matter) -> Hit | None:
    """Applies without a threshold, but to data brokers only; whether one deals is a judgment."""
    terms = matter.terms
    personal = has_personal_data(terms) or shows_or_locates_people(terms)
    reached = has_us_licensor(terms) and _licensee_in(matter, ADVERSARIES)
    return hit(
        (LICENSEE,) if personal and reached else (),
        "A data broker must not make sensitive data of people in the United States available to a "
        "foreign adversary, in any quantity: let counsel confirm that none goes.",
    )


def _sale_under_ccpa(matter: Matter) -> Hit | None:
    terms = matter.terms
    sold = has_personal_data(terms) and has_fee(terms) and has_us_licensor(terms)
    return hit(
        ("/privacy/ccpa_third_party_terms",)
        if sold and not terms.privacy.ccpa_third_party_terms
        else (),
        "Personal data for money is a sale where Californians are concerned, and a sale needs its "
        "own terms with specific purposes: choose them, or be sure that none are concerned.",
    )


def _transfer_without_instrument(matter: Matter) -> Hit | None:
    terms = matter.terms
    from_eea = _leaves(terms, EEA) and Transfer.SCC_M1 not in terms.privacy.transfer
    uk = terms.privacy.transfer & {Transfer.UK_ADDENDUM, Transfer.UK_IDTA}
    from_uk = _leaves(terms, frozenset({"GB"})) and not uk
    return hit(
        ("/privacy/transfer",) if has_personal_data(terms) and (from_eea or from_uk) else (),
        "Personal data leave the EEA or the United Kingdom without a transfer instrument: choose "
        "one, unless the licensee's country has an adequacy decision.",
    )


def _licensee_as_processor(matter: Matter) -> Hit | None:
    processor = matter.terms.privacy.role_licensee is DataRole.PROCESSOR
    return hit(
        ("/privacy/role_licensee",) if processor and has_personal_data(matter.terms) else (),
        "The licensee trains for its own ends, so it decides about the data and is hardly a "
        "processor: controller is the usual role.",
    )


def _people_without_personal_data(matter: Matter) -> Hit | None:
    if has_personal_data(matter.terms):
        return None
    return hit(
        shows_or_locates_people(matter.terms)
        + lines_where(matter.terms, lambda line: line.asset_type in _MESSAGES, "/asset_type"),
        "Pictures and positions of identifiable people and messages from users are personal data, "
        "and none is said to be licensed: choose incidental or yes.",
    )


def _data_protection_schedule(matter: Matter) -> Hit | None:
    yes = matter.terms.privacy.personal_data is PersonalData.YES
    return hit(
        ("/privacy/personal_data",) if yes else (),
        "The draft adds the data protection schedule: see that the roles, the data subjects and the "
        "transfer instrument in it are right.",
    )


def _us_data_may_leave(terms: Terms) -> bool:
    abroad = has_us_licensor(terms) and is_foreign(terms.parties.licensee)
    return abroad and bool(shows_or_locates_people(terms))


def _licensee_in(matter: Matter, places: frozenset[str]) -> bool:
    return bool(countries(matter.terms.parties.licensee) & places)


def _leaves(terms: Terms, home: frozenset[str]) -> bool:
    """Whether the materials go from here to a licensee elsewhere; between EEA and UK they may."""
    start = any(countries(licensor) & home for licensor in terms.parties.licensors)
    return start and not countries(terms.parties.licensee) <= EEA | {"GB"}


CHECKS: Final = (
    Check(
        "us_bulk_data_unanswered",
        Level.BLOCK,
        BULK_DATA,
        _us_bulk_data_unanswered,
        overridable=False,
    ),
    Check(
        "us_bulk_data_answered_by_nobody",
        Level.BLOCK,
        BULK_DATA,
        _us_bulk_data_answered_by_nobody,
        overridable=False,
    ),
    Check(
        "us_bulk_data_to_country_of_concern",
        Level.BLOCK,
        BULK_DATA,
        _us_bulk_data_to_country_of_concern,
        overridable=False,
    ),
    Check(
        "sensitive_data_to_adversary",
        Level.BLOCK,
        Basis("Protecting Americans' Data from Foreign Adversaries Act of 2024"),
        _sensitive_data_to_adversary,
    ),
    Check("sale_under_ccpa", Level.WARN, Basis("11 CCR 7053"), _sale_under_ccpa),
    Check("transfer_without_instrument", Level.WARN, GDPR_TRANSFER, _transfer_without_instrument),
    Check(
        "licensee_as_processor",
        Level.WARN,
        to_be_confirmed("Articles 4(8) and 28 GDPR"),
        _licensee_as_processor,
    ),
    Check(
        "people_without_personal_data",
        Level.WARN,
        to_be_confirmed("Article 4(1) GDPR"),
        _people_without_personal_data,
    ),
    Check("data_protection_schedule", Level.NOTE, THE_TERMS, _data_protection_schedule),
)
