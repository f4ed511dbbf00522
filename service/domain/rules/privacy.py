"""Whether what is said of people, their data and their age fits together."""

from collections.abc import Iterator
from typing import Final

from service.domain.errors import Fault
from service.domain.terms import Terms
from service.domain.terms.materials import VISUAL, People
from service.domain.terms.privacy import (
    ContentScreening,
    DataRole,
    Minors,
    PersonalData,
    Transfer,
    UsBulkData,
)
from service.domain.wording import listed, spoken

BY_LICENSOR: Final = frozenset({ContentScreening.LICENSOR, ContentScreening.BOTH})


def visual_media_are_screened(terms: Terms) -> Iterator[Fault]:
    visual = [line.id for line in terms.materials.lines if line.asset_type in VISUAL]
    if visual and terms.privacy.content_screening is ContentScreening.NONE:
        yield Fault(
            "/privacy/content_screening",
            f"Pictures and video ({listed(visual)}) must be screened for illegal content: "
            "choose licensor, licensee or both.",
        )


def screened_minors_are_screened_by_licensor(terms: Terms) -> Iterator[Fault]:
    screening = terms.privacy.content_screening
    if terms.privacy.minors is Minors.SCREENED and screening not in BY_LICENSOR:
        yield Fault(
            "/privacy/content_screening",
            "Licensor says that it has screened for minors, so it must take part in the "
            f"screening, which is now {spoken(screening)}: choose licensor or both.",
        )


def consenting_guardians_have_minors(terms: Terms) -> Iterator[Fault]:
    nobody = all(line.people is People.NONE for line in terms.materials.lines)
    if terms.privacy.minors is Minors.GUARDIAN_CONSENTED and nobody:
        yield Fault(
            "/privacy/minors",
            "Guardians have consented for minors, but no line shows people: say on which lines "
            "people appear, or choose none.",
        )


def personal_data_have_subjects(terms: Terms) -> Iterator[Fault]:
    privacy = terms.privacy
    if privacy.personal_data is PersonalData.YES and not privacy.data_subjects:
        yield Fault(
            "/privacy/data_subjects",
            "Personal data are licensed: say whose, such as customers or contributors.",
        )


def without_personal_data_nothing_is_said_of_them(terms: Terms) -> Iterator[Fault]:
    privacy = terms.privacy
    if privacy.personal_data is not PersonalData.NONE:
        return
    said = (
        ("data_subjects", "data subjects", bool(privacy.data_subjects)),
        ("transfer", "a transfer instrument", bool(privacy.transfer)),
        ("ccpa_third_party_terms", "terms for a sale of data", privacy.ccpa_third_party_terms),
        ("biometric_templates", "biometric templates", privacy.biometric_templates),
    )
    for field, words, is_said in said:
        if is_said:
            yield Fault(
                f"/privacy/{field}",
                f"There are no personal data, so there can be no mention of {words}: choose "
                "incidental or yes for personal data, or leave this out.",
            )


def somebody_is_controller(terms: Terms) -> Iterator[Fault]:
    roles = {terms.privacy.role_licensor, terms.privacy.role_licensee}
    if roles == {DataRole.PROCESSOR}:
        yield Fault(
            "/privacy/role_licensee",
            "Both sides are processors, so nobody decides about the data: one must be controller.",
        )
    elif DataRole.JOINT_CONTROLLER in roles and len(roles) > 1:
        yield Fault(
            "/privacy/role_licensee",
            "Joint controllers are joint with each other: choose joint controller for both sides "
            "or for neither.",
        )


def transfer_instruments_suit_the_roles(terms: Terms) -> Iterator[Fault]:
    privacy = terms.privacy
    processor = DataRole.PROCESSOR in {privacy.role_licensor, privacy.role_licensee}
    if Transfer.SCC_M1 in privacy.transfer and processor:
        yield Fault(
            "/privacy/transfer",
            "Module 1 of the standard contractual clauses is between controllers, and one side "
            "is a processor: change the role or the instrument.",
        )
    both = privacy.transfer & {Transfer.UK_ADDENDUM, Transfer.UK_IDTA}
    if len(both) > 1:
        yield Fault(
            "/privacy/transfer",
            "The UK addendum and the UK IDTA do the same work: choose one.",
        )


def open_questions_have_no_answer(terms: Terms) -> Iterator[Fault]:
    privacy = terms.privacy
    if privacy.us_bulk_data is UsBulkData.UNDECIDED and privacy.us_bulk_data_decided_by:
        yield Fault(
            "/privacy/us_bulk_data",
            f"{privacy.us_bulk_data_decided_by} is said to have decided about bulk US data, but "
            "it is undecided: choose none or yes.",
        )


RULES: Final = (
    visual_media_are_screened,
    screened_minors_are_screened_by_licensor,
    consenting_guardians_have_minors,
    personal_data_have_subjects,
    without_personal_data_nothing_is_said_of_them,
    somebody_is_controller,
    transfer_instruments_suit_the_roles,
    open_questions_have_no_answer,
)
