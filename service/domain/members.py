"""Who belongs to an organization, and that one who can let others in always remains."""

from collections.abc import Collection, Mapping

from service.domain.errors import AlreadyMember, LastAdministrator, NotFound, ResetNotAllowed
from service.domain.people import MAY, Act, Role


def check_new(email: str, emails: frozenset[str]) -> None:
    """AlreadyMember where the address is one of theirs."""
    if email in emails:
        raise AlreadyMember(email)


def check_change(roles: Mapping[str, Role], user_id: str, role: Role | None) -> None:
    """Whether a member may get this role, or leave where it is null.

    NotFound for somebody who is none, LastAdministrator where nobody would be left to administer.
    """
    if user_id not in roles:
        raise NotFound
    after = {**roles, user_id: role}
    if not any(role is not None and Act.ADMINISTER in MAY[role] for role in after.values()):
        raise LastAdministrator


def check_reset(org: str, user_id: str, *, by: str, houses: Collection[str]) -> None:
    """Whether an administrator of `org` may take a member's second step off.

    `houses` are the organizations that the member belongs to. NotFound for somebody who is no
    member. ResetNotAllowed where another house relies on the same second step, and for one's own:
    whoever sits at an open browser must not get rid of it without a code.
    """
    if org not in houses:
        raise NotFound
    if len(houses) > 1 or user_id == by:
        raise ResetNotAllowed
