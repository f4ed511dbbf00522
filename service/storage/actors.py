"""The names of those who act on an organization's deals."""

from collections.abc import Collection

from sqlalchemy import Connection, select, union_all

from service.storage.negotiation_tables import deal_links
from service.storage.tables import organizations, users


def names_of(connection: Connection, org: str, ids: Collection[str]) -> dict[str, str]:
    """Of people and of those who act by a link; a program's key has no name that is told.

    `ids` come from the organization's own rows.
    """
    people = select(users.c.id, users.c.name).where(users.c.id.in_(ids))
    by_link = select(deal_links.c.id, deal_links.c.name).where(
        deal_links.c.org_id == org, deal_links.c.id.in_(ids)
    )
    return {row.id: row.name for row in connection.execute(union_all(people, by_link))}


def organization_name(connection: Connection, org: str) -> str:
    return str(
        connection.execute(
            select(organizations.c.name).where(organizations.c.id == org)
        ).scalar_one()
    )
