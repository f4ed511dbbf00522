"""People, notices, audits, risks, law and signing."""

from tests.schemas.bounds import (
    REQUIRED,
    Key,
    codes,
    day,
    decimal,
    flag,
    identifier,
    money,
    several,
    text,
    whole,
    word,
    words,
)
from tests.schemas.named import CAP, SIDE, SPAN_UNITS

ROLES = "controller|joint_controller|processor"
PRIVACY = (
    Key("role_licensor", "privacy.role_licensor", word(ROLES), "controller"),
    Key("role_licensee", "privacy.role_licensee", word(ROLES), "controller"),
    Key("transfer", "privacy.transfer", words("scc_m1|uk_addendum|uk_idta"), []),
    Key("data_subjects", "privacy.data_subjects", several("Speakers", most=20), []),
    Key("ccpa_third_party_terms", "privacy.ccpa_third_party_terms", flag(), False),
    Key("us_bulk_data: decided_by", "privacy.us_bulk_data_decided_by", text(300), None),
    Key(
        "template_extraction",
        "privacy.template_extraction",
        word("prohibited|with_consent"),
        "prohibited",
    ),
)

RENEWAL = "period.renewal"
RECEIPT = "notices.deemed_receipt"
NOTICES = (
    Key("period.ends_on", "period.ends_on", day(), None),
    Key("renewal.condition", f"{RENEWAL}.condition", text(4000, lines=True), None),
    Key(
        "renewal.price: mode",
        f"{RENEWAL}.price.mode",
        word("same|uplift|cpi|negotiated"),
        "same",
    ),
    *(
        Key(f"renewal.price: {name}", f"{RENEWAL}.price.{name}", decimal("0", "100", 2), None)
        for name in ("pct", "cap", "floor")
    ),
    *(
        Key(f"notice per party: {side}", f"{RENEWAL}.notice_{side}.value", whole(1, 365), REQUIRED)
        for side in ("licensor", "licensee")
    ),
    Key(
        "notice.not_earlier_than: value",
        f"{RENEWAL}.notice.not_earlier_than.value",
        whole(0, 365),
        REQUIRED,
    ),
    Key(
        "notice.not_earlier_than: unit",
        f"{RENEWAL}.notice.not_earlier_than.unit",
        word(SPAN_UNITS),
        "days",
    ),
    Key(
        "notices.methods",
        "notices.methods",
        words("platform|email|courier", least=1),
        ["email", "platform"],
    ),
    Key(
        "notices.methods_breach",
        "notices.methods_breach",
        words("platform|email|courier", least=1),
        ["courier"],
    ),
    *(
        Key(f"deemed_receipt: {way}", f"{RECEIPT}.{way}.value", whole(0, 30), REQUIRED)
        for way in ("platform", "email", "courier")
    ),
    *(
        Key(f"deemed_receipt: {way}", f"{RECEIPT}.{way}.unit", word("days|business_days"), "days")
        for way in ("platform", "email", "courier")
    ),
    Key("notices.bounce", "notices.bounce", word("not_received|received"), "not_received"),
)

COMPLIANCE = (
    Key("audit_lookback_years", "compliance.audit_lookback_years", whole(1, 10), 3),
    Key("security", "compliance.security", several("SOC2", most=10), []),
    Key("breach_notice_hours", "compliance.breach_notice_hours", whole(1, 240), 72),
    Key("confidentiality_years", "compliance.confidentiality_years", whole(0, 20), 3),
    Key("withdrawal_notice_days", "compliance.withdrawal_notice_days", whole(0, 180), 30),
)

CHANGE = "risk.change_of_law"
CLAIMS = "title_indemnity|output_indemnity|data_breach|confidentiality|misuse_of_materials"
TRIGGERS = (
    "compulsory_license|statutory_exception|final_appellate_ruling|collective_license|regulator_ban"
)
RISK = (
    Key(
        "general_cap.base", f"{CAP}.base", word("total_fees|trailing_12_months|greater"), "greater"
    ),
    Key("general_cap.amount", f"{CAP}.amount", money(), None),
    Key("super_cap.for", "risk.super_cap.for", words(CLAIMS), ["data_breach", "title_indemnity"]),
    Key("mfn: comparator", "risk.mfn_terms.comparator", text(300), REQUIRED),
    Key("mfn: look_back_months", "risk.mfn_terms.look_back_months", whole(1, 60), 12),
    Key(
        "change_of_law: triggers",
        f"{CHANGE}.triggers",
        words(TRIGGERS, least=1),
        ["compulsory_license", "final_appellate_ruling", "statutory_exception"],
    ),
    Key(
        "change_of_law: jurisdictions",
        f"{CHANGE}.jurisdictions",
        codes(["WORLD", "EU", "US"], refuses=["us", "UK", "XX"], least=1),
        ["WORLD"],
    ),
    Key("change_of_law: known_pending", f"{CHANGE}.known_pending", several("A v. B", most=20), []),
    Key("change_of_law: known_pending_count", f"{CHANGE}.known_pending_count", flag(), False),
    Key("change_of_law: refund", f"{CHANGE}.refund", word("none|pro_rata"), "pro_rata"),
    Key(
        "change_of_control: right",
        "risk.change_of_control.right",
        word("none|notice|consent|terminate"),
        "notice",
    ),
    Key("change_of_control: listed", "risk.change_of_control.listed", several("A", most=50), []),
    Key("insurance: type", "risk.insurance.type", text(300), REQUIRED),
    Key("insurance: amount", "risk.insurance.amount", money(), REQUIRED),
    Key("insurance: carried_by", "risk.insurance.carried_by", word(SIDE), "licensee"),
    Key("ld: event", "risk.ld.event", text(300), REQUIRED),
    Key("ld: amount", "risk.ld.amount", money(), REQUIRED),
    Key("ld: cap", "risk.ld.cap", money(), REQUIRED),
)

SIGNING = (
    Key("law.place", "law.place", text(200), None),
    Key("law.escalation_days", "law.escalation_days", whole(0, 180), 30),
    Key("law.agent_for_service", "law.agent_for_service", text(300), None),
    Key(
        "signing.order",
        "signing.order",
        word("licensor_first|licensee_first|parallel"),
        "parallel",
    ),
    Key("signing.complete_by", "signing.complete_by", day(), None),
    Key("signing.copies_to", "signing.copies_to", several("a@b.example", most=20), []),
    Key("special_terms[]: id", "special_terms.0.id", identifier(), REQUIRED),
    Key("special_terms[]: clause", "special_terms.0.clause", identifier(), REQUIRED),
    Key("special_terms[]: action", "special_terms.0.action", word("replace|add|delete"), REQUIRED),
    Key("special_terms[]: text", "special_terms.0.text", text(4000, lines=True), None),
)
