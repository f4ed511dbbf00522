"""Prices and positions."""

from tests.schemas.bounds import (
    ENTRY,
    REQUIRED,
    Key,
    code,
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
from tests.schemas.named import CHARGE, CHARGE_KINDS, PURPOSES

GUARANTEE = "pricing.guarantee"
ALL_KINDS = sorted(CHARGE_KINDS.split("|"))
PRICING = (
    Key(
        "charges[]",
        "pricing.charges",
        several({"id": "a", "kind": "fixed"}, most=200, other=[{"kind": "fixed"}]),
        [],
    ),
    Key("charges[]: id", f"{CHARGE}.id", identifier(), REQUIRED),
    Key("charges[]: kind", f"{CHARGE}.kind", word(CHARGE_KINDS), REQUIRED),
    Key("charges[]: line", f"{CHARGE}.line", identifier(), None),
    Key("charges[]: purposes", f"{CHARGE}.purposes", words(PURPOSES, least=1), None),
    Key("charges[]: rate", f"{CHARGE}.rate", decimal("0", "1000000", 8), None),
    Key("charges[]: tiers", f"{CHARGE}.tiers", several({"from": "0", "rate": "1"}, most=20), []),
    Key(
        "charges[]: per",
        f"{CHARGE}.per",
        word("month|quarter|year|initial_period|query|1k_queries|page_crawl|1k_crawls"),
        None,
    ),
    Key(
        "charges[]: due, on",
        f"{CHARGE}.due.on",
        word("signature|effective_date|delivery|acceptance|period_start|period_end"),
        REQUIRED,
    ),
    Key(
        "charges[]: currency",
        f"{CHARGE}.currency",
        code("USD", "CHF", refuses=("eur", "XBT")),
        None,
    ),
    Key("charges[]: due, days", f"{CHARGE}.due.days", whole(0, 365), 0),
    Key("charges[]: description", f"{CHARGE}.description", text(300), None),
    Key("guarantee: per", f"{GUARANTEE}.per", word("initial_period|year"), "initial_period"),
    Key(
        "guarantee: recoups_against",
        f"{GUARANTEE}.recoups_against",
        words(CHARGE_KINDS, least=1),
        ALL_KINDS,
    ),
    Key("guarantee: true_up_days", f"{GUARANTEE}.true_up_days", whole(0, 365), 45),
    Key("guarantee: carry_forward", f"{GUARANTEE}.carry_forward", flag(), False),
    Key("guarantee: abates_on_shortfall (A3)", f"{GUARANTEE}.abates_on_shortfall", flag(), True),
    Key("count", "pricing.count", word("accepted|delivered"), "accepted"),
    Key(
        "invoice_on",
        "pricing.invoice_on",
        word("signature|delivery|acceptance|period"),
        "acceptance",
    ),
    Key(
        "payment_from",
        "pricing.payment_from",
        word("invoice_received|invoice_dated"),
        "invoice_received",
    ),
    Key("payee", "pricing.payee", word("licensor|intermediary"), "licensor"),
    Key("tax: prices", "pricing.tax.prices", word("exclusive|inclusive"), "exclusive"),
    Key(
        "tax: withholding",
        "pricing.tax.withholding",
        word("gross_up|treaty_cooperation|deduct"),
        "treaty_cooperation",
    ),
    Key("fx: source", "pricing.fx.source", text(300), REQUIRED),
    Key("fx: on", "pricing.fx.on", text(300), REQUIRED),
    Key("indexation: cap_pct", "pricing.indexation.cap_pct", decimal("0", "25", 2), None),
    Key("indexation: floor_pct", "pricing.indexation.floor_pct", decimal("0", "25", 2), None),
)

TDM = "positions.tdm"
PAST = "positions.past_use_terms"
POSITIONS = (
    Key(
        "licensing_market_evidence",
        "positions.licensing_market_evidence",
        word("silent|usable|not_usable"),
        "silent",
    ),
    Key(
        "tdm: signals",
        f"{TDM}.signals",
        words("tdmrep|robots|rsl|aipref|iptc|c2pa|terms_of_service", least=1),
        REQUIRED,
    ),
    Key(
        "tdm: locations",
        f"{TDM}.locations",
        several("https://a.example/", least=1, most=100),
        REQUIRED,
    ),
    Key(
        "tdm: reserved_by",
        f"{TDM}.reserved_by",
        word("rightsholder|authorized_licensee"),
        "rightsholder",
    ),
    Key("past_use_terms: amount", f"{PAST}.amount", money(), REQUIRED),
    Key("past_use_terms: cutoff_on", f"{PAST}.cutoff_on", day(), REQUIRED),
    Key("past_use_terms: works", f"{PAST}.works", several("photos", most=1000), []),
    Key("past_use_terms: inputs", f"{PAST}.inputs", flag(), True),
    Key("past_use_terms: outputs", f"{PAST}.outputs", flag(), False),
    Key("past_use_terms: unknown_claims_waiver", f"{PAST}.unknown_claims_waiver", flag(), False),
    Key(
        "clauses: C05",
        "positions.clauses.C05",
        word("licensor|balanced|licensee|omitted"),
        ENTRY,
    ),
)
