"""The page docs/clauses.md, made from the library.

Write it anew with `.venv/bin/python -m tests.drafting.clauses_page`.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from service.drafting.catalog import clauses_of, schedules_of
from service.drafting.library import Clause, Family, family

PAGE: Final = Path(__file__).parents[2] / "docs" / "clauses.md"

HEAD: Final = """# The clauses of the family bulk-media, version 1

Section numbers never move: a clause that a deal does not use prints "Not used" (marked *optional* here). Where terms
of the deal choose a clause's text, no position can be chosen for it; else `positions.clauses` may name one of its texts.
A text called `common` goes in whenever the clause is used. `service/drafting/selection.py` is the rule; this page is made
from the library (`.venv/bin/python -m tests.drafting.clauses_page`), and a test keeps the two equal.

| No. | Clause | Its text follows from | Texts | CUAD categories |
|---|---|---|---|---|
"""

SCHEDULES: Final = """
## Schedules

| Schedule | Texts |
|---|---|
"""


def page(form: Family) -> str:
    return "".join([HEAD, *_clauses(form), SCHEDULES, *map(_schedule, schedules_of(form))])


def _clauses(form: Family) -> Iterator[str]:
    for listed in clauses_of(form):
        if listed.text is None:
            yield f"| {listed.number} | *no text in this family* | | | |\n"
            continue
        optional = " *(optional)*" if listed.optional else ""
        cells = (
            listed.number,
            f"{listed.text.heading}{optional}",
            listed.chosen_by,
            _texts(listed.text),
            ", ".join(listed.text.cuad),
        )
        yield f"| {' | '.join(cells)} |\n"


def _texts(text: Clause) -> str:
    return ", ".join(f"`{name}`" for name in text.blocks)


def _schedule(text: Clause) -> str:
    return f"| {text.heading} | {_texts(text)} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(family("bulk-media", 1)), "utf-8")
