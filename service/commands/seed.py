"""A few believable deals for an organization that wants to look around first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from service.commands import deals, negotiation
from service.desk import Desk
from service.domain.deal import DealHeader, WrittenTerms
from service.domain.people import Role
from service.storage.deals import Tx


@dataclass(frozen=True, slots=True)
class Demo:
    """A deal to begin with: `header.external_id` is what it is found by when it is there already."""

    header: DealHeader
    written: WrittenTerms


@dataclass(frozen=True, slots=True)
class Cast:
    """Who acts: the ids of a drafter and of an approver."""

    drafter: str
    approver: str


PEOPLE: Final = (
    ("drafter", "dana@demo.example", "Dana Okafor", Role.DRAFTER),
    ("approver", "avery@demo.example", "Avery Lindqvist", Role.APPROVER),
    (None, "victor@demo.example", "Victor Haas", Role.VIEWER),
)

Story = Callable[[Tx, str, Cast, datetime], None]


def seed(desk: Desk, slug: str, demos: Mapping[str, Demo], at: datetime) -> int:
    """How many deals were made; those that are there already stay as they are.

    NotFound if there is no such organization. `demos` are named as the stories are.
    """
    org, cast = _cast(desk, slug, at)
    return sum(_told(desk, org, name, demos[name], cast, at) for name in STORIES if name in demos)


def _cast(desk: Desk, slug: str, at: datetime) -> tuple[str, Cast]:
    found = {}
    with desk.db.accounts() as accounts:
        org = accounts.organization_of(slug)
        for part, email, name, role in PEOPLE:
            user = accounts.user(email, name, at)
            accounts.join(org, user, role, at)
            if part:
                found[part] = user
    return org, Cast(**found)


def _told(desk: Desk, org: str, name: str, demo: Demo, cast: Cast, at: datetime) -> bool:
    begun, story = STORIES[name]
    with desk.db.transaction(org) as tx:
        if tx.deal_list(limit=1, external_id=demo.header.external_id).rows:
            return False
        deal = deals.draft(tx, demo.header, demo.written, by=cast.drafter, at=at - begun)
        story(tx, deal.id, cast, at)
    return True


def _drafted(tx: Tx, deal_id: str, cast: Cast, at: datetime) -> None:
    """Nothing more has happened to it."""


def _asked(tx: Tx, deal_id: str, cast: Cast, at: datetime) -> None:
    note = "The studio will send the missing releases by the end of the month."
    deals.request_approval(tx, deal_id, note=note, by=cast.drafter, at=at - timedelta(hours=5))


def _released(tx: Tx, deal_id: str, cast: Cast, at: datetime) -> None:
    deals.request_approval(
        tx, deal_id, note=None, by=cast.drafter, at=at - timedelta(days=2, hours=3)
    )
    reason = (
        "The people without a release died before 1956; counsel has confirmed that none is needed."
    )
    deals.approve(tx, deal_id, reason=reason, by=cast.approver, at=at - timedelta(days=2))


def _withdrawn(tx: Tx, deal_id: str, cast: Cast, at: datetime) -> None:
    reason = "The label sold the catalog before we came to terms."
    negotiation.withdraw_deal(
        tx, deal_id, reason=reason, by=cast.drafter, at=at - timedelta(days=6)
    )


STORIES: Final[Mapping[str, tuple[timedelta, Story]]] = {
    "music": (timedelta(days=9), _withdrawn),
    "film": (timedelta(days=4), _released),
    "nature": (timedelta(days=3), _drafted),
    "speech": (timedelta(days=1), _asked),
    "photos": (timedelta(hours=2), _drafted),
}
"""How long ago each deal began, and what became of it."""
