"""A license behind the link of its deal: what it shows, how long it opens, and what it never tells."""

import re
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from service.commands import key_dates, licenses
from service.commands.license_notices import bounced, give_notice
from service.desk import Desk
from service.domain.licenses.notices import Given
from service.domain.licenses.parts import NoticeKind, Status
from service.domain.party import LINK_LASTS
from service.domain.terms.notices import NoticeMethod
from service.domain.terms.parties import Side
from service.storage.deals import Tx
from service.storage.license_dates import Day, LicenseDates
from service.storage.license_tables import licenses as licenses_table
from service.storage.negotiation_tables import contracts
from service.storage.views import Views
from tests.conftest import Clock
from tests.web.counterparts import JSON, a_counterpart
from tests.web.party.in_force import BEFORE_THE_DEADLINE, Reader, a_reader


@pytest.fixture
def reader(desk: Desk, client: FlaskClient, clock: Clock) -> Reader:
    return a_reader(desk, client, clock)


def test_the_link_of_the_deal_leads_to_its_license(reader: Reader) -> None:
    answer = reader.bo.get()
    assert (answer.status_code, answer.location) == (303, f"{reader.bo.at}/license")
    page = reader.bo.page("/license")
    assert "<h1>Your license from Photo Archive Inc.</h1>" in page
    assert "Not started yet" in page
    assert f'href="{reader.bo.at}/deal"' in page
    deal = reader.bo.page("/deal")
    assert f'href="{reader.bo.at}/license"' in deal
    assert reader.bo.read()["license"] == f"{reader.bo.at}/license"


def test_before_there_is_a_license_there_is_none_to_read(desk: Desk, client: FlaskClient) -> None:
    bo = a_counterpart(desk, client)
    assert bo.get().status_code == 200
    assert bo.read()["license"] is None
    for path in ("/license", "/notices/new/non_renewal"):
        assert bo.get(path).status_code == 404
    assert bo.call("/notices", {"kind": "non_renewal"}).status_code == 404


def test_it_says_what_silence_will_do_and_until_when_notice_counts(reader: Reader) -> None:
    reader.goes_on(BEFORE_THE_DEADLINE)
    page = reader.bo.page("/license")
    assert "Renews on 31 January 2029" in page
    assert "1 December 2028" in page
    assert "30 November 2028" in page
    read = reader.read()
    assert read["silence"] == {"outcome": "renews", "on": "2029-01-30", "n": 1}
    days = {(each["kind"], each["method"]): each["on"] for each in read["notice_days"]}
    assert days[("notice_received_by", None)] == "2028-12-01"
    assert days[("notice_sent_by", "email")] == "2028-11-30"
    assert {"kind": "non_renewal", "why_not": None} in read["choices"]
    assert {each["name"] for each in read["links"]["actions"]} == {"notices", "review", "code"}


def dates_of(views: Views, license_id: str) -> list[Day]:
    return LicenseDates(views.connection, views.org).of_license(license_id)


def test_it_shows_ones_own_duties_and_what_both_look_to_and_no_others(reader: Reader) -> None:
    read = reader.read()
    sides = {each["side"] for each in read["key_dates"]}
    assert sides == {None, "licensee"}
    with reader.kept.db.reading(reader.kept.org) as views:
        kept = dates_of(views, reader.kept.license_id)
    assert Side.LICENSOR in {each.side for each in kept}
    assert " behind</summary>" not in reader.bo.page("/license")
    reader.goes_on(BEFORE_THE_DEADLINE)
    assert re.search(r"\d+ behind</summary>", reader.bo.page("/license"))
    days = [each["on"] for each in reader.read()["key_dates"]]
    assert days == sorted(days)
    assert days[0] < "2028-11-20" < days[-1]


def test_a_link_lives_as_long_as_its_license_and_a_year_after(reader: Reader) -> None:
    """The deal's own year was over long before."""
    reader.goes_on(datetime(2030, 3, 2, 12, tzinfo=UTC))
    assert reader.license().status is Status.IN_FORCE
    assert reader.license().renewed == 2
    assert reader.read()["status"] == "in_force"
    assert reader.gives(kind="claim").status_code == 201
    reader.goes_on(datetime(2032, 1, 1, 12, tzinfo=UTC))
    assert reader.license().status is Status.POST_TERM
    assert reader.read()["status"] == "post_term"
    _close(reader)
    reader.clock.forward(seconds=LINK_LASTS.total_seconds() - 1)
    assert reader.read()["status"] == "closed"
    reader.clock.forward(seconds=1)
    assert reader.bo.get("/license").status_code == 404
    assert reader.bo.get().status_code == 404


def _close(reader: Reader) -> None:
    at = reader.clock()
    with reader.kept.db.reading(reader.kept.org) as views:
        dates = dates_of(views, reader.kept.license_id)
    for each in dates:
        if each.waits:
            reader.kept.do(
                lambda tx, id=each.id: key_dates.waive(tx, id, reason="No.", by="usr_ada", at=at)
            )
    reader.kept.do(lambda tx: licenses.close(tx, reader.kept.license_id, "Over.", by="u", at=at))


def test_the_sealed_file_is_there_for_the_other_side(reader: Reader) -> None:
    """Nobody has sealed it yet; then each side has the same bytes."""
    assert reader.read()["document"] is None
    assert reader.bo.get("/license/document.pdf").status_code == 404
    data = b"%PDF-1.7 sealed"
    sha256 = reader.bo.desk.files.put(data)
    where = contracts.c.deal_id == reader.bo.deal_id
    with reader.bo.desk.db.engine.begin() as connection:
        connection.execute(update(contracts).where(where).values(sealed_sha256=sha256))
    read = reader.read()
    assert read["document"] == f"{reader.bo.at}/license/document.pdf"
    assert reader.bo.get("/license/document.pdf").data == data
    assert f'href="{read["document"]}"' in reader.bo.page("/license")


def test_it_says_where_notices_go_that_take_another_way(reader: Reader) -> None:
    (where,) = reader.read()["reached"]
    assert (where["name"], where["email"]) == ("Photo Archive Inc.", "legal@archive.example")
    assert where["post"]["country"] == "US"
    assert "By e-mail: legal@archive.example" in reader.bo.page("/license")


MARKS = ("Znote-9c", "Zreason-9c", "Ztitle-9c", "Zref-9c", "Zlabel-9c", "Zdetail-9c", "Zfile-9c")


def test_nothing_that_is_ours_alone_is_in_any_byte(reader: Reader) -> None:
    """Titles, references, labels, notes, reasons, who did what, and a notice that came back."""
    reader.goes_on(BEFORE_THE_DEADLINE)
    ada = "usr_zada9c"
    lost = _worked_on(reader, ada)
    shown = [reader.bo.page("/license"), reader.bo.get("/license", Accept=JSON).text]
    shown += [reader.bo.page("/notices/new/non_renewal")]
    shown += [reader.bo.post("/notices/review", kind="non_renewal").text]
    shown += [reader.bo.call("/notices/review", {"kind": "non_renewal"}).text]
    shown += [reader.gives().text, reader.bo.post("/notices/code", kind="claim", grounds="x").text]
    shown += [reader.bo.post("/notices", kind="claim", grounds="x", code="1").text]
    for text in shown:
        assert len(text) > 100
        assert not [mark for mark in (*MARKS, ada, lost) if mark in text]
    read = reader.read()
    assert not {"version", "title", "external_id", "metadata", "terms"} & set(read)
    told = {"state", "settled_on", "settled_by", "note", "id", "license_id", "file_sha256"}
    assert not told & set(read["key_dates"][0])
    assert not {"by", "detail", "tracking", "evidence_sha256"} & set(read["notices"][0])
    assert {each["state"] for each in read["notices"]} == {"given"}


def _worked_on(reader: Reader, ada: str) -> str:
    """By our people: the id of a notice of ours that did not arrive."""
    kept, at = reader.kept, reader.clock()
    said = {"method": NoticeMethod.EMAIL, "sent_on": at.date(), "tracking": "Zfile-9c"}
    given = Given(kind=NoticeKind.CLAIM, grounds="Zreason-9c", **said)
    beside = {"title": "Ztitle-9c", "external_id": "Zref-9c", "metadata": {"Zlabel-9c": "x"}}

    def work(tx: Tx) -> str:
        where = licenses_table.c.id == kept.license_id
        tx.connection.execute(update(licenses_table).where(where).values(**beside))
        who = {"by": ada, "at": at}
        moved = give_notice(tx, kept.license_id, given, side=Side.LICENSOR, **who)
        bounced(tx, moved.notices[-1].id, "Zdetail-9c", **who)
        waits = (each for each in dates_of(tx, kept.license_id) if each.waits)
        theirs = (each for each in waits if each.side is Side.LICENSEE)
        key_dates.mark_done(tx, next(theirs).id, "Znote-9c", file_sha256=None, **who)
        key_dates.waive(tx, next(theirs).id, reason="Zreason-9c", **who)
        return moved.notices[-1].id

    return kept.do(work)
