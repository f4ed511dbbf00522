"""Rows as the domain's values."""

import json
from collections.abc import Iterable
from typing import Any

from service.domain.audit import Record, timestamp
from service.domain.deal import Approval, Deal, DealHeader, Status, WrittenTerms
from service.domain.terms import Terms
from service.domain.terms.canonical import Canonical
from service.storage import codec


def deal_from(row: Any) -> Deal:
    """A row of `deals` beside the bytes of its terms."""
    return Deal(
        id=row.id,
        header=codec.decode(DealHeader, row.header),
        written=written_from(row.data, row.terms_sha256),
        status=Status(row.status),
        approval=Approval(row.approval),
        released=frozenset(row.released),
        version=row.version,
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
