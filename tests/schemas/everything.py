"""Terms that say everything there is to say: each key once, whether or not it can be agreed."""

from typing import Any

from tests.schemas.all_parties import SHA, some_parties


def a_line() -> dict[str, Any]:
    return {
        "id": "photos",
        "asset_type": "photo",
        "unit": "image",
        "volume": "1200000",
        "volume_tolerance_pct": "2.5",
        "unit_rate": "0.05",
        "tiers": [{"from": "0", "to": "1000", "rate": "0.05"}],
        "description": "Landscapes",
        "quality": {
            "resolution": "8K",
            "bitrate": "320 kbit/s",
            "sample_rate": "48 kHz",
            "language": "pt-BR",
            "labelled": True,
            "unpublished": True,
        },
        "purposes": ["pretrain"],
        "rights_basis": {
            "kind": "user_terms",
            "terms_version": "4",
            "accepted_from": "2003-05-01",
            "accepted_to": "2023-12-31",
            "ai_use": "express",
            "notice_given_on": "2024-01-01",
            "evidence_sha256": SHA,
        },
        "people": "yes",
        "releases_pct": "99.5",
        "captions": True,
        "location_metadata": "included",
    }


def some_materials() -> dict[str, Any]:
    return {
        "collection": "photo-archive-1",
        "lines": [a_line()],
        "manifest": {"uri": "https://archive.example/m", "sha256": SHA, "count": 1200000},
        "excluded_works": ["IMG-7"],
    }


def a_delivery() -> dict[str, Any]:
    return {
        "mode": "tranches",
        "format": "JPEG",
        "method": "sftp",
        "place": "US",
        "manifest": "at_signature",
        "acceptance_days": 10,
        "acceptance_starts": "complete_delivery",
        "acceptance_sample_pct": "2",
        "defect_threshold_pct": "3",
        "rejected_items": "credit",
        "replacement_days": 20,
        "use_is_acceptance": False,
        "shortfall": "none",
        "schedule": [
            {
                "line": "photos",
                "quantity": "600000",
                "format": "JPEG",
                "due_date": "2027-01-31",
                "due_after": {"event": "payment", "value": 2, "unit": "weeks"},
            }
        ],
    }


def a_grant() -> dict[str, Any]:
    return {
        "purposes": ["pretrain", "finetune"],
        "prohibited_uses": ["weapons"],
        "begins": "on_payment",
        "copies": "same_works_any_source",
        "field": "weather",
        "exclusivity": "time_exclusive",
        "exclusivity_field": "weather",
        "exclusivity_months": 6,
        "exclusivity_premium_pct": "25",
        "model_scope": "named_model",
        "model_names": ["Example LM"],
        "successor_models": "notice",
        "territory": ["US", "EU"],
        "sublicense": ["affiliates"],
        "raw_redistribution": True,
        "open_weights_ok": True,
        "rofn": {"scope": "Later tranches", "days": 45},
    }


def some_models() -> dict[str, Any]:
    return {
        "weights_survival": "destroy",
        "on_end": {
            "licensee_breach": "destroy",
            "licensor_breach": "perpetual",
            "works_withdrawn": "retire_by_date",
            "change_of_law": "keep_existing_no_retrain",
        },
        "retained_runs": "completed_before_end",
        "in_flight_days": 10,
        "finetune_retained": True,
        "sunset_months": 6,
        "artifacts": {
            "raw": "keep",
            "preprocessed": "keep",
            "embeddings": "keep",
            "indexes": "keep",
            "labels": "keep",
            "synthetic": "delete",
            "checkpoints": "delete",
        },
        "usage_records_years": 5,
        "retention_days_after_end": 30,
        "backup_days": 45,
        "legal_hold": False,
        "deletion_certificate": False,
        "unlearning": "retrain",
    }


def a_pricing() -> dict[str, Any]:
    return {
        "currency": "EUR",
        "fee_model": "hybrid",
        "charges": [
            {
                "id": "setup",
                "kind": "fixed",
                "line": "photos",
                "purposes": ["pretrain"],
                "rate": "1.5",
                "tiers": [{"from": "0", "to": None, "rate": "1"}],
                "amount": "1000.00",
                "pct": "2.5",
                "revenue_base": "gross",
                "currency": "USD",
                "per": "month",
                "due": {"on": "signature", "days": 30},
                "description": "Preparation",
            }
        ],
        "guarantee": {
            "kind": "advance",
            "amount": "500.00",
            "per": "year",
            "recoups_against": ["per_unit"],
            "true_up_days": 30,
            "carry_forward": True,
            "abates_on_shortfall": False,
        },
        "fee_cap": "750000.00",
        "contributor_split_pct": "40",
        "count": "delivered",
        "invoice_on": "signature",
        "payment_days": 45,
        "payment_from": "invoice_dated",
        "payee": "intermediary",
        "late_interest_pct_pa": "4",
        "tax": {"prices": "inclusive", "withholding": "gross_up"},
        "fx": {"source": "ECB", "on": "the invoice date"},
        "indexation": {"kind": "cpi", "pct": "2", "cap_pct": "5", "floor_pct": "1"},
    }


def some_positions() -> dict[str, Any]:
    return {
        "fair_use": ["FU4"],
        "fair_use_covenant_scope": "licensed_works_term",
        "licensing_market_evidence": "usable",
        "tdm_reservation": "silent",
        "tdm": {
            "signals": ["tdmrep"],
            "locations": ["https://archive.example/"],
            "reserved_by": "authorized_licensee",
        },
        "past_use": "paid_release",
        "past_use_terms": {
            "amount": "1000.00",
            "cutoff_on": "2026-12-31",
            "works": ["photos"],
            "inputs": False,
            "outputs": True,
            "unknown_claims_waiver": True,
        },
        "moral_rights": "non_assert",
        "warranties": "flat",
        "clauses": {"C05": "licensor"},
    }


def a_privacy() -> dict[str, Any]:
    return {
        "personal_data": "yes",
        "role_licensor": "processor",
        "role_licensee": "joint_controller",
        "transfer": ["scc_m1"],
        "data_subjects": ["Speakers"],
        "ccpa_third_party_terms": True,
        "us_bulk_data": "none",
        "us_bulk_data_decided_by": "Ada Licensor",
        "biometric_templates": True,
        "template_extraction": "with_consent",
        "minors": "screened",
        "content_screening": "licensor",
    }


def a_period() -> dict[str, Any]:
    return {
        "mode": "end_date",
        "months": 12,
        "ends_on": "2029-01-30",
        "starts": {"mode": "fixed", "on": "2027-01-31"},
        "timezone": "America/New_York",
        "renewal": {
            "mode": "conditional",
            "months": 6,
            "max": 2,
            "notice": a_notice(),
            "notice_licensor": a_notice(),
            "notice_licensee": a_notice(),
            "notice_basis": "sent",
            "price": {"mode": "uplift", "pct": "3", "cap": "5", "floor": "1"},
            "condition": "Licensee has paid all fees.",
        },
        "reminders_days_before": [30, 7],
        "cure_days": 20,
        "convenience": {"party": "either", "notice_days": 60},
        "wind_down_days": 10,
    }


def a_notice() -> dict[str, Any]:
    opens = {"value": 6, "unit": "months"}
    return {"value": 45, "unit": "business_days", "not_earlier_than": opens}


def some_notices() -> dict[str, Any]:
    return {
        "methods": ["courier"],
        "methods_breach": ["email"],
        "deemed_receipt": {
            "platform": {"value": 1, "unit": "business_days"},
            "email": {"value": 2, "unit": "days"},
            "courier": {"value": 3, "unit": "days"},
        },
        "bounce": "received",
    }


def a_risk() -> dict[str, Any]:
    return {
        "general_cap": {
            "type": "greater_of",
            "value": "2",
            "amount": "1000000.00",
            "base": "total_fees",
        },
        "super_cap": {"value": "4", "for": ["confidentiality"]},
        "uncapped": ["fraud", "death_injury", "payment", "indemnity"],
        "mfn": "licensee",
        "mfn_terms": {"comparator": "Any photo archive", "look_back_months": 24},
        "change_of_law": {
            "triggers": ["regulator_ban"],
            "jurisdictions": ["US"],
            "known_pending": ["Thomson Reuters v. Ross"],
            "known_pending_count": True,
            "effect": "set_off",
            "days": 90,
            "refund": "none",
        },
        "change_of_control": {"right": "consent", "listed": ["Rival Inc."]},
        "insurance": {"type": "Cyber", "amount": "5000000.00", "carried_by": "licensor"},
        "ld": {"event": "Late deletion", "amount": "1000.00", "cap": "10000.00"},
    }


def everything() -> dict[str, Any]:
    """In EUR, so that nothing rests on the default currency."""
    return {
        "form": {"family": "bulk-media", "version": 1, "language": "en"},
        "parties": some_parties(),
        "materials": some_materials(),
        "delivery": a_delivery(),
        "grant": a_grant(),
        "outputs": {
            "verbatim_cap_words": 100,
            "verbatim_cap_pct": "2.5",
            "near_duplicate": "none",
            "max_seconds": 5,
            "takedown_hours": 24,
            "attribution": "always",
            "excerpt_words": 50,
        },
        "models": some_models(),
        "pricing": a_pricing(),
        "positions": some_positions(),
        "privacy": a_privacy(),
        "period": a_period(),
        "notices": some_notices(),
        "compliance": {
            "reports": "annual",
            "audit_per_year": 2,
            "audit_notice_days": 20,
            "audit_cost_shift_pct": "10",
            "audit_lookback_years": 5,
            "security": ["SOC2"],
            "breach_notice_hours": 24,
            "confidentiality_years": 5,
            "withdrawal_notice_days": 10,
        },
        "risk": a_risk(),
        "law": {
            "governing_law": "US-NY",
            "forum": "arbitration",
            "place": "New York County",
            "rules": "AAA Commercial Rules",
            "seat": "New York",
            "escalation_days": 15,
            "agent_for_service": "Agents Inc.",
        },
        "signing": {
            "level": "QES",
            "order": "licensee_first",
            "complete_by": "2027-01-15",
            "copies_to": ["counsel@firm.example"],
        },
        "special_terms": [{"id": "ST1", "clause": "C35", "action": "add", "text": "One more."}],
    }
