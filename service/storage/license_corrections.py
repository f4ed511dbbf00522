"""What a correction of a license changes beside its own events: labels, and periods that never were."""

from collections.abc import Mapping

from sqlalchemy import Connection, delete, update

from service.domain.licenses.license import License
from service.storage.license_tables import license_periods, licenses


def keep_beside(
    connection: Connection, license_id: str, external_id: str | None, metadata: Mapping[str, str]
) -> None:
    """What no event says, replaced; the license is the organization's own, and held."""
    connection.execute(
        update(licenses)
        .where(licenses.c.id == license_id)
        .values(external_id=external_id, metadata=dict(metadata))
    )


def drop_periods(connection: Connection, license: License) -> None:
    """Those that were recorded wrongly, behind the one that runs."""
    connection.execute(
        delete(license_periods).where(
            license_periods.c.license_id == license.id,
            license_periods.c.n > license.periods[-1].n,
        )
    )
