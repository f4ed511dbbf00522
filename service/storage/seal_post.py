"""Letters about the seal of this installation, to those who administer any organization of it."""

from datetime import datetime
from typing import Final

from sqlalchemy import Connection, select

from service.domain.letters import HouseLetter
from service.domain.people import MAY, Act
from service.storage.recipients import post
from service.storage.tables import memberships

_ADMINISTER: Final = [role for role, acts in MAY.items() if Act.ADMINISTER in acts]
_ENOUGH: Final = 32
"""So much of a fingerprint tells certificates apart."""


def post_to_administrators(
    connection: Connection, fingerprint: str, days: int, at: datetime
) -> int:
    """Each once for each certificate and `days`, whatever else they administer; how many are new."""
    rows = connection.execute(
        select(memberships.c.user_id, memberships.c.org_id)
        .where(memberships.c.role.in_(_ADMINISTER))
        .order_by(memberships.c.user_id, memberships.c.created_at)
    )
    kind, about = HouseLetter.SEAL_ENDING, fingerprint[:_ENOUGH]
    return sum(
        post(
            connection,
            key=f"{kind}:{about}:{days}:{row.user_id}",
            kind=kind,
            org=row.org_id,
            to=row.user_id,
            at=at,
            about=about,
        )
        for row in rows.all()
    )
