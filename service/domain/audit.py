"""The audit log: one chain of records per deal, each holding the digest of the one before.

An organization has one chain of its own, of what belongs to no deal.

A chain by itself shows an edit, a deletion or a swap; a chain cut short or written anew from
some record on shows only against a head that was kept elsewhere.
"""

import hashlib
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from service.domain.terms.canonical import canonical_json

FIRST: Final = "0" * 64
"""What stands where the first record has nothing before it."""

_PREFIX: Final = b"audit-v1\0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One event as it is kept. `seq` counts from 1; `data` holds only JSON values.

    `ts` is RFC 3339 in UTC with microseconds, `actor` an id, never a name. `deal` is empty in the
    chain of an organization.
    """

    seq: int
    prev: str
    ts: str
    org: str
    deal: str
    actor: str
    type: str
    data: Mapping[str, Any]

    @property
    def hash(self) -> str:
        """SHA-256 of the record's canonical JSON, in hex."""
        plain = {name: getattr(self, name) for name in self.__slots__}
        return hashlib.sha256(_PREFIX + canonical_json(plain)).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """A record that one side keeps to itself: its place in the chain, and the digest of its words."""

    seq: int
    prev: str
    hash: str


def disclosed(records: Iterable[Record], shared: Container[str]) -> tuple[Record | Withheld, ...]:
    """The chain for both sides: whole, but of the events whose type is not `shared` the digest alone."""
    return tuple(
        each if each.type in shared else Withheld(seq=each.seq, prev=each.prev, hash=each.hash)
        for each in records
    )


def timestamp(at: datetime) -> str:
    """ "2027-01-31T09:30:00.000000Z"."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def broken_at(records: Iterable[Record | Withheld], head: str | None = None) -> int | None:
    """The first place where the chain does not hold, or null; with `head`, also where it is cut.

    Places count from 1; one behind the last means that the end is not the head that was kept.
    """
    prev, seq = FIRST, 0
    for seq, record in enumerate(records, 1):
        if (record.seq, record.prev) != (seq, prev):
            return seq
        prev = record.hash
    return seq + 1 if head is not None and head != prev else None
