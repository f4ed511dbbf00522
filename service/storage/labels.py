"""What clients keep beside their offers and comments; what the other side reads never looks here."""

from collections.abc import Iterable

from sqlalchemy import Connection, insert, select

from service.domain.labels import NONE, Labels
from service.storage.negotiation_tables import labels as table


def keep_labels(connection: Connection, org: str, about: str, labels: Labels) -> None:
    """Nothing where there is nothing to keep. `about` is the id of what was just made."""
    if labels != NONE:
        row = {"external_id": labels.external_id, "metadata": dict(labels.metadata)}
        connection.execute(insert(table), {"org_id": org, "about": about, **row})


def labels_of(connection: Connection, org: str, ids: Iterable[str]) -> dict[str, Labels]:
    """By id; what has none is left out."""
    asked = select(table).where(table.c.org_id == org, table.c.about.in_([*ids]))
    return {
        row.about: Labels(external_id=row.external_id, metadata=row._mapping["metadata"])
        for row in connection.execute(asked)
    }
