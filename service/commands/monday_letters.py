"""The letter on Mondays: who gets it, and what waits in their organization."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from service.commands.to_sign import to_sign
from service.desk import Desk
from service.domain.letters import Detail, HouseLetter
from service.domain.licenses.calendar import Whose, whose
from service.domain.licenses.reminders import Fate
from service.domain.mondays import DEADLINES_AHEAD, TWO_WEEKS, next_week, this_week
from service.domain.negotiation import Turn
from service.domain.people import Person
from service.domain.period.zones import day_at
from service.domain.post import Occasion
from service.domain.wording import day_in_words
from service.notifications.letter import NothingToSay
from service.notifications.license_words import date_in_words
from service.notifications.matter import Matter, WeekItem, WeekPart, WeekSaid, discreet
from service.notifications.mondays import DEADLINES, DUE, LATE, OURS, THEIRS
from service.signing.links import MONDAY
from service.storage.calendar import Entry
from service.storage.calendar_ahead import Ahead
from service.storage.deals import Tx
from service.storage.mondays import Choice, Mondays
from service.storage.post_office import PostOffice
from service.storage.recipients import post
from service.storage.views import DealRow, Views

MOST: Final = 10
"""So much of each part stands in a letter; the pages have the rest."""

_LOOKED_AT: Final = 200
"""So many deadlines give enough licenses."""

_ASKS: Final = {Turn.US: "Answer the offer", Turn.THEM: "Their answer is waited for"}
_SIGNING: Final = {Turn.US: "Go on with the signing", Turn.THEM: "Their signature is waited for"}


def choice_of(desk: Desk, person: Person) -> Choice | None:
    with desk.db.reading_accounts() as accounts:
        return Mondays(accounts.connection).of(person.org_id, person.user_id)


def choose(desk: Desk, person: Person, zone: str, at: datetime) -> None:
    """From next Monday on, at 09:00 in that zone."""
    due = next_week(at, zone).due_at
    with desk.db.accounts() as accounts:
        Mondays(accounts.connection).choose(person.org_id, person.user_id, zone, due, at)


def end(desk: Desk, person: Person) -> None:
    with desk.db.accounts() as accounts:
        Mondays(accounts.connection).end(person.org_id, person.user_id)


def raise_monday(tx: Tx, choice_id: str, *, at: datetime) -> bool:
    """False where it is not due any more, or somebody else is at it."""
    kept = Mondays(tx.connection)
    choice = kept.claimed(choice_id, at)
    if choice is None:
        return False
    monday = this_week(at, choice.zone)
    says = bool(_parts(Views(tx.connection, tx.org), choice.zone, at))
    fate = monday.fate(at, worth_a_letter=says)
    letter_id = kept.raised(choice, monday, fate, at)
    if letter_id and fate is not Fate.DROPPED:
        key, kind = f"{letter_id}:{HouseLetter.MONDAY}", HouseLetter.MONDAY
        post(
            tx.connection,
            key=key,
            kind=kind,
            org=tx.org,
            to=choice.user_id,
            at=at,
            about=letter_id,
        )
    kept.wait(choice.id, next_week(at, choice.zone).due_at)
    return True


def monday_matter(desk: Desk, views: Views, occasion: Occasion) -> Matter:
    """What waits when it is written. NothingToSay where its reader wants it no more."""
    row = Mondays(views.connection).letter(views.org, occasion.about or "")
    if row.choice is None:
        raise NothingToSay("Its reader has turned such letters off.")
    at, zone = desk.clock(), row.choice.zone
    org, detail = PostOffice(views.connection, views.org).house()
    token = desk.links.token(MONDAY, row.choice.id)
    matter = Matter(
        org=org,
        link=f"{desk.links.base_url}/",
        week=WeekSaid(
            day=day_in_words(day_at(at, zone)),
            parts=_parts(views, zone, at),
            late=row.fate is Fate.LATE,
        ),
        unsubscribe=f"{desk.links.base_url}/monday/{token}",
    )
    return matter if detail is Detail.FULL else discreet(matter)


def _parts(views: Views, zone: str, at: datetime) -> tuple[WeekPart, ...]:
    """Only those that have something in them."""
    ahead = Ahead(views, day_at(at, zone))
    parts = (
        _late(ahead),
        _due(ahead),
        _deadlines(ahead),
        *_waiting(views, zone),
    )
    return tuple(part for part in parts if part.count)


def _late(ahead: Ahead) -> WeekPart:
    found = ahead.late(MOST)
    return _dated(LATE, found.entries, found.dates)


def _due(ahead: Ahead) -> WeekPart:
    found = ahead.duties(ahead.today + TWO_WEEKS, MOST)
    return _dated(DUE, found.entries, found.dates)


def _deadlines(ahead: Ahead) -> WeekPart:
    found = ahead.deadlines(ahead.today + DEADLINES_AHEAD, _LOOKED_AT)
    return _dated(DEADLINES, found[:MOST], len(found))


def _dated(part: WeekPart, found: Iterable[Entry], count: int) -> WeekPart:
    return replace(part, items=tuple(map(_of_date, found)), count=count)


def _of_date(found: Entry) -> WeekItem:
    day, license = found.day, found.license
    theirs = whose(license.our_side, day.side) is Whose.THEM
    said = date_in_words(day.kind, day.n, day.method)
    return WeekItem(
        when=day_in_words(day.on),
        what=f"{said} (theirs)" if theirs else said,
        title=license.title,
        parties=f"{license.licensor_name} and {license.licensee_name}",
    )


def _waiting(views: Views, zone: str) -> Iterator[WeekPart]:
    """Offers and signatures; a contract that both sides are to sign stands with each."""
    turns, signing = views.count_by_turn(), to_sign(views, MOST)
    for part, turn, lines in ((OURS, Turn.US, signing.ours), (THEIRS, Turn.THEM, signing.theirs)):
        offers = [(row, row.updated_at, _ASKS[turn]) for row in views.waiting_for(turn, MOST)]
        signed = [(line.row, line.since, _SIGNING[turn]) for line in lines]
        items = _of_deals(sorted((*offers, *signed), key=lambda each: each[1]), zone)
        count = turns.get(turn, 0) + len(signed)
        yield replace(part, items=tuple(items)[:MOST], count=count)


def _of_deals(found: Iterable[tuple[DealRow, datetime, str]], zone: str) -> Iterator[WeekItem]:
    for row, since, what in found:
        day: date = day_at(since, zone)
        yield WeekItem(
            when=f"Since {day_in_words(day)}",
            what=what,
            title=row.title,
            parties=f"{row.licensor_name} and {row.licensee_name}",
        )
