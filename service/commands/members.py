"""Letting people into an organization, changing what they are there, and letting them go."""

from dataclasses import dataclass
from datetime import datetime

from service.commands.sign_in import send_link
from service.desk import Desk
from service.domain import members
from service.domain.deeds import Deed
from service.domain.errors import NotFound
from service.domain.letters import AccountLetter
from service.domain.people import Role
from service.signing.links import SIGN_IN
from service.storage.accounts import Accounts, Member
from service.storage.calendar_feeds import CalendarFeeds
from service.storage.mondays import Mondays
from service.storage.org_history import OrgHistory


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody who gets a letter with a link; `token` is for another one, to hand over by hand."""

    user_id: str
    token: str | None


def invite(
    desk: Desk,
    org: str,
    *,
    email: str,
    name: str,
    role: Role,
    by: str,
    at: datetime,
    by_hand: bool,
) -> Invited:
    """A new member, told by letter; AlreadyMember if they are one."""
    with desk.db.accounts() as accounts:
        there = _held(accounts, org)
        members.check_new(email, frozenset(member.email for member in there))
        user = accounts.user(email, name, at)
        accounts.join(org, user, role, at)
        history = OrgHistory(accounts.connection, org)
        history.note(Deed.MEMBER_INVITED, by=by, at=at, about=user, role=role)
        return _invited(desk, accounts, org, user, by, at, by_hand)


def new_link(
    desk: Desk, org: str, user_id: str, *, by: str, at: datetime, by_hand: bool
) -> Invited:
    """Another link for a member; NotFound for somebody who is none."""
    with desk.db.accounts() as accounts:
        if user_id not in {member.user_id for member in accounts.members(org)}:
            raise NotFound
        history = OrgHistory(accounts.connection, org)
        history.note(Deed.LINK_MADE, by=by, at=at, about=user_id)
        return _invited(desk, accounts, org, user_id, by, at, by_hand)


def change_role(desk: Desk, org: str, user_id: str, role: Role, *, by: str, at: datetime) -> None:
    """NotFound, LastAdministrator."""
    with desk.db.accounts() as accounts:
        roles = _roles(_held(accounts, org))
        members.check_change(roles, user_id, role)
        accounts.change_role(org, user_id, role)
        if (before := roles[user_id]) is not role:
            history = OrgHistory(accounts.connection, org)
            history.note(Deed.ROLE_CHANGED, by=by, at=at, about=user_id, before=before, role=role)


def remove(desk: Desk, org: str, user_id: str, *, by: str, at: datetime) -> None:
    """Their sessions, links, feed and letters here end with it; what they did stays in the history."""
    with desk.db.accounts() as accounts:
        roles = _roles(_held(accounts, org))
        members.check_change(roles, user_id, None)
        accounts.leave(org, user_id, at)
        CalendarFeeds(accounts.connection).end(org, user_id, at)
        Mondays(accounts.connection).end(org, user_id)
        history = OrgHistory(accounts.connection, org)
        history.note(Deed.MEMBER_REMOVED, by=by, at=at, about=user_id, before=roles[user_id])


def _invited(
    desk: Desk, accounts: Accounts, org: str, user: str, by: str, at: datetime, by_hand: bool
) -> Invited:
    """The letter brings a link that nobody else sees. One that an administrator sees stays here."""
    send_link(accounts, AccountLetter.INVITATION, org, user, at, by)
    if not by_hand:
        return Invited(user, None)
    link = accounts.sign_in_link(org, user, at, confined=True)
    return Invited(user, desk.links.token(SIGN_IN, link))


def _held(accounts: Accounts, org: str) -> list[Member]:
    """The members, who do not change until this is done."""
    accounts.hold(org)
    return [*accounts.members(org)]


def _roles(there: list[Member]) -> dict[str, Role]:
    return {member.user_id: member.role for member in there}
