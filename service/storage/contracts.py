"""Contracts: what is drawn up from an accepted offer, by whoever has the lease."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, insert, or_, select, tuple_, update

from service.domain.drawing_up import ContractStatus
from service.domain.errors import NotFound
from service.domain.sealing import SealLevel
from service.storage.ids import new_id
from service.storage.leases import database_now
from service.storage.negotiation_tables import WORK, contracts
from service.storage.views import Page, page_of_newest, place_of

_TO_DRAW_UP: Final = (ContractStatus.DRAWING_UP, ContractStatus.FAILED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractRow:
    """`fault` says why it is not there yet, in words, and `due_at` when it is tried again.

    The digests are those of its files.
    """

    id: str
    org_id: str
    deal_id: str
    offer_id: str
    status: ContractStatus
    text_sha256: str
    docx_sha256: str | None
    pdf_sha256: str | None
    fault: str
    attempts: int
    due_at: datetime
    created_at: datetime
    updated_at: datetime
    sent_at: datetime | None = None
    formed_at: datetime | None = None
    executed_at: datetime | None = None
    complete_by: date | None = None
    ink: bool = False
    void_reason: str | None = None
    sealed_sha256: str | None = None
    certificate_sha256: str | None = None
    seal_level: SealLevel | None = None

    @property
    def is_formed(self) -> bool:
        """Everybody has signed."""
        return self.formed_at is not None


class Contracts:
    """Those of one organization."""

    def __init__(self, connection: Connection, org: str) -> None:
        self.connection = connection
        self.org = org

    def begin(self, deal_id: str, offer_id: str, text_sha256: str, at: datetime) -> str:
        """One for a deal; the unique column keeps a second one out."""
        made = new_id("con")
        self.connection.execute(
            insert(contracts).values(
                id=made,
                org_id=self.org,
                deal_id=deal_id,
                offer_id=offer_id,
                status=ContractStatus.DRAWING_UP,
                text_sha256=text_sha256,
                created_at=at,
                updated_at=at,
                fault="",
                attempts=0,
                due_at=at,
            )
        )
        return made

    def contract(self, contract_id: str) -> ContractRow:
        """NotFound for another organization's."""
        return self._one(contracts.c.id == contract_id)

    def of_deal(self, deal_id: str) -> ContractRow | None:
        row = self.connection.execute(
            self._mine().where(contracts.c.deal_id == deal_id)
        ).one_or_none()
        return None if row is None else _row(row)

    def page(
        self,
        *,
        limit: int,
        after: str | None = None,
        status: ContractStatus | None = None,
        deal_id: str | None = None,
    ) -> Page:
        """The newest first."""
        asked = self._mine().order_by(contracts.c.created_at.desc(), contracts.c.id.desc())
        if status is not None:
            asked = asked.where(contracts.c.status == status)
        if deal_id is not None:
            asked = asked.where(contracts.c.deal_id == deal_id)
        if after is not None:
            place = tuple_(contracts.c.created_at, contracts.c.id)
            asked = asked.where(place < place_of(after))
        rows = [*map(_row, self.connection.execute(asked.limit(limit + 1)))]
        return page_of_newest(rows, limit)

    def ready(self, contract_id: str, docx: str, pdf: str, at: datetime) -> None:
        self._set(
            contract_id,
            status=ContractStatus.READY,
            docx_sha256=docx,
            pdf_sha256=pdf,
            fault="",
            updated_at=at,
            lease_by=None,
            lease_until=None,
        )

    def failed(self, contract_id: str, fault: str, again_at: datetime, at: datetime) -> None:
        """Nothing where it is ready meanwhile, by somebody faster, or voided."""
        self._set(
            contract_id,
            contracts.c.status.in_(_TO_DRAW_UP),
            status=ContractStatus.FAILED,
            fault=fault[:500],
            attempts=contracts.c.attempts + 1,
            due_at=again_at,
            updated_at=at,
            lease_by=None,
            lease_until=None,
        )

    def seal_failed(self, contract_id: str, fault: str, again_at: datetime, at: datetime) -> None:
        """It stays signed, whatever the seal does; nothing where it is sealed meanwhile."""
        self._set(
            contract_id,
            contracts.c.status == ContractStatus.SIGNED,
            fault=fault[:500],
            attempts=contracts.c.attempts + 1,
            due_at=again_at,
            updated_at=at,
            lease_by=None,
            lease_until=None,
        )

    def seal_done(self, contract_id: str, lacks: str = "") -> None:
        """`lacks` says in words why the seal could not be as good as it should."""
        values = {"fault": lacks[:500], "attempts": 0, "lease_by": None, "lease_until": None}
        self._set(contract_id, **values)

    def upgrade_failed(
        self, contract_id: str, fault: str, again_at: datetime, at: datetime
    ) -> None:
        """The seal stays as good as it is; nothing where it is better meanwhile."""
        self._set(
            contract_id,
            contracts.c.seal_level == SealLevel.BASIC,
            fault=fault[:500],
            attempts=contracts.c.attempts + 1,
            due_at=again_at,
            updated_at=at,
        )

    def alarm(self, contract_id: str, at: datetime) -> bool:
        """Whether nobody was told before that its seal is overdue."""
        done = self.connection.execute(
            update(contracts)
            .where(
                contracts.c.id == contract_id,
                contracts.c.org_id == self.org,
                contracts.c.status == ContractStatus.SIGNED,
                contracts.c.alarmed_at.is_(None),
            )
            .values(alarmed_at=at)
        )
        return done.rowcount == 1

    def end(self, deal_id: str, reason: str | None, at: datetime) -> None:
        """Nothing is drawn up or signed any more for a deal that is over."""
        self.connection.execute(
            update(contracts)
            .where(contracts.c.deal_id == deal_id, contracts.c.org_id == self.org)
            .values(status=ContractStatus.VOIDED, void_reason=reason, updated_at=at)
        )

    def _set(self, contract_id: str, *only: ColumnElement[bool], **values: Any) -> None:
        self.connection.execute(
            update(contracts)
            .where(contracts.c.id == contract_id, contracts.c.org_id == self.org, *only)
            .values(**values)
        )

    def _one(self, which: Any) -> ContractRow:
        row = self.connection.execute(self._mine().where(which)).one_or_none()
        if row is None:
            raise NotFound
        return _row(row)

    def _mine(self) -> Select[Any]:
        return select(contracts).where(contracts.c.org_id == self.org)


def organization_of(connection: Connection, contract_id: str) -> str:
    """Whose contract it is; NotFound."""
    found = connection.scalar(select(contracts.c.org_id).where(contracts.c.id == contract_id))
    if found is None:
        raise NotFound
    return str(found)


def claim_drawing_up(
    connection: Connection, *, by: str, lease: timedelta, at: datetime
) -> ContractRow | None:
    """The contract that has waited longest and that nobody works on, of any organization.

    It is due by the worker's own clock, `at`; leases run by the database's.
    """
    return _claim(connection, _TO_DRAW_UP, by, lease, at)


def claim_sealing(
    connection: Connection, *, by: str, lease: timedelta, at: datetime
) -> ContractRow | None:
    """The same for one that everybody has signed."""
    return _claim(connection, (ContractStatus.SIGNED,), by, lease, at)


def _claim(
    connection: Connection,
    statuses: Collection[ContractStatus],
    by: str,
    lease: timedelta,
    at: datetime,
) -> ContractRow | None:
    now = database_now(connection)
    free = or_(contracts.c.lease_until.is_(None), contracts.c.lease_until <= now)
    due = (
        select(contracts.c.id)
        .where(WORK, contracts.c.status.in_(statuses), contracts.c.due_at <= at, free)
        .order_by(contracts.c.due_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    row = connection.execute(
        update(contracts)
        .where(contracts.c.id.in_(due.scalar_subquery()), free)
        .values(lease_by=by, lease_until=now + lease)
        .returning(contracts)
    ).one_or_none()
    return None if row is None else _row(row)


def _row(row: Any) -> ContractRow:
    return ContractRow(
        id=row.id,
        org_id=row.org_id,
        deal_id=row.deal_id,
        offer_id=row.offer_id,
        status=ContractStatus(row.status),
        text_sha256=row.text_sha256,
        docx_sha256=row.docx_sha256,
        pdf_sha256=row.pdf_sha256,
        fault=row.fault,
        attempts=row.attempts,
        due_at=row.due_at,
        created_at=row.created_at,
        updated_at=row.updated_at,
        sent_at=row.sent_at,
        formed_at=row.formed_at,
        executed_at=row.executed_at,
        complete_by=row.complete_by,
        ink=row.ink,
        void_reason=row.void_reason,
        sealed_sha256=row.sealed_sha256,
        certificate_sha256=row.certificate_sha256,
        seal_level=SealLevel(row.seal_level) if row.seal_level else None,
    )
