"""A process that changes a deal's metadata again and again, reading before it writes."""

import sys
from dataclasses import replace
from types import MappingProxyType

from service.commands import deals as commands
from service.storage.database import open_database
from tests.conftest import NOON


def main(url: str, org: str, deal_id: str, name: str, times: int) -> None:
    database = open_database(url)
    for _ in range(times):
        with database.transaction(org) as tx:
            deal = tx.deal(deal_id)
            count = int(deal.header.metadata.get(name, "0")) + 1
            metadata = MappingProxyType({**deal.header.metadata, name: str(count)})
            header = replace(deal.header, metadata=metadata)
            commands.change(tx, deal, header, deal.written, by=name, at=NOON)
    database.close()


if __name__ == "__main__":
    main(*sys.argv[1:5], times=int(sys.argv[5]))
