"""Who hears of what happens while a contract is signed, besides our own people."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, select

from service.domain.audit import Record
from service.domain.follow_ups import Audience
from service.storage.negotiation_tables import contracts, offers
from service.storage.signing_tables import signers
from service.storage.tables import terms_texts


@dataclass(frozen=True, slots=True)
class Reached:
    """`about` is what the letter opens: a signing link, or a question; null where it opens nothing."""

    email: str
    name: str
    about: str | None = None


def _asked(connection: Connection, record: Record) -> list[Reached]:
    return _signers(connection, record, signers.c.id.in_(record.data["asked"]))


def _signer(connection: Connection, record: Record) -> list[Reached]:
    return _signers(connection, record, signers.c.id == record.data["signer_id"])


def _all_asked(connection: Connection, record: Record) -> list[Reached]:
    still = signers.c.sent_at.is_not(None) & signers.c.ended_at.is_(None)
    return _signers(connection, record, still)


def _notice(connection: Connection, record: Record) -> list[Reached]:
    return [Reached(record.data["notice_email"], "", record.data["reassignment_id"])]


def _parties(connection: Connection, record: Record) -> list[Reached]:
    """As the accepted terms name them, each address once."""
    data = connection.scalar(
        select(terms_texts.c.data)
        .join(
            offers,
            (terms_texts.c.org_id == offers.c.org_id)
            & (terms_texts.c.sha256 == offers.c.terms_sha256),
        )
        .join(contracts, contracts.c.offer_id == offers.c.id)
        .where(contracts.c.deal_id == record.deal, contracts.c.org_id == record.org)
    )
    return [] if data is None else _named_in(json.loads(data))


def _named_in(terms: Mapping[str, Any]) -> list[Reached]:
    parties = terms["parties"]
    everybody = (parties["licensor"], *parties.get("other_licensors", ()), parties["licensee"])
    found = [Reached(each["notice_email"], each["legal_name"]) for each in everybody]
    copies = [Reached(email, "") for email in terms.get("signing", {}).get("copies_to", ())]
    return [*{each.email.lower(): each for each in (*copies, *found)}.values()]


def _signers(connection: Connection, record: Record, which: ColumnElement[bool]) -> list[Reached]:
    rows = connection.execute(
        select(signers.c.id, signers.c.email, signers.c.name)
        .where(signers.c.deal_id == record.deal, signers.c.org_id == record.org, which)
        .order_by(signers.c.number)
    )
    return [Reached(row.email, row.name, row.id) for row in rows]


SIGNING: Final[Mapping[Audience, Callable[[Connection, Record], list[Reached]]]] = MappingProxyType(
    {
        Audience.ASKED: _asked,
        Audience.SIGNER: _signer,
        Audience.SIGNERS: _all_asked,
        Audience.NOTICE: _notice,
        Audience.PARTIES: _parties,
    }
)
