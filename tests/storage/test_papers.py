"""Papers that are kept."""

from service.storage.database import Database
from service.storage.papers import Papers
from tests.conftest import NOON

KEY, FIRST, SECOND = "k" * 64, "a" * 64, "b" * 64


def test_a_paper_is_found_by_what_it_follows_from(db: Database, ada: str) -> None:
    with db.transaction(ada) as tx:
        Papers(tx.connection, ada).keep(KEY, FIRST, 12, NOON)
    with db.reading(ada) as views:
        papers = Papers(views.connection, ada)
        assert papers.find(KEY) == FIRST
        assert papers.find("x" * 64) is None


def test_the_first_of_two_papers_stays(db: Database, ada: str) -> None:
    with db.transaction(ada) as tx:
        for sha256 in (FIRST, SECOND):
            Papers(tx.connection, ada).keep(KEY, sha256, 12, NOON)
    with db.reading(ada) as views:
        assert Papers(views.connection, ada).find(KEY) == FIRST


def test_a_paper_of_another_organization_is_not_found(db: Database, ada: str, cy: str) -> None:
    with db.transaction(ada) as tx:
        Papers(tx.connection, ada).keep(KEY, FIRST, 12, NOON)
    with db.reading(cy) as views:
        assert Papers(views.connection, cy).find(KEY) is None
