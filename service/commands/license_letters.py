"""What letters about licenses say, to our own people and to those who get notices."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

from service.commands.dated_letters import dated
from service.commands.delivery_letters import (
    PLACES,
    facts_of_delivery,
    of_delivery,
    reasons_of,
)
from service.commands.license_notices import text_given
from service.commands.license_senders import with_sender
from service.commands.making_licenses import days_of
from service.desk import Desk
from service.domain.audit import Record
from service.domain.errors import NotFound
from service.domain.letters import Detail
from service.domain.licenses.calendar import OF_ONE_RENEWAL
from service.domain.licenses.events import NoticeGiven
from service.domain.licenses.follow_ups import LicenseLetter
from service.domain.licenses.key_dates import DueDate, date_named
from service.domain.licenses.license import License
from service.domain.licenses.notice_text import agreement_by_day
from service.domain.licenses.notices import methods_of
from service.domain.licenses.parts import Notice, NoticeKind, Scope
from service.domain.licenses.reminders import Fate
from service.domain.licenses.renewing import Outcome, silence, silence_about
from service.domain.period.entries import KeyDateKind
from service.domain.period.words import BY
from service.domain.period.zones import day_at
from service.domain.post import Occasion
from service.domain.terms.notices import NoticeMethod
from service.domain.wording import day_in_words, listed
from service.notifications.letter import NothingToSay
from service.notifications.license_words import (
    NOTICES,
    SCOPES,
    date_in_words,
    date_of_key,
    silence_in_words,
)
from service.notifications.matter import Copy, DealSaid, LicenseSaid, Matter, NoticeSaid, discreet
from service.signing.links import DEAL, NOTICE_CODE
from service.storage import codec
from service.storage.license_links import LicenseLinks
from service.storage.licenses import LicenseReader
from service.storage.post_office import PostOffice
from service.storage.views import Views

_METHODS: Final = {
    NoticeMethod.PLATFORM: "the platform",
    NoticeMethod.EMAIL: "e-mail",
    NoticeMethod.COURIER: "courier",
}
_TO_HOLDERS: Final = (LicenseLetter.LINK, LicenseLetter.NOTICE_CODE)
_PAGES: Final = {
    LicenseLetter.NOTICE: "/notices",
    LicenseLetter.NOTICE_RETURNED: "/notices",
    LicenseLetter.NOTICE_TAKEN_BACK: "/notices",
    **PLACES,
}
"""Where our own people look at it, behind the license."""
_OF_SENDING: Final = (KeyDateKind.NOTICE_RECEIVED_BY, KeyDateKind.NOTICE_SENT_BY)
_GONE: Final = "What it would remind of no longer applies."


def license_matter(desk: Desk, views: Views, occasion: Occasion) -> Matter:
    """NotFound where it is gone; NothingToSay for a reminder of what no longer applies."""
    reader = LicenseReader(views.connection, views.org)
    about = occasion.about or ""
    if occasion.kind == LicenseLetter.REMINDER:
        license, said, quoted = _reminding(reader, about, desk.clock())
    elif occasion.kind in _TO_HOLDERS:
        license, said, quoted = _to_holder(desk, views, occasion)
    else:
        license, said, quoted = _told(reader, occasion)
    org, detail = PostOffice(views.connection, views.org).house()
    party = occasion.user is None
    link = _link_of(desk, views, license, occasion) if party else None
    page = f"/licenses/{license.id}{_PAGES.get(occasion.kind, '')}"
    place = page if not party else link or "/verify"
    figures = facts_of_delivery(reader, license, occasion.kind, occasion.event_seq)
    facts = (*_facts(license), *figures)
    matter = Matter(
        org=org,
        link=f"{desk.links.base_url}{place}",
        deal=DealSaid(title=None if party else license.title, facts=facts),
        license=replace(
            said,
            party=party,
            linked=link is not None,
            agreement=agreement_by_day(license),
            ours=license.contract_id is not None,
            zone=license.zone,
            dated=dated(desk, reader, license, occasion),
        ),
        said=quoted,
        until=_until(views, occasion),
    )
    matter = with_sender(views, license, occasion, matter)
    # What a party is given notice of must be said in full, whatever other letters keep back.
    whole = detail is Detail.FULL or (party and occasion.kind == LicenseLetter.NOTICE)
    return matter if whole else discreet(matter)


def _link_of(desk: Desk, views: Views, license: License, occasion: Occasion) -> str | None:
    """Where a link of whoever reads that mailbox leads; null for nobody who has one."""
    links = LicenseLinks(views.connection, views.org)
    found = links.at_address(license.id, occasion.to.email, desk.clock())
    if found is None:
        return None
    return f"/d/{desk.links.token(DEAL, found.link_id)}/license"


def _to_holder(desk: Desk, views: Views, occasion: Occasion) -> tuple[License, LicenseSaid, None]:
    """About somebody's link, or a code for it; NothingToSay where the link opens nothing."""
    links, about = LicenseLinks(views.connection, views.org), occasion.about or ""
    coded = occasion.kind == LicenseLetter.NOTICE_CODE
    holder = links.holder(links.codes.code(about)[0] if coded else about)
    license = LicenseReader(views.connection, views.org).license(holder.license_id or "")
    if links.at_address(license.id, holder.email, desk.clock()) is None:
        raise NothingToSay("Their link opens nothing any more.")
    return license, LicenseSaid(code=desk.links.code(NOTICE_CODE, about) if coded else ""), None


def _until(views: Views, occasion: Occasion) -> datetime | None:
    """When a code is over."""
    if occasion.kind != LicenseLetter.NOTICE_CODE:
        return None
    return LicenseLinks(views.connection, views.org).codes.code(occasion.about or "")[1]


def _reminding(
    reader: LicenseReader, reminder_id: str, at: datetime
) -> tuple[License, LicenseSaid, None]:
    row = reader.reminder(reminder_id)
    license = reader.license(row.license_id)
    found = _still_there(license, row.key, row.on, at)
    said = LicenseSaid(
        what=_named(found),
        ways=_ways(license, found),
        on=day_in_words(found.on),
        days=(found.on - day_at(at, license.zone)).days,
        silence=_unless(license, found),
        late=row.fate == Fate.LATE,
    )
    return license, said, None


def _unless(license: License, found: DueDate) -> str:
    """What happens if nobody does anything."""
    if found.kind is KeyDateKind.ACCEPTANCE_LAPSES:
        return f"What nobody has rejected of delivery {found.n} by then counts as accepted."
    if found.kind in OF_ONE_RENEWAL:
        return silence_in_words(silence_about(license, found.n))
    return _silence(license)


def _silence(license: License) -> str:
    """Once it has ended, nothing more happens to it by itself; an end can be known behind a renewal."""
    if license.ended:
        return ""
    will, end = silence(license), license.end
    later = end is not None and will.outcome is Outcome.RENEWS
    then = f" It ends on {day_in_words(end.on)}." if end and later else ""
    return f"{silence_in_words(will)}{then}"


def _named(found: DueDate) -> str:
    """ "last day to send a notice about renewal 1 by e-mail"."""
    return _small(date_in_words(found.kind, found.n, found.method))


def _ways(license: License, found: DueDate) -> str:
    """By which a notice counts (C52), where a day is about one and the contract's ways are known."""
    known = license.facts is None or (license.facts.renewal and license.facts.renewal.methods)
    if found.kind not in _OF_SENDING or not known:
        return ""
    ways = listed(BY[each] for each in methods_of(license, NoticeKind.NON_RENEWAL))
    return f"A notice counts only {ways}."


def _still_there(license: License, key: str, on: date, at: datetime) -> DueDate:
    """NothingToSay where a notice, an amendment or an end took it away, or somebody did it."""
    today = day_at(at, license.zone)
    try:
        found = date_named(license, key, today, days_of(license.terms))
    except NotFound:
        raise NothingToSay(_GONE) from None
    if found.settled is not None:
        raise NothingToSay(f"What it would remind of is {found.settled.how} already.")
    if found.on != on:
        raise NothingToSay(f"The day has moved: it is {day_in_words(found.on)} now.")
    if found.on < today:
        raise NothingToSay("The day is over.")
    return found


def _told(reader: LicenseReader, occasion: Occasion) -> tuple[License, LicenseSaid, str | None]:
    about = occasion.about or ""
    license_id = reader.license_of_notice(about) if about.startswith("not_") else about
    license = reader.license(license_id)
    record = reader.record_at(license_id, occasion.event_seq)
    if record is None:
        raise NotFound
    if occasion.kind in PLACES:
        return license, of_delivery(reader, license, record), reasons_of(record)
    said, quoted = _of_event(license, record)
    if record.type == NoticeGiven.__name__:
        said = replace(said, notice=_noticed(reader, license, record, occasion))
    return license, replace(said, silence=_silence(license)), quoted


def _of_event(license: License, record: Record) -> tuple[LicenseSaid, str | None]:
    data = record.data
    match record.type:
        case "NoticeGiven":
            return _of_notice(data["notice"])
        case "NoticeBounced":
            kind = license.notice(data["notice_id"]).kind
            return LicenseSaid(what=NOTICES[kind]), data["detail"]
        case "NoticeReceived":
            kind = license.notice(data["notice_id"]).kind
            return LicenseSaid(what=NOTICES[kind], on=_day(data["counts_on"])), None
        case "LicenseRenewed":
            return LicenseSaid(on=_day(data["last_day"])), None
        case "LicenseEnded":
            return LicenseSaid(on=_day(data["end"]["on"])), None
        case "KeyDateMissed":
            return LicenseSaid(what=_small(date_of_key(data["key"])), on=_day(data["on"])), None
        case "LicenseSuspended":
            return _of_suspension(data["suspension"])
        case _:
            return LicenseSaid(), data.get("detail") or data.get("note")


def _of_suspension(suspension: Mapping[str, Any]) -> tuple[LicenseSaid, str | None]:
    rests = _small(SCOPES[Scope(suspension["scope"])])
    what = f"The {suspension['side']} has suspended this: {rests}."
    return LicenseSaid(what=what), suspension["grounds"]


def _of_notice(notice: Mapping[str, Any]) -> tuple[LicenseSaid, str | None]:
    said = LicenseSaid(
        what=NOTICES[NoticeKind(notice["kind"])],
        on=_day(notice["counts_on"]),
        method=_METHODS[NoticeMethod(notice["method"])],
    )
    return said, notice["grounds"] or None


def _noticed(
    reader: LicenseReader, license: License, record: Record, occasion: Occasion
) -> NoticeSaid:
    """As it was given, whatever has become of it since."""
    notice = codec.decode(Notice, record.data["notice"])
    given_on = day_at(datetime.fromisoformat(record.ts), license.zone)
    text = text_given(license, notice)
    return NoticeSaid(
        title=text.title,
        sender=license.terms.parties.name_of(notice.side),
        opening=text.opening,
        declares=text.declares,
        effects=text.effects,
        facts=text.facts,
        copy=_copy_for(license, notice, occasion, given_on, record.data.get("via")),
        recorded=notice.recorded,
        recorder=license.terms.parties.name_of(notice.side.other),
    )


def _copy_for(
    license: License,
    notice: Notice,
    occasion: Occasion,
    given_on: date,
    via: Mapping[str, Any] | None,
) -> Copy:
    """`via` is of whoever gave it by a personal link."""
    parties, email = license.terms.parties, occasion.to.email.lower()
    if occasion.user is not None:
        return Copy.OWN
    there = parties.of(notice.side.other)
    if email in {each.notice_email.lower() for each in there}:
        return Copy.NOTICE if notice.goes_by_letter(given_on) else Copy.OF_OTHER_WAY
    senders = {each.notice_email.lower() for each in parties.of(notice.side)}
    if email in senders or (via and email == via["email"].lower()):
        return Copy.SENDER
    return Copy.ADVISER


def _facts(license: License) -> tuple[tuple[str, str], ...]:
    parties = license.terms.parties
    return (
        ("Licensor", listed(each.legal_name for each in parties.licensors)),
        ("Licensee", parties.licensee.legal_name),
        ("First day", day_in_words(license.starts_on)),
    )


def _small(words: str) -> str:
    """As it stands within a sentence."""
    return f"{words[:1].lower()}{words[1:]}"


def _day(text: str) -> str:
    return day_in_words(date.fromisoformat(text))
