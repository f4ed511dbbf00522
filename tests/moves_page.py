"""The page docs/moves.md, made from the table of moves.

Write it anew with `.venv/bin/python -m tests.moves_page`.
"""

from pathlib import Path
from typing import Final

from service.cli_moves import moves_diagram

PAGE: Final = Path(__file__).parents[1] / "docs" / "moves.md"

HEAD: Final = """# The moves of a deal

A move that is not here does not exist. An offer of the side that opened the negotiation is `OfferMade`, one of the other side
`CounterOffered`; either may replace an offer of its own. What is `agreed` is no contract yet: neither side is bound, and either may
withdraw, until every signer has signed. Drafts and approvals are ours alone, also while an offer stands.

The table is `MOVES` in `service/domain/deal.py`, and who may make a move is told in `service/domain/negotiation.py`. `counterpart moves`
prints this diagram; the page is made from it (`.venv/bin/python -m tests.moves_page`), and a test keeps the two equal.

"""


def page() -> str:
    return "\n".join([HEAD + "```mermaid", *moves_diagram(), "```", ""])


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
