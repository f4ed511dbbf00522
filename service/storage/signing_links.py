"""Signing links: whose they are, when they were opened, and the one-time codes of their mailboxes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, func, insert, select, update

from service.domain.errors import NotFound
from service.domain.party import Visit
from service.storage.ids import new_id
from service.storage.signing_tables import reassignments, signer_visits, signers, signing_codes

CODE_LASTS: Final = timedelta(minutes=30)
MOST_TRIES: Final = 5
"""So often one code may be mistyped."""

_LONGEST_AGENT: Final = 300
_MOST_LINKS: Final = 20
_LONGEST_ADDRESS: Final = 45


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Whose signing link it is, and what it opens."""

    signer_id: str
    org_id: str
    deal_id: str
    contract_id: str

    @property
    def link_id(self) -> str:
        """What the token is made from."""
        return self.signer_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmer:
    """What the link to a party's notice address opens: one question about who signs."""

    reassignment_id: str
    org_id: str
    contract_id: str

    @property
    def link_id(self) -> str:
        """What the token is made from."""
        return self.reassignment_id


@dataclass(frozen=True, slots=True)
class SignerVisit:
    """When a signer's page was fetched or viewed, from where."""

    kind: Visit
    at: datetime
    address: str
    user_agent: str


def holder_of(connection: Connection, signer_id: str) -> Holder:
    """NotFound for a link that was never sent, or whose place somebody else took."""
    row = connection.execute(
        select(signers).where(
            signers.c.id == signer_id,
            signers.c.ended_at.is_(None),
            signers.c.sent_at.is_not(None),
        )
    ).one_or_none()
    if row is None:
        raise NotFound
    return Holder(
        signer_id=row.id, org_id=row.org_id, deal_id=row.deal_id, contract_id=row.contract_id
    )


def confirmer_of(connection: Connection, reassignment_id: str) -> Confirmer:
    """NotFound for one that was never made."""
    row = connection.execute(
        select(reassignments).where(reassignments.c.id == reassignment_id)
    ).one_or_none()
    if row is None:
        raise NotFound
    return Confirmer(reassignment_id=row.id, org_id=row.org_id, contract_id=row.contract_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class LostLink:
    """A signing link and the address that it was made for."""

    signer_id: str
    org_id: str
    deal_id: str
    email: str
    name: str


def signing_links_to(connection: Connection, email: str) -> list[LostLink]:
    """Every link that opens and was made for an address, whatever its case; the newest first."""
    rows = connection.execute(
        select(signers)
        .where(
            func.lower(signers.c.email) == email.lower(),
            signers.c.ended_at.is_(None),
            signers.c.sent_at.is_not(None),
        )
        .order_by(signers.c.sent_at.desc(), signers.c.id)
        .limit(_MOST_LINKS)
    )
    return [
        LostLink(
            signer_id=row.id, org_id=row.org_id, deal_id=row.deal_id, email=row.email, name=row.name
        )
        for row in rows
    ]


class SigningLinks:
    """What happens around signing links before anything is signed."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def note(self, signer_id: str, visit: Visit, at: datetime, address: str, agent: str) -> None:
        self.connection.execute(
            insert(signer_visits).values(
                id=new_id("vis"),
                signer_id=signer_id,
                kind=visit,
                at=at,
                address=address[:_LONGEST_ADDRESS],
                user_agent=agent[:_LONGEST_AGENT],
            )
        )

    def visits(self, signer_id: str) -> list[SignerVisit]:
        """The first one first."""
        rows = self.connection.execute(
            select(signer_visits)
            .where(signer_visits.c.signer_id == signer_id)
            .order_by(signer_visits.c.at, signer_visits.c.id)
        )
        return [SignerVisit(Visit(r.kind), r.at, r.address, r.user_agent) for r in rows]

    def new_code(self, signer_id: str, at: datetime) -> str:
        """The id that a code is made from; the ones before it are over."""
        made = new_id("cod")
        self.connection.execute(
            update(signing_codes)
            .where(signing_codes.c.signer_id == signer_id, signing_codes.c.expires_at > at)
            .values(expires_at=at)
        )
        self.connection.execute(
            insert(signing_codes).values(
                id=made, signer_id=signer_id, created_at=at, expires_at=at + CODE_LASTS, tries=0
            )
        )
        return made

    def try_code(self, signer_id: str, at: datetime) -> str | None:
        """Counts a try at the code that is open, used or not, and gives its id; null for none."""
        newest = (
            select(signing_codes.c.id)
            .where(signing_codes.c.signer_id == signer_id, signing_codes.c.expires_at > at)
            .order_by(signing_codes.c.created_at.desc(), signing_codes.c.id)
            .limit(1)
        )
        found = self.connection.scalar(
            update(signing_codes)
            .where(
                signing_codes.c.id.in_(newest.scalar_subquery()),
                signing_codes.c.tries < MOST_TRIES,
            )
            .values(tries=signing_codes.c.tries + 1)
            .returning(signing_codes.c.id)
        )
        return None if found is None else str(found)

    def spend_code(self, signer_id: str, code_id: str, at: datetime) -> bool:
        """Once, and only for the signer whose mailbox it was sent to."""
        done = self.connection.execute(
            update(signing_codes)
            .where(
                signing_codes.c.id == code_id,
                signing_codes.c.signer_id == signer_id,
                signing_codes.c.used_at.is_(None),
                signing_codes.c.expires_at > at,
            )
            .values(used_at=at)
        )
        return done.rowcount == 1

    def code_of(self, code_id: str) -> tuple[str, datetime]:
        """Whose code it is and when it ends; NotFound."""
        row = self.connection.execute(
            select(signing_codes).where(signing_codes.c.id == code_id)
        ).one_or_none()
        if row is None:
            raise NotFound
        return row.signer_id, row.expires_at

    def last_viewed(self, signer_id: str) -> datetime | None:
        found: datetime | None = self.connection.scalar(
            select(func.max(signer_visits.c.at)).where(
                signer_visits.c.signer_id == signer_id, signer_visits.c.kind == Visit.VIEWED
            )
        )
        return found
