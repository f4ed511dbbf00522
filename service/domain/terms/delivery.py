"""How the materials arrive, in what parts, and how they are accepted."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from service.domain.terms.bounds import Country, Identifier, Items, Name, Percent, Quantity, between


class DeliveryMode(StrEnum):
    ONE_OFF = "one_off"
    TRANCHES = "tranches"
    FEED = "feed"
    API = "api"
    CRAWL = "crawl"
    ON_PREM_CLEAN_ROOM = "on_prem_clean_room"


class DeliveryMethod(StrEnum):
    LICENSEE_BUCKET = "licensee_bucket"
    LICENSOR_BUCKET = "licensor_bucket"
    SFTP = "sftp"
    API = "api"
    PHYSICAL_MEDIA = "physical_media"
    CLEAN_ROOM = "clean_room"
    AS_AGREED = "as_agreed"


class ManifestRule(StrEnum):
    AT_SIGNATURE = "at_signature"
    PER_DELIVERY = "per_delivery"
    NONE = "none"


class AcceptanceStarts(StrEnum):
    EACH_DELIVERY = "each_delivery"
    COMPLETE_DELIVERY = "complete_delivery"


class RejectedItems(StrEnum):
    REPLACE_THEN_CREDIT = "replace_then_credit"
    REPLACE = "replace"
    CREDIT = "credit"


class Shortfall(StrEnum):
    """What a volume below the tolerance does."""

    CREDIT = "credit"
    NONE = "none"


class DueEvent(StrEnum):
    EFFECTIVE_DATE = "effective_date"
    PAYMENT = "payment"
    PREVIOUS_ACCEPTANCE = "previous_acceptance"


class SpanUnit(StrEnum):
    DAYS = "days"
    BUSINESS_DAYS = "business_days"
    WEEKS = "weeks"
    MONTHS = "months"


@dataclass(frozen=True, slots=True, kw_only=True)
class DueAfter:
    event: DueEvent
    value: Annotated[int, between(0, 3650)]
    unit: SpanUnit = SpanUnit.DAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Tranche:
    """One delivery: of `quantity` of a line, on a date or after an event, not both."""

    line: Identifier
    quantity: Quantity
    format: Name | None = None
    due_date: date | None = None
    due_after: DueAfter | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """`acceptance_days` 0 means an item is accepted when it is delivered."""

    mode: DeliveryMode = DeliveryMode.ONE_OFF
    format: Name
    method: DeliveryMethod = DeliveryMethod.AS_AGREED
    place: Country | None = None
    manifest: ManifestRule = ManifestRule.PER_DELIVERY
    acceptance_days: Annotated[int, between(0, 120)] = 15
    acceptance_starts: AcceptanceStarts = AcceptanceStarts.EACH_DELIVERY
    acceptance_sample_pct: Percent = Decimal(1)
    defect_threshold_pct: Percent = Decimal(2)
    rejected_items: RejectedItems = RejectedItems.REPLACE_THEN_CREDIT
    replacement_days: Annotated[int, between(0, 365)] = 30
    use_is_acceptance: bool = True
    shortfall: Shortfall = Shortfall.CREDIT
    schedule: Annotated[tuple[Tranche, ...], Items(500)] = ()
