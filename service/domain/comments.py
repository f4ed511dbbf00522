"""Comments on a deal and its clauses: shared with the other side, or our own side's alone."""

from dataclasses import dataclass
from datetime import datetime

from service.domain.terms.parties import Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """`number` counts within the deal. `side` is null for an intermediary's; `clause` ("C05") for one on
    the deal as a whole. `mentions` are the ids of members of our organization.
    """

    id: str
    deal_id: str
    number: int
    side: Side | None
    by: str
    by_name: str
    at: datetime
    shared: bool
    clause: str | None
    text: str
    mentions: tuple[str, ...] = ()
