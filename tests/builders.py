"""Values for tests: the sample deal in Python, and small changes to it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from service.domain.money import Money, Rate
from service.domain.terms import Form, Terms
from service.domain.terms.compliance import Compliance, Reports
from service.domain.terms.delivery import (
    AcceptanceStarts,
    Delivery,
    DeliveryMethod,
    DeliveryMode,
    DueAfter,
    DueEvent,
    Tranche,
)
from service.domain.terms.grant import Grant, ProhibitedUse, Purpose
from service.domain.terms.law import Law
from service.domain.terms.materials import AssetType, Materials, MaterialsLine, People, Unit
from service.domain.terms.models import Artifacts, Fate, Models, OnEnd, WeightsSurvival
from service.domain.terms.outputs import NearDuplicate, Outputs
from service.domain.terms.parties import (
    Address,
    EntityType,
    Licensee,
    Licensor,
    Parties,
    Signatory,
)
from service.domain.terms.period import Period, Renewal, RenewalMode, StartMode, Starts
from service.domain.terms.prices import Charge, ChargeKind, Guarantee, GuaranteeKind, Pricing
from service.domain.terms.privacy import Minors, PersonalData, Privacy, Transfer, UsBulkData
from service.domain.terms.risk import CapBase, ChangeOfLaw, GeneralCap, Risk
from service.domain.terms.signing import (
    Signing,
    SigningOrder,
    SpecialAction,
    SpecialTerm,
)


def usd(amount: str) -> Money:
    return Money.of(Decimal(amount), "USD")


def a_line(**changes: Any) -> MaterialsLine:
    """1,200,000 photographs at 0.05."""
    line = MaterialsLine(
        id="photos",
        asset_type=AssetType.PHOTO,
        unit=Unit.ITEM,
        volume=Decimal(1_200_000),
        unit_rate=Rate(Decimal("0.05")),
        description="Landscape, wildlife and product photographs with captions, 2004-2019",
        captions=True,
    )
    return replace(line, **changes)


def a_charge(**changes: Any) -> Charge:
    return replace(Charge(id="setup", kind=ChargeKind.FIXED, amount=usd("1000")), **changes)


def some_parties(**changes: Any) -> Parties:
    parties = Parties(
        licensor=Licensor(
            legal_name="Photo Archive Inc.",
            entity_type=EntityType.CORPORATION,
            jurisdiction="US-DE",
            address=Address(
                street="1 Harbor Way", city="Denver", region="CO", postcode="80202", country="US"
            ),
            notice_email="legal@archive.example",
            notice_copies=("outside-counsel@firm.example",),
            signatories=(
                Signatory(
                    name="Ada Licensor", title="General Counsel", email="ada@archive.example"
                ),
            ),
        ),
        licensee=Licensee(
            legal_name="Example Labs Ltd",
            entity_type=EntityType.CORPORATION,
            jurisdiction="GB",
            address=Address(
                street="2 Model Street", city="London", postcode="EC1A 1AA", country="GB"
            ),
            notice_email="contracts@labs.example",
            signatories=(Signatory(name="Bo Licensee", title="VP Data", email="bo@labs.example"),),
        ),
    )
    return replace(parties, **changes)


def some_materials() -> Materials:
    return Materials(
        collection="photo-archive-1",
        lines=(
            a_line(),
            MaterialsLine(
                id="clips",
                asset_type=AssetType.SHORT_VIDEO,
                unit=Unit.CLIP,
                volume=Decimal(250_000),
                unit_rate=Rate(Decimal("2.00")),
                description="Clips under 60 seconds, model releases on file",
                people=People.YES,
                releases_pct=Decimal(100),
            ),
            MaterialsLine(
                id="film",
                asset_type=AssetType.LONG_VIDEO,
                unit=Unit.HOUR,
                volume=Decimal(10_000),
                unit_rate=Rate(Decimal("100.00")),
                description="Long-form documentary video, model releases on file",
                people=People.YES,
                releases_pct=Decimal(100),
            ),
        ),
    )


def some_delivery() -> Delivery:
    def after(days: int) -> DueAfter:
        return DueAfter(event=DueEvent.EFFECTIVE_DATE, value=days)

    half = Decimal(600_000)
    return Delivery(
        mode=DeliveryMode.TRANCHES,
        format="JPEG, MP4",
        method=DeliveryMethod.LICENSEE_BUCKET,
        place="US",
        acceptance_starts=AcceptanceStarts.COMPLETE_DELIVERY,
        schedule=(
            Tranche(line="photos", quantity=half, due_date=date(2027, 1, 31)),
            Tranche(line="photos", quantity=half, due_date=date(2027, 2, 28)),
            Tranche(line="clips", quantity=Decimal(250_000), due_after=after(60)),
            Tranche(line="film", quantity=Decimal(10_000), due_after=after(90)),
        ),
    )


def some_terms(**changes: Any) -> Terms:
    """The sample deal; it has no faults, and its fee is USD 1,560,000.00."""
    terms = Terms(
        form=Form(family="bulk-media", version=1),
        parties=some_parties(),
        materials=some_materials(),
        delivery=some_delivery(),
        grant=Grant(
            purposes=frozenset({Purpose.PRETRAIN, Purpose.FINETUNE}),
            prohibited_uses=frozenset(
                {ProhibitedUse.VOICE_OR_LIKENESS_CLONE, ProhibitedUse.BIOMETRIC_IDENTIFICATION}
            ),
            model_names=("Example LM",),
        ),
        outputs=Outputs(
            verbatim_cap_words=None,
            verbatim_cap_pct=None,
            near_duplicate=NearDuplicate.FILTER_AND_TAKEDOWN,
            max_seconds=5,
        ),
        models=Models(
            on_end=OnEnd(
                licensee_breach=WeightsSurvival.RETIRE_BY_DATE,
                licensor_breach=WeightsSurvival.PERPETUAL,
                works_withdrawn=WeightsSurvival.KEEP_EXISTING_NO_RETRAIN,
                change_of_law=WeightsSurvival.KEEP_EXISTING_NO_RETRAIN,
            )
        ),
        pricing=Pricing(
            guarantee=Guarantee(
                kind=GuaranteeKind.MINIMUM,
                amount=usd("500000"),
                recoups_against=frozenset({ChargeKind.PER_UNIT}),
            )
        ),
        privacy=Privacy(
            personal_data=PersonalData.INCIDENTAL,
            transfer=frozenset({Transfer.UK_ADDENDUM}),
            us_bulk_data=UsBulkData.NONE,
            us_bulk_data_decided_by="ada@archive.example",
            minors=Minors.SCREENED,
        ),
        period=Period(
            starts=Starts(mode=StartMode.FIXED, on=date(2027, 1, 31)),
            months=24,
            timezone="America/New_York",
            renewal=Renewal(mode=RenewalMode.AUTO_FIXED_N, max=2),
            reminders_days_before=(90, 60, 30, 14, 7, 1),
        ),
        compliance=Compliance(security=("SOC2",)),
        risk=Risk(
            general_cap=GeneralCap(base=CapBase.TOTAL_FEES),
            change_of_law=ChangeOfLaw(
                jurisdictions=frozenset({"US", "EU", "GB"}),
                known_pending=("Thomson Reuters v. Ross, 3d Cir. No. 25-2153",),
            ),
        ),
        law=Law(governing_law="US-NY", place="New York County"),
        signing=Signing(order=SigningOrder.LICENSOR_FIRST),
        special_terms=(
            SpecialTerm(
                id="ST1",
                clause="C35",
                action=SpecialAction.ADD,
                text="Licensee may name Licensor in its training-data summary.",
            ),
        ),
    )
    return replace(terms, **changes)


def quiet_terms(**changes: Any) -> Terms:
    """The sample deal with little that has a date: no delivery, report, review or deletion is due."""
    plain = some_terms()
    kept = Artifacts(**dict.fromkeys(Artifacts.__dataclass_fields__, Fate.KEEP))
    quiet = replace(
        plain,
        models=replace(plain.models, artifacts=kept),
        pricing=Pricing(),
        delivery=replace(plain.delivery, schedule=()),
        compliance=replace(plain.compliance, reports=Reports.NONE),
        privacy=replace(plain.privacy, transfer=frozenset()),
        signing=Signing(),
    )
    return replace(quiet, **changes)
