"""People in the materials: their data, their likeness, their age."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from service.domain.terms.bounds import Items, Line


class PersonalData(StrEnum):
    NONE = "none"
    INCIDENTAL = "incidental"
    YES = "yes"


class DataRole(StrEnum):
    CONTROLLER = "controller"
    JOINT_CONTROLLER = "joint_controller"
    PROCESSOR = "processor"


class Transfer(StrEnum):
    """The instrument for a transfer out of the EEA or the United Kingdom."""

    SCC_M1 = "scc_m1"
    UK_ADDENDUM = "uk_addendum"
    UK_IDTA = "uk_idta"


class UsBulkData(StrEnum):
    """Whether 28 CFR part 202 bulk US sensitive personal data is transferred."""

    UNDECIDED = "undecided"
    NONE = "none"
    YES = "yes"


class TemplateExtraction(StrEnum):
    """Whether biometric templates may be drawn from the materials."""

    PROHIBITED = "prohibited"
    WITH_CONSENT = "with_consent"


class Minors(StrEnum):
    NONE = "none"
    SCREENED = "screened"
    GUARDIAN_CONSENTED = "guardian_consented"


class ContentScreening(StrEnum):
    """Who screens for illegal content."""

    NONE = "none"
    LICENSOR = "licensor"
    LICENSEE = "licensee"
    BOTH = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class Privacy:
    personal_data: PersonalData = PersonalData.NONE
    role_licensor: DataRole = DataRole.CONTROLLER
    role_licensee: DataRole = DataRole.CONTROLLER
    transfer: Annotated[frozenset[Transfer], Items(3)] = frozenset()
    data_subjects: Annotated[tuple[Line, ...], Items(20)] = ()
    ccpa_third_party_terms: bool = False
    us_bulk_data: UsBulkData = UsBulkData.UNDECIDED
    us_bulk_data_decided_by: Line | None = None
    biometric_templates: bool = False
    template_extraction: TemplateExtraction = TemplateExtraction.PROHIBITED
    minors: Minors = Minors.NONE
    content_screening: ContentScreening = ContentScreening.BOTH
