"""How long it runs, and how it is signed."""

from tests.schemas.bounds import (
    ENTRY,
    REQUIRED,
    Key,
    code,
    day,
    several,
    whole,
    word,
)
from tests.schemas.named import RENEWALS, SPAN_UNITS

MONTHS = {"/period/mode": "months"}
STARTS_LATER = {"/period/starts/on": None}
PERIOD = (
    Key(
        "effective_date_mode",
        "period.starts.mode",
        word("fixed|last_signature"),
        "last_signature",
        STARTS_LATER,
    ),
    Key("effective_date: from 1990-01-01", "period.starts.on", day(), None),
    Key(
        "timezone",
        "period.timezone",
        code(
            *("UTC", "America/New_York", "Asia/Kolkata", "Pacific/Kiritimati", "Etc/GMT+5"),
            refuses=("utc", "EST5", "New York", "localtime", "Factory", "posixrules", "../UTC"),
        ),
        "UTC",
    ),
    Key("term_mode", "period.mode", word("months|end_date|perpetual"), "months"),
    Key("term_months", "period.months", whole(1, 600), 24, MONTHS),
    Key("renewal_mode", "period.renewal.mode", word(RENEWALS), "none"),
    Key("renewal_months", "period.renewal.months", whole(1, 120), 12),
    Key("max_renewals", "period.renewal.max", whole(1, 20), None),
    Key("non_renewal_notice: value", "period.renewal.notice.value", whole(1, 365), REQUIRED),
    Key("non_renewal_notice: unit", "period.renewal.notice.unit", word(SPAN_UNITS), "days"),
    Key("notice_basis", "period.renewal.notice_basis", word("sent|received"), "received"),
    Key(
        "reminder_offsets_days[]",
        "period.reminders_days_before",
        several(30, most=20),
        [120, 90, 60, 30, 14, 7, 1],
    ),
    Key("reminder_offsets_days[]: 1..365", "period.reminders_days_before.0", whole(1, 365), ENTRY),
    Key("cure_days", "period.cure_days", whole(0, 90), 30),
    Key(
        "convenience_termination: party",
        "period.convenience.party",
        word("none|licensor|licensee|either"),
        "none",
    ),
    Key("convenience_termination: 0..365", "period.convenience.notice_days", whole(0, 365), 90),
    Key("wind_down_days (0: legal review A3)", "period.wind_down_days", whole(0, 365), 0),
)

SIGNING = (Key("signature_level", "signing.level", word("SES|AES|QES|wet_ink"), "SES"),)
