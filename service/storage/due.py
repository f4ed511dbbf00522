"""What is due, of all organizations, found by index."""

from datetime import datetime

from sqlalchemy import Connection, select

from service.domain.drawing_up import ContractStatus
from service.domain.sealing import SealLevel
from service.storage.license_tables import licenses
from service.storage.negotiation_tables import MAY_EXPIRE, WORK, contracts
from service.storage.signing_tables import signers
from service.storage.tables import deals


def lapsing(connection: Connection, at: datetime, limit: int) -> list[tuple[str, str]]:
    """Organization and deal of offers whose time is over, the longest over first."""
    rows = connection.execute(
        select(deals.c.org_id, deals.c.id)
        .where(deals.c.expires_at.is_not(None), deals.c.expires_at <= at)
        .order_by(deals.c.expires_at)
        .limit(limit)
    )
    return [(row.org_id, row.id) for row in rows]


def expiring(connection: Connection, at: datetime, limit: int) -> list[tuple[str, str]]:
    """Organization and contract where the last day to sign is over, the longest over first."""
    rows = connection.execute(
        select(contracts.c.org_id, contracts.c.id)
        .where(MAY_EXPIRE, contracts.c.ends_at <= at)
        .order_by(contracts.c.ends_at)
        .limit(limit)
    )
    return [(row.org_id, row.id) for row in rows]


def reminding(connection: Connection, at: datetime, limit: int) -> list[tuple[str, str]]:
    """Organization and contract where a signer is to be reminded, the longest due first."""
    rows = connection.execute(
        select(signers.c.org_id, signers.c.contract_id)
        .join(contracts, contracts.c.id == signers.c.contract_id)
        .where(
            signers.c.remind_at.is_not(None),
            signers.c.remind_at <= at,
            contracts.c.status == ContractStatus.SENT,
        )
        .order_by(signers.c.remind_at)
        .limit(limit)
    )
    return list(dict.fromkeys((row.org_id, row.contract_id) for row in rows))


def untimed(connection: Connection, at: datetime, limit: int) -> list[tuple[str, str]]:
    """Organization and contract whose seal has no time, the longest due first.

    Looked for now and then, so that it needs no index.
    """
    rows = connection.execute(
        select(contracts.c.org_id, contracts.c.id)
        .where(
            contracts.c.status == ContractStatus.EXECUTED,
            contracts.c.seal_level == SealLevel.BASIC,
            contracts.c.due_at <= at,
        )
        .order_by(contracts.c.due_at)
        .limit(limit)
    )
    return [(row.org_id, row.id) for row in rows]


def unsealed(connection: Connection, since: datetime, limit: int) -> list[tuple[str, str]]:
    """Organization and contract formed before `since` that has no seal, and nobody was told."""
    rows = connection.execute(
        select(contracts.c.org_id, contracts.c.id)
        .where(
            WORK,
            contracts.c.status == ContractStatus.SIGNED,
            contracts.c.formed_at <= since,
            contracts.c.alarmed_at.is_(None),
        )
        .order_by(contracts.c.formed_at)
        .limit(limit)
    )
    return [(row.org_id, row.id) for row in rows]


def licenses_due(connection: Connection, at: datetime, limit: int) -> list[tuple[str, str]]:
    """Organization and license of which something is due, the longest due first."""
    rows = connection.execute(
        select(licenses.c.org_id, licenses.c.id)
        .where(licenses.c.next_at.is_not(None), licenses.c.next_at <= at)
        .order_by(licenses.c.next_at)
        .limit(limit)
    )
    return [(row.org_id, row.id) for row in rows]
