"""What is said of a deal: numbered whoever is faster, counted until it is read."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from service.commands import comments as commands
from service.domain.comments import Comment
from service.domain.errors import NotFound, TermsRefused
from service.storage.comments import Comments
from service.storage.database import Database
from tests import databases
from tests.conftest import NOON
from tests.negotiating import Table, a_table
from tests.sizes import cases
from tests.storage.kept import an_organization
from tests.storage.waiting import waiting_for


@pytest.fixture
def table(db: Database, ada: str) -> Table:
    return a_table(db, ada)


def _ours(table: Table, text: str = "Ours.", *, shared: bool = True) -> Comment:
    with table.db.transaction(table.org) as tx:
        return commands.comment(
            tx,
            table.deal_id,
            text=text,
            shared=shared,
            clause=None,
            by=table.ada,
            by_name="Ada",
            at=NOON,
        )


def _theirs(table: Table, text: str = "Theirs.", clause: str | None = None) -> Comment:
    with table.db.transaction(table.org) as tx:
        return commands.comment_by_link(tx, table.bo, text=text, clause=clause, at=NOON)


def _read(table: Table, reader: str, *, shared_only: bool = False) -> list[str]:
    with table.db.transaction(table.org) as tx:
        found = commands.read_comments(tx, table.deal_id, reader, shared_only=shared_only)
    return [comment.text for comment in found]


def _unread(table: Table, reader: str, *, shared_only: bool = False) -> int:
    with table.db.reading(table.org) as views:
        box = Comments(views.connection, table.org)
        return box.unread(table.deal_id, reader, shared_only=shared_only)


def test_comments_are_numbered_within_their_deal(db: Database, table: Table) -> None:
    other = a_table(db, table.org)
    said = [_ours(table), _theirs(table), _ours(other)]
    assert [comment.number for comment in said] == [1, 2, 1]


def test_many_who_write_at_once_get_a_number_each(table: Table) -> None:
    count = cases(12, 100)
    with ThreadPoolExecutor(6) as pool:
        said = [*pool.map(lambda n: (_ours if n % 2 else _theirs)(table), range(count))]
    assert sorted(comment.number for comment in said) == [*range(1, count + 1)]


def test_what_is_not_shared_is_ours_alone(table: Table) -> None:
    _ours(table, "Between us.", shared=False)
    _ours(table, "For both.")
    assert _read(table, table.bo.link_id, shared_only=True) == ["For both."]
    assert _read(table, table.ada) == ["Between us.", "For both."]


def test_what_the_other_side_says_is_shared(table: Table) -> None:
    assert _theirs(table).shared


def test_what_others_said_is_unread_until_it_is_read(table: Table) -> None:
    _ours(table)
    _theirs(table)
    _theirs(table)
    assert _unread(table, table.ada) == 2
    _read(table, table.ada)
    assert _unread(table, table.ada) == 0
    _theirs(table)
    assert _unread(table, table.ada) == 1


def test_what_is_not_shared_is_nothing_unread_of_theirs(table: Table) -> None:
    _ours(table, shared=False)
    assert _unread(table, table.bo.link_id, shared_only=True) == 0


def test_each_reader_reads_alone(table: Table) -> None:
    _theirs(table)
    _read(table, table.ada)
    assert _unread(table, "usr_cleo") == 1


def test_what_was_read_stays_read(table: Table) -> None:
    _theirs(table)
    _theirs(table)
    with table.db.transaction(table.org) as tx:
        box = Comments(tx.connection, table.org)
        box.read(table.deal_id, table.ada, 2)
        box.read(table.deal_id, table.ada, 1)
        assert box.read_up_to(table.deal_id, table.ada) == 2


def test_one_who_reads_in_two_windows_at_once_has_read_it(tmp_path: Path) -> None:
    with databases.an_empty_database("postgresql", tmp_path) as db:
        table = a_table(db)
        _theirs(table)
        with ThreadPoolExecutor(1) as pool:
            with db.work() as connection:
                Comments(connection, table.org).read(table.deal_id, table.ada, 1)
                other = pool.submit(_read, table, table.ada)
                while not waiting_for(connection) and not other.done():
                    pass
            assert other.result() == ["Theirs."]
        assert _unread(table, table.ada) == 0


def test_a_clause_that_there_is_not_has_no_comment(table: Table) -> None:
    with pytest.raises(TermsRefused, match="/clause"):
        _theirs(table, clause="C99")


def test_only_our_own_people_are_mentioned(table: Table) -> None:
    with pytest.raises(TermsRefused, match="/mentions"), table.db.transaction(table.org) as tx:
        commands.comment(
            tx,
            table.deal_id,
            text="Look.",
            shared=False,
            clause=None,
            mentions=[table.bo.link_id],
            by=table.ada,
            by_name="Ada",
            at=NOON,
        )


def test_a_deal_of_another_organization_has_no_comments(db: Database, table: Table) -> None:
    _ours(table)
    stranger = an_organization(db, "stranger")
    with db.transaction(stranger) as tx:
        box = Comments(tx.connection, stranger)
        assert box.of_deal(table.deal_id, shared_only=False) == []
        assert box.unread(table.deal_id, "usr_cy", shared_only=False) == 0
        with pytest.raises(NotFound):
            commands.read_comments(tx, table.deal_id, "usr_cy", shared_only=False)
