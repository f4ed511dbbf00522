"""Key dates in people's own calendars: the feed itself, and where a member makes and ends one."""

from typing import Final

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from service.commands import calendar_feed as commands
from service.domain.people import Act
from service.notifications.calendars import MEDIA_TYPE
from service.web.at_hand import desk, now
from service.web.auth import people, person, public
from service.web.limits import at_most

pages = Blueprint("calendar_feed", __name__)

OFTEN: Final = "120/minute"
"""For each who asks: programs of many people may fetch by one address."""


@pages.get("/calendar.ics")
@public
@at_most(OFTEN)
def get_feed() -> ResponseReturnValue:
    """The token is the whole credential: no cookie opens this, and no other answer carries it."""
    reading = commands.read(desk(), request.args.get("token", ""), now())
    answer = Response(mimetype=MEDIA_TYPE)
    answer.headers["Content-Disposition"] = 'inline; filename="key-dates.ics"'
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    answer.set_etag(reading.tag)
    if request.if_none_match.contains_weak(reading.tag):
        answer.status_code = 304
    else:
        answer.set_data(b"".join(reading.written()))
    return answer


@pages.get("/settings/calendar-feed")
@people(Act.READ)
def get_settings() -> ResponseReturnValue:
    return render_template("settings/calendar_feed.html", shown=commands.shown(desk(), person()))


@pages.post("/settings/calendar-feed")
@people(Act.READ)
def post_make() -> ResponseReturnValue:
    commands.make(desk(), person(), now())
    flash("Here is the address of your feed.")
    return _back()


@pages.post("/settings/calendar-feed/end")
@people(Act.READ)
def post_end() -> ResponseReturnValue:
    commands.end(desk(), person(), now())
    flash("The address opens nothing any more.")
    return _back()


def _back() -> ResponseReturnValue:
    return redirect(url_for("calendar_feed.get_settings"), 303)
