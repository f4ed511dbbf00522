"""Somebody who acts for a side by a personal link, without an account."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from service.domain.terms.parties import Side

LINK_LASTS: Final = timedelta(days=366)
"""From the day on which it was made, and from the closing of the license that it opens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkHolder:
    """Whose link it is, and for which side they act; `license_id` is the license that it opens."""

    link_id: str
    org_id: str
    side: Side
    email: str
    name: str
    license_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyMember(LinkHolder):
    """Whoever acts for a side of a deal, and later of the license that it led to."""

    deal_id: str


class Visit(StrEnum):
    """A page that was fetched may have been fetched by a program that looks after mail."""

    FETCHED = "fetched"
    VIEWED = "viewed"
