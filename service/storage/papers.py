"""Papers that are kept, so that the same words are not laid out twice."""

from datetime import datetime

from sqlalchemy import Connection, select

from service.storage.once import insert_once
from service.storage.tables import papers


class Papers:
    """Those of one organization. A paper's key is the digest of everything that it follows from."""

    def __init__(self, connection: Connection, org: str) -> None:
        self.connection = connection
        self.org = org

    def find(self, key: str) -> str | None:
        """The SHA-256 that the paper is filed under; null where it was never made."""
        found: str | None = self.connection.scalar(
            select(papers.c.sha256).where(papers.c.org_id == self.org, papers.c.key == key)
        )
        return found

    def keep(self, key: str, sha256: str, size: int, at: datetime) -> None:
        """The first one stays where two were made at once: they say the same words."""
        row = {"org_id": self.org, "key": key, "sha256": sha256, "size": size, "created_at": at}
        insert_once(self.connection, papers, row, key=("org_id", "key"))
