"""Deals by the thousand or the million with their contracts and letters, and what lists ask of them."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from bench.copies import copy, moment_after, numbered
from service.commands.to_sign import to_sign
from service.domain.negotiation import Turn
from service.storage.comments import Comments
from service.storage.counts import HALF
from service.storage.database import Database
from service.storage.due import expiring
from service.storage.negotiation_tables import contracts
from service.storage.outbox import Outbox
from service.storage.post_office import PostOffice
from service.storage.signing_waits import SigningWaits
from service.storage.tables import deal_counts, deal_words, deals, outbox
from service.storage.views import Views

AT = datetime(2020, 1, 1, tzinfo=UTC)
TABLES = (deals, deal_words, contracts, outbox)
READER = "bench"

Ask = Callable[[Database, str], object]

_ONE_IN_A_HUNDRED = "i % 100 = 3"


def fill(connection: Connection, count: int) -> None:
    """A deal was drafted: now so many, a minute apart. Most are executed and their letters sent.

    One in ten is a draft, one in ten withdrawn, one in a hundred waits for an answer. All have one
    word in common, and each has one of its own. Of contracts and letters none waits for anybody.
    """
    minutes = moment_after(connection, AT, "i * 60")
    id = numbered(connection, "deal_")
    changed = {
        "id": id,
        "created_at": minutes,
        "updated_at": minutes,
        "external_id": "'own-' || i",
        "status": f"CASE WHEN {_ONE_IN_A_HUNDRED} THEN 'offered' WHEN i % 10 = 0 THEN 'withdrawn' "
        "WHEN i % 10 = 1 THEN 'draft' ELSE 'executed' END",
        "waits_for": f"CASE WHEN {_ONE_IN_A_HUNDRED} THEN CASE WHEN i % 200 = 3 THEN 'us' "
        "ELSE 'them' END END",
        "to_release": "0",
        "committed_minor": "d.committed_minor + i % 1000",
    }
    copy(connection, deals, count - 1, changed)
    _words(connection, count, id)
    _contracts(connection, count, id)
    _letters(connection, count, id)
    connection.execute(delete(deal_counts))
    connection.execute(_counted())


def _words(connection: Connection, count: int, id: str) -> None:
    for word in ("'common'", "'own' || i || 'end'"):
        copy(connection, deal_words, count - 1, {"word": word, "deal_id": id})


def _contracts(connection: Connection, count: int, id: str) -> None:
    minutes = moment_after(connection, AT, "i * 60")
    first = _deal(connection)
    row = {
        "id": "con_0",
        "org_id": first.org_id,
        "deal_id": first.id,
        "offer_id": "off_0",
        "status": "executed",
        "text_sha256": "0" * 64,
        "created_at": AT,
        "updated_at": AT,
        "fault": "",
        "attempts": 1,
        "due_at": AT,
    }
    connection.execute(insert(contracts).values(row))
    own = {"id": numbered(connection, "con_"), "deal_id": id}
    copy(connection, contracts, count - 1, {**own, "created_at": minutes, "updated_at": minutes})


def _letters(connection: Connection, count: int, id: str) -> None:
    minutes = moment_after(connection, AT, "i * 60")
    first = _deal(connection)
    row = {
        "id": "out_0",
        "org_id": first.org_id,
        "key": "0",
        "kind": "offer_made",
        "deal_id": first.id,
        "to_email": "bo@example.com",
        "created_at": AT,
        "state": "sent",
        "due_at": AT,
        "attempts": 1,
        "possible_duplicate": False,
        "reconciled": False,
        "fault": "",
        "report": "delivered",
        "report_reason": "",
        "fence": 1,
    }
    connection.execute(insert(outbox).values(row))
    own = {"id": numbered(connection, "out_"), "key": numbered(connection, ""), "deal_id": id}
    copy(connection, outbox, count - 1, {**own, "created_at": minutes, "due_at": minutes})


def _deal(connection: Connection) -> Any:
    return connection.execute(select(deals).limit(1)).one()


def _counted() -> Any:
    place = (deals.c.org_id, deals.c.status, deals.c.currency)
    halves = (func.sum(deals.c.committed_minor // HALF), func.sum(deals.c.committed_minor % HALF))
    counted = select(*place, func.count(), *halves).group_by(*place)
    return insert(deal_counts).from_select([column.name for column in deal_counts.c], counted)


def of_views(read: Callable[[Views], object]) -> Ask:
    def ask(database: Database, org: str) -> object:
        with database.reading(org) as views:
            return read(views)

    return ask


def _page(limit: int = 50, **asked: Any) -> Ask:
    return of_views(lambda views: views.deal_list(limit=limit, **asked))


def _two_pages(views: Views) -> object:
    first = views.deal_list(limit=50)
    return views.deal_list(limit=50, after=first.next)


def _newest(views: Views) -> object:
    newest = [row.id for row in views.deal_list(limit=5).rows]
    return SigningWaits(views.connection, views.org).of_deals(newest)


def _value(views: Views) -> object:
    return views.count_by_status(), views.worth(4)


def _drafts(views: Views) -> object:
    return views.asked(5), views.blocked(5)


def _offers(views: Views) -> object:
    ours, theirs = (views.waiting_for(turn, 5) for turn in (Turn.US, Turn.THEM))
    return ours, theirs, views.count_by_turn()


ASKED: Mapping[str, Ask] = {
    "deals: first page": _page(),
    "deals: two pages": of_views(_two_pages),
    "deals: one status": _page(status="withdrawn"),
    "deals: what waits for us": _page(5, waits_for=Turn.US),
    "deals: a client's own id": _page(external_id="own-17"),
    "deals: a word that all have": _page(search="common"),
    "deals: a word that one has": _page(search="own17end"),
    "deals: both words": _page(search="common own17end"),
    "start page: newest deals": of_views(_newest),
    "start page: value of deals": of_views(_value),
    "start page: drafts to release": of_views(_drafts),
    "start page: offers": of_views(_offers),
    "start page: signatures": of_views(lambda views: to_sign(views, 5)),
    "start page: letters that are stuck": of_views(
        lambda views: PostOffice(views.connection, views.org).stuck(5)
    ),
    "start page: unread comments": of_views(
        lambda views: Comments(views.connection, views.org).unread_on(READER, 5)
    ),
    "worker: letters to send": of_views(lambda views: Outbox(views.connection).due(5, AT)),
    "worker: last days to sign": of_views(lambda views: expiring(views.connection, AT, 5)),
}
