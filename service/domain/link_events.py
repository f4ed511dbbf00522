"""What happens to personal links. It moves no deal, and is told in its history."""

from dataclasses import dataclass

from service.domain.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkEvent(Event):
    """About the personal link of somebody who acts for a side, by its id and their name."""

    link_id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkSent(LinkEvent):
    """By our side, to the address that it was made for: again, or for the first time to a license."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRevoked(LinkEvent):
    """It opens nothing from then on."""
