"""What somebody has typed into a form and not yet made a deal, or an offer, of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from service.domain.errors import NotFound
from service.domain.party import PartyMember
from service.storage.ids import new_id
from service.storage.once import insert_once
from service.storage.tables import form_drafts as drafts


@dataclass(frozen=True, slots=True, kw_only=True)
class FormDraft:
    """`fields` are those of the form as they were typed; `deal_id` is null for a new deal.

    `deal_version` is the version of the deal that the form was opened on, `copied_from` the id of
    the deal whose terms a new one began with.
    """

    id: str
    deal_id: str | None
    deal_version: int | None
    copied_from: str | None
    family: str
    fields: Mapping[str, Any]
    updated_at: datetime


class FormDrafts:
    """Those of one person in one organization; nobody else sees them."""

    def __init__(self, connection: Connection, org: str, user: str) -> None:
        self.connection = connection
        self.org = org
        self.user = user

    def begin(
        self,
        family: str,
        fields: Mapping[str, Any],
        at: datetime,
        deal: tuple[str, int] | None = None,
        copied_from: str | None = None,
    ) -> str:
        """`deal` is the id and the version of the deal whose terms are being changed."""
        deal_id, version = deal or (None, None)
        made = new_id("frm")
        self.connection.execute(
            insert(drafts).values(
                id=made,
                org_id=self.org,
                user_id=self.user,
                deal_id=deal_id,
                deal_version=version,
                copied_from=copied_from,
                family=family,
                fields=dict(fields),
                created_at=at,
                updated_at=at,
            )
        )
        return made

    def save(self, id: str, fields: Mapping[str, Any], at: datetime) -> None:
        """NotFound if it is somebody else's, or gone."""
        saved = self.connection.execute(
            update(drafts).where(*self._mine(id)).values(fields=dict(fields), updated_at=at)
        )
        if saved.rowcount == 0:
            raise NotFound

    def draft(self, id: str) -> FormDraft:
        row = self.connection.execute(select(drafts).where(*self._mine(id))).one_or_none()
        if row is None:
            raise NotFound
        return _draft(row)

    def of_deal(self, deal_id: str) -> FormDraft | None:
        """What this person has typed about a deal and not yet recorded."""
        row = self.connection.execute(
            select(drafts)
            .where(
                drafts.c.org_id == self.org,
                drafts.c.user_id == self.user,
                drafts.c.deal_id == deal_id,
            )
            .order_by(drafts.c.updated_at.desc())
            .limit(1)
        ).one_or_none()
        return None if row is None else _draft(row)

    def all(self) -> Sequence[FormDraft]:
        rows = self.connection.execute(
            select(drafts)
            .where(drafts.c.org_id == self.org, drafts.c.user_id == self.user)
            .order_by(drafts.c.updated_at.desc())
        )
        return [_draft(row) for row in rows]

    def discard(self, id: str) -> None:
        self.connection.execute(delete(drafts).where(*self._mine(id)))

    def _mine(self, id: str) -> tuple[Any, ...]:
        return (
            drafts.c.id == id,
            drafts.c.org_id == self.org,
            drafts.c.user_id == self.user,
        )


class FormOfLink:
    """What one person with a personal link has typed; neither our side nor a colleague sees it."""

    def __init__(self, connection: Connection, member: PartyMember) -> None:
        self.connection = connection
        self.member = member

    def draft(self) -> FormDraft | None:
        row = self.connection.execute(select(drafts).where(*self._mine())).one_or_none()
        return None if row is None else _draft(row)

    def keep(self, family: str, fields: Mapping[str, Any], at: datetime) -> None:
        """In place of what was kept before."""
        row = {
            "id": new_id("frm"),
            "org_id": self.member.org_id,
            "link_id": self.member.link_id,
            "deal_id": self.member.deal_id,
            "family": family,
            "fields": dict(fields),
            "created_at": at,
            "updated_at": at,
        }
        if not insert_once(self.connection, drafts, row, key=("link_id",)):
            again = update(drafts).where(*self._mine())
            self.connection.execute(again.values(fields=dict(fields), updated_at=at))

    def discard(self) -> None:
        self.connection.execute(delete(drafts).where(*self._mine()))

    def _mine(self) -> tuple[Any, ...]:
        return (
            drafts.c.org_id == self.member.org_id,
            drafts.c.link_id == self.member.link_id,
        )


def _draft(row: Any) -> FormDraft:
    return FormDraft(
        id=row.id,
        deal_id=row.deal_id,
        deal_version=row.deal_version,
        copied_from=row.copied_from,
        family=row.family,
        fields=row.fields,
        updated_at=row.updated_at,
    )
