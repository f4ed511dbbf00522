"""Setting up an installation: tables, the first organization, its people, their links and keys."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from service.desk import Desk
from service.domain.deeds import Deed
from service.domain.people import SYSTEM, Role, Scope
from service.signing.links import SIGN_IN
from service.storage.org_history import OrgHistory


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody who can sign in once with `token`, within a day."""

    user_id: str
    token: str


def set_up(desk: Desk, slug: str, email: str, at: datetime) -> Invited:
    """Tables up to date, the organization and its administrator there; safe to repeat."""
    desk.db.migrate()
    name = slug.replace("-", " ").title()
    with desk.db.accounts() as accounts:
        accounts.organization(slug, name, at)
    return invite(desk, slug, email, "", Role.ADMIN, at)


def invite(desk: Desk, slug: str, email: str, name: str, role: Role, at: datetime) -> Invited:
    """A member of the organization, with a link; NotFound if there is no such organization."""
    with desk.db.accounts() as accounts:
        org = accounts.organization_of(slug)
        user = accounts.user(email, name or email.partition("@")[0].title(), at)
        before = {m.user_id: m.role for m in accounts.members(org)}.get(user)
        accounts.join(org, user, role, at)
        _note(OrgHistory(accounts.connection, org), user, before, role, at)
        link = accounts.sign_in_link(org, user, at)
    return Invited(user, desk.links.token(SIGN_IN, link))


def _note(history: OrgHistory, user: str, before: Role | None, role: Role, at: datetime) -> None:
    """A link is made each time; what else has changed is told instead."""
    if before is None:
        history.note(Deed.MEMBER_INVITED, by=SYSTEM, at=at, about=user, role=role)
    elif before is role:
        history.note(Deed.LINK_MADE, by=SYSTEM, at=at, about=user)
    else:
        said = {"before": before, "role": role}
        history.note(Deed.ROLE_CHANGED, by=SYSTEM, at=at, about=user, **said)


def create_key(desk: Desk, slug: str, name: str, scopes: Iterable[Scope], at: datetime) -> str:
    """The key, shown once; NotFound if there is no such organization."""
    with desk.db.accounts() as accounts:
        org = accounts.organization_of(slug)
        _, key = accounts.new_key(org, name, scopes, by=SYSTEM, at=at)
    return key
