"""How the calendar calls what it shows: short in the days of a month, where there is little room."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from service.domain.licenses.calendar import GROUPS, Group, Standing, Whose
from service.domain.licenses.key_dates import Kind, LicenseDateKind
from service.domain.period.entries import KeyDateKind
from service.domain.wording import day_in_words
from service.storage.license_dates import Day

_K, _L = KeyDateKind, LicenseDateKind

GROUP_WORDS: Final[Mapping[Group, str]] = MappingProxyType(
    {
        Group.NOTICES: "Notice deadlines",
        Group.ENDS: "Renewals and ends",
        Group.DELIVERIES: "Deliveries",
        Group.REPORTS: "Reports and reviews",
        Group.PAYMENTS: "Payments",
        Group.AFTERWARDS: "After the end",
    }
)
WHOSE_WORDS: Final[Mapping[Whose, str]] = MappingProxyType(
    {
        Whose.US: "Ours, or either side's",
        Whose.THEM: "Theirs, or either side's",
        Whose.BOTH: "Either side's alone",
    }
)
STANDING_WORDS: Final[Mapping[Standing, str]] = MappingProxyType(
    {
        Standing.TO_DO: "Still to do",
        Standing.LATE: "Late",
        Standing.SETTLED: "Done or waived",
    }
)
SHORT: Final[Mapping[Kind, str]] = MappingProxyType(
    {
        _K.STARTS: "Starts",
        _K.LAST_DAY: "Period ends",
        _K.RENEWAL_STARTS: "Renewal starts",
        _K.LAST_POSSIBLE_DAY: "After all renewals",
        _K.NOTICE_OPENS: "Notice opens",
        _K.NOTICE_RECEIVED_BY: "Notice received by",
        _K.NOTICE_SENT_BY: "Send notice by",
        _K.RENEWAL_SETTLED_BY: "Agree on renewal",
        _K.EXCLUSIVITY_ENDS: "Exclusivity ends",
        _K.DELIVERY_DUE: "Delivery due",
        _K.ACCEPTANCE_LAPSES: "Last day to reject",
        _K.REPORT_DUE: "Report due",
        _K.USE_ENDS: "Use ends",
        _K.IN_FLIGHT_ENDS: "Training runs end",
        _K.WEIGHTS_SUNSET: "Models stop",
        _K.WEIGHTS_DESTROYED: "Delete models",
        _K.WEIGHTS_CERTIFICATE_DUE: "Certify models",
        _K.RETENTION_ENDS: "Keeping ends",
        _K.BACKUPS_CLEARED: "Clear backups",
        _K.CERTIFICATE_DUE: "Certify deletion",
        _K.AUDITS_END: "Audits end",
        _K.USAGE_RECORDS_END: "Usage records end",
        _K.CONFIDENTIALITY_ENDS: "Confidentiality ends",
        _L.ENDS: "License ends",
        _L.CURE_ENDS: "Cure by",
        _L.PAYMENT_DUE: "Payment due",
        _L.INSTALLMENT_DUE: "Regular payment",
        _L.TRUE_UP_DUE: "True-up due",
        _L.PARITY_ASKED_BY: "Ask about parity",
        _L.TRANSFER_REVIEW: "Review transfers",
        _L.WORKS_DELETED_BY: "Delete withdrawn works",
        _L.STATUTORY_NOTICE_OPENS: "Reminder opens",
        _L.STATUTORY_NOTICE_BY: "Serve reminder by",
    }
)
WEEKDAYS: Final = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)


def short_words(found: Day) -> str:
    return SHORT[found.kind]


def group_of(found: Day) -> Group:
    return GROUPS[found.kind]


def weekday(on: date) -> str:
    return WEEKDAYS[on.weekday()]


def month_name(on: date) -> str:
    """ "March 2027"."""
    return day_in_words(on).split(" ", 1)[1]
