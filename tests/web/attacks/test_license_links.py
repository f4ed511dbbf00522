"""Links to a license against those who open, guess, forge, replay and read along."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from service.commands.license_notices import give_notice
from service.desk import Desk
from service.domain.licenses.notices import Given
from service.domain.licenses.parts import NoticeKind
from service.domain.party import Visit
from service.domain.terms.notices import NoticeMethod
from service.domain.terms.parties import Side
from service.signing.links import DEAL_FORM
from service.storage.negotiation_tables import link_visits
from service.storage.tables import metadata
from tests.conftest import Clock
from tests.web.attacks.test_links import PREFETCH, SCANNERS
from tests.web.counterparts import JSON, a_counterpart
from tests.web.logged import logged
from tests.web.party.in_force import BEFORE_THE_DEADLINE, Reader, a_reader

KINDS = tuple(NoticeKind)
CLAIM = {"kind": "claim", "grounds": "A photographer has written to us."}


@pytest.fixture
def reader(desk: Desk, client: FlaskClient, clock: Clock) -> Reader:
    reader = a_reader(desk, client, clock)
    reader.goes_on(BEFORE_THE_DEADLINE)
    return reader


def _ours(reader: Reader) -> str:
    """A notice of our side that waits for its receipt."""
    at = reader.clock()
    said = {"method": NoticeMethod.EMAIL, "sent_on": at.date(), "grounds": "A claim."}
    given = Given(kind=NoticeKind.CLAIM, **said)
    who = {"side": Side.LICENSOR, "by": "usr_ada", "at": at}
    moved = reader.kept.do(lambda tx: give_notice(tx, reader.kept.license_id, given, **who))
    return str(moved.notices[-1].id)


def _acts(notice: str) -> tuple[str, ...]:
    receipt = f"/notices/{notice}/receipt"
    return ("/notices", "/notices/review", "/notices/code", receipt, "/license/viewed")


def _reads() -> Iterator[str]:
    yield from ("", "/license", "/deal")
    yield from (f"/notices/new/{kind}" for kind in KINDS)


def _everything(reader: Reader) -> dict[str, Any]:
    """Every row of every table but those that log visits."""
    with reader.bo.desk.db.engine.connect() as connection:
        return {
            table.name: [*map(tuple, connection.execute(select(table)))]
            for table in metadata.sorted_tables
            if table is not link_visits
        }


def _visits(reader: Reader) -> set[str]:
    with reader.bo.desk.db.engine.connect() as connection:
        return {*connection.scalars(select(link_visits.c.kind))}


def test_looking_prefetching_and_scanning_change_nothing(reader: Reader) -> None:
    acts = _acts(_ours(reader))
    before = _everything(reader)
    for headers in ({}, *PREFETCH):
        for path in (*_reads(), *acts):
            for method in ("GET", "HEAD", "OPTIONS"):
                reader.bo.browser.open(reader.bo.at + path, method=method, headers=headers)
    for agent in SCANNERS.read_text("utf-8").splitlines()[:5]:
        for path in acts:
            reader.bo.browser.post(reader.bo.at + path, headers={"User-Agent": agent})
    assert _everything(reader) == before
    assert _visits(reader) == {Visit.FETCHED}


def test_no_form_is_taken_from_elsewhere(reader: Reader) -> None:
    acts = _acts(_ours(reader))
    code = reader.asks_code()
    before = _everything(reader)
    bo = reader.bo
    form = {**CLAIM, "code": code, "on": "2028-11-20", "csrf_token": bo.form_token}
    stranger = bo.desk.links.token(DEAL_FORM, "lnk_aaaaaaaaaaaaaaaaaaaaaaaaaa")
    own = bo.at.rpartition("/")[2]
    for path in acts:
        for token in ("", "x", stranger, own):
            answer = bo.browser.post(bo.at + path, data={**form, "csrf_token": token})
            assert answer.status_code == 400, (path, token)
        for headers in (
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
            {"Origin": "https://evil.example"},
        ):
            for body in ({"data": form}, {"json": {**CLAIM, "code": code}}):
                answer = bo.browser.post(bo.at + path, headers=headers, **body)
                assert answer.status_code == 400, (path, headers)
        text = bo.browser.post(bo.at + path, data=b"{}", content_type="text/plain")
        assert text.status_code in (400, 415)
    assert _everything(reader) == before


def test_a_link_acts_for_no_other_license(reader: Reader, desk: Desk, client: FlaskClient) -> None:
    """By its id, by the id of its notice, or by a link of another house."""
    notice = _ours(reader)
    other = a_reader(desk, client, reader.clock)
    stranger = replace(other.bo, browser=client)
    assert stranger.call(f"/notices/{notice}/receipt", {}).status_code == 404
    assert notice not in stranger.page("/license")
    deal_alone = a_counterpart(desk, client, "elsewhere")
    for path in _acts(notice):
        assert deal_alone.call(path, CLAIM).status_code == 404
    with_its_code = {**CLAIM, "code": reader.asks_code()}
    assert stranger.call("/notices", with_its_code).json["code"] == "code_refused"
    forged = f"{other.bo.link_id}.{reader.bo.at.rpartition('.')[2]}"
    assert client.get(f"/d/{forged}/license").status_code == 404


def test_nothing_that_opens_is_written_down(reader: Reader) -> None:
    bo = reader.bo
    with logged() as log:
        bo.get("/license")
        code = reader.asks_code()
        given = bo.call("/notices", {**CLAIM, "code": code}, Idempotency_Key="k")
        assert given.status_code == 201
        bo.call("/notices", {**CLAIM, "code": code}, Idempotency_Key="k")
        bo.post("/notices", CLAIM, code=code)
    rows = str(_everything(reader))
    token = bo.at.rpartition("/")[2]
    for secret in (token, token.rpartition(".")[2], bo.form_token):
        assert secret not in log.text
        assert secret not in rows
    assert code not in log.text
    assert f"'{code}'" not in rows
    assert "/d/<token>/license" in log.text


def test_nobody_keeps_what_stands_behind_the_link(reader: Reader) -> None:
    for path in ("/license", "/notices/new/non_renewal", "/notices/new/nothing"):
        answer = reader.bo.get(path)
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert reader.bo.get("/license", Accept=JSON).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "grounds",
    ["<script>alert(1)</script>", "{{ 7 * 7 }}", "a\u202eb", "x\0y", "\ud800", "é" * 5000],
)
def test_words_are_words_wherever_they_stand(reader: Reader, grounds: str) -> None:
    answer = reader.bo.call("/notices/review", {"kind": "claim", "grounds": grounds})
    assert answer.status_code in (200, 400, 422)
    if answer.status_code == 200:
        assert reader.gives(kind="claim", grounds=grounds).status_code == 201
        page = reader.bo.page("/license")
        assert "<script>alert" not in page
        assert "49" not in page.split('aria-labelledby="notices"')[1].split("</section>")[0]
