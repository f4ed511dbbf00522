"""The history of a license in words: what each event says, behind the name of who did it."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from service.domain.deliveries.events import Outcome
from service.domain.licenses.parts import Cause, NoticeKind, Reason, Scope, SettledHow, SuspendedFor
from service.domain.wording import day_in_words, figure
from service.notifications.license_words import NOTICES, SCOPES, date_of_key
from service.storage.license_lists import LicenseEventRow
from service.web.license_words import CAUSES, REASONS

Said = Mapping[str, Any]

SUSPENDED_FOR: Final[Mapping[SuspendedFor, str]] = MappingProxyType(
    {
        SuspendedFor.UNPAID_FEES: "Overdue fees, not cured in time",
        SuspendedFor.MISUSE: "A use outside the license",
    }
)


def scope_words(scope: Scope) -> str:
    """What a suspension rests on: "Further deliveries"."""
    return SCOPES[scope]


def event_words(row: LicenseEventRow) -> str:
    """ "renewed, until 30 January 2030"."""
    return LICENSE_EVENTS[row.type](row.data)


def event_remark(row: LicenseEventRow) -> str | None:
    """What somebody said with it, in their words."""
    inner = (row.data.get(name) or {} for name in ("notice", "settled", "tick", "suspension"))
    places = (row.data, *(each for each in inner if isinstance(each, Mapping)))
    said = (place.get(name) for place in places for name in ("reason", "note", "grounds", "detail"))
    return next((each for each in said if each), None)


def event_doer(row: LicenseEventRow) -> str:
    """A person by name, a key by its id; what came by itself says nobody."""
    if row.actor_name:
        return row.actor_name
    return f"A program with {row.actor}" if row.actor.startswith("key_") else ""


def _day(text: str | None) -> str:
    return day_in_words(date.fromisoformat(text)) if text else "a day not known yet"


def _made(data: Said) -> str:
    how = "formed by the last signature" if data.get("contract_id") else "recorded from its file"
    return f"The license was {how}, with its first day on {_day(data['starts_on'])}"


def _renewed(data: Said) -> str:
    cause = CAUSES[Cause(data["cause"])]
    return f"Renewal {data['n']} began: until {_day(data['last_day'])}. {cause}"


def _ticked(data: Said) -> str:
    met = "met" if data["tick"]["met"] else "not met"
    return f"The condition of renewal {data['tick']['n']} is {met}"


def _indexed(data: Said) -> str:
    change = data["change"]
    return (
        f"The index before renewal {change['n']} changed by {change['pct']}% ({change['source']})"
    )


def _anniversary(data: Said) -> str:
    change = data["change"]
    when = f"anniversary {change['year']}"
    return f"The index before {when} changed by {change['pct']}% ({change['source']})"


def _given(data: Said) -> str:
    notice = data["notice"]
    what = NOTICES[NoticeKind(notice["kind"])]
    return f"The {notice['side']} gave a {what}, which counts from {_day(notice['counts_on'])}"


def _proved(data: Said) -> str:
    tracking = data.get("tracking")
    what = f"tracking number {tracking}" if tracking else "a file"
    return f"What shows that a notice was sent was added: {what}"


def _received(data: Said) -> str:
    return f"Receipt of a notice was confirmed: it came on {_day(data['on'])}"


def _bounced(data: Said) -> str:
    counts = "It counts all the same" if data["counts"] else "It does not count"
    return f"A notice came back on {_day(data['on'])}. {counts}"


def _ends(data: Said) -> str:
    end = data["end"]
    return f"The last day became known, {_day(end['on'])}: {REASONS[Reason(end['reason'])]}"


def _ended(data: Said) -> str:
    end = data["end"]
    return f"The license ended on {_day(end['on'])}: {REASONS[Reason(end['reason'])]}"


def _suspended(data: Said) -> str:
    what = data["suspension"]
    return f"The {what['side']} suspended the license: {SCOPES[Scope(what['scope'])].lower()}"


def _amended(data: Said) -> str:
    n = data.get("priced_from")
    how = f"by the deal on renewal {n}" if n else "by a signed deal"
    return f"The terms were amended {how}: {_count(len(data['changed']), 'change')}"


def _count(n: int, what: str) -> str:
    return f"{n:,} {what}{'' if n == 1 else 's'}"


def _settled(data: Said) -> str:
    settled = data["settled"]
    how = "done" if settled["how"] == SettledHow.DONE else "waived"
    return f"{date_of_key(settled['key'])}: marked as {how}"


def _delivered(data: Said) -> str:
    lots = (_quantity(each) for each in data["quantities"])
    again = ", in place of rejected items" if data.get("replaces") else ""
    on = _day(data["delivered_on"])
    return f"Delivery {data['number']}, made on {on}, was recorded{again}: {', '.join(lots)}"


def _items(data: Said) -> str:
    rejected = [each for each in data["settled"] if each["outcome"] == Outcome.REJECTED]
    taken = [each for each in data["settled"] if each["outcome"] != Outcome.REJECTED]
    said = [("accepted", taken), ("rejected", rejected)]
    parts = (f"{', '.join(map(_quantity, lots))} {what}" for what, lots in said if lots)
    return "; ".join(parts)


def _quantity(lot: Said) -> str:
    return f"{figure(Decimal(lot['quantity']))} of {lot['line']}"


def _reported(data: Said) -> str:
    until = max((each["on"] for each in data["reports"]), default=None)
    return f"Use and revenue were reported until {_day(until)}"


def _resumed(data: Mapping[str, Any]) -> str:
    until = f", until {_day(data['cure_ends_on'])}" if data["cure_ends_on"] else ""
    return f"The time to cure runs again{until}"


def _says(words: str) -> Callable[[Said], str]:
    return lambda _: words


LICENSE_EVENTS: Final[Mapping[str, Callable[[Said], str]]] = MappingProxyType(
    {
        "LicenseMade": _made,
        "LicenseCorrected": _says("What was recorded of the license was corrected"),
        "LicenseStarted": _says("The license started"),
        "LicenseRenewed": _renewed,
        "RenewalAgreed": lambda data: f"Both sides signed that renewal {data['n']} takes place",
        "ConditionTicked": _ticked,
        "IndexEntered": _indexed,
        "AnniversaryIndexEntered": _anniversary,
        "NoticeGiven": _given,
        "NoticeProved": _proved,
        "NoticeReceived": _received,
        "NoticeBounced": _bounced,
        "NoticeTakenBack": _says("A notice was taken back, as the other side agreed"),
        "CurePaused": _says("The time to cure a breach was paused"),
        "CureResumed": _resumed,
        "BreachCured": _says("A breach was cured"),
        "CureLapsed": lambda data: f"The time to cure a breach was over on {_day(data['on'])}",
        "EndKnown": _ends,
        "EndFellAway": _says("What would have ended the license fell away"),
        "LicenseSuspended": _suspended,
        "SuspensionLifted": _says("The suspension was lifted"),
        "LicenseEnded": _ended,
        "UseEnded": _says("Use ended; duties after the end remain"),
        "LicenseClosed": _says("The license was closed"),
        "LicenseAmended": _amended,
        "KeyDateSettled": _settled,
        "KeyDateReopened": lambda data: f"{date_of_key(data['key'])}: opened again",
        "KeyDateMissed": lambda data: (
            f"{date_of_key(data['key'])}: nobody did it by {_day(data['on'])}"
        ),
        "BatchDelivered": _delivered,
        "ItemsSettled": _items,
        "UseReported": _reported,
        "LinkSent": lambda data: f"{data['name']} was sent a personal link",
        "LinkRevoked": lambda data: f"The personal link of {data['name']} was revoked",
    }
)
"""By the kind of an event."""
