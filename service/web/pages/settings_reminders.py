"""Settings: how many days before a duty the organization is reminded of it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from schemas.reminder_days import ReminderDaysDocument
from service.commands.reminder_days import change_reminder_days
from service.domain.errors import TermsRefused
from service.domain.licenses.reminders import DEFAULT_DAYS
from service.domain.people import Act
from service.storage.reminder_days import own_days
from service.web.at_hand import desk, now
from service.web.auth import people, person
from service.web.forms import by_field, sent, typed

pages = Blueprint("settings_reminders", __name__, url_prefix="/settings/reminders")


@pages.get("")
@people(Act.ADMINISTER)
def get_reminders() -> ResponseReturnValue:
    return _page({})


@pages.post("")
@people(Act.ADMINISTER)
def post_reminders() -> ResponseReturnValue:
    days = sent(ReminderDaysDocument())["days"]
    with desk().db.transaction(person().org_id) as tx:
        change_reminder_days(tx, days, by=person().user_id, at=now())
    flash("Reminders come on these days from now on.")
    return redirect(url_for("settings_reminders.get_reminders"), 303)


@pages.errorhandler(TermsRefused)
def _refused(refused: TermsRefused) -> ResponseReturnValue:
    return _page(by_field(refused)), 422


def _page(faults: dict[str, str]) -> str:
    with desk().db.reading(person().org_id) as views:
        days = own_days(views.connection, views.org)
    return render_template(
        "settings/reminders.html",
        days=", ".join(map(str, days or ())),
        usual=", ".join(map(str, DEFAULT_DAYS)),
        faults=faults,
        typed=typed(faults),
    )
