"""Somebody who acts for a side by a personal link, without an account."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from service.domain.terms.parties import Side

LINK_LASTS: Final = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyMember:
    """Whose link it is, and for which side of which deal they act."""

    link_id: str
    org_id: str
    deal_id: str
    side: Side
    email: str
    name: str


class Visit(StrEnum):
    """A page that was fetched may have been fetched by a program that looks after mail."""

    FETCHED = "fetched"
    VIEWED = "viewed"
