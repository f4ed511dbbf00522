"""Terms that hold key facts, and say nothing where those say nothing.

The rules of licenses read terms. What nobody stated stands there as what brings about no day, no
duty and no money; nothing of it is ever shown, sent or taken for agreed.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from service.domain.licenses.key_facts import (
    KeyFacts,
    KnownDelivery,
    KnownParty,
    KnownRenewal,
)
from service.domain.money import Money
from service.domain.terms import Form, Terms
from service.domain.terms.compliance import Compliance, Reports
from service.domain.terms.delivery import (
    AcceptanceStarts,
    Delivery,
    ManifestRule,
    SpanUnit,
    Tranche,
)
from service.domain.terms.grant import Grant, Purpose
from service.domain.terms.law import Law
from service.domain.terms.materials import AssetType, Materials, MaterialsLine, Unit
from service.domain.terms.models import Artifacts, Fate, Models, RetainedRuns
from service.domain.terms.notices import DeemedReceipt, Lag, NoticeMethod, Notices
from service.domain.terms.parties import (
    Address,
    EntityType,
    Licensee,
    Licensor,
    Parties,
    Signatory,
)
from service.domain.terms.period import (
    Notice,
    NoticeBasis,
    Period,
    Renewal,
    RenewalPrice,
    RenewalPriceMode,
    StartMode,
    Starts,
)
from service.domain.terms.prices import Charge, ChargeKind, FeeModel, Pricing

NO_ADDRESS: Final = "nobody@not-recorded.invalid"
"""Stands where no e-mail address is known; nothing is ever sent there (RFC 6761)."""

_UNSAID: Final = "Not recorded"
NOWHERE: Final = Address(street=_UNSAID, city=_UNSAID, country="US")
_NO_LAW: Final = "US-DE"
_AT_ONCE: Final = Lag(value=0)
_ANY_WAY: Final = frozenset({NoticeMethod.EMAIL, NoticeMethod.COURIER})
_KEPT: Final = Artifacts(
    raw=Fate.KEEP,
    preprocessed=Fate.KEEP,
    embeddings=Fate.KEEP,
    indexes=Fate.KEEP,
    labels=Fate.KEEP,
)
_SOMETHING: Final = MaterialsLine(
    id="materials", asset_type=AssetType.OTHER, unit=Unit.CATALOGUE, volume=Decimal(1)
)
_A_MONTH: Final = Notice(value=1, unit=SpanUnit.MONTHS)


def terms_holding(facts: KeyFacts, starts_on: date, form: Form) -> Terms:
    """`facts` without faults; `form` is a family that has a text, and says nothing of this one."""
    return Terms(
        form=form,
        parties=_parties(facts),
        materials=Materials(lines=_lines(facts.deliveries)),
        delivery=_delivery(facts.deliveries),
        grant=Grant(purposes=frozenset({Purpose.PRETRAIN})),
        models=_models(facts.retention_days),
        pricing=_pricing(facts),
        period=_period(facts, starts_on),
        notices=_notices(facts.renewal),
        compliance=Compliance(
            reports=facts.reports or Reports.NONE, audit_per_year=0, confidentiality_years=0
        ),
        law=Law(governing_law=facts.governing_law or _NO_LAW),
    )


def _parties(facts: KeyFacts) -> Parties:
    return Parties(
        licensor=Licensor(**_party(facts.licensor)), licensee=Licensee(**_party(facts.licensee))
    )


def _party(known: KnownParty) -> dict[str, Any]:
    email = known.notice_email or NO_ADDRESS
    return {
        "legal_name": known.legal_name,
        "entity_type": EntityType.CORPORATION,
        "jurisdiction": "US",
        "address": known.notice_post or NOWHERE,
        "notice_email": email,
        "notice_post": known.notice_post,
        "signatories": (Signatory(name=known.legal_name, title=_UNSAID, email=email),),
    }


def _lines(deliveries: tuple[KnownDelivery, ...]) -> tuple[MaterialsLine, ...]:
    """One for each delivery; something where none is known, since terms are about something."""
    return tuple(
        MaterialsLine(
            id=_line(n),
            asset_type=AssetType.OTHER,
            unit=each.unit,
            volume=each.quantity,
            description=each.what,
        )
        for n, each in enumerate(deliveries, 1)
    ) or (_SOMETHING,)


def _line(n: int) -> str:
    return f"delivery-{n}"


def _delivery(deliveries: tuple[KnownDelivery, ...]) -> Delivery:
    return Delivery(
        format=_UNSAID,
        manifest=ManifestRule.NONE,
        acceptance_starts=AcceptanceStarts.EACH_DELIVERY,
        schedule=tuple(
            Tranche(line=_line(n), quantity=each.quantity, due_date=each.due_on)
            for n, each in enumerate(deliveries, 1)
        ),
    )


def _models(retention_days: int | None) -> Models:
    """Copies go where somebody said until when; no certificate, since nobody spoke of one."""
    deleted = retention_days is not None
    return Models(
        retained_runs=RetainedRuns.COMPLETED_BEFORE_END,
        artifacts=replace(_KEPT, raw=Fate.DELETE) if deleted else _KEPT,
        usage_records_years=0,
        retention_days_after_end=retention_days or 0,
        backup_days=0,
        deletion_certificate=False,
    )


def _pricing(facts: KeyFacts) -> Pricing:
    """One sum, due on a day that nobody said."""
    committed = facts.committed
    amount = Money.of(committed.amount, committed.currency)
    if not amount.minor:
        return Pricing(currency=committed.currency, fee_model=FeeModel.NO_FEE)
    charge = Charge(id="committed", kind=ChargeKind.FIXED, amount=amount)
    return Pricing(currency=committed.currency, fee_model=FeeModel.ONE_TIME, charges=(charge,))


def _period(facts: KeyFacts, starts_on: date) -> Period:
    known = facts.period
    return Period(
        mode=known.mode,
        months=known.months,
        ends_on=known.ends_on,
        starts=Starts(mode=StartMode.FIXED, on=starts_on),
        timezone=facts.timezone,
        renewal=_renewal(facts.renewal),
        cure_days=facts.cure_days or 0,
        wind_down_days=facts.wind_down_days or 0,
    )


def _renewal(known: KnownRenewal) -> Renewal:
    """A price that nobody stated is one that is not known before it is agreed."""
    price = known.price
    return Renewal(
        mode=known.mode,
        months=known.months or 12,
        max=known.max,
        notice=known.notice or known.notice_licensor or known.notice_licensee or _A_MONTH,
        notice_licensor=known.notice_licensor,
        notice_licensee=known.notice_licensee,
        notice_basis=known.notice_basis or NoticeBasis.RECEIVED,
        price=RenewalPrice(mode=price.mode, pct=price.pct, cap=price.cap, floor=price.floor)
        if price
        else RenewalPrice(mode=RenewalPriceMode.NEGOTIATED),
        condition=known.condition,
    )


def _notices(known: KnownRenewal) -> Notices:
    """What counts by unknown rules counts at once: whoever gives it reads the contract."""
    receipt = known.receipt
    ways = known.methods or _ANY_WAY
    return Notices(
        methods=ways,
        methods_breach=ways | _ANY_WAY,
        deemed_receipt=DeemedReceipt(
            platform=receipt.platform or _AT_ONCE,
            email=receipt.email or _AT_ONCE,
            courier=receipt.courier or _AT_ONCE,
        ),
    )
