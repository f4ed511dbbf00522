"""What the licensee may do, with which models, where, and on what exclusive footing."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from service.domain.terms.bounds import Code, Items, Line, Name, Places, between


class Purpose(StrEnum):
    PRETRAIN = "pretrain"
    FINETUNE = "finetune"
    PREFERENCE_TUNING = "preference_tuning"
    NONGENERATIVE_TRAINING = "nongenerative_training"
    EVALUATION = "evaluation"
    EMBEDDING_INDEX = "embedding_index"
    RAG_GROUNDING = "rag_grounding"
    DISPLAY_EXCERPT = "display_excerpt"
    SEARCH_INDEX = "search_index"
    SYNTHETIC_DATA = "synthetic_data"
    DISTILLATION = "distillation"
    INTERNAL_RESEARCH = "internal_research"
    TDM_ANALYSIS = "tdm_analysis"


class ProhibitedUse(StrEnum):
    RAW_RESALE = "raw_resale"
    SUBSTITUTE_PRODUCT = "substitute_product"
    VOICE_OR_LIKENESS_CLONE = "voice_or_likeness_clone"
    STYLE_IMITATION = "style_imitation"
    BIOMETRIC_IDENTIFICATION = "biometric_identification"
    SURVEILLANCE = "surveillance"
    WEAPONS = "weapons"
    POLITICAL_PERSUASION = "political_persuasion"
    ADULT_CONTENT = "adult_content"
    REIDENTIFICATION = "reidentification"
    OPEN_WEIGHTS_RELEASE = "open_weights_release"
    OTHER = "other"
    """What it is stands in a special term on C08."""


class Exclusivity(StrEnum):
    NONEXCLUSIVE = "nonexclusive"
    SOLE = "sole"
    FIELD_EXCLUSIVE = "field_exclusive"
    TIME_EXCLUSIVE = "time_exclusive"
    EXCLUSIVE = "exclusive"


class ModelScope(StrEnum):
    NAMED_MODEL = "named_model"
    MODEL_FAMILY = "model_family"
    ALL_MODELS_OF_LICENSEE = "all_models_of_licensee"


class SuccessorModels(StrEnum):
    INCLUDED = "included"
    NOTICE = "notice"
    NEW_LICENSE = "new_license"


class Sublicensee(StrEnum):
    PROCESSORS = "processors"
    AFFILIATES = "affiliates"
    END_USERS_OF_MODEL_OUTPUTS = "end_users_of_model_outputs"


class LicenseStart(StrEnum):
    """When the license to an item begins."""

    ON_DELIVERY = "on_delivery"
    ON_ACCEPTANCE = "on_acceptance"
    ON_PAYMENT = "on_payment"


class Copies(StrEnum):
    """Which copies of a work the license reaches."""

    DELIVERED_ONLY = "delivered_only"
    SAME_WORKS_ANY_SOURCE = "same_works_any_source"


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstNegotiation:
    """The licensee's right of first negotiation over later tranches."""

    scope: Line
    days: Annotated[int, between(1, 365)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """`territory` holds WORLD, EU or ISO 3166-1 alpha-2 codes; `field` null means every field."""

    purposes: Annotated[frozenset[Purpose], Items(13, least=1)]
    prohibited_uses: Annotated[frozenset[ProhibitedUse], Items(12)] = frozenset()
    begins: LicenseStart = LicenseStart.ON_DELIVERY
    copies: Copies = Copies.DELIVERED_ONLY
    field: Line | None = None
    exclusivity: Exclusivity = Exclusivity.NONEXCLUSIVE
    exclusivity_field: Line | None = None
    exclusivity_months: Annotated[int, between(1, 120)] | None = None
    exclusivity_premium_pct: Annotated[Decimal, between(0, 1000), Places(2)] = Decimal(0)
    model_scope: ModelScope = ModelScope.MODEL_FAMILY
    model_names: Annotated[tuple[Name, ...], Items(50)] = ()
    successor_models: SuccessorModels = SuccessorModels.INCLUDED
    territory: Annotated[frozenset[Annotated[str, Code.TERRITORY]], Items(250, least=1)] = (
        frozenset({"WORLD"})
    )
    sublicense: Annotated[frozenset[Sublicensee], Items(3)] = frozenset({Sublicensee.PROCESSORS})
    raw_redistribution: bool = False
    open_weights_ok: bool = False
    rofn: FirstNegotiation | None = None
