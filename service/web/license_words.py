"""How pages call what a license is and has: where it stands, its key dates, what silence will do."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from service.domain.deal import RelationKind
from service.domain.licenses.key_dates import Kind, LicenseDateKind
from service.domain.licenses.license import License
from service.domain.licenses.parts import Cause, Reason, Status
from service.domain.licenses.renewing import Outcome, Silence, has_room, renews, silence
from service.domain.period.counting import ONE_DAY
from service.domain.period.entries import KeyDateKind
from service.domain.period.renewals import last_day
from service.domain.period.words import length
from service.domain.terms.delivery import SpanUnit
from service.domain.terms.parties import Side
from service.domain.terms.period import RenewalMode
from service.domain.wording import day_in_words
from service.drafting.wording import first_upper
from service.notifications.license_words import date_in_words
from service.storage.license_dates import Day
from service.web.words import Tag

LICENSE_STATUSES: Final[Mapping[Status, Tag]] = MappingProxyType(
    {
        Status.SCHEDULED: Tag("Not started yet", "info"),
        Status.IN_FORCE: Tag("In force", "good"),
        Status.SUSPENDED: Tag("Suspended", "bad"),
        Status.ENDING: Tag("Ending", "warn"),
        Status.POST_TERM: Tag("Ended, duties remain", "warn"),
        Status.CLOSED: Tag("Closed"),
    }
)

DATE_PLACES: Final[Mapping[Kind, tuple[str, str]]] = MappingProxyType(
    {
        KeyDateKind.DELIVERY_DUE: ("license_deliveries.get_deliveries", "See the deliveries"),
        KeyDateKind.ACCEPTANCE_LAPSES: ("license_deliveries.get_deliveries", "See the deliveries"),
        KeyDateKind.REPORT_DUE: ("license_statement.get_statement", "See the statement"),
        LicenseDateKind.PAYMENT_DUE: ("license_statement.get_statement", "See what is payable"),
        LicenseDateKind.INSTALLMENT_DUE: ("license_statement.get_statement", "See what is payable"),
        LicenseDateKind.TRUE_UP_DUE: ("license_statement.get_statement", "See what is payable"),
    }
)
"""Where more stands about a date, and the words that lead there."""

CAUSES: Final[Mapping[Cause, str]] = MappingProxyType(
    {
        Cause.START: "As agreed",
        Cause.SILENCE: "Renewed by itself: nobody gave notice",
        Cause.OPTION: "An option was taken up",
        Cause.CONDITION: "The condition was met",
        Cause.AGREEMENT: "Both sides agreed",
    }
)

REASONS: Final[Mapping[Reason, str]] = MappingProxyType(
    {
        Reason.EXPIRY: "its period is over and it does not renew",
        Reason.NON_RENEWAL: "a notice of non-renewal was given",
        Reason.LICENSEE_BREACH: "terminated for a breach by the licensee",
        Reason.LICENSOR_BREACH: "terminated for a breach by the licensor",
        Reason.INSOLVENCY: "terminated for insolvency",
        Reason.CONVENIENCE: "terminated without a reason, as the contract allows",
        Reason.CHANGE_OF_LAW: "terminated for a change of law",
        Reason.WORKS_WITHDRAWN: "terminated since works were withdrawn",
        Reason.CHANGE_OF_CONTROL: "terminated for a change of control",
        Reason.REPLACED: "another license takes its place",
    }
)

_RENEWED_BY: Final[Mapping[Cause, str]] = MappingProxyType(
    {
        Cause.SILENCE: "If nobody gives a notice of non-renewal in time, it renews",
        Cause.OPTION: "The option is taken up, so that it renews",
        Cause.CONDITION: "Notice is given and the condition is met, so that it renews",
        Cause.AGREEMENT: "Both sides have agreed, so that it renews",
    }
)


def license_tag(status: Status) -> Tag:
    return LICENSE_STATUSES[status]


def key_date_words(found: Day) -> str:
    """ "Last day to send a notice about renewal 1 by e-mail": as letters say it, and more exact."""
    return date_in_words(found.kind, found.n, found.method)


def period_name(n: int) -> str:
    return f"Renewal {n}" if n else "Initial period"


def cause_words(cause: Cause) -> str:
    return CAUSES[cause]


def fate_head(license: License) -> str:
    """What comes if nobody does anything, or what came, in a line."""
    if license.ended:
        return f"Ended on {day_in_words(license.ended.on)}"
    will = silence(license)
    if will.on is None:
        return "Runs on without a fixed end"
    if will.outcome is Outcome.RENEWS:
        return f"Renews on {day_in_words(will.on + ONE_DAY)}"
    return f"Ends on {day_in_words(will.on)}"


def fate_body(license: License) -> str:
    """Why, and what would change it."""
    end = license.ended or license.end
    if license.ended and end:
        return f"{first_upper(REASONS[end.reason])}."
    will = silence(license)
    if will.outcome is Outcome.RUNS_ON:
        return "If nobody does anything, it runs on until one side ends it, as the contract allows."
    if will.outcome is Outcome.RENEWS:
        return _renewal(license, will)
    if end and end.on == will.on:
        return f"It ends with that day: {REASONS[end.reason]}. No further notice is needed; what is owed until then and after it stays owed."
    return _expiry(license)


def _renewal(license: License, will: Silence) -> str:
    period, n = license.counted.period, will.n or 0
    cause = renews(license, n) or Cause.SILENCE
    until = day_in_words(last_day(period, license.starts_on, n))
    months = length(period.renewal.months, SpanUnit.MONTHS)
    then = (
        f" It ends on {day_in_words(end.on)}: {REASONS[end.reason]}."
        if (end := license.end)
        else ""
    )
    return f"{_RENEWED_BY[cause]} for {months}, until {until}. This is renewal {n}.{then}"


def _expiry(license: License) -> str:
    renewal = license.terms.period.renewal
    if renewal.mode is RenewalMode.NONE:
        return "It does not renew. To go on, both sides need a new contract."
    if not has_room(license, license.renewed + 1):
        return "No renewal is left. To go on, both sides need a new contract."
    return f"If nobody does anything, it ends. It renews only if {_needed(license)}."


def _needed(license: License) -> str:
    parties = license.terms.parties
    match license.terms.period.renewal.mode:
        case RenewalMode.OPTION_LICENSEE:
            return f"{parties.name_of(Side.LICENSEE)} gives a notice of renewal in time"
        case RenewalMode.OPTION_LICENSOR:
            return f"{parties.name_of(Side.LICENSOR)} gives a notice of renewal in time"
        case RenewalMode.CONDITIONAL:
            return "a notice of renewal is given in time and the agreed condition is met"
        case _:
            return "both sides agree to it in writing in time"


_RELATIONS: Final[Mapping[RelationKind, tuple[str, str]]] = MappingProxyType(
    {
        RelationKind.RENEWAL: ("Renewal", "renews"),
        RelationKind.AMENDMENT: ("Amendment", "amends"),
        RelationKind.TRANCHE: ("Addition", "adds to"),
        RelationKind.REPLACEMENT: ("Replacement", "replaces"),
    }
)


def relation_title(kind: RelationKind) -> str:
    return _RELATIONS[kind][0]


def relation_done(kind: RelationKind) -> str:
    """What a deal does to its license."""
    return _RELATIONS[kind][1]
