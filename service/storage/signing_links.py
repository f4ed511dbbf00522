"""Signing links: whose they are, when they were opened, and the one-time codes of their mailboxes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, func, insert, select

from service.domain.errors import NotFound
from service.domain.party import Visit
from service.storage.codes import CODE_LASTS as CODE_LASTS
from service.storage.codes import MOST_TRIES as MOST_TRIES
from service.storage.codes import Codes
from service.storage.ids import new_id
from service.storage.signing_tables import reassignments, signer_visits, signers, signing_codes

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

    @property
    def codes(self) -> Codes:
        """Of their mailboxes."""
        return Codes(self.connection, signing_codes, "signer_id")

    def new_code(self, signer_id: str, at: datetime) -> str:
        return self.codes.new(signer_id, at)

    def try_code(self, signer_id: str, at: datetime) -> str | None:
        return self.codes.take_try(signer_id, at)

    def spend_code(self, signer_id: str, code_id: str, at: datetime) -> bool:
        return self.codes.spend(signer_id, code_id, at)

    def code_of(self, code_id: str) -> tuple[str, datetime]:
        return self.codes.code(code_id)
