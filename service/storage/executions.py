"""Executions: how far the signing of each contract is, kept row by row beside its history."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Column, Connection, Table, delete, insert, select, update

from service.domain.drawing_up import ContractStatus
from service.domain.errors import ContractNotReady, NotFound
from service.domain.execution import Execution
from service.domain.sealing import SealLevel
from service.domain.signers import (
    CopyState,
    ExecutedCopy,
    Reassignment,
    Settled,
    Signer,
    SignerRole,
)
from service.domain.signing_events import Somebody
from service.domain.terms.parties import Side
from service.storage.negotiation_tables import contracts
from service.storage.signing_tables import executed_copies, reassignments, signers
from service.storage.views import Views

Keep = Callable[[Any], dict[str, Any]]


class Executions:
    """Those of one organization."""

    def __init__(self, connection: Connection, org: str) -> None:
        self.connection = connection
        self.org = org

    def of_contract(self, contract_id: str) -> Execution:
        """NotFound for another organization's; ContractNotReady where there are no papers yet."""
        row = self.connection.execute(
            select(contracts).where(contracts.c.id == contract_id, contracts.c.org_id == self.org)
        ).one_or_none()
        if row is None:
            raise NotFound
        if row.pdf_sha256 is None:
            raise ContractNotReady(row.status)
        return self._execution(row)

    def of_deal(self, deal_id: str) -> Execution | None:
        """Null where there are no papers to sign."""
        row = self.connection.execute(
            select(contracts).where(contracts.c.deal_id == deal_id, contracts.c.org_id == self.org)
        ).one_or_none()
        return None if row is None or row.pdf_sha256 is None else self._execution(row)

    def deal_of(self, contract_id: str) -> str:
        """NotFound for another organization's."""
        return self._found(contracts.c.deal_id, contracts, contract_id)

    def contract_of_signer(self, signer_id: str) -> str:
        """NotFound for nobody of ours."""
        return self._found(signers.c.contract_id, signers, signer_id)

    def contract_of_reassignment(self, reassignment_id: str) -> str:
        """NotFound for none of ours."""
        return self._found(reassignments.c.contract_id, reassignments, reassignment_id)

    def save(self, before: Execution, after: Execution, at: datetime) -> None:
        """In the transaction that records the events, once the deal is held."""
        self._keep_contract(before, after, at)
        _keep(self, signers, _signer_row, before, before.signers, after.signers)
        _keep(self, reassignments, _proposal_row, before, before.reassignments, after.reassignments)
        _keep(self, executed_copies, _copy_row, before, before.copies, after.copies)

    def _keep_contract(self, before: Execution, after: Execution, at: datetime) -> None:
        begins_to_wait = after.status is ContractStatus.SIGNED is not before.status
        work = {"due_at": at, "attempts": 0, "fault": ""} if begins_to_wait else {}
        self.connection.execute(
            update(contracts)
            .where(contracts.c.id == after.contract_id, contracts.c.org_id == self.org)
            .values(updated_at=at, **_contract_row(after), **work)
        )

    def _found(self, what: Column[Any], table: Table, id: str) -> str:
        found = self.connection.scalar(
            select(what).where(table.c.id == id, table.c.org_id == self.org)
        )
        if found is None:
            raise NotFound
        return str(found)

    def _execution(self, row: Any) -> Execution:
        terms = Views(self.connection, self.org).offer(row.offer_id).written.terms
        begun = Execution.begun(
            contract_id=row.id,
            deal_id=row.deal_id,
            document_sha256=row.pdf_sha256,
            terms=terms,
        )
        kept = {name: getattr(row, name) for name in _KEPT}
        return replace(
            begun,
            **kept,
            status=ContractStatus(row.status),
            seal_level=SealLevel(row.seal_level) if row.seal_level else None,
            signers=tuple(map(_signer, self._rows(signers, row.id))),
            reassignments=tuple(map(_proposal, self._rows(reassignments, row.id))),
            copies=tuple(map(_copy, self._rows(executed_copies, row.id))),
        )

    def _rows(self, table: Table, contract_id: str) -> Sequence[Any]:
        asked = select(table).where(table.c.contract_id == contract_id).order_by(table.c.number)
        return self.connection.execute(asked).all()


_KEPT: Final = (
    "start_confirmed",
    "sent_at",
    "formed_at",
    "executed_at",
    "void_reason",
    "sealed_sha256",
    "certificate_sha256",
)
_AS_THEY_ARE: Final = (
    "id",
    "block",
    "party",
    "name",
    "title",
    "email",
    "turn",
    "sent_at",
    "opened_at",
    "signed_at",
    "declined_at",
    "decline_reason",
    "reminded_at",
    "remind_at",
    "ended_at",
    "took_over_from",
)
"""Columns of a signer that are what the domain's value is."""


def _contract_row(execution: Execution) -> dict[str, Any]:
    return {
        **{name: getattr(execution, name) for name in _KEPT},
        "status": execution.status,
        "ink": execution.ink,
        "complete_by": execution.complete_by,
        "ends_at": execution.ends_at,
        "seal_level": execution.seal_level,
    }


def _keep(
    kept: Executions,
    table: Table,
    row_of: Keep,
    execution: Execution,
    before: Sequence[Any],
    after: Sequence[Any],
) -> None:
    """Rows that went, that changed, and that came."""
    known, ids = {each.id: each for each in before}, {each.id for each in after}
    for gone in known.keys() - ids:
        kept.connection.execute(delete(table).where(table.c.id == gone))
    for number, each in enumerate(after, 1):
        if each.id not in known:
            whose = {"org_id": kept.org, "contract_id": execution.contract_id, "number": number}
            if table is signers:
                whose["deal_id"] = execution.deal_id
            kept.connection.execute(insert(table).values(**whose, **row_of(each)))
        elif each != known[each.id]:
            kept.connection.execute(update(table).where(table.c.id == each.id).values(row_of(each)))


def _signer_row(signer: Signer) -> dict[str, Any]:
    same = {name: getattr(signer, name) for name in _AS_THEY_ARE}
    return {**same, "role": signer.role, "side": signer.side}


def _signer(row: Any) -> Signer:
    same = {name: getattr(row, name) for name in _AS_THEY_ARE}
    return Signer(**same, role=SignerRole(row.role), side=Side(row.side))


def _proposal_row(proposal: Reassignment) -> dict[str, Any]:
    return {
        "id": proposal.id,
        "signer_id": proposal.signer_id,
        "name": proposal.who.name,
        "title": proposal.who.title,
        "email": proposal.who.email,
        "notice_email": proposal.notice_email,
        "at": proposal.at,
        "state": proposal.state,
    }


def _proposal(row: Any) -> Reassignment:
    return Reassignment(
        id=row.id,
        signer_id=row.signer_id,
        who=Somebody(name=row.name, title=row.title, email=row.email),
        notice_email=row.notice_email,
        at=row.at,
        state=Settled(row.state),
    )


def _copy_row(copy: ExecutedCopy) -> dict[str, Any]:
    return {
        "id": copy.id,
        "sha256": copy.sha256,
        "signed_on": copy.signed_on,
        "side": copy.side,
        "at": copy.at,
        "state": copy.state,
        "reason": copy.reason,
    }


def _copy(row: Any) -> ExecutedCopy:
    return ExecutedCopy(
        id=row.id,
        sha256=row.sha256,
        signed_on=row.signed_on,
        side=Side(row.side) if row.side else None,
        at=row.at,
        state=CopyState(row.state),
        reason=row.reason,
    )
