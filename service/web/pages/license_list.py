"""The list of licenses, each with what comes next."""

from datetime import date
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from schemas.query import LicenseQuery
from service.domain.people import Act
from service.domain.period.zones import day_at
from service.storage.license_dates import LicenseDates
from service.storage.license_lists import LicenseLists, LicenseRow
from service.web.at_hand import desk, now
from service.web.auth import people, person
from service.web.license_words import LICENSE_STATUSES

pages = Blueprint("license_list", __name__)

PAGE: int = 25
_QUERY = LicenseQuery(only=("status", "after"), unknown="exclude")


@pages.get("/licenses")
@people(Act.READ)
def get_licenses() -> ResponseReturnValue:
    """What cannot be asked is left out of the question, as in the list of deals."""
    asked = asked_of_licenses()
    with desk().db.reading(person().org_id) as views:
        page = LicenseLists(views.connection, views.org).page(
            limit=PAGE, today=now().date(), **asked
        )
        days = LicenseDates(views.connection, views.org)
        counts = days.count_by_status()
        dates, late = days.next_days(page.rows, now()), days.late(page.rows, now())
    return render_template(
        "licenses.html",
        asked=asked,
        page=page,
        counts=counts,
        dates=dates,
        late=late,
        today=_today,
        statuses=LICENSE_STATUSES,
    )


def _today(row: LicenseRow) -> date:
    """Where its days are counted."""
    return day_at(now(), row.zone)


def asked_of_licenses() -> dict[str, Any]:
    given = {name: value for name, value in request.args.items() if value.strip()}
    for name in _QUERY.validate(given):
        given.pop(str(name), None)
    asked: dict[str, Any] = _QUERY.load(given)
    return asked
