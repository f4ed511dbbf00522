"""Where the contract says a term: the one table from places in the terms to rows and cells."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from service.domain.terms import Terms
from service.domain.terms.differences import name_of
from service.domain.terms.leaves import Path, value_at


@dataclass(frozen=True, slots=True)
class Place:
    """A Key Term by its label (`row`), or a cell of the table under a heading of a Schedule.

    An empty column is a whole row, an empty row a whole table. `label` is what it is called where
    that is not made from the three.
    """

    table: str
    row: str = ""
    column: str = ""
    label: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell in the row of the entry that the way leads through."""

    table: str
    column: str = ""


KEY_TERMS: Final = ""
"""The table of a place among the Key Terms."""

DELIVERIES: Final = "Deliveries"
"""The table whose rows have numbers, which move on when one comes before them."""

_Spot = str | _Cell | Place
"""The label of a Key Term, a cell in the row of an entry, or the same place in every deal."""

_PARTY: Final[Mapping[str, _Spot]] = {
    "legal_name": "{}",
    "entity_type": "{}",
    "jurisdiction": "{}",
    "registration_no": "{}",
    "tax_id": "{}",
    "address": "{}",
    "notice_email": "Notice Address",
    "notice_post": "Notice Address",
    "notice_copies": "Notice Address",
    "rights_capacity": "Rights Capacity",
    "authority_document": "Rights Capacity",
    "principals": "Principals",
    "affiliates": "Permitted Affiliates",
}


def _of_party(at: str, label: str) -> dict[str, _Spot]:
    return {f"{at}.{name}": label if spot == "{}" else spot for name, spot in _PARTY.items()}


_PARTIES: Final[Mapping[str, _Spot]] = {
    **_of_party("parties.licensor", "Licensor"),
    "parties.other_licensors": "Licensor",
    **_of_party("parties.other_licensors", "Licensor"),
    "parties.licensors_liability": "Licensor Liability",
    **_of_party("parties.licensee", "Licensee"),
    "parties.intermediary": "Intermediary",
    "parties.guarantors": "Guarantor",
}

_MATERIALS: Final[Mapping[str, _Spot]] = {
    "materials.lines": _Cell("Lines"),
    "materials.lines.asset_type": _Cell("Lines", "Description"),
    "materials.lines.description": _Cell("Lines", "Description"),
    "materials.lines.quality": _Cell("Lines", "Description"),
    "materials.lines.unit": _Cell("Lines", "Unit"),
    "materials.lines.volume": _Cell("Lines", "Volume"),
    "materials.lines.volume_tolerance_pct": _Cell("Lines", "Tolerance"),
    "materials.lines.unit_rate": _Cell("Charges and totals", "Rate"),
    "materials.lines.tiers": _Cell("Tiers"),
    "materials.lines.purposes": _Cell("Rights and people", "Purposes"),
    "materials.lines.rights_basis": _Cell("Rights and people", "Rights basis"),
    "materials.lines.people": _Cell("Rights and people", "People and releases"),
    "materials.lines.releases_pct": _Cell("Rights and people", "People and releases"),
    "materials.lines.captions": _Cell("Rights and people", "Metadata"),
    "materials.lines.location_metadata": _Cell("Rights and people", "Metadata"),
    "materials.manifest.uri": Place("Manifest", "Location", label="Manifest location"),
    "materials.manifest.sha256": Place("Manifest", "SHA-256", label="Manifest SHA-256"),
    "materials.manifest.count": Place(
        "Manifest", "Number of Items", label="Number of Items on the Manifest"
    ),
    "materials.excluded_works": Place("Excluded Works"),
    "delivery.mode": "Delivery Mode",
    "delivery.format": "Delivery Mode",
    "delivery.place": "Delivery Mode",
    "delivery.method": Place("Method", "Method", label="Delivery method"),
    "delivery.manifest": "Manifest Rule",
    "delivery.acceptance_days": "Acceptance Period",
    "delivery.acceptance_starts": "Acceptance Start",
    "delivery.acceptance_sample_pct": "Acceptance Sample",
    "delivery.defect_threshold_pct": "Defect Threshold",
    "delivery.rejected_items": "Rejected Items Remedy",
    "delivery.replacement_days": "Replacement Period",
    "delivery.use_is_acceptance": "Use Rule",
    "delivery.shortfall": "Shortfall Remedy",
    "delivery.schedule": _Cell(DELIVERIES),
    "delivery.schedule.line": _Cell(DELIVERIES, "Line"),
    "delivery.schedule.format": _Cell(DELIVERIES, "Format"),
    "delivery.schedule.due_date": _Cell(DELIVERIES, "Due"),
    "delivery.schedule.due_after": _Cell(DELIVERIES, "Due"),
    "delivery.schedule.quantity": _Cell(DELIVERIES, "Quantity"),
}

_USE: Final[Mapping[str, _Spot]] = {
    "grant.purposes": "Licensed Purposes",
    "grant.prohibited_uses": "Prohibited Uses",
    "grant.model_scope": "Licensed Models",
    "grant.model_names": "Licensed Models",
    "grant.successor_models": "Successor Model Rule",
    "grant.begins": "License Start",
    "grant.copies": "Licensed Copies",
    "grant.territory": "Territory",
    "grant.field": "Field",
    "grant.exclusivity": "Exclusivity",
    "grant.exclusivity_field": "Exclusive Field",
    "grant.exclusivity_months": "Exclusivity Period",
    "grant.exclusivity_premium_pct": Place(
        "Charges and totals", "Exclusivity premium", "Basis", "Exclusivity premium"
    ),
    "grant.sublicense": "Permitted Sublicensees",
    "grant.raw_redistribution": "Raw Redistribution",
    "grant.open_weights_ok": "Open Weights",
    "grant.rofn.scope": "First Negotiation Scope",
    "grant.rofn.days": "First Negotiation Period",
    "outputs.verbatim_cap_words": "Verbatim Limit",
    "outputs.verbatim_cap_pct": "Verbatim Limit",
    "outputs.max_seconds": "Clip Limit",
    "outputs.near_duplicate": "Near-Duplicate Control",
    "outputs.takedown_hours": "Takedown Time",
    "outputs.attribution": "Attribution Rule",
    "outputs.excerpt_words": "Excerpt Limit",
    "models.weights_survival": "Weights Outcome",
    "models.on_end": "Weights Outcome",
    "models.retained_runs": "Retained Runs",
    "models.in_flight_days": "In-flight Period",
    "models.finetune_retained": "Retained Model Fine-tuning",
    "models.sunset_months": "Sunset Period",
    "models.artifacts": "Artifact Table",
    "models.usage_records_years": "Usage Records Period",
    "models.retention_days_after_end": "Retention Period",
    "models.backup_days": "Backup Period",
    "models.legal_hold": "Legal Hold",
    "models.deletion_certificate": "Deletion Certificate Rule",
    "models.unlearning": "Unlearning Measure",
}

_MONEY: Final[Mapping[str, _Spot]] = {
    "pricing.currency": "Currency",
    "pricing.charges": _Cell("Charges and totals"),
    "pricing.charges.kind": _Cell("Charges and totals", "Basis"),
    "pricing.charges.line": _Cell("Charges and totals"),
    "pricing.charges.purposes": _Cell("Charges and totals", "Basis"),
    "pricing.charges.rate": _Cell("Charges and totals", "Rate"),
    "pricing.charges.tiers": _Cell("Tiers"),
    "pricing.charges.amount": _Cell("Charges and totals", "Rate"),
    "pricing.charges.pct": _Cell("Charges and totals", "Rate"),
    "pricing.charges.revenue_base": _Cell("Charges and totals", "Basis"),
    "pricing.charges.currency": _Cell("Charges and totals", "Rate"),
    "pricing.charges.per": _Cell("Charges and totals", "Basis"),
    "pricing.charges.due": _Cell("Charges and totals", "Basis"),
    "pricing.charges.description": _Cell("Charges and totals", "Charge"),
    "pricing.guarantee": "Guarantee",
    "pricing.guarantee.true_up_days": "True-up Period",
    "pricing.fee_cap": "Fee Cap",
    "pricing.contributor_split_pct": Place(
        "Contributor share", "Share of the contributors", label="Share of the contributors"
    ),
    "pricing.count": "Counting Rule",
    "pricing.invoice_on": "Invoice Event",
    "pricing.payment_days": "Payment Period",
    "pricing.payment_from": "Payment Period",
    "pricing.payee": "Payee",
    "pricing.late_interest_pct_pa": "Late Interest Rate",
    "pricing.tax.prices": "Price Basis",
    "pricing.tax.withholding": "Withholding Rule",
    "pricing.fx": "Exchange Rate Rule",
    "pricing.indexation": "Indexation Rule",
}

_TIME: Final[Mapping[str, _Spot]] = {
    "period.mode": "Initial Period",
    "period.months": "Initial Period",
    "period.ends_on": "Initial Period",
    "period.starts": "Effective Date",
    "period.timezone": "Contract Zone",
    "period.renewal.mode": "Renewal",
    "period.renewal.months": "Renewal Period",
    "period.renewal.max": "Maximum Renewals",
    "period.renewal.notice": "Renewal Notice",
    "period.renewal.notice_licensor": "Renewal Notice",
    "period.renewal.notice_licensee": "Renewal Notice",
    "period.renewal.notice_basis": "Notice Basis",
    "period.renewal.price": "Renewal Price",
    "period.renewal.condition": "Renewal Condition",
    "period.cure_days": "Cure Period",
    "period.convenience": "Convenience Right",
    "period.wind_down_days": "Wind-down Period",
}

_POSITIONS: Final[Mapping[str, _Spot]] = {
    "positions.fair_use": "Fair Use Position",
    "positions.fair_use_covenant_scope": "Covenant Scope",
    "positions.tdm.signals": "Reservation Signals",
    "positions.tdm.locations": "Listed Locations",
    "positions.tdm.reserved_by": "Reserving Party",
    "positions.past_use": "Past Use Position",
    "positions.past_use_terms.amount": "Past Use Payment",
    "positions.past_use_terms.cutoff_on": "Past Use Cut-off",
    "positions.past_use_terms.works": "Past Use Works",
    "positions.past_use_terms.inputs": "Released Matters",
    "positions.past_use_terms.outputs": "Released Matters",
    "positions.past_use_terms.unknown_claims_waiver": "Released Matters",
    "positions.moral_rights": "Moral Rights Position",
    "positions.warranties": "Warranty Level",
    "privacy.personal_data": "Personal Data Level",
    "privacy.role_licensor": "Data Roles",
    "privacy.role_licensee": "Data Roles",
    "privacy.transfer": "Transfer Mechanism",
    "privacy.data_subjects": "Data Subjects",
    "privacy.ccpa_third_party_terms": "Law Riders",
    "privacy.us_bulk_data": "Bulk Data Answer",
    "privacy.biometric_templates": "Template Delivery",
    "privacy.template_extraction": "Template Extraction",
    "privacy.minors": "Minors Position",
    "privacy.content_screening": "Screening Party",
}

_RISK: Final[Mapping[str, _Spot]] = {
    "compliance.reports": "Reporting Frequency",
    "compliance.audit_per_year": "Audit Limit",
    "compliance.audit_notice_days": "Audit Notice Period",
    "compliance.audit_cost_shift_pct": "Audit Cost Threshold",
    "compliance.audit_lookback_years": "Look-back Period",
    "compliance.security": "Security Standards",
    "compliance.breach_notice_hours": "Incident Notice Time",
    "compliance.confidentiality_years": "Confidentiality Period",
    "compliance.withdrawal_notice_days": "Withdrawal Period",
    "risk.general_cap": "General Cap",
    "risk.super_cap.value": "Super Cap",
    "risk.super_cap.for_": "Super Cap Claims",
    "risk.uncapped": "Uncapped Claims",
    "risk.mfn": "Price Parity",
    "risk.mfn_terms.comparator": "Comparator",
    "risk.mfn_terms.look_back_months": "Parity Look-back",
    "risk.change_of_law.triggers": "Change of Law Triggers",
    "risk.change_of_law.jurisdictions": "Listed Jurisdictions",
    "risk.change_of_law.known_pending": "Known Pending Matters",
    "risk.change_of_law.known_pending_count": "Known Pending Matters",
    "risk.change_of_law.effect": "Change of Law Effect",
    "risk.change_of_law.days": "Renegotiation Period",
    "risk.change_of_law.refund": "Change of Law Refund",
    "risk.change_of_control.right": "Change of Control Right",
    "risk.change_of_control.listed": "Listed Acquirers",
    "risk.insurance": "Insurance",
    "risk.ld.event": "Liquidated Damages Event",
    "risk.ld.amount": "Liquidated Sum",
    "risk.ld.cap": "Liquidated Damages Cap",
}

_LAW: Final[Mapping[str, _Spot]] = {
    "law.governing_law": "Governing Law",
    "law.forum": "Forum",
    "law.place": "Forum Place",
    "law.rules": "Arbitration Rules",
    "law.seat": "Seat",
    "law.escalation_days": "Escalation Period",
    "law.agent_for_service": "Process Agent",
    "notices.methods": "Notice Methods",
    "notices.methods_breach": "Breach Notice Methods",
    "notices.deemed_receipt": "Deemed Receipt",
    "notices.bounce": "Bounce Rule",
    "signing.level": "Signature Level",
    "signing.order": "Signing Order",
    "signing.complete_by": "Sign-by Date",
    "special_terms": _Cell("Special Terms"),
    "special_terms.clause": _Cell("Special Terms", "Section"),
    "special_terms.action": _Cell("Special Terms", "Effect"),
    "special_terms.text": _Cell("Special Terms", "Text"),
}

PLACES: Final[Mapping[str, _Spot]] = MappingProxyType(
    {**_PARTIES, **_MATERIALS, **_USE, **_MONEY, **_TIME, **_POSITIONS, **_RISK, **_LAW}
)
"""By the way to a term without the numbers of entries; the longest beginning that stands here counts."""

GROUPS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "form": "form",
        "parties": "parties",
        "materials": "materials",
        "delivery": "materials",
        "grant": "license",
        "outputs": "outputs",
        "models": "after_end",
        "pricing": "money",
        "positions": "positions",
        "privacy": "people",
        "period": "period",
        "notices": "law",
        "compliance": "compliance",
        "risk": "risk",
        "law": "law",
        "signing": "signing",
        "special_terms": "special",
    }
)
"""The group of Key Terms that a part of the terms belongs to; the form has one of its own."""


def place_of(path: Path, terms: Terms) -> Place | None:
    """Where the contract of these terms says what the path leads to; null where it does not."""
    names = [step for step in path if isinstance(step, str)]
    beginnings = (".".join(names[:n]) for n in range(len(names), 0, -1))
    spot = next((PLACES[each] for each in beginnings if each in PLACES), None)
    match spot:
        case str():
            return Place(KEY_TERMS, spot)
        case _Cell(table, column):
            row = _row(path, terms)
            return Place(table, row, column) if row else None
    return spot


def _row(path: Path, terms: Terms) -> str:
    """What the row of the entry begins with; deliveries are numbered."""
    at = next((n for n, step in enumerate(path) if isinstance(step, int)), None)
    if at is None:
        return ""
    entry: Any = value_at(terms, path[: at + 1])
    number = str(int(path[at]) + 1)
    return number if path[:at] == ("delivery", "schedule") else name_of(entry) or number
