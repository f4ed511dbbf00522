"""Comments by API: our own people's alone, or shared with the other side."""

from typing import Any

import pytest

from service.commands.comments import comment_by_link, read_comments
from service.desk import Desk
from service.domain.people import Role
from service.storage.comments import Comments
from tests import databases
from tests.storage.kept import a_member
from tests.web.callers import Caller
from tests.web.negotiated import link_of, offered

pytestmark = databases.ON_BOTH


@pytest.fixture
def path(ada: Caller) -> str:
    return f"/deals/{offered(ada)['deal_id']}/comments"


def _pointers(answer: Any) -> set[str]:
    assert answer.status_code == 422, answer.json
    return {fault["pointer"] for fault in answer.json["errors"]}


def test_a_comment_is_our_own_unless_it_says_otherwise(ada: Caller, path: str) -> None:
    made = ada.post(path, {"text": "Ask for more", "clause": "C05"})
    assert made.status_code == 201
    said = made.json
    assert (said["text"], said["clause"], said["shared"]) == ("Ask for more", "C05", False)
    assert (said["number"], said["side"]) == (1, "licensor")
    assert ada.get(path).json["data"] == [said]


def test_the_other_side_reads_what_is_shared_and_nothing_else(
    desk: Desk, ada: Caller, path: str
) -> None:
    ada.post(path, {"text": "Between us"})
    ada.post(path, {"text": "To you", "shared": True})
    deal = path.split("/")[2]
    member = link_of(desk, ada, deal)
    with desk.db.transaction(ada.org) as tx:
        theirs = read_comments(tx, deal, member.link_id, shared_only=True)
    assert [(each.text, each.by_name) for each in theirs] == [("To you", "Archive")]


def test_a_key_speaks_in_the_name_of_its_organization(ada: Caller, path: str) -> None:
    said = ada.post(path, {"text": "To you", "shared": True}).json
    assert said["by"] == {"id": ada.key_id, "name": "Archive"}


def test_what_the_other_side_says_is_read_and_is_not_ours(
    desk: Desk, ada: Caller, path: str
) -> None:
    member = link_of(desk, ada, path.split("/")[2])
    with desk.db.transaction(ada.org) as tx:
        comment_by_link(tx, member, text="Why so dear?", clause=None, at=desk.clock())
    (said,) = ada.get(path).json["data"]
    assert (said["side"], said["shared"], said["by"]["name"]) == (
        "licensee",
        True,
        "Example Labs Ltd",
    )


def test_to_list_comments_is_not_to_have_read_them(desk: Desk, ada: Caller, path: str) -> None:
    ada.post(path, {"text": "Look"})
    ada.get(path)
    with desk.db.reading(ada.org) as views:
        box = Comments(views.connection, ada.org)
        assert box.unread(path.split("/")[2], "usr_bo", shared_only=False) == 1


def test_members_are_mentioned_and_nobody_else(desk: Desk, ada: Caller, path: str) -> None:
    member = a_member(desk.db, ada.org, Role.DRAFTER)
    said = ada.post(path, {"text": "Look", "mentions": [member]}).json
    assert said["mentions"] == [member]
    assert _pointers(ada.post(path, {"text": "Look", "mentions": ["usr_x"]})) == {"/mentions"}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("text", ""),
        ("text", "x" * 4001),
        ("text", "a\u202eb"),
        ("shared", "perhaps"),
        ("clause", "C99"),
        ("mentions", "usr_x"),
        ("mentions", ["x"] * 21),
        ("surprise", 1),
    ],
)
def test_what_a_comment_cannot_say_is_refused_by_name(
    ada: Caller, path: str, key: str, value: Any
) -> None:
    assert f"/{key}" in _pointers(ada.post(path, {"text": "Look", key: value}))
    assert ada.get(path).json["data"] == []


def test_a_comment_needs_a_text(ada: Caller, path: str) -> None:
    assert ada.post(path, {}).status_code == 422


def test_a_comment_made_twice_with_one_key_is_one_comment(ada: Caller, path: str) -> None:
    first, again = (ada.post(path, {"text": "Once"}, idempotency_key="k") for _ in range(2))
    assert first.data == again.data
    assert len(ada.get(path).json["data"]) == 1


def test_a_list_pages_through_comments_by_number(ada: Caller, path: str) -> None:
    for text in ("a", "b", "c"):
        ada.post(path, {"text": text})
    first = ada.get(f"{path}?limit=2").json
    rest = ada.get(f"{path}?limit=2&after={first['pagination']['next']}").json
    assert [row["text"] for row in first["data"] + rest["data"]] == ["a", "b", "c"]
    assert rest["pagination"]["next"] is None


def test_an_unknown_deal_has_no_comments(ada: Caller) -> None:
    assert ada.get("/deals/deal_x/comments").status_code == 404
    assert ada.post("/deals/deal_x/comments", {"text": "x"}).status_code == 404


def test_what_a_client_keeps_beside_a_comment_is_given_back(ada: Caller, path: str) -> None:
    kept = {"external_id": "crm-7", "metadata": {"desk": "north"}}
    said = ada.post(path, {"text": "Look", **kept}).json
    assert {key: said[key] for key in kept} == kept
    plain = ada.post(path, {"text": "Look"}).json
    assert (plain["external_id"], plain["metadata"]) == (None, {})
    assert ada.get(path).json["data"] == [said, plain]


def test_what_a_client_keeps_is_bounded_as_on_a_deal(ada: Caller, path: str) -> None:
    wrong = {"text": "Look", "external_id": "x" * 201, "metadata": {"desk": 5}}
    assert _pointers(ada.post(path, wrong)) == {"/external_id", "/metadata/desk"}
