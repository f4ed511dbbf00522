"""The list of deals, and the sample as a first one."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from schemas.query import DealQuery
from service.commands import deals as commands
from service.domain.people import Act
from service.storage.comments import Comments
from service.storage.signing_waits import SigningWaits
from service.web.at_hand import desk, now
from service.web.auth import people, person
from service.web.demo import example
from service.web.words import STATUSES, TURNS

pages = Blueprint("deal_list", __name__)

PAGE: int = 25
_QUERY = DealQuery(only=("search", "status", "waits_for", "after"), unknown="exclude")
_SAMPLE = "photo-archive"


@pages.get("/deals")
@people(Act.READ)
def get_deals() -> ResponseReturnValue:
    """What cannot be asked is left out of the question: a list answers something to everybody."""
    asked = _asked()
    with desk().db.reading(person().org_id) as views:
        page = views.deal_list(limit=PAGE, **asked)
        counts, turns = views.count_by_status(), views.count_by_turn()
        shown = [row.id for row in page.rows]
        unread = Comments(views.connection, views.org).unread_in(shown, person().user_id)
        waits = SigningWaits(views.connection, views.org).of_deals(shown)
    return render_template(
        "deals.html",
        asked=asked,
        page=page,
        counts=counts,
        turns=turns,
        unread=unread,
        waits=waits,
        statuses=STATUSES,
        whose=TURNS,
    )


@pages.post("/deals/sample")
@people(Act.DRAFT)
def post_sample() -> ResponseReturnValue:
    """The sample deal as a draft of our own, to look around with."""
    sample = example(_SAMPLE, external_id=None)
    with desk().db.transaction(person().org_id) as tx:
        deal = commands.draft(tx, sample.header, sample.written, by=person().user_id, at=now())
    flash("The sample deal is drafted. Nobody outside has seen it.")
    return redirect(url_for("deal_page.get_deal", deal_id=deal.id), 303)


def _asked() -> dict[str, Any]:
    given = {name: value for name, value in request.args.items() if value.strip()}
    for name in _QUERY.validate(given):
        given.pop(str(name), None)
    asked: dict[str, Any] = _QUERY.load(given)
    return asked
