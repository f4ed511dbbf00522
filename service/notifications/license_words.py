"""How letters name the dates of a license, and what silence will do."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from service.domain.licenses.calendar import Group
from service.domain.licenses.key_dates import Kind, LicenseDateKind
from service.domain.licenses.parts import NoticeKind, Scope
from service.domain.licenses.renewing import Outcome, Silence
from service.domain.period.entries import KeyDateKind
from service.domain.terms.notices import NoticeMethod
from service.domain.wording import day_in_words

_K, _L = KeyDateKind, LicenseDateKind

DATES: Final[Mapping[Kind, str]] = MappingProxyType(
    {
        _K.STARTS: "first day of the license",
        _K.LAST_DAY: "last day of the period",
        _K.RENEWAL_STARTS: "first day of the renewal",
        _K.LAST_POSSIBLE_DAY: "last day after every renewal",
        _K.NOTICE_OPENS: "first day for a notice about the renewal",
        _K.NOTICE_RECEIVED_BY: "last day for a notice about the renewal to be received",
        _K.NOTICE_SENT_BY: "last day to send a notice about the renewal",
        _K.RENEWAL_SETTLED_BY: "last day to agree on the renewal",
        _K.EXCLUSIVITY_ENDS: "last day of exclusivity",
        _K.DELIVERY_DUE: "delivery due",
        _K.ACCEPTANCE_LAPSES: "last day to reject a delivery",
        _K.REPORT_DUE: "report due",
        _K.USE_ENDS: "last day of use",
        _K.IN_FLIGHT_ENDS: "last day for training runs under way",
        _K.WEIGHTS_SUNSET: "last day on which models may run",
        _K.WEIGHTS_DESTROYED: "models to be deleted",
        _K.WEIGHTS_CERTIFICATE_DUE: "certificate on models due",
        _K.RETENTION_ENDS: "last day of keeping materials",
        _K.BACKUPS_CLEARED: "backups to be cleared",
        _K.CERTIFICATE_DUE: "deletion certificate due",
        _K.AUDITS_END: "last day for audits",
        _K.USAGE_RECORDS_END: "last day of keeping usage records",
        _K.CONFIDENTIALITY_ENDS: "last day of confidentiality",
        _L.ENDS: "last day of the license",
        _L.CURE_ENDS: "last day to cure a breach",
        _L.PAYMENT_DUE: "payment due",
        _L.INSTALLMENT_DUE: "regular payment due",
        _L.TRUE_UP_DUE: "true-up of the guarantee due",
        _L.PARITY_ASKED_BY: "last day to ask for proof of price parity, as far back as it reaches",
        _L.TRANSFER_REVIEW: "review of the transfer of personal data",
        _L.WORKS_DELETED_BY: "withdrawn works to be deleted",
        _L.STATUTORY_NOTICE_OPENS: "first day to serve the reminder that New York asks for",
        _L.STATUTORY_NOTICE_BY: "last day to serve the reminder that New York asks for",
    }
)

SCOPES: Final[Mapping[Scope, str]] = MappingProxyType(
    {
        Scope.DELIVERY: "Further deliveries",
        Scope.UNPAID_ITEMS: "Further deliveries, and training on items that are not paid",
        Scope.LICENSE: "Further deliveries, and the license to all items",
    }
)
"""What rests while a license is suspended."""

CATEGORIES: Final[Mapping[Group, str]] = MappingProxyType(
    {
        Group.NOTICES: "Notice deadline",
        Group.ENDS: "Renewal and end",
        Group.DELIVERIES: "Delivery",
        Group.REPORTS: "Report or review",
        Group.PAYMENTS: "Payment",
        Group.AFTERWARDS: "After the end",
    }
)
"""What a single date is filed under."""

NOTICES: Final[Mapping[NoticeKind, str]] = MappingProxyType(
    {
        NoticeKind.NON_RENEWAL: "notice that the license is not to renew",
        NoticeKind.RENEWAL: "notice that the license is to renew",
        NoticeKind.BREACH: "notice of breach",
        NoticeKind.CURE: "notice that a breach is cured",
        NoticeKind.TERMINATION: "notice of termination",
        NoticeKind.WITHDRAWAL_OF_WORKS: "notice that works are withdrawn",
        NoticeKind.AUDIT: "notice of an audit",
        NoticeKind.CHANGE_OF_LAW: "notice of a change of law",
        NoticeKind.CLAIM: "notice of a claim",
    }
)


_NUMBERED: Final = frozenset(
    {
        _K.DELIVERY_DUE,
        _K.ACCEPTANCE_LAPSES,
        _K.REPORT_DUE,
        _L.PAYMENT_DUE,
        _L.TRUE_UP_DUE,
        _L.PARITY_ASKED_BY,
        _L.TRANSFER_REVIEW,
        _L.WORKS_DELETED_BY,
    }
)
_BY: Final[Mapping[NoticeMethod, str]] = MappingProxyType(
    {
        NoticeMethod.PLATFORM: "through the platform",
        NoticeMethod.EMAIL: "by e-mail",
        NoticeMethod.COURIER: "by courier",
    }
)


def date_in_words(kind: Kind, n: int, method: NoticeMethod | None) -> str:
    """ "Last day to send a notice about renewal 1 by e-mail"."""
    said = DATES[kind].replace("the renewal", f"renewal {n}")
    said = said[:1].upper() + said[1:]
    if method:
        return f"{said} {_BY[method]}"
    return f"{said}, number {n}" if kind in _NUMBERED and n else said


def date_of_key(key: str) -> str:
    """A key date by its key: "Delivery due, number 2"."""
    kind, n, _, method = key.split(":")
    named: Any = kind
    return date_in_words(named, int(n), None if method == "-" else NoticeMethod(method))


def silence_in_words(silence: Silence) -> str:
    """What happens if nobody does anything more."""
    if silence.outcome is Outcome.RUNS_ON or silence.on is None:
        return "If nobody does anything, the license runs on."
    day = day_in_words(silence.on)
    if silence.outcome is Outcome.RENEWS:
        return f"If nobody does anything, the license renews after {day}."
    return f"If nobody does anything, the license ends on {day}."
