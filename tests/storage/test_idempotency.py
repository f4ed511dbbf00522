"""A call that is made twice has one effect; its answer is kept for thirty days."""

from datetime import timedelta

import pytest

from service.domain.errors import IdempotencyKeyReused
from service.storage.database import Database
from service.storage.idempotency import KEPT_FOR, Answer, claim, forget_old, keep
from tests.conftest import NOON

ANSWER = Answer(201, {"ETag": '"x"'}, b"bytes \x00 \xff")
SECOND = timedelta(seconds=1)


@pytest.fixture
def kept(db: Database, ada: str) -> None:
    with db.transaction(ada) as tx:
        assert claim(tx.connection, ada, "k", "call", NOON) is None
        keep(tx.connection, ada, "k", ANSWER)


@pytest.mark.usefixtures("kept")
def test_the_same_call_is_answered_with_the_same_bytes(db: Database, ada: str) -> None:
    with db.transaction(ada) as tx:
        assert claim(tx.connection, ada, "k", "call", NOON) == ANSWER


@pytest.mark.usefixtures("kept")
def test_another_call_with_the_same_key_is_refused(db: Database, ada: str) -> None:
    with db.transaction(ada) as tx, pytest.raises(IdempotencyKeyReused):
        claim(tx.connection, ada, "k", "another call", NOON)


@pytest.mark.usefixtures("kept")
def test_the_key_of_one_organization_is_free_in_another(db: Database, cy: str) -> None:
    with db.transaction(cy) as tx:
        assert claim(tx.connection, cy, "k", "call", NOON) is None


def test_a_call_that_failed_leaves_its_key_free(db: Database, ada: str) -> None:
    with pytest.raises(RuntimeError), db.transaction(ada) as tx:  # noqa: PT012
        claim(tx.connection, ada, "k", "call", NOON)
        raise RuntimeError
    with db.transaction(ada) as tx:
        assert claim(tx.connection, ada, "k", "another call", NOON) is None


@pytest.mark.usefixtures("kept")
def test_an_answer_is_kept_for_thirty_days(db: Database, ada: str) -> None:
    with db.transaction(ada) as tx:
        assert forget_old(tx.connection, NOON + KEPT_FOR) == 0
        assert forget_old(tx.connection, NOON + KEPT_FOR + SECOND) == 1
        assert claim(tx.connection, ada, "k", "another call", NOON) is None
