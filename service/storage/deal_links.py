"""Personal links of those who act for a side without an account."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, exists, func, insert, or_, select, update

from service.domain.errors import NotFound
from service.domain.licenses.parts import Status
from service.domain.party import LINK_LASTS, LinkHolder, PartyMember, Visit
from service.domain.post import Address
from service.domain.terms.parties import Side
from service.storage.ids import new_id
from service.storage.license_tables import licenses
from service.storage.negotiation_tables import deal_links, link_visits
from service.storage.once import insert_once

_LONGEST_AGENT: Final = 300
_MOST_LINKS: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRow:
    """A link as our side's page shows it: never what opens it."""

    id: str
    side: Side
    email: str
    name: str
    invited_by: str
    created_at: datetime
    revoked_at: datetime | None
    viewed_at: datetime | None


def opens(at: datetime) -> ColumnElement[bool]:
    """Which links open: those that were not revoked, as long as they last.

    A link to a license lasts as long as that and its duties do, and LINK_LASTS after its closing:
    each side must be able to read what binds it, and to give notice under it.
    """
    alive = or_(licenses.c.status != Status.CLOSED, licenses.c.updated_at > at - LINK_LASTS)
    in_life = exists().where(licenses.c.id == deal_links.c.license_id, alive)
    return and_(deal_links.c.revoked_at.is_(None), or_(deal_links.c.expires_at > at, in_life))


def holder_of_link(connection: Connection, link_id: str, at: datetime) -> LinkHolder:
    """Whose link it is: a PartyMember where it opens a deal.

    NotFound for one that is over, revoked, or was never made.
    """
    row = connection.execute(
        select(deal_links).where(deal_links.c.id == link_id, opens(at))
    ).one_or_none()
    if row is None:
        raise NotFound
    return holder(row)


def member_of(connection: Connection, link_id: str, at: datetime) -> PartyMember:
    """The same, for a link to a deal alone."""
    return _of_deal(holder_of_link(connection, link_id, at))


def links_to(connection: Connection, email: str, at: datetime) -> list[LinkHolder]:
    """Every link that was made for an address and still opens, the newest first.

    Letters are the same address whatever their case.
    """
    rows = connection.execute(
        select(deal_links)
        .where(deal_links.c.address == email.lower(), opens(at))
        .order_by(deal_links.c.created_at.desc(), deal_links.c.id)
        .limit(_MOST_LINKS)
    )
    return [*map(holder, rows)]


class DealLinks:
    """The links of one organization's deals."""

    def __init__(self, connection: Connection, org: str) -> None:
        self.connection = connection
        self.org = org

    def invite(self, deal_id: str, side: Side, to: Address, *, by: str, at: datetime) -> str:
        """The id of that person's link, made if there is none; a revoked one stays revoked.

        An address, whatever its case, acts for one side of a deal and no other: NotFound for the
        other one.
        """
        if found := self._known(deal_id, side, to.email):
            return found
        made = new_id("lnk")
        row = {
            "id": made,
            "org_id": self.org,
            "deal_id": deal_id,
            "side": side,
            "email": to.email,
            "address": to.email.lower(),
            "name": to.name,
            "invited_by": by,
            "created_at": at,
            "expires_at": at + LINK_LASTS,
        }
        new = insert_once(self.connection, deal_links, row, key=("deal_id", "address"))
        return made if new else self._known(deal_id, side, to.email) or made

    def of_side(self, deal_id: str, side: Side) -> list[str]:
        """The ids of the links that still open, in the order in which they were made."""
        asked = self._open(deal_id).where(deal_links.c.side == side)
        return [*self.connection.scalars(asked)]

    def lead_to(self, deal_id: str, license_id: str, sides: Collection[Side]) -> None:
        """Whoever acted on the deal for one of `sides` reads its license by the same link."""
        self.connection.execute(
            update(deal_links)
            .where(
                deal_links.c.deal_id == deal_id,
                deal_links.c.org_id == self.org,
                deal_links.c.side.in_(sides),
            )
            .values(license_id=license_id)
        )

    def of_deal(self, deal_id: str) -> Sequence[LinkRow]:
        return link_rows(self.connection, self.org, deal_links.c.deal_id == deal_id)

    def member(self, link_id: str) -> PartyMember:
        """NotFound for another organization's, and for one that opens no deal."""
        row = self.connection.execute(
            select(deal_links).where(deal_links.c.id == link_id, deal_links.c.org_id == self.org)
        ).one_or_none()
        if row is None:
            raise NotFound
        return _of_deal(holder(row))

    def revoke(self, link_id: str, at: datetime) -> bool:
        """False where it is revoked already."""
        done = self.connection.execute(
            update(deal_links)
            .where(
                deal_links.c.id == link_id,
                deal_links.c.org_id == self.org,
                deal_links.c.revoked_at.is_(None),
            )
            .values(revoked_at=at)
        )
        return done.rowcount == 1

    def note(self, link_id: str, visit: Visit, at: datetime, address: str, agent: str) -> None:
        self.connection.execute(
            insert(link_visits).values(
                id=new_id("vis"),
                link_id=link_id,
                kind=visit,
                at=at,
                address=address[:45],
                user_agent=agent[:_LONGEST_AGENT],
            )
        )

    def _open(self, deal_id: str) -> Any:
        return (
            select(deal_links.c.id)
            .where(
                deal_links.c.org_id == self.org,
                deal_links.c.deal_id == deal_id,
                deal_links.c.revoked_at.is_(None),
            )
            .order_by(deal_links.c.created_at, deal_links.c.id)
        )

    def _known(self, deal_id: str, side: Side, email: str) -> str | None:
        """NotFound for one that is revoked, or acts for the other side."""
        row = self.connection.execute(
            select(deal_links).where(
                deal_links.c.org_id == self.org,
                deal_links.c.deal_id == deal_id,
                deal_links.c.address == email.lower(),
            )
        ).first()
        if row is not None and (row.revoked_at is not None or row.side != side):
            raise NotFound
        return None if row is None else str(row.id)


def link_rows(connection: Connection, org: str, which: ColumnElement[bool]) -> Sequence[LinkRow]:
    """Those of an organization, in the order in which they were made."""
    viewed = (
        select(func.max(link_visits.c.at))
        .where(link_visits.c.link_id == deal_links.c.id, link_visits.c.kind == Visit.VIEWED)
        .scalar_subquery()
    )
    rows = connection.execute(
        select(deal_links, viewed.label("viewed_at"))
        .where(deal_links.c.org_id == org, which)
        .order_by(deal_links.c.created_at, deal_links.c.id)
    )
    return [_row(row) for row in rows]


def holder(row: Any) -> LinkHolder:
    """Of a row of deal_links."""
    said: dict[str, Any] = {
        "link_id": row.id,
        "org_id": row.org_id,
        "side": Side(row.side),
        "email": row.email,
        "name": row.name,
        "license_id": row.license_id,
    }
    return LinkHolder(**said) if row.deal_id is None else PartyMember(**said, deal_id=row.deal_id)


def _of_deal(found: LinkHolder) -> PartyMember:
    if not isinstance(found, PartyMember):
        raise NotFound
    return found


def _row(row: Any) -> LinkRow:
    return LinkRow(
        id=row.id,
        side=Side(row.side),
        email=row.email,
        name=row.name,
        invited_by=row.invited_by,
        created_at=row.created_at,
        revoked_at=row.revoked_at,
        viewed_at=row.viewed_at,
    )
