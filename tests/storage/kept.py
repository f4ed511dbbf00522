"""Deals and accounts in a database, for tests to look at."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from schemas.terms import written
from service.commands import deals as commands
from service.domain.audit import Record
from service.domain.deal import Deal, DealHeader, OurSide
from service.domain.people import Role
from service.domain.terms import Terms
from service.storage.database import Database
from service.storage.loading import records_from
from service.storage.tables import deal_events, deals
from tests.builders import some_terms
from tests.conftest import NOON

BY = "usr_ada"


def an_organization(db: Database, slug: str) -> str:
    with db.accounts() as accounts:
        return accounts.organization(slug, slug.title(), NOON)


def a_member(db: Database, org: str, role: Role) -> str:
    """Somebody new, with an address of their own."""
    with db.accounts() as accounts:
        user = accounts.user(f"{secrets.token_hex(4)}@example.org", role.title(), NOON)
        accounts.join(org, user, role, NOON)
    return user


def a_header(**changes: Any) -> DealHeader:
    plain: dict[str, Any] = {"family": "bulk-media", "our_side": OurSide.LICENSOR}
    return DealHeader(**{**plain, **changes})


def a_deal(
    db: Database, org: str, *, terms: Terms | None = None, at: datetime = NOON, **header: Any
) -> Deal:
    """The sample deal, drafted."""
    with db.transaction(org) as tx:
        kept = written(terms or some_terms())
        return commands.draft(tx, a_header(**header), kept, by=BY, at=at)


def some_deals(db: Database, org: str, count: int, first: datetime = NOON) -> list[str]:
    """Their ids, the newest first; one a minute."""
    found = [a_deal(db, org, at=first + timedelta(minutes=n)).id for n in range(count)]
    return found[::-1]


def renamed(db: Database, org: str, deal: Deal, title: str) -> Deal:
    with db.transaction(org) as tx:
        header = a_header(title=title)
        return commands.change(tx, deal, header, deal.written, by=BY, at=NOON)


def records_of(db: Database, deal_id: str) -> tuple[list[Record], str]:
    """The deal's history as it stands in the database, and the head kept beside the deal."""
    with db.engine.connect() as connection:
        rows = connection.execute(
            select(deal_events).where(deal_events.c.deal_id == deal_id).order_by(deal_events.c.seq)
        ).all()
        head = connection.execute(select(deals.c.audit_head).where(deals.c.id == deal_id))
        return records_from(rows), head.scalar_one()
