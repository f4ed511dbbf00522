"""What somebody who is signed in sees first: what waits for them, and where the money is."""

from collections.abc import Sequence
from typing import Final

from flask import render_template
from flask.typing import ResponseReturnValue

from service.commands.seal_ending import certificate_ending
from service.commands.to_sign import to_sign
from service.domain.negotiation import Turn
from service.domain.people import Act, Person
from service.storage.comments import Comments
from service.storage.form_drafts import FormDrafts
from service.storage.post_office import LetterRow, PostOffice
from service.storage.signing_waits import SigningWaits
from service.storage.views import DealRow, Views
from service.web.at_hand import desk, now
from service.web.pages.licenses_ahead import licenses_ahead
from service.web.plots import bars
from service.web.words import STATUSES

SHOWN: Final = 5
LARGEST: Final = 4


def home(person: Person) -> ResponseReturnValue:
    seal = certificate_ending(desk(), now()) if person.may(Act.ADMINISTER) else None
    with desk().db.reading(person.org_id) as views:
        forms = FormDrafts(views.connection, person.org_id, person.user_id).all()
        newest = views.deal_list(limit=SHOWN).rows
        return render_template(
            "home.html",
            forms=forms[:SHOWN] if person.may(Act.DRAFT) else (),
            asked=views.asked(SHOWN),
            blocked=views.blocked(SHOWN),
            counts=views.count_by_status(),
            newest=newest,
            stuck=_stuck(person, views),
            seal=seal,
            to_sign=to_sign(views, SHOWN),
            waits=SigningWaits(views.connection, views.org).of_deals([row.id for row in newest]),
            ours=views.waiting_for(Turn.US, SHOWN),
            theirs=views.waiting_for(Turn.THEM, SHOWN),
            turns=views.count_by_turn(),
            unread=_unread(person, views),
            now=now(),
            statuses=STATUSES,
            worth=[(each, bars(each)) for each in views.worth(LARGEST)],
            ahead=licenses_ahead(views, now()),
        )


def _unread(person: Person, views: Views) -> Sequence[tuple[DealRow, int]]:
    """Deals with comments that this person has not read."""
    found = Comments(views.connection, views.org).unread_on(person.user_id, SHOWN)
    return [(views.deal_row(deal_id), count) for deal_id, count in found]


def _stuck(person: Person, views: Views) -> Sequence[LetterRow]:
    """Letters that an administrator must see to."""
    if not person.may(Act.ADMINISTER):
        return ()
    return PostOffice(views.connection, person.org_id).stuck(SHOWN)
