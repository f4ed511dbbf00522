"""Who may see and do what: every page and every button, for every role, strangers and visitors."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from service.commands.comments import comment_by_link
from service.desk import Desk
from service.domain.people import Role
from service.storage.negotiation_tables import (
    comment_reads,
    comments,
    deal_links,
    link_visits,
    offers,
)
from service.storage.tables import (
    api_keys,
    credentials,
    deal_events,
    deals,
    memberships,
    outbox,
    sign_in_links,
)
from service.web.pages import PAGES
from tests.web.pages.sides import countered, the_other_side
from tests.web.pages.visitors import Visitor, a_draft, a_visitor, version_of

LISTS = (
    "/",
    "/deals",
    "/licenses",
    "/calendar",
    "/calendar?view=list",
    "/library",
    "/library/clauses/C23",
    "/library/rates",
    "/settings/people",
)
OWN = (
    "/settings/sessions",
    "/settings/security",
    "/settings/calendar-feed",
    "/settings/monday-letter",
)
PAPERS = ("", "/draft.html", "/terms.json")
MOVES = {
    "copy": Role.DRAFTER,
    "request-approval": Role.DRAFTER,
    "withdraw": Role.DRAFTER,
    "approve": Role.APPROVER,
    "refuse-approval": Role.APPROVER,
}
MAY = {
    Role.DRAFTER: {Role.ADMIN, Role.APPROVER, Role.DRAFTER},
    Role.APPROVER: {Role.ADMIN, Role.APPROVER},
    Role.ADMIN: {Role.ADMIN},
}
"""Whose reach includes another's."""

ADMINISTER = (
    "/settings/people",
    "/settings/people/{user}/link",
    "/settings/people/{user}/role",
    "/settings/people/{user}/remove",
    "/settings/people/{user}/second-step/reset",
    "/settings/keys",
    "/settings/keys/key_unknown/revoke",
    "/settings/letters",
    "/settings/outbox/out_unknown/hold",
    "/settings/outbox/out_unknown/release",
    "/settings/outbox/out_unknown/send_again",
)


@pytest.fixture(params=Role)
def member(request: pytest.FixtureRequest, app: Flask, desk: Desk) -> Visitor:
    return a_visitor(app, desk, "archive", request.param)


@pytest.fixture
def role(member: Visitor, desk: Desk) -> Role:
    with desk.db.reading_accounts() as accounts:
        return next(m.role for m in accounts.members(member.org) if m.user_id == member.user_id)


@pytest.mark.parametrize("path", [*LISTS, *OWN])
def test_every_member_reads_every_page(member: Visitor, path: str) -> None:
    assert member.get(path).status_code == 200


@pytest.mark.parametrize("path", PAPERS)
def test_every_member_reads_a_deal_and_its_papers(member: Visitor, desk: Desk, path: str) -> None:
    deal_id = a_draft(desk, member)
    assert member.get(f"/deals/{deal_id}{path}").status_code == 200


@pytest.mark.parametrize("path", ["keys", "outbox", "history", "letters", "letters/invitation"])
def test_some_settings_are_for_administrators(member: Visitor, role: Role, path: str) -> None:
    assert member.get(f"/settings/{path}").status_code == (200 if role is Role.ADMIN else 403)


@pytest.mark.parametrize(("move", "least"), MOVES.items())
def test_a_role_moves_only_what_it_may(
    member: Visitor, role: Role, desk: Desk, move: str, least: Role
) -> None:
    deal_id = a_draft(desk, member, "speech")
    fields = {"version": version_of(desk, member, deal_id), "reason": "So it is."}
    answer = member.post(f"/deals/{deal_id}/{move}", **fields)
    refused = {"refuse-approval": 409}.get(move, 303)
    assert answer.status_code == (refused if role in MAY[least] else 403)


@pytest.mark.parametrize("path", ADMINISTER)
def test_only_administrators_change_others(
    member: Visitor, role: Role, app: Flask, desk: Desk, path: str
) -> None:
    other = a_visitor(app, desk, "archive", Role.VIEWER, "Vic")
    before = _rows(desk)
    answer = member.post(path.format(user=other.user_id))
    assert (answer.status_code == 403) == (role is not Role.ADMIN)
    if role is not Role.ADMIN:
        assert _rows(desk) == before


def test_buttons_that_a_role_may_not_press_are_not_shown(viewer: Visitor, desk: Desk) -> None:
    page = viewer.text(f"/deals/{a_draft(desk, viewer, 'speech')}")
    assert not [move for move in MOVES if f'/{move}"' in page]


@pytest.mark.parametrize("path", [*PAPERS, "/draft.docx", "/draft.pdf"])
def test_a_stranger_finds_no_deal_and_no_word_of_it(
    admin: Visitor, cy: Visitor, desk: Desk, path: str
) -> None:
    answer = cy.get(f"/deals/{a_draft(desk, admin)}{path}")
    assert answer.status_code == 404
    assert b"Photo Archive" not in answer.data


@pytest.mark.parametrize("fields", [{}, {"reason": "Mine", "version": "1"}])
@pytest.mark.parametrize("move", MOVES)
def test_a_stranger_moves_no_deal(
    admin: Visitor, cy: Visitor, desk: Desk, move: str, fields: dict[str, str]
) -> None:
    deal_id = a_draft(desk, admin)
    answer = cy.post(f"/deals/{deal_id}/{move}", **fields)
    assert answer.status_code == 404
    assert b"Photo Archive" not in answer.data
    assert version_of(desk, admin, deal_id) == 1


@pytest.mark.parametrize("path", LISTS)
def test_a_list_holds_no_byte_of_another_organization(
    admin: Visitor, cy: Visitor, desk: Desk, path: str
) -> None:
    deal_id = a_draft(desk, admin)
    page = cy.text(path)
    assert deal_id not in page
    assert "Photo Archive Inc." not in page
    assert "archive.example" not in page


@pytest.mark.parametrize(
    "path",
    [
        "/settings/people/{user}/link",
        "/settings/people/{user}/role",
        "/settings/people/{user}/remove",
        "/settings/people/{user}/second-step/reset",
        "/settings/keys/{key}/revoke",
        "/settings/sessions/{session}/end",
    ],
)
def test_a_stranger_changes_nobody_and_nothing(
    admin: Visitor, cy: Visitor, desk: Desk, path: str
) -> None:
    with desk.db.accounts() as accounts:
        key, _ = accounts.new_key(admin.org, "CRM", [], by=admin.user_id, at=desk.clock())
        session = accounts.sessions_of(admin.org, admin.user_id, desk.clock())[0].id
    place = path.format(user=admin.user_id, key=key, session=session)
    assert cy.post(place, role="viewer").status_code == 404
    assert admin.get("/settings/keys").status_code == 200


_VALUES = {"number": "1", "ending": "csv"}
"""Of parts of an address that are not free."""


def _paths(app: Flask, method: str) -> Iterator[str]:
    """Every page for members with this method, with ids that do not exist."""
    ours = {blueprint.name for blueprint in PAGES}
    for rule in app.url_map.iter_rules():
        if rule.endpoint.partition(".")[0] not in ours or method not in (rule.methods or ()):
            continue
        if app.view_functions[rule.endpoint].guard.act is not None:  # type: ignore[attr-defined]
            values = {name: _VALUES.get(name, "pdf") for name in rule.arguments}
            yield app.url_map.bind("localhost").build(rule.endpoint, values)


def test_somebody_who_is_not_signed_in_is_sent_to_sign_in(app: Flask, client: FlaskClient) -> None:
    for path in _paths(app, "GET"):
        answer = client.get(path)
        assert answer.status_code == 303, path
        assert answer.location.startswith("/sign-in?next=/"), path


def test_somebody_who_is_not_signed_in_does_nothing(app: Flask, client: FlaskClient) -> None:
    assert {path: client.post(path).status_code for path in _paths(app, "POST")} == dict.fromkeys(
        _paths(app, "POST"), 400
    )


def test_a_form_without_its_token_does_nothing(app: Flask, admin: Visitor, desk: Desk) -> None:
    before = _rows(desk)
    for path in _paths(app, "POST"):
        assert admin.browser.post(path).status_code == 400, path
    assert _rows(desk) == before


def test_nothing_is_done_by_looking(app: Flask, admin: Visitor, desk: Desk) -> None:
    deal_id = a_draft(desk, admin, "speech")
    standing = countered(desk, admin)
    _said(desk, admin, standing)
    before = _rows(desk)
    looked = (f"/deals/{standing}", f"/deals/{deal_id}", f"/deals/{deal_id}/draft.html")
    for path in [*_paths(app, "GET"), *looked]:
        admin.get(path)
    for path in _paths(app, "POST"):
        assert admin.get(path).status_code in (200, 404, 405), path
    assert _rows(desk) == before


def test_a_page_that_is_not_there_still_knows_who_looks(admin: Visitor) -> None:
    answer = admin.get("/nowhere")
    assert answer.status_code == 404
    assert "Sign out" in answer.get_data(as_text=True)


def _said(desk: Desk, reader: Visitor, deal_id: str) -> None:
    """Something that the reader has not read."""
    member = the_other_side(desk, reader, deal_id)
    with desk.db.transaction(reader.org) as tx:
        comment_by_link(tx, member, text="Well?", clause=None, at=desk.clock())


def _rows(desk: Desk) -> dict[str, int]:
    """How many rows there are of everything that somebody can do."""
    tables = (
        *(deals, deal_events, memberships, api_keys, sign_in_links, outbox, credentials),
        *(offers, comments, comment_reads, deal_links, link_visits),
    )
    with desk.db.engine.connect() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in tables
        }
