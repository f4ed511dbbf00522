"""Lists stay whole while rows come in, and find deals by their words."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from service.commands import negotiation
from service.storage.database import Database
from service.storage.deal_search import matching
from service.storage.happenings import happenings
from service.storage.tables import deals
from service.storage.views import CursorWrong
from tests.builders import some_terms
from tests.conftest import NOON
from tests.storage.kept import BY, a_deal, renamed, some_deals


def _walk(db: Database, org: str, limit: int, between: object = None) -> list[str]:
    """The ids of every page, one after the other; `between` is called after each."""
    found: list[str] = []
    after = None
    while True:
        with db.reading(org) as views:
            page = views.deal_list(limit=limit, after=after)
        found += [row.id for row in page.rows]
        if page.next is None:
            return found
        after = page.next
        if callable(between):
            between()


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 200])
def test_the_pages_of_a_list_hold_every_deal_once_newest_first(
    db: Database, ada: str, limit: int
) -> None:
    ids = some_deals(db, ada, 7)
    assert _walk(db, ada, limit) == ids


def test_deals_of_one_moment_are_listed_once_each(db: Database, ada: str) -> None:
    ids = {a_deal(db, ada).id for _ in range(5)}
    walked = _walk(db, ada, 2)
    assert len(walked) == 5
    assert set(walked) == ids


def test_what_comes_in_while_somebody_pages_moves_no_row(db: Database, ada: str) -> None:
    ids = some_deals(db, ada, 6)
    later = iter(range(1, 100))

    def insert() -> None:
        a_deal(db, ada, at=NOON + timedelta(days=next(later)))

    assert _walk(db, ada, 2, insert) == ids


def test_a_list_holds_no_deal_of_another_organization(db: Database, ada: str, cy: str) -> None:
    ours = a_deal(db, ada).id
    a_deal(db, cy)
    assert _walk(db, ada, 10) == [ours]


def test_a_list_can_be_narrowed_to_a_clients_own_id(db: Database, ada: str) -> None:
    wanted = a_deal(db, ada, external_id="crm-42")
    a_deal(db, ada, external_id="crm-43")
    with db.reading(ada) as views:
        page = views.deal_list(limit=10, external_id="crm-42")
    assert [row.id for row in page.rows] == [wanted.id]


def test_a_list_can_be_narrowed_to_a_status(db: Database, ada: str) -> None:
    a_deal(db, ada)
    with db.reading(ada) as views:
        assert len(views.deal_list(limit=10, status="draft").rows) == 1
        assert views.deal_list(limit=10, status="withdrawn").rows == []


@pytest.mark.parametrize("search", ["photo arch", "ARCHIVE", "exam", "städte", "stadte", "crm"])
def test_a_deal_is_found_by_beginnings_of_its_words(db: Database, ada: str, search: str) -> None:
    deal = a_deal(db, ada, title="Städte im Bild", external_id="crm-42")
    with db.reading(ada) as views:
        assert [row.id for row in views.deal_list(limit=10, search=search).rows] == [deal.id]


@pytest.mark.parametrize("search", ["rchive", "photo zebra", "_"])
def test_a_deal_is_not_found_by_what_it_does_not_say(db: Database, ada: str, search: str) -> None:
    a_deal(db, ada, title="A plain title")
    with db.reading(ada) as views:
        assert views.deal_list(limit=10, search=search).rows == []


@pytest.mark.parametrize("few", [0, 1, 9])
def test_a_search_finds_the_same_whether_few_or_many_have_a_word(
    db: Database, ada: str, few: int
) -> None:
    wanted = a_deal(db, ada, title="Zebras by night")
    a_deal(db, ada, title="Zebras by day")
    a_deal(db, ada, title="Owls by night")
    with db.reading(ada) as views:
        found = matching(views.connection, ada, "zebra night archive", few)
        ids = views.connection.scalars(select(deals.c.id).where(*found)).all()
    assert ids == [wanted.id]


def test_a_renamed_deal_is_found_by_its_new_name_alone(db: Database, ada: str) -> None:
    renamed(db, ada, a_deal(db, ada, title="Zebras"), "Quaggas")
    with db.reading(ada) as views:
        assert views.deal_list(limit=10, search="zebras").rows == []
        assert len(views.deal_list(limit=10, search="quaggas").rows) == 1


def test_a_search_finds_nothing_of_another_organization(db: Database, ada: str, cy: str) -> None:
    a_deal(db, ada, title="Zebras")
    with db.reading(cy) as views:
        assert views.deal_list(limit=10, search="zebras").rows == []


def test_a_list_shows_what_the_deal_comes_to(db: Database, ada: str) -> None:
    a_deal(db, ada)
    with db.reading(ada) as views:
        row = views.deal_list(limit=1).rows[0]
    assert (str(row.committed), row.committed.currency) == ("1560000.00", "USD")
    assert row.licensor_name == some_terms().parties.licensor.legal_name


@pytest.mark.parametrize("cursor", ["", "x", "e30", "WyJ4IiwgInkiXQ", "W10", "é", "WzFd" * 50])
def test_a_cursor_that_we_did_not_give_is_refused(db: Database, ada: str, cursor: str) -> None:
    with db.reading(ada) as views, pytest.raises(CursorWrong):
        views.deal_list(limit=1, after=cursor)


def test_events_of_an_organization_come_in_the_order_they_happened(db: Database, ada: str) -> None:
    first, second = a_deal(db, ada), a_deal(db, ada)
    renamed(db, ada, first, "Changed")
    with db.reading(ada) as views:
        rows = happenings(views.connection, views.org, limit=10).rows
    assert [row.deal_id for row in rows] == [first.id, second.id, first.id]
    assert [row.position for row in rows] == [1, 2, 3]


def test_events_go_on_behind_the_cursor(db: Database, ada: str) -> None:
    some_deals(db, ada, 3)
    with db.reading(ada) as views:
        page = happenings(views.connection, views.org, limit=2)
        rest = happenings(views.connection, views.org, limit=2, after=page.next)
        assert [row.position for row in rest.rows] == [3]
        assert happenings(views.connection, views.org, limit=2, after=rest.next).rows == []


def test_events_of_another_organization_are_not_told(db: Database, ada: str, cy: str) -> None:
    a_deal(db, ada)
    with db.reading(cy) as views:
        assert happenings(views.connection, views.org, limit=10).rows == []


def test_a_history_names_who_did_it(db: Database, ada: str) -> None:
    with db.accounts() as accounts:
        user = accounts.user("ada@archive.example", "Ada", NOON)
    deal = a_deal(db, ada)
    with db.transaction(ada) as tx:
        negotiation.withdraw_deal(tx, deal.id, reason="Sold elsewhere", by=user, at=NOON)
    with db.reading(ada) as views:
        drafted, withdrawn = views.history(deal.id)
    assert (drafted.actor, drafted.actor_name) == (BY, None)
    assert (withdrawn.actor_name, withdrawn.data) == (
        "Ada",
        {"side": "licensor", "reason": "Sold elsewhere"},
    )


def test_deals_are_counted_by_status(db: Database, ada: str, cy: str) -> None:
    some_deals(db, ada, 3)
    a_deal(db, cy)
    with db.reading(ada) as views:
        assert views.count_by_status() == {"draft": 3}
