"""Parties of whom everything is said that there is to say."""

from typing import Any

SHA = "0123456789abcdef" * 4


def an_address() -> dict[str, Any]:
    return {
        "street": "1 Harbor Way",
        "city": "Denver",
        "region": "CO",
        "postcode": "80202",
        "country": "US",
    }


def a_signatory() -> dict[str, Any]:
    return {
        "name": "Ada Licensor",
        "title": "General Counsel",
        "email": "ada@archive.example",
        "authority": "attorney_in_fact",
    }


def a_party() -> dict[str, Any]:
    return {
        "legal_name": "Photo Archive Inc.",
        "entity_type": "llc",
        "jurisdiction": "US-DE",
        "registration_no": "HRB 10442",
        "tax_id": "DE 123",
        "acting_as": "consumer",
        "address": an_address(),
        "notice_email": "legal@archive.example",
        "notice_post": an_address(),
        "notice_copies": ["counsel@firm.example"],
        "signatories": [a_signatory()],
    }


def a_licensor() -> dict[str, Any]:
    return {
        **a_party(),
        "rights_capacity": "exclusive_agent",
        "principals": {"names": ["A. Author"], "count": 12, "sha256": SHA},
        "authority_document": {"dated_on": "2026-01-31", "sha256": SHA, "covers": ["sign"]},
    }


def some_parties() -> dict[str, Any]:
    return {
        "licensor": a_licensor(),
        "other_licensors": [a_licensor()],
        "licensors_liability": "joint_and_several",
        "licensee": {**a_party(), "affiliates": {"scope": "named", "named": ["Labs GmbH"]}},
        "intermediary": {
            "legal_name": "Market Inc.",
            "address": an_address(),
            "role": "neutral",
            "collects_payment": True,
            "commission_pct": "12.5",
            "borne_by": "licensee",
        },
        "guarantors": [
            {
                "legal_name": "Parent plc",
                "jurisdiction": "GB",
                "address": an_address(),
                "guarantees": "licensee",
            }
        ],
    }
