"""SendGrid's signed reports of what became of letters.

Its own check of signatures is used and closed in: it raises for what it cannot read, and it does
not sign where the moment ends and the body begins, nor look whether the moment is near.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, TypeGuard

from service.domain.errors import ReportRefused, ReportUnreadable
from service.domain.post import Heard, Report

LARGEST: Final = 5 * 1024 * 1024
FRESH: Final = timedelta(hours=26)
"""SendGrid repeats a report for 24 hours, and does not say whether its moment is then a new one."""

_SIGNATURE: Final = "X-Twilio-Email-Event-Webhook-Signature"
_TIMESTAMP: Final = "X-Twilio-Email-Event-Webhook-Timestamp"
_MOMENT: Final = re.compile(r"[0-9]{10}", re.ASCII)
_REPORTS: Final = {report.value: report for report in Report if report}
_LONGEST_ID, _LONGEST_KEY = 100, 200


@dataclass(frozen=True, slots=True)
class Proof:
    """What the headers say; each may be missing."""

    signature: str | None
    moment: str | None


def proof_in(headers: Mapping[str, str]) -> Proof:
    return Proof(headers.get(_SIGNATURE), headers.get(_TIMESTAMP))


def reported(body: bytes, proof: Proof, key: str, at: datetime) -> list[Heard]:
    """The events of a report, those aside that name no letter; ReportRefused, ReportUnreadable."""
    if not key or len(body) > LARGEST or not _is_fresh(proof.moment, at):
        raise ReportRefused
    if not _is_proven(body, proof, key):
        raise ReportRefused
    try:
        events = json.loads(body)
    except (ValueError, RecursionError):
        raise ReportUnreadable from None
    if not isinstance(events, list):
        raise ReportUnreadable
    return [heard for event in events if (heard := _heard(event)) is not None]


def _is_fresh(moment: str | None, at: datetime) -> bool:
    if moment is None or not _MOMENT.fullmatch(moment):
        return False
    return abs(datetime.fromtimestamp(int(moment), UTC) - at) <= FRESH


def _is_proven(body: bytes, proof: Proof, key: str) -> bool:
    """The library raises many kinds of errors for what is no signature; all mean no."""
    from sendgrid.helpers.eventwebhook import EventWebhook  # pages do without it

    try:
        return bool(
            EventWebhook(key).verify_signature(body.decode(), proof.signature, proof.moment)
        )
    except Exception:
        return False


def _heard(event: Any) -> Heard | None:
    if not isinstance(event, dict):
        return None
    own, key, at = event.get("sg_event_id"), event.get("message_key"), event.get("timestamp")
    if not (_is_name(own, _LONGEST_ID) and _is_name(key, _LONGEST_KEY) and _is_moment(at)):
        return None
    kind = str(event.get("event", ""))
    return Heard(
        id=own,
        key=key,
        attempt=_number(event.get("attempt")),
        type=_plain(kind),
        at=datetime.fromtimestamp(at, UTC),
        reason=_plain(str(event.get("reason") or event.get("response") or "")),
        report=_REPORTS.get(kind, Report.NONE),
    )


def _is_name(value: Any, longest: int) -> TypeGuard[str]:
    return isinstance(value, str) and 0 < len(value) <= longest and value.isprintable()


def _is_moment(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and 0 <= value < 10**10


def _number(value: object) -> int | None:
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None


def _plain(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)
