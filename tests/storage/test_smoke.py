from datetime import UTC, datetime
from pathlib import Path
import pytest
from schemas.terms import canonical
from service.commands import deals as c
from service.domain.deal import DealHeader, OurSide, WrittenTerms
from service.domain.people import Role, Scope
from service.domain.audit import broken_at
from service.storage.database import open_database
from service.storage.loading import records_from as records
from service.storage.migrate import migrate, go_back, drift
from service.storage.tables import deal_events
from sqlalchemy import select
from tests.builders import some_terms

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize("kind", ["sqlite", "pg"])
def test_all(tmp_path: Path, kind: str) -> None:
    db = open_database(
        f"sqlite:///{tmp_path}/t.sqlite3"
        if kind == "sqlite"
        else "postgresql://postgres@127.0.0.1/test"
    )
    if kind == "pg":
        go_back(db.engine, "base")
    migrate(db.engine)
    with db.engine.connect() as conn:
        assert drift(conn) == []
    with db.accounts() as a:
        org = a.organization("demo", "Demo", NOON)
        user = a.user("ada@archive.example", "Ada", NOON)
        a.join(org, user, Role.ADMIN, NOON)
        link = a.sign_in_link(org, user, NOON)
        ses = a.sign_in(link, NOON, "x")
        person = a.person(ses, NOON)
        assert person is not None and person.role is Role.ADMIN
        id, key = a.new_key(org, "k", [Scope.DEALS_READ], by=user, at=NOON)
        assert a.client(key).may(Scope.DEALS_READ)
    terms = some_terms()
    written = WrittenTerms(terms, canonical(terms))
    with db.transaction(org) as tx:
        deal = c.draft(
            tx,
            DealHeader(family="bulk-media", our_side=OurSide.LICENSOR, title="Photo archive"),
            written,
            by=user,
            at=NOON,
        )
    with db.reading(org) as v:
        again = v.deal(deal.id)
        assert again.written.terms == terms
        assert again == deal
        page = v.deal_list(limit=10, search="photo arch")
        assert [r.id for r in page.rows] == [deal.id]
        assert v.deal_list(limit=10, search="foto").rows == []
    for n in range(5):
        with db.transaction(org) as tx:
            c.copy(tx, deal.id, by=user, at=NOON)
    with db.reading(org) as v:
        one = v.deal_list(limit=4)
        two = v.deal_list(limit=4, after=one.next)
        assert len({r.id for r in [*one.rows, *two.rows]}) == 6 and two.next is None
        ev = v.events(limit=3)
        assert [e.position for e in v.events(limit=10, after=ev.next).rows] == [4, 5, 6]
        assert v.history(deal.id)[0].type == "DealDrafted"
    with db.transaction(org) as tx:
        c.withdraw(tx, deal.id, reason="no", by=user, at=NOON)
    with db.engine.connect() as conn:
        rows = conn.execute(
            select(deal_events).where(deal_events.c.deal_id == deal.id).order_by(deal_events.c.seq)
        ).all()
        assert broken_at(records(rows), rows[-1].hash) is None
    db.close()
