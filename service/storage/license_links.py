"""Personal links to a license: of those who acted on its deal, and of those who open it alone."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, insert, select

from service.domain.errors import NotFound
from service.domain.party import LINK_LASTS, LinkHolder
from service.domain.post import Address
from service.domain.terms.parties import Side
from service.storage.codes import Codes
from service.storage.deal_links import LinkRow, holder, link_rows, opens
from service.storage.ids import new_id
from service.storage.negotiation_tables import deal_links, link_codes


class LicenseLinks:
    """Those of one organization's licenses."""

    def __init__(self, connection: Connection, org: str) -> None:
        self.connection = connection
        self.org = org

    @property
    def codes(self) -> Codes:
        """Of the mailboxes of those who have a link."""
        return Codes(self.connection, link_codes, "link_id")

    def of_license(self, license_id: str) -> Sequence[LinkRow]:
        """The first one first, revoked ones too."""
        return link_rows(self.connection, self.org, deal_links.c.license_id == license_id)

    def holder(self, link_id: str) -> LinkHolder:
        """NotFound for another organization's, and for one that opens no license."""
        row = self.connection.execute(
            select(deal_links).where(
                deal_links.c.id == link_id,
                deal_links.c.org_id == self.org,
                deal_links.c.license_id.is_not(None),
            )
        ).one_or_none()
        if row is None:
            raise NotFound
        return holder(row)

    def at_address(self, license_id: str, email: str, at: datetime) -> LinkHolder | None:
        """Whoever has a link that opens at that address, whatever its case; the newest."""
        row = self.connection.execute(
            select(deal_links)
            .where(
                deal_links.c.org_id == self.org,
                deal_links.c.license_id == license_id,
                deal_links.c.address == email.lower(),
                opens(at),
            )
            .order_by(deal_links.c.created_at.desc(), deal_links.c.id)
            .limit(1)
        ).one_or_none()
        return None if row is None else holder(row)

    def invite(
        self, license_id: str, side: Side, to: Address, *, by: str, at: datetime
    ) -> LinkHolder:
        """Whoever has a link at that address, or a new one that opens the license alone.

        Whoever holds the license calls it. NotFound for an address whose link was revoked, or that
        acts for the other side.
        """
        known = self._known(license_id, to.email)
        if known is not None:
            if known.side is not side or self.at_address(license_id, to.email, at) is None:
                raise NotFound
            return known
        made = new_id("lnk")
        row = {
            "id": made,
            "org_id": self.org,
            "license_id": license_id,
            "side": side,
            "email": to.email,
            "address": to.email.lower(),
            "name": to.name,
            "invited_by": by,
            "created_at": at,
            "expires_at": at + LINK_LASTS,
        }
        self.connection.execute(insert(deal_links).values(row))
        return self.holder(made)

    def _known(self, license_id: str, email: str) -> LinkHolder | None:
        row = self.connection.execute(
            select(deal_links)
            .where(
                deal_links.c.org_id == self.org,
                deal_links.c.license_id == license_id,
                deal_links.c.address == email.lower(),
            )
            .order_by(deal_links.c.created_at.desc(), deal_links.c.id)
            .limit(1)
        ).one_or_none()
        return None if row is None else holder(row)
