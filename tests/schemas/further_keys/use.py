"""Form, parties, materials, delivery, grant, outputs and models."""

from tests.schemas.all_parties import an_address
from tests.schemas.bounds import (
    ENTRY,
    REQUIRED,
    Key,
    country,
    day,
    decimal,
    email,
    flag,
    identifier,
    jurisdiction,
    several,
    sha256,
    text,
    whole,
    word,
    words,
)
from tests.schemas.named import LINE, PURPOSES, SIDE, SPAN_UNITS, SURVIVAL

FORM = (
    Key("form.family", "form.family", identifier(), REQUIRED),
    Key("form.version", "form.version", whole(1, 10_000), REQUIRED),
    Key("form.language", "form.language", identifier(), "en"),
)

LICENSOR = "parties.licensor"
DOCUMENT = f"{LICENSOR}.authority_document"
BETWEEN = "parties.intermediary"
GUARANTOR = "parties.guarantors.0"


def _party(path: str) -> tuple[Key, ...]:
    return (
        Key("acting_as", f"{path}.acting_as", word("business|consumer"), "business"),
        Key("notice_copies[]", f"{path}.notice_copies", several("a@b.example", most=10), []),
        Key("notice_copies[]: e-mails", f"{path}.notice_copies.0", email(), ENTRY),
        Key(
            "signatory.authority",
            f"{path}.signatories.0.authority",
            word("officer|attorney_in_fact|self|insolvency_officer"),
            "officer",
        ),
    )


PARTIES = (
    *_party("parties.licensor"),
    *_party("parties.licensee"),
    Key("notice_post: street", f"{LICENSOR}.notice_post.street", text(300), REQUIRED),
    Key("notice_post: country", f"{LICENSOR}.notice_post.country", country(), REQUIRED),
    Key(
        "rights_capacity",
        f"{LICENSOR}.rights_capacity",
        word("owner|exclusive_licensee|sublicensor|exclusive_agent|nonexclusive_agent|cmo"),
        "owner",
    ),
    Key("principals: names", f"{LICENSOR}.principals.names", several("A. Author", most=200), []),
    Key("principals: count", f"{LICENSOR}.principals.count", whole(1, 10**9), None),
    Key("principals: sha256", f"{LICENSOR}.principals.sha256", sha256(), None),
    Key("authority_document: dated_on", f"{DOCUMENT}.dated_on", day(), REQUIRED),
    Key("authority_document: sha256", f"{DOCUMENT}.sha256", sha256(), REQUIRED),
    Key(
        "authority_document: covers",
        f"{DOCUMENT}.covers",
        words("nonexclusive|exclusive|past_release|sign|collect", least=1),
        REQUIRED,
    ),
    Key(
        "licensors_liability",
        "parties.licensors_liability",
        word("several|joint_and_several"),
        "several",
    ),
    Key(
        "affiliates: named",
        "parties.licensee.affiliates.named",
        several("Labs GmbH", most=100),
        [],
    ),
    Key("intermediary: legal_name", f"{BETWEEN}.legal_name", text(200), REQUIRED),
    Key("intermediary: address", f"{BETWEEN}.address.city", text(200), REQUIRED),
    Key(
        "intermediary: role",
        f"{BETWEEN}.role",
        word("agent_of_licensor|agent_of_licensee|payment_agent|neutral"),
        REQUIRED,
    ),
    Key("intermediary: collects_payment", f"{BETWEEN}.collects_payment", flag(), False),
    Key("intermediary: commission_pct", f"{BETWEEN}.commission_pct", decimal("0", "100", 2), None),
    Key("intermediary: borne_by", f"{BETWEEN}.borne_by", word(SIDE), None),
    Key(
        "guarantors[]",
        "parties.guarantors",
        several(
            {
                "legal_name": "Parent plc",
                "jurisdiction": "GB",
                "address": an_address(),
                "guarantees": "licensee",
            },
            most=10,
        ),
        [],
    ),
    Key("guarantors[]: legal_name", f"{GUARANTOR}.legal_name", text(200), REQUIRED),
    Key("guarantors[]: jurisdiction", f"{GUARANTOR}.jurisdiction", jurisdiction(), REQUIRED),
    Key("guarantors[]: address", f"{GUARANTOR}.address.city", text(200), REQUIRED),
    Key("guarantors[]: guarantees", f"{GUARANTOR}.guarantees", word(SIDE), REQUIRED),
)

BASIS = f"{LINE}.rights_basis"
MATERIALS = (
    Key("materials.collection", "materials.collection", identifier(), None),
    Key("lines[]: id", f"{LINE}.id", identifier(), "line-1"),
    Key("lines[]: description", f"{LINE}.description", text(500), None),
    Key("lines[]: purposes, null is all", f"{LINE}.purposes", words(PURPOSES, least=1), None),
    Key(
        "rights_basis: kind",
        f"{BASIS}.kind",
        word("owned|exclusive_license|contributor_license|user_terms|mandate|public_domain"),
        "owned",
    ),
    Key("rights_basis: terms_version", f"{BASIS}.terms_version", text(200), None),
    Key("rights_basis: accepted_from", f"{BASIS}.accepted_from", day(), None),
    Key("rights_basis: accepted_to", f"{BASIS}.accepted_to", day(), None),
    Key(
        "rights_basis: ai_use",
        f"{BASIS}.ai_use",
        word("express|general_license|opt_out_offered"),
        None,
    ),
    Key("rights_basis: notice_given_on", f"{BASIS}.notice_given_on", day(), None),
    Key("rights_basis: evidence_sha256", f"{BASIS}.evidence_sha256", sha256(), None),
    Key("lines[]: people", f"{LINE}.people", word("none|possible|yes"), "none"),
    Key(
        "lines[]: location_metadata",
        f"{LINE}.location_metadata",
        word("stripped|included"),
        "stripped",
    ),
    Key("lines[]: captions", f"{LINE}.captions", flag(), False),
)

TRANCHE = "delivery.schedule.0"
DELIVERY = (
    Key(
        "delivery.method",
        "delivery.method",
        word("licensee_bucket|licensor_bucket|sftp|api|physical_media|clean_room|as_agreed"),
        "as_agreed",
    ),
    Key("delivery.place", "delivery.place", country(), None),
    Key(
        "delivery.manifest",
        "delivery.manifest",
        word("at_signature|per_delivery|none"),
        "per_delivery",
    ),
    Key(
        "due_after: event",
        f"{TRANCHE}.due_after.event",
        word("effective_date|payment|previous_acceptance"),
        REQUIRED,
    ),
    Key("due_after: value", f"{TRANCHE}.due_after.value", whole(0, 3650), REQUIRED),
    Key("due_after: unit", f"{TRANCHE}.due_after.unit", word(SPAN_UNITS), "days"),
    Key(
        "acceptance_starts",
        "delivery.acceptance_starts",
        word("each_delivery|complete_delivery"),
        "each_delivery",
    ),
    Key("acceptance_sample_pct", "delivery.acceptance_sample_pct", decimal("0", "100", 2), "1"),
    Key(
        "rejected_items",
        "delivery.rejected_items",
        word("replace_then_credit|replace|credit"),
        "replace_then_credit",
    ),
    Key("replacement_days", "delivery.replacement_days", whole(0, 365), 30),
    Key("use_is_acceptance", "delivery.use_is_acceptance", flag(), True),
    Key("shortfall", "delivery.shortfall", word("credit|none"), "credit"),
)

GRANT = (
    Key("begins", "grant.begins", word("on_delivery|on_acceptance|on_payment"), "on_delivery"),
    Key("copies", "grant.copies", word("delivered_only|same_works_any_source"), "delivered_only"),
    Key("field", "grant.field", text(300), None),
    Key("exclusivity_field", "grant.exclusivity_field", text(300), None),
    Key(
        "successor_models",
        "grant.successor_models",
        word("included|notice|new_license"),
        "included",
    ),
    Key("rofn: scope", "grant.rofn.scope", text(300), REQUIRED),
    Key("rofn: days", "grant.rofn.days", whole(1, 365), REQUIRED),
)

MODELS = (
    Key(
        "near_duplicate",
        "outputs.near_duplicate",
        word("none|filter|filter_and_takedown"),
        "filter",
    ),
    Key("max_seconds", "outputs.max_seconds", whole(0, 3600), None),
    *(
        Key(f"on_end: {reason}", f"models.on_end.{reason}", word(SURVIVAL), None)
        for reason in ("licensee_breach", "licensor_breach", "works_withdrawn", "change_of_law")
    ),
    Key(
        "retained_runs",
        "models.retained_runs",
        word("started_before_end|completed_before_end"),
        "started_before_end",
    ),
    Key("in_flight_days", "models.in_flight_days", whole(0, 365), 30),
    Key("finetune_retained", "models.finetune_retained", flag(), False),
    *(
        Key(f"artifacts: {made}", f"models.artifacts.{made}", word("delete|keep"), "delete")
        for made in ("raw", "preprocessed", "embeddings", "indexes", "labels")
    ),
    *(
        Key(f"artifacts: {made}", f"models.artifacts.{made}", word("delete|keep"), "keep")
        for made in ("synthetic", "checkpoints")
    ),
    Key("backup_days", "models.backup_days", whole(0, 365), 90),
    Key("legal_hold", "models.legal_hold", flag(), True),
    Key("usage_records_years", "models.usage_records_years", whole(0, 20), 3),
)
