"""What the page of a license shows, gathered from the license and its key dates."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from service.domain.facts import renews_by_itself
from service.domain.licenses.events import KeyDateSettled
from service.domain.licenses.fee_statement import coming_fees
from service.domain.licenses.key_dates import settled_by_hand
from service.domain.licenses.license import License, is_open
from service.domain.licenses.renewing import next_to_decide
from service.domain.people import Act, Person
from service.domain.period.entries import KeyDateKind
from service.domain.period.zones import day_at
from service.domain.terms.parties import Side
from service.domain.terms.period import NoticeBasis
from service.storage.license_dates import Day
from service.storage.license_deals import deals_about
from service.storage.license_lists import LicenseLists
from service.storage.licenses import LicenseReader
from service.storage.views import Views
from service.web.license_words import DATE_PLACES, fate_body, fate_head

NEAR: Final = 8
"""So many of what is ahead stand open on the page; the rest one button away."""

AHEAD: Final = 4
"""So many days ahead stand in the timeline, above today."""

RECENT: Final = 8
"""So many of what happened stand open there."""

_OF_NOTICES: Final = (
    KeyDateKind.NOTICE_OPENS,
    KeyDateKind.NOTICE_RECEIVED_BY,
    KeyDateKind.NOTICE_SENT_BY,
    KeyDateKind.RENEWAL_SETTLED_BY,
)


_LAST_DAYS: Final = (KeyDateKind.NOTICE_RECEIVED_BY, KeyDateKind.NOTICE_SENT_BY)


def license_shown(
    license: License, dates: Sequence[Day], person: Person, at: datetime
) -> dict[str, Any]:
    today = day_at(at, license.zone)
    waiting = [each for each in dates if _is_ahead(each, today)]
    behind = [each for each in dates if not _is_ahead(each, today)]
    deciding, settling = deadlines(license, dates, today), is_open(license, KeyDateSettled)
    return {
        "license": license,
        "today": today,
        "head": fate_head(license),
        "body": fate_body(license),
        "deadlines": deciding,
        "notice_open": any(_may_still_give(each, license, today) for each in deciding),
        "notice_of": "non-renewal" if renews_by_itself(license.terms) else "renewal",
        "by_receipt": license.terms.period.renewal.notice_basis is NoticeBasis.RECEIVED,
        "near": waiting[:NEAR],
        "later": waiting[NEAR:],
        "behind": behind[::-1],
        "ahead": [each for each in waiting if each.on >= today][:AHEAD][::-1],
        "recent": RECENT,
        "may_settle": settling and person.may(Act.DRAFT),
        "may_waive": settling and person.may(Act.APPROVE),
        "us": license.our_side.side,
        "settled_by_hand": settled_by_hand,
        "Side": Side,
        "date_places": DATE_PLACES,
    }


def license_around(views: Views, license: License) -> dict[str, Any]:
    """What stands beside it: the coming prices, the deals about it, and its history."""
    reader = LicenseReader(views.connection, views.org)
    return {
        "fees": coming_fees(license, reader.terms_of(license, license.renewed)),
        "deals": deals_about(views.connection, views.org, license.id),
        "history": LicenseLists(views.connection, views.org).history(license.id)[::-1],
    }


def deadlines(license: License, dates: Sequence[Day], today: date) -> list[Day]:
    """The days that decide about the renewal that is decided on next, the earliest first."""
    found = [each for each in dates if each.kind in _OF_NOTICES]
    n = next_to_decide(license, ((each.n, each.on) for each in found), today)
    return [each for each in found if each.n == n]


def _may_still_give(found: Day, license: License, today: date) -> bool:
    """Whether a notice of ours may still go out by then; an intermediary gives those of both."""
    ours = found.side is None or license.our_side.side in (None, found.side)
    return found.kind in _LAST_DAYS and ours and found.on >= today


def _is_ahead(found: Day, today: date) -> bool:
    """Days ahead, and duties that nobody has dealt with, however late or suspended."""
    return not found.settled and (found.duty or found.on >= today)
