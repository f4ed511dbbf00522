"""Rows as the domain's values."""

import json
from collections.abc import Iterable
from typing import Any

from service.domain.audit import Record, timestamp
from service.domain.deal import Approval, Deal, DealHeader, Offer, Status, WrittenTerms
from service.domain.terms import Terms
from service.domain.terms.canonical import Canonical
from service.domain.terms.parties import Side
from service.storage import codec


def deal_from(row: Any, offer: Offer | None) -> Deal:
    """A row of `deals` beside the bytes of its terms, with the offer that was made last."""
    same = offer is not None and offer.written.canonical.sha256 == row.terms_sha256
    written = offer.written if offer and same else written_from(row.data, row.terms_sha256)
    return Deal(
        id=row.id,
        header=codec.decode(DealHeader, row.header),
        written=written,
        status=Status(row.status),
        offer=offer,
        opened_by=Side(row.opened_by) if row.opened_by else None,
        approval=Approval(row.approval),
        released=frozenset(row.released),
        version=row.version,
    )


def offer_from(row: Any) -> Offer:
    """A row of `offers` beside the bytes of its terms."""
    return Offer(
        id=row.id,
        number=row.number,
        side=Side(row.side),
        written=written_from(row.data, row.terms_sha256),
        text_sha256=row.text_sha256,
        message=row.message,
        expires_at=row.expires_at,
        by=row.made_by,
        at=row.made_at,
    )


def written_from(data: bytes, sha256: str) -> WrittenTerms:
    """The terms that stored bytes say."""
    plain = json.loads(data)
    terms = codec.decode(Terms, plain, plain["pricing"]["currency"])
    return WrittenTerms(terms, Canonical(data=bytes(data), sha256=sha256, plain=plain))


def records_from(rows: Iterable[Any]) -> list[Record]:
    """Rows of a history as the records they were, to check the chain by."""
    return [
        Record(
            seq=row.seq,
            prev=row.prev,
            ts=timestamp(row.at),
            org=row.org_id,
            deal=row.deal_id,
            actor=row.actor,
            type=row.type,
            data=row.data,
        )
        for row in rows
    ]
