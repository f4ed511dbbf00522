"""Organizations in which nobody hears of anything, since nobody is a member of them."""

from sqlalchemy import Connection, exists, select

from service.domain.licenses.parts import Status
from service.storage.license_tables import licenses
from service.storage.tables import memberships, organizations


def has_unheard_licenses(connection: Connection) -> bool:
    """Whether a license that is not closed has nobody who could be reminded of its days."""
    house = organizations.c.id
    asked = select(house).where(
        ~exists().where(memberships.c.org_id == house),
        exists().where(licenses.c.org_id == house, licenses.c.status != Status.CLOSED),
    )
    return connection.scalar(asked.limit(1)) is not None
