"""The page docs/moves.md, made from the tables of moves.

Write it anew with `.venv/bin/python -m tests.moves_page`.
"""

from pathlib import Path
from typing import Final

from service.cli_moves import license_moves_diagram, moves_diagram

PAGE: Final = Path(__file__).parents[1] / "docs" / "moves.md"

HEAD: Final = """# The moves of a deal

A move that is not here does not exist. An offer of the side that opened the negotiation is `OfferMade`, one of the other side
`CounterOffered`; either may replace an offer of its own. What is `agreed` is no contract yet: neither side is bound, and either may
withdraw, until every signer has signed. Drafts and approvals are ours alone, also while an offer stands.

The table is `MOVES` in `service/domain/deal.py`, and who may make a move is told in `service/domain/negotiation.py`. `counterpart moves`
prints this diagram; the page is made from it (`.venv/bin/python -m tests.moves_page`), and a test keeps the two equal.

"""


LICENSE: Final = """
# The moves of a license

Execution makes a license, or somebody records one that was signed elsewhere, and may correct
that until something rests on it: then it begins anew. It is `scheduled` until its first day. `ending` means
that the last day is known from a notice, or that use winds down after it; a renewal is an event and no status. After the end
(`post_term`) duties remain; the license is `closed` when each is done or waived. A suspension during `ending` is kept beside the
status, since the end that is known weighs more.

The table is `LICENSE_MOVES` in `service/domain/licenses/license.py`; `counterpart moves license` prints this diagram. What happens
by itself is told in `due.py` beside it, what a side can do in `notices.py`, `causes.py` and `ending.py`.

"""


def page() -> str:
    deals = [HEAD + "```mermaid", *moves_diagram(), "```"]
    licenses = [LICENSE + "```mermaid", *license_moves_diagram(), "```", ""]
    return "\n".join([*deals, *licenses])


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
