"""Who licenses what, how it arrives and what may be done with it."""

from tests.schemas.all_parties import a_signatory
from tests.schemas.bounds import (
    REQUIRED,
    Key,
    code,
    codes,
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
from tests.schemas.everything import a_line
from tests.schemas.named import ASSETS, ENTITIES, LINE, PROHIBITED, PURPOSES, SURVIVAL, UNITS


def _party(path: str) -> tuple[Key, ...]:
    at = f"{path}.address"
    first = f"{path}.signatories.0"
    return (
        Key("legal_name", f"{path}.legal_name", text(200), REQUIRED),
        Key("*.entity_type", f"{path}.entity_type", word(ENTITIES), REQUIRED),
        Key("*.jurisdiction", f"{path}.jurisdiction", jurisdiction(), REQUIRED),
        Key("*.registration_no", f"{path}.registration_no", text(64), None),
        Key("*.address: street", f"{at}.street", text(300), REQUIRED),
        Key("*.address: city", f"{at}.city", text(200), REQUIRED),
        Key("*.address: region", f"{at}.region", text(200), None),
        Key("*.address: postcode", f"{at}.postcode", text(16), None),
        Key("*.address: country", f"{at}.country", country(), REQUIRED),
        Key("*.notice_email", f"{path}.notice_email", email(), REQUIRED),
        Key(
            "*.signatory: at least 1 a side, at most 10",
            f"{path}.signatories",
            several(a_signatory(), least=1, most=10),
            REQUIRED,
        ),
        Key("*.signatory: name", f"{first}.name", text(200), REQUIRED),
        Key("*.signatory: title", f"{first}.title", text(200), REQUIRED),
        Key("*.signatory: email", f"{first}.email", email(), REQUIRED),
        Key("*.tax_id", f"{path}.tax_id", text(32), None),
    )


PARTIES = (
    *_party("parties.licensor"),
    *_party("parties.licensee"),
    Key(
        "affiliates_included: controlled by default, none or those named",
        "parties.licensee.affiliates.scope",
        word("none|named|controlled"),
        "controlled",
    ),
)

MATERIALS = (
    Key("lines[]: 1 to 200", "materials.lines", several(a_line(), least=1, most=200), REQUIRED),
    Key("lines[].asset_type", f"{LINE}.asset_type", word(ASSETS), REQUIRED),
    Key("lines[].unit", f"{LINE}.unit", word(UNITS), REQUIRED),
    Key(
        "lines[].volume", f"{LINE}.volume", decimal("0", "100000000000000", 4, above=True), REQUIRED
    ),
    Key("lines[].volume_tolerance_pct", f"{LINE}.volume_tolerance_pct", decimal("0", "50", 2), "5"),
    Key("lines[].quality: resolution", f"{LINE}.quality.resolution", text(200), None),
    Key("lines[].quality: bitrate", f"{LINE}.quality.bitrate", text(200), None),
    Key("lines[].quality: sample_rate", f"{LINE}.quality.sample_rate", text(200), None),
    Key(
        "lines[].quality: language, BCP 47",
        f"{LINE}.quality.language",
        code(
            *("en", "pt-BR", "zh-Hant-TW", "es-419", "yue", "sr-Latn"),
            refuses=("EN", "en_US", "en-us", "eng", "xx", "english", "en-", "zh-hant", "en-XX"),
        ),
        None,
    ),
    Key("lines[].quality: labelled", f"{LINE}.quality.labelled", flag(), False),
    Key("lines[].quality: unpublished", f"{LINE}.quality.unpublished", flag(), False),
    Key("manifest: uri", "materials.manifest.uri", text(2000), None),
    Key("manifest: sha256", "materials.manifest.sha256", sha256(), REQUIRED),
    Key("manifest: count", "materials.manifest.count", whole(1, 10**14), REQUIRED),
    Key(
        "excluded_works: at most 100,000",
        "materials.excluded_works",
        several("IMG-7", most=100_000),
        [],
    ),
)

DELIVERY = (
    Key(
        "delivery.mode",
        "delivery.mode",
        word("one_off|tranches|feed|api|crawl|on_prem_clean_room"),
        "one_off",
    ),
    Key(
        "delivery.schedule[]",
        "delivery.schedule",
        several({"line": "photos", "quantity": "1"}, most=500),
        [],
    ),
    Key("delivery.schedule[]: line", "delivery.schedule.0.line", identifier(), REQUIRED),
    Key(
        "delivery.schedule[]: qty",
        "delivery.schedule.0.quantity",
        decimal("0", "100000000000000", 4, above=True),
        REQUIRED,
    ),
    Key("delivery.schedule[]: format", "delivery.schedule.0.format", text(200), None),
    Key("delivery.schedule[]: due_date", "delivery.schedule.0.due_date", day(), None),
    Key("delivery.format", "delivery.format", text(200), REQUIRED),
    Key("acceptance_days", "delivery.acceptance_days", whole(0, 120), 15),
    Key("defect_threshold_pct", "delivery.defect_threshold_pct", decimal("0", "100", 2), "2"),
)

GRANT = (
    Key(
        "exclusivity (sole: legal review A2)",
        "grant.exclusivity",
        word("nonexclusive|sole|field_exclusive|time_exclusive|exclusive"),
        "nonexclusive",
    ),
    Key("exclusivity_months", "grant.exclusivity_months", whole(1, 120), None),
    Key("exclusivity_premium_pct", "grant.exclusivity_premium_pct", decimal("0", "1000", 2), "0"),
    Key("permitted_purposes[]: at least 1", "grant.purposes", words(PURPOSES, least=1), REQUIRED),
    Key("prohibited_uses[]", "grant.prohibited_uses", words(PROHIBITED), []),
    Key(
        "model_scope",
        "grant.model_scope",
        word("named_model|model_family|all_models_of_licensee"),
        "model_family",
    ),
    Key("model_scope: model_names", "grant.model_names", several("Example LM", most=50), []),
    Key(
        "territory[]",
        "grant.territory",
        codes(["WORLD", "EU", "US"], refuses=["us", "UK", "XX", "world", ""], least=1),
        ["WORLD"],
    ),
    Key(
        "sublicense (a set: legal review A2)",
        "grant.sublicense",
        words("processors|affiliates|end_users_of_model_outputs"),
        ["processors"],
    ),
    Key("raw_redistribution", "grant.raw_redistribution", flag(), False),
    Key("open_weights_ok", "grant.open_weights_ok", flag(), False),
)

OUTPUTS = (
    Key("verbatim_cap_words", "outputs.verbatim_cap_words", whole(0, 10_000), 200),
    Key("verbatim_cap_pct", "outputs.verbatim_cap_pct", decimal("0", "100", 2), "5"),
    Key("output_takedown_hours", "outputs.takedown_hours", whole(1, 720), 72),
    Key(
        "attribution_mode",
        "outputs.attribution",
        word("none|on_display|on_grounding|always"),
        "none",
    ),
    Key("excerpt_words", "outputs.excerpt_words", whole(0, 2000), 75),
)

MODELS = (
    Key("weights_survival", "models.weights_survival", word(SURVIVAL), "keep_existing_no_retrain"),
    Key("weights_sunset_months", "models.sunset_months", whole(0, 60), 12),
    Key("retention_days_after_term", "models.retention_days_after_end", whole(0, 3650), 60),
    Key("deletion_certificate", "models.deletion_certificate", flag(), True),
    Key(
        "unlearning",
        "models.unlearning",
        word("none|suppress_outputs|exclude_next_run|retrain"),
        "exclude_next_run",
    ),
)
