"""Setting up an installation: tables, the first organization, its people, their links and keys."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from service.desk import Desk
from service.domain.people import Role, Scope
from service.signing.links import SIGN_IN

SYSTEM = "system"
"""Who does what no person did."""


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
        accounts.join(org, user, role, at)
        link = accounts.sign_in_link(org, user, at)
    return Invited(user, desk.links.token(SIGN_IN, link))


def create_key(desk: Desk, slug: str, name: str, scopes: Iterable[Scope], at: datetime) -> str:
    """The key, shown once; NotFound if there is no such organization."""
    with desk.db.accounts() as accounts:
        org = accounts.organization_of(slug)
        _, key = accounts.new_key(org, name, scopes, by=SYSTEM, at=at)
    return key
