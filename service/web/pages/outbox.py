"""Settings: every letter, where it stands, and what an administrator can do about it."""

from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from service.domain.letters import HANDLINGS, Handling
from service.domain.people import Act
from service.domain.post import State
from service.storage.org_history import OrgHistory
from service.storage.post_office import PostOffice
from service.web.at_hand import desk, letters_folder, now, reports_until
from service.web.auth import people, person
from service.web.letter_words import FILTERS, HANDLED

pages = Blueprint("outbox", __name__, url_prefix="/settings/outbox")

SHOWN: Final = 30


@pages.get("")
@people(Act.ADMINISTER)
def get_outbox() -> ResponseReturnValue:
    chosen = request.args.get("state", "")
    with desk().db.reading(person().org_id) as views:
        office = PostOffice(views.connection, person().org_id)
        found = office.letters(
            limit=SHOWN, after=request.args.get("after"), states=FILTERS.get(chosen, ())
        )
        counts = office.counts()
    return render_template(
        "settings/outbox.html",
        page=found,
        chosen=chosen if chosen in FILTERS else "",
        filters=[(name, sum(counts.get(s, 0) for s in states)) for name, states in FILTERS.items()],
        total=sum(counts.values()),
        letters_folder=letters_folder(),
        until=reports_until(),
    )


@pages.get("/<letter_id>")
@people(Act.ADMINISTER)
def get_letter(letter_id: str) -> ResponseReturnValue:
    with desk().db.reading(person().org_id) as views:
        office = PostOffice(views.connection, person().org_id)
        letter = office.letter(letter_id)
        attempts, reports = office.attempts(letter_id), office.reports(letter_id)
        deeds = OrgHistory(views.connection, person().org_id).about(letter_id)
    return render_template(
        "settings/outbox_letter.html",
        letter=letter,
        attempts=attempts,
        reports=reports,
        deeds=deeds,
        handlings=sorted(HANDLINGS[letter.state]),
        State=State,
        until=reports_until(),
    )


@pages.post("/<letter_id>/hold")
@people(Act.ADMINISTER)
def post_hold(letter_id: str) -> ResponseReturnValue:
    return _handled(letter_id, Handling.HOLD)


@pages.post("/<letter_id>/release")
@people(Act.ADMINISTER)
def post_release(letter_id: str) -> ResponseReturnValue:
    return _handled(letter_id, Handling.RELEASE)


@pages.post("/<letter_id>/send_again")
@people(Act.ADMINISTER)
def post_send_again(letter_id: str) -> ResponseReturnValue:
    return _handled(letter_id, Handling.SEND_AGAIN)


def _handled(letter_id: str, handling: Handling) -> ResponseReturnValue:
    with desk().db.transaction(person().org_id) as tx:
        office = PostOffice(tx.connection, person().org_id)
        office.handle(letter_id, handling, by=person().user_id, at=now())
    flash(HANDLED[handling])
    return redirect(url_for("outbox.get_letter", letter_id=letter_id), 303)
