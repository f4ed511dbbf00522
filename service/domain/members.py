"""Who belongs to an organization, and that one who can let others in always remains."""

from collections.abc import Mapping

from service.domain.errors import AlreadyMember, LastAdministrator, NotFound
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
