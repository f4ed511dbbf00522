"""Deals that are found by the beginnings of their words."""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, func, select

from service.storage.listed import words_in
from service.storage.tables import deal_words, deals

FEW: Final = 10_000
"""So many are looked up and sorted in a tenth of a second."""


def matching(
    connection: Connection, org: str, search: str, few: int = FEW
) -> Iterator[ColumnElement[bool]]:
    """Conditions on a list of deals: they have a word that begins with each of these.

    Where few deals have one, the list is those. Where many have one, the list is walked through in
    its own order, and the first come soon. No database can tell which it is before it has looked.
    """
    found_ids: list[set[str]] = []
    for beginning in words_in(search):
        found = _having(beginning)
        mine = found.where(deal_words.c.org_id == org)
        if _are_more(connection, mine, few):
            yield found.where(deal_words.c.deal_id == deals.c.id).exists()
        else:
            found_ids.append({*connection.scalars(mine)})
    if found_ids:
        yield deals.c.id.in_(sorted(set.intersection(*found_ids)))


def _are_more(connection: Connection, found: Select[Any], than: int) -> bool:
    some = found.limit(than + 1).subquery()
    return (connection.scalar(select(func.count()).select_from(some)) or 0) > than


def _having(beginning: str) -> Select[Any]:
    words = deal_words.c.word
    return select(deal_words.c.deal_id).where(words >= beginning, words < beginning + "\uffff")
