"""A few believable deals for an organization that wants to look around first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from service.commands import comments, deals, negotiation
from service.commands.negotiation import Put
from service.desk import Desk
from service.domain.deal import DealHeader, WrittenTerms
from service.domain.party import PartyMember, Visit
from service.domain.people import Role
from service.storage.deal_links import DealLinks, member_of
from service.storage.deals import Tx


@dataclass(frozen=True, slots=True)
class Demo:
    """A deal to begin with: `header.external_id` is what it is found by when it is there already.

    `counter` is what the other side answers with, in stories where it does.
    """

    header: DealHeader
    written: WrittenTerms
    counter: WrittenTerms | None = None


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

SOMEWHERE: Final = "192.0.2.1"
"""An address that no machine has (RFC 5737)."""

Story = Callable[[Tx, str, Cast, datetime, Demo], None]


def seed(desk: Desk, slug: str, demos: Mapping[str, Demo], at: datetime) -> int:
    """How many deals were made; those that are there already stay as they are.

    NotFound if there is no such organization. `demos` are named as the stories are.
    """
    org, cast = cast_of(desk, slug, at)
    return sum(_told(desk, org, name, demos[name], cast, at) for name in STORIES if name in demos)


def cast_of(desk: Desk, slug: str, at: datetime) -> tuple[str, Cast]:
    """The organization, and its people, who are there from now on; NotFound."""
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
        story(tx, deal.id, cast, at, demo)
    return True


def _drafted(tx: Tx, deal_id: str, cast: Cast, at: datetime, demo: Demo) -> None:
    """Nothing more has happened to it."""


def _asked(tx: Tx, deal_id: str, cast: Cast, at: datetime, demo: Demo) -> None:
    note = "The studio will send the missing releases by the end of the month."
    deals.request_approval(tx, deal_id, note=note, by=cast.drafter, at=at - timedelta(hours=5))


def _released(tx: Tx, deal_id: str, cast: Cast, at: datetime, demo: Demo) -> None:
    deals.request_approval(
        tx, deal_id, note=None, by=cast.drafter, at=at - timedelta(days=2, hours=3)
    )
    reason = (
        "The people without a release died before 1956; counsel has confirmed that none is needed."
    )
    deals.approve(tx, deal_id, reason=reason, by=cast.approver, at=at - timedelta(days=2))


def _withdrawn(tx: Tx, deal_id: str, cast: Cast, at: datetime, demo: Demo) -> None:
    reason = "The label sold the catalog before we came to terms."
    negotiation.withdraw_deal(
        tx, deal_id, reason=reason, by=cast.drafter, at=at - timedelta(days=6)
    )


def _offered(tx: Tx, deal_id: str, cast: Cast, at: datetime, demo: Demo) -> None:
    """It waits for the other side."""
    _offer(tx, deal_id, cast, _days(at, 2), "As discussed; delivery could begin in June.")


def _countered(tx: Tx, deal_id: str, cast: Cast, at: datetime, demo: Demo) -> None:
    """It waits for us, with a word of theirs and one among ourselves."""
    _offer(tx, deal_id, cast, _days(at, 6), None)
    said, then = "We can sign this month at this rate, if it runs for three years.", _days(at, 3)
    put = Put(written=demo.counter, message=said, expires_at=at + timedelta(days=11))
    member = _other_side(tx, deal_id, then)
    negotiation.counter(tx, member, put, at=then)
    asked = "Would you also take delivery in two halves?"
    comments.comment_by_link(tx, member, text=asked, clause=None, at=then + timedelta(hours=1))
    comments.comment(
        tx,
        deal_id,
        text="The rate is within our playbook. Can we live with three years?",
        shared=False,
        clause=None,
        mentions=(cast.approver,),
        by=cast.drafter,
        by_name=PEOPLE[0][2],
        at=then + timedelta(hours=20),
    )


def _agreed(tx: Tx, deal_id: str, cast: Cast, at: datetime, demo: Demo) -> None:
    agree(tx, deal_id, cast, _days(at, 8), demo)


def agree(tx: Tx, deal_id: str, cast: Cast, at: datetime, demo: Demo) -> None:
    """Offered at `at`, and accepted the next day."""
    _offer(tx, deal_id, cast, at, None)
    then = at + timedelta(days=1)
    negotiation.accept_by_link(
        tx, _other_side(tx, deal_id, then), terms_sha256=demo.written.canonical.sha256, at=then
    )


def _offer(tx: Tx, deal_id: str, cast: Cast, at: datetime, message: str | None) -> None:
    put = Put(message=message, expires_at=at + timedelta(days=14))
    negotiation.offer(tx, deal_id, put, by=cast.drafter, at=at)


def _other_side(tx: Tx, deal_id: str, at: datetime) -> PartyMember:
    """Who acts for it, and has just looked."""
    links = DealLinks(tx.connection, tx.org)
    found = links.of_deal(deal_id)[0].id
    links.note(found, Visit.VIEWED, at, SOMEWHERE, "Mozilla/5.0 (X11; Linux) Firefox/140.0")
    return member_of(tx.connection, found, at)


def _days(at: datetime, days: int) -> datetime:
    return at - timedelta(days=days)


STORIES: Final[Mapping[str, tuple[timedelta, Story]]] = {
    "users": (timedelta(days=10), _agreed),
    "music": (timedelta(days=9), _withdrawn),
    "landscapes": (timedelta(days=8), _countered),
    "scans": (timedelta(days=5), _offered),
    "film": (timedelta(days=4), _released),
    "nature": (timedelta(days=3), _drafted),
    "speech": (timedelta(days=1), _asked),
    "photos": (timedelta(hours=2), _drafted),
}
"""How long ago each deal began, and what became of it."""
