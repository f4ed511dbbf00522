"""Deals are recorded whole, in order, and for one organization."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from schemas.terms import written
from service.commands import deals as commands
from service.domain.deal import Approval, Status
from service.domain.drafts import to_release
from service.domain.errors import NotFound, StaleDeal
from service.domain.people import Role
from service.storage.database import Database
from service.storage.tables import deal_events, deal_words, deals, outbox, terms_texts
from tests.builders import some_terms
from tests.conftest import NOON
from tests.storage.blocked import blocked_terms
from tests.storage.kept import BY, a_deal, a_header, a_member, renamed


def _count(db: Database, table: object) -> int:
    with db.engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(table)) or 0  # type: ignore[arg-type]


def test_a_deal_reads_back_as_it_was_drafted(db: Database, ada: str) -> None:
    deal = a_deal(db, ada, title="Photo archive", metadata={"crm": "42"})
    with db.reading(ada) as views:
        assert views.deal(deal.id) == deal


def test_a_moved_deal_reads_back_as_it_was_recorded(db: Database, ada: str) -> None:
    moved = renamed(db, ada, a_deal(db, ada), "New name")
    with db.reading(ada) as views:
        assert views.deal(moved.id) == moved
    assert (moved.version, moved.header.title) == (2, "New name")


def test_nothing_is_recorded_where_nothing_changed(db: Database, ada: str) -> None:
    deal = a_deal(db, ada)
    with db.transaction(ada) as tx:
        same = commands.change(tx, deal, deal.header, deal.written, by=BY, at=NOON)
    assert same.version == 1
    assert _count(db, deal_events) == 1


def test_of_two_who_read_the_same_version_one_is_refused(db: Database, ada: str) -> None:
    deal = a_deal(db, ada)
    renamed(db, ada, deal, "First")
    with pytest.raises(StaleDeal):
        renamed(db, ada, deal, "Second")
    with db.reading(ada) as views:
        assert views.deal(deal.id).header.title == "First"


def test_a_transaction_that_fails_leaves_nothing(db: Database, ada: str) -> None:
    with pytest.raises(RuntimeError), db.transaction(ada) as tx:  # noqa: PT012
        commands.draft(tx, a_header(title="Gone"), written(some_terms()), by=BY, at=NOON)
        raise RuntimeError
    assert [_count(db, t) for t in (deals, deal_events, deal_words, terms_texts)] == [0, 0, 0, 0]


def test_the_same_terms_are_kept_once_per_organization(db: Database, ada: str, cy: str) -> None:
    for org in (ada, ada, cy):
        a_deal(db, org)
    assert _count(db, terms_texts) == 2


@pytest.mark.parametrize("move", ["deal", "deal_row", "history"])
def test_another_organization_finds_no_deal_of_ours(
    db: Database, ada: str, cy: str, move: str
) -> None:
    deal = a_deal(db, ada)
    with db.reading(cy) as views, pytest.raises(NotFound):
        getattr(views, move)(deal.id)


def test_another_organization_cannot_record_our_deal(db: Database, ada: str, cy: str) -> None:
    deal = a_deal(db, ada)
    with pytest.raises(StaleDeal):
        renamed(db, cy, deal, "Theirs")
    with db.reading(ada) as views:
        assert views.deal(deal.id) == deal


def test_what_must_go_out_is_written_with_the_event(db: Database, ada: str) -> None:
    approver = a_member(db, ada, Role.APPROVER)
    a_member(db, ada, Role.DRAFTER)
    deal = a_deal(db, ada, terms=blocked_terms())
    assert to_release(deal, commands.findings_on(deal))
    later = NOON + timedelta(hours=1)
    with db.transaction(ada) as tx:
        moved = commands.request_approval(tx, deal.id, note=None, by=BY, at=later)
    with db.engine.connect() as connection:
        row = connection.execute(select(outbox)).one()
    assert (row.org_id, row.deal_id, row.event_seq) == (ada, deal.id, 2)
    assert (row.kind, row.user_id, row.state) == ("approval_requested", approver, "pending")
    assert (row.due_at, row.attempts) == (later, 0)
    assert row.key == f"{deal.id}:2:approval_requested:{approver}"
    assert (moved.status, moved.approval) == (Status.DRAFT, Approval.REQUESTED)


def test_who_asked_is_told_the_answer_and_nobody_of_his_own_doing(db: Database, ada: str) -> None:
    asker, approver = a_member(db, ada, Role.APPROVER), a_member(db, ada, Role.ADMIN)
    deal = a_deal(db, ada, terms=blocked_terms())
    with db.transaction(ada) as tx:
        commands.request_approval(tx, deal.id, note=None, by=asker, at=NOON)
    with db.transaction(ada) as tx:
        commands.refuse_approval(tx, deal.id, reason="Too wide", by=approver, at=NOON)
    with db.engine.connect() as connection:
        told = connection.execute(select(outbox.c.kind, outbox.c.user_id)).all()
    assert sorted(told) == [("approval_refused", asker), ("approval_requested", approver)]


def test_what_must_go_out_is_dropped_with_the_event(db: Database, ada: str) -> None:
    a_member(db, ada, Role.APPROVER)
    deal = a_deal(db, ada, terms=blocked_terms())
    with pytest.raises(RuntimeError), db.transaction(ada) as tx:  # noqa: PT012
        commands.request_approval(tx, deal.id, note=None, by=BY, at=NOON)
        raise RuntimeError
    assert _count(db, outbox) == 0
