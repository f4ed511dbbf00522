"""A license from its last signature to its closing, four years on, through the doors and the worker."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from service.desk import Desk
from service.domain.licenses.reminders import Fate
from service.signing.links import NOTICE_CODE
from service.storage.license_tables import license_reminders, licenses
from service.storage.negotiation_tables import link_codes
from service.storage.tables import outbox
from service.worker.deliveries import accept_silent
from service.worker.licenses import raise_due_dates
from tests.conftest import Clock
from tests.licensed import Kept
from tests.web.callers import Caller, a_caller
from tests.web.counterparts import Counterpart
from tests.web.negotiated import (
    accepted_by_link,
    actions,
    drawn_up,
    link_of,
    signed,
    to_sign,
)
from tests.web.signed_in import a_link, csrf_token, enter

ZONE: Final = ZoneInfo("America/New_York")
OFFSETS: Final = (90, 60, 30, 14, 7, 1)


@dataclass(frozen=True)
class Life:
    """One license, our program that looks after it, and Bo on the other side, by his link."""

    desk: Desk
    clock: Clock
    ada: Caller
    bo: Counterpart
    id: str

    @property
    def path(self) -> str:
        return f"/licenses/{self.id}"

    @property
    def kept(self) -> Kept:
        return Kept(self.desk.db, self.ada.org, self.id)

    def goes_on(self, day: str) -> Any:
        """To noon of a day; whatever falls due on the way happens at its own moment."""
        until = datetime.combine(datetime.fromisoformat(day), time(12), ZONE).astimezone(UTC)
        while (due := self._next()) is not None and due <= until:
            self.clock.moment = max(due, self.clock.moment)
            raise_due_dates(self.desk)
        self.clock.moment = until
        while accept_silent(self.desk):
            pass
        return self.reads()

    def reads(self) -> Any:
        answer = self.ada.get(self.path)
        assert answer.status_code == 200, answer.json
        return answer.json

    def posts(self, path: str, document: Any = None) -> Any:
        answer = self.ada.post(path, document or {})
        assert answer.status_code in (200, 201), answer.json
        return answer.json

    def dates(self, *kinds: str) -> list[Any]:
        rows = self.ada.get(f"{self.path}/key-dates").json["data"]
        return [row for row in rows if row["kind"] in kinds]

    def gives(self, **said: Any) -> Any:
        """Bo, with the code that he is mailed."""
        assert self.bo.call("/notices/code", {}).status_code == 200
        with self.desk.db.engine.connect() as connection:
            asked = select(link_codes.c.id).order_by(link_codes.c.created_at.desc())
            code = self.desk.links.code(NOTICE_CODE, connection.scalars(asked).first() or "")
        answer = self.bo.call("/notices", {**said, "code": code})
        assert answer.status_code in (200, 201), answer.json
        return answer.json

    def letters(self) -> Counter[str]:
        with self.desk.db.reading_work() as connection:
            return Counter(connection.scalars(select(outbox.c.kind)))

    def reminders(self, key: str) -> list[tuple[int, str]]:
        """How many days before, and what became of each."""
        with self.desk.db.reading_work() as connection:
            rows = connection.execute(
                select(license_reminders)
                .where(license_reminders.c.key == key)
                .order_by(license_reminders.c.due_at)
            )
            return [(row.days_before, row.fate) for row in rows]

    def fates(self) -> Counter[str]:
        with self.desk.db.reading_work() as connection:
            return Counter(connection.scalars(select(license_reminders.c.fate)))

    def _next(self) -> datetime | None:
        with self.desk.db.reading_work() as connection:
            return connection.scalar(select(func.min(licenses.c.next_at)))


@pytest.fixture
def life(desk: Desk, app: Flask, client: FlaskClient, clock: Clock) -> Life:
    """Executed in March 2026, for two years from 31 January 2027."""
    ada = a_caller(desk, client, "archive")
    enter(client, a_link(desk, ada.org, at=desk.clock()))
    path = to_sign(desk, ada, delivery={"acceptance_starts": "each_delivery"})
    deal = _executed(desk, ada, path)
    bo = Counterpart(
        app.test_client(), desk, ada.org, deal["id"], link_of(desk, ada, deal["id"]).link_id
    )
    return Life(desk, clock, ada, bo, deal["license_id"])


def _executed(desk: Desk, ada: Caller, path: str) -> Any:
    """The deal, once both have signed its contract."""
    assert ada.post(f"{path}/send").status_code == 200
    for signer in ada.get(f"{path}/signers").json["data"]:
        signed(desk, ada, signer)
    return ada.get(f"/deals/{ada.get(path).json['deal_id']}").json


def test_a_license_lives_four_years(life: Life, client: FlaskClient) -> None:
    assert life.reads()["status"] == "scheduled"
    assert life.goes_on("2027-01-31")["status"] == "in_force"
    _delivers(life)
    _breaks_and_cures(life)
    _is_amended(life)
    _renews_by_silence(life)
    _stays_after_all(life, client)
    _shows_in_the_calendar(life, client)
    _ends_and_closes(life)
    life.kept.assert_sound()
    _assert_told(life)


def _delivers(life: Life) -> None:
    """The first is accepted; of the second 1,000 come again, and nobody says a word about them."""

    def photos(quantity: str, **more: Any) -> Any:
        lot = {"line": "photos", "quantity": quantity}
        said = {"quantities": [lot], "manifest_sha256": "d" * 64, **more}
        return life.posts(f"{life.path}/deliveries", said)

    first = photos("600000")
    assert life.posts(f"/deliveries/{first['id']}/accept")["status"] == "accepted"
    life.goes_on("2027-02-28")
    second = f"/deliveries/{photos('600000')['id']}"
    torn = {"line": "photos", "quantity": "1000", "reason": "Torn"}
    assert life.posts(f"{second}/reject", {"rejections": [torn]})["lots"][0]["to_replace"] == "1000"
    life.posts(f"{second}/accept")
    life.goes_on("2027-03-10")
    again = photos("1000", replaces=second.rpartition("/")[2])
    life.goes_on("2027-03-26")
    lots = life.ada.get(f"/deliveries/{again['id']}").json["lots"]
    assert [each["outcome"] for each in lots[0]["settled"]] == ["by_silence"]
    assert {row["state"] for row in life.dates("delivery_due") if row["n"] <= 2} == {"done"}


def _breaks_and_cures(life: Life) -> None:
    """A breach cured in time; another one for which deliveries are suspended, until it is cured."""
    breach = {"kind": "breach", "grounds": "Unpaid", "method": "courier", "tracking": "1Z"}
    life.goes_on("2027-06-01")
    first = life.posts(f"{life.path}/notices", breach)["notices"][-1]
    life.goes_on("2027-06-20")
    life.posts(f"/notices/{first['id']}/confirm-cure", {"note": "Paid"})
    life.goes_on("2027-09-01")
    second = life.posts(f"{life.path}/notices", breach)["notices"][-1]
    life.goes_on("2027-10-20")
    said = {"scope": "delivery", "grounds": "Still unpaid"}
    assert life.posts(f"{life.path}/suspend", said)["status"] == "suspended"
    life.goes_on("2027-11-01")
    life.posts(f"/notices/{second['id']}/confirm-cure", {"note": "Paid"})
    assert life.posts(f"{life.path}/lift", {"note": "Paid"})["status"] == "in_force"


def _is_amended(life: Life) -> None:
    """By a deal that both sign: ten days more to wind down."""
    life.goes_on("2028-03-01")
    deal = life.posts(f"{life.path}/amend")
    terms = deal["terms"] | {"period": deal["terms"]["period"] | {"wind_down_days": 10}}
    life.posts(f"/deals/{deal['id']}/offers", {"terms": terms})
    accepted_by_link(life.desk, life.ada, deal["id"])
    _executed(life.desk, life.ada, f"/contracts/{drawn_up(life.desk, life.ada, deal['id'])}")
    license = life.reads()
    assert license["terms"]["period"]["wind_down_days"] == 10
    assert (license["starts_on"], license["last_day"]) == ("2027-01-31", "2029-01-30")


def _renews_by_silence(life: Life) -> None:
    """Reminded six times of the deadline, 1 December 2028, each in time."""
    assert life.goes_on("2029-01-30")["periods"][-1]["n"] == 0
    assert life.reminders("notice_received_by:1:-:-") == [(days, Fate.SENT) for days in OFFSETS]
    license = life.goes_on("2029-01-31")
    assert [(each["n"], each["last_day"]) for each in license["periods"]] == [
        (0, "2029-01-30"),
        (1, "2030-01-30"),
    ]


def _stays_after_all(life: Life, client: FlaskClient) -> None:
    """Bo gives notice by his link and takes it back, with our consent; the license renews again."""
    life.goes_on("2029-11-05")
    life.gives(kind="non_renewal", grounds="We move on.")
    ending = life.reads()
    assert (ending["status"], ending["end"]["on"]) == ("ending", "2030-01-30")
    notice = ending["notices"][-1]
    life.goes_on("2029-11-20")
    enter(client, a_link(life.desk, life.ada.org, at=life.clock()))
    page = client.get(f"{life.path}/notices").get_data(as_text=True)
    said = {"csrf_token": csrf_token(page), "consent": "Letters of 19 November"}
    assert (
        client.post(f"{life.path}/notices/{notice['id']}/take-back", data=said).status_code == 303
    )
    back = life.reads()
    assert (back["status"], back["end"]) == ("in_force", None)
    assert life.goes_on("2030-01-31")["periods"][-1]["last_day"] == "2031-01-30"


def _shows_in_the_calendar(life: Life, client: FlaskClient) -> None:
    enter(client, a_link(life.desk, life.ada.org, at=life.clock()))
    page = client.get("/calendar?month=2031-01").get_data(as_text=True)
    assert "January 2031" in page
    assert f"/licenses/{life.id}" in page


def _ends_and_closes(life: Life) -> None:
    """No renewal is left: use winds down for ten days, what was copied is deleted and certified."""
    assert life.goes_on("2031-01-30")["status"] == "in_force"
    assert life.goes_on("2031-01-31")["status"] == "ending"
    license = life.goes_on("2031-02-10")
    assert license["status"] == "post_term"
    early = life.ada.post(f"{life.path}/close", {"note": "Over"})
    assert (early.status_code, early.json["code"]) == (409, "duties_remain")
    waiting = life.dates("retention_ends", "backups_cleared", "certificate_due")
    assert [(row["kind"], row["on"]) for row in waiting] == [
        ("retention_ends", "2031-04-10"),
        ("backups_cleared", "2031-07-09"),
        ("certificate_due", "2031-07-23"),
    ]
    for row in waiting:
        life.goes_on(row["on"])
        life.posts(f"/key-dates/{row['id']}/done", {"note": "Certified"})
    assert "close" in actions(life.reads())
    assert life.posts(f"{life.path}/close", {"note": "All is done"})["status"] == "closed"
    assert life.goes_on("2031-12-31")["status"] == "closed"


def _assert_told(life: Life) -> None:
    """Each reminder once; of what binds, our people and the three notice addresses.

    In time, but for the one that fell due while Bo's notice stood.
    """
    letters, happened = life.letters(), Counter(life.kept.types())
    fates = life.fates()
    assert letters["license_reminder"] == fates[Fate.SENT] + fates[Fate.LATE]
    assert fates[Fate.LATE] == 1
    to_all = {
        "license_notice": "NoticeGiven",
        "license_notice_taken_back": "NoticeTakenBack",
        "license_suspended": "LicenseSuspended",
        "license_resumed": "SuspensionLifted",
        "license_renewed": "LicenseRenewed",
        "license_ended": "LicenseEnded",
    }
    assert {kind: letters[kind] for kind in to_all} == {
        kind: 4 * happened[event] for kind, event in to_all.items()
    }
    assert [happened[event] for event in to_all.values()] == [3, 1, 1, 1, 2, 1]
    assert letters["license_date_missed"] == happened["KeyDateMissed"]
