"""Contracts on their way through signing: which ones wait, and for whose signature."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, or_, select

from service.domain.drawing_up import ContractStatus
from service.domain.signers import CopyState
from service.domain.terms.parties import Side
from service.storage.negotiation_tables import BEFORE_FORMED, contracts
from service.storage.signing_tables import executed_copies, signers


@dataclass(frozen=True, slots=True, kw_only=True)
class Waited:
    """A party whose signature is waited for now."""

    party: str
    side: Side


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningWait:
    """A contract without its seal; `parties` where it is out for signature, each once.

    `copy` in ink waits for an answer; `copy_side` gave it, null for an intermediary.
    """

    deal_id: str
    status: ContractStatus
    ink: bool
    since: datetime
    parties: tuple[Waited, ...]
    copy: bool = False
    copy_side: Side | None = None


class SigningWaits:
    """Those of one organization."""

    def __init__(self, connection: Connection, org: str) -> None:
        self.connection = connection
        self.org = org

    def of_deals(self, deal_ids: Collection[str]) -> dict[str, SigningWait]:
        """Only those that have one, by their deals; what was signed in ink stays among them."""
        in_ink = contracts.c.ink & (contracts.c.status == ContractStatus.EXECUTED)
        signed = contracts.c.status == ContractStatus.SIGNED
        told = or_(BEFORE_FORMED, signed, in_ink)
        asked = contracts.c.deal_id.in_(deal_ids), told
        return {each.deal_id: each for each in self._waits(len(deal_ids), *asked)}

    def oldest(self, limit: int) -> Sequence[SigningWait]:
        """Those that a person must do something about, the longest wait first."""
        return self._waits(limit, BEFORE_FORMED)

    def _waits(self, limit: int, *only: ColumnElement[bool]) -> list[SigningWait]:
        asked = select(contracts).where(contracts.c.org_id == self.org, *only)
        newest_last = asked.order_by(contracts.c.updated_at, contracts.c.id).limit(limit)
        rows = self.connection.execute(newest_last).all()
        sent = [row.id for row in rows if row.status == ContractStatus.SENT]
        waited, copies = self._on_turn(sent), self._copies(sent)
        return [_wait(row, waited.get(row.id, {}), copies) for row in rows]

    def _copies(self, contract_ids: Collection[str]) -> dict[str, Side | None]:
        """Who gave the copy that waits for an answer, by contract."""
        asked = select(executed_copies.c.contract_id, executed_copies.c.side).where(
            executed_copies.c.contract_id.in_(contract_ids),
            executed_copies.c.state == CopyState.GIVEN,
        )
        rows = self.connection.execute(asked)
        return {row.contract_id: Side(row.side) if row.side else None for row in rows}

    def _on_turn(self, contract_ids: Collection[str]) -> dict[str, dict[str, Waited]]:
        """By contract and party, as the signature page has them."""
        found: dict[str, dict[str, Waited]] = {}
        for row in self.connection.execute(_asked(contract_ids)):
            waited = Waited(party=row.party, side=Side(row.side))
            found.setdefault(row.contract_id, {}).setdefault(row.party, waited)
        return found


def _asked(contract_ids: Collection[str]) -> Any:
    """Whoever has not signed while nobody with a lower turn is still to sign."""
    before = signers.alias()
    earlier = exists().where(
        before.c.contract_id == signers.c.contract_id,
        before.c.ended_at.is_(None),
        before.c.signed_at.is_(None),
        before.c.turn < signers.c.turn,
    )
    return (
        select(signers.c.contract_id, signers.c.party, signers.c.side)
        .where(
            signers.c.contract_id.in_(contract_ids),
            signers.c.ended_at.is_(None),
            signers.c.signed_at.is_(None),
            ~earlier,
        )
        .order_by(signers.c.number)
    )


def _wait(row: Any, parties: dict[str, Waited], copies: Mapping[str, Side | None]) -> SigningWait:
    return SigningWait(
        deal_id=row.deal_id,
        status=ContractStatus(row.status),
        ink=row.ink,
        since=row.updated_at,
        parties=tuple(parties.values()),
        copy=row.id in copies,
        copy_side=copies.get(row.id),
    )
