"""What pages and workers look for among all rows is found by index, however many rows there are.

SQLite tells how it would look; PostgreSQL would walk through the few rows of a test.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from service.domain.negotiation import Turn
from service.storage.contracts import claim_drawing_up, claim_sealing
from service.storage.database import Database
from service.storage.due import expiring, lapsing, licenses_due, unsealed
from service.storage.outbox import Outbox
from service.storage.post_office import PostOffice
from service.storage.signing_waits import SigningWaits
from service.storage.views import Views
from tests.conftest import NOON
from tests.databases import an_empty_database
from tests.storage.plans import plans_of

_LEASE = timedelta(minutes=1)

LOOKS: dict[str, tuple[str, Callable[[Views], object]]] = {
    "drafts to release": ("ix_deals_asked", lambda v: v.asked(5)),
    "drafts to ask for": ("ix_deals_blocked", lambda v: v.blocked(5)),
    "offers to answer": ("ix_deals_waiting", lambda v: v.waiting_for(Turn.US, 5)),
    "how many offers": ("ix_deals_waiting", lambda v: v.count_by_turn()),
    "the list of offers": (
        "ix_deals_waiting_newest",
        lambda v: v.deal_list(limit=5, waits_for=Turn.US),
    ),
    "signatures": ("ix_contracts_waiting", lambda v: SigningWaits(v.connection, v.org).oldest(5)),
    "letters that are stuck": (
        "ix_outbox_stuck",
        lambda v: PostOffice(v.connection, v.org).stuck(5),
    ),
    "letters to send": (
        "ix_outbox_due",
        lambda v: Outbox(v.connection).claim(by="w", limit=5, lease=_LEASE, at=NOON),
    ),
    "letters that wait": ("ix_outbox_due", lambda v: Outbox(v.connection).due(5, NOON)),
    "papers to draw up": (
        "ix_contracts_due",
        lambda v: claim_drawing_up(v.connection, by="w", lease=_LEASE, at=NOON),
    ),
    "papers to seal": (
        "ix_contracts_due",
        lambda v: claim_sealing(v.connection, by="w", lease=_LEASE, at=NOON),
    ),
    "no seal in time": ("ix_contracts_due", lambda v: unsealed(v.connection, NOON, 5)),
    "last days to sign": ("ix_contracts_expiring", lambda v: expiring(v.connection, NOON, 5)),
    "offers that lapse": ("ix_deals_lapsing", lambda v: lapsing(v.connection, NOON, 5)),
    "licenses": ("ix_licenses_due", lambda v: licenses_due(v.connection, NOON, 5)),
}


@pytest.fixture(scope="module")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with an_empty_database("sqlite", tmp_path_factory.mktemp("looks")) as db:
        yield db


@pytest.mark.parametrize("name", LOOKS)
def test_it_is_found_by_its_index(sqlite: Database, name: str) -> None:
    index, look = LOOKS[name]
    with plans_of(sqlite) as plans, sqlite.work() as connection:
        look(Views(connection, "org_x"))
    assert any(index in plan for plan in plans), plans
