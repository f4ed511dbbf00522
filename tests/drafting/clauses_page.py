"""The page docs/clauses.md, made from the library.

Write it anew with `.venv/bin/python -m tests.drafting.clauses_page`.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from service.domain.checks.riders import CHECKS
from service.domain.riders import CALLED_FOR, Rider
from service.drafting.catalog import clauses_of, schedules_of
from service.drafting.library import Clause, Family, family, rider
from tests.drafting.duties import duties
from tests.drafting.reading_level import level_of, texts

PAGE: Final = Path(__file__).parents[2] / "docs" / "clauses.md"

HEAD: Final = """# The clauses of the family bulk-media, version 1

Section numbers never move: a clause that a deal does not use prints "Not used" (marked *optional* here). Where terms
of the deal choose a clause's text, no position can be chosen for it; else `positions.clauses` may name one of its texts.
A text called `common` goes in whenever the clause is used. `service/drafting/selection.py` is the rule; this page is made
from the library (`.venv/bin/python -m tests.drafting.clauses_page`), and a test keeps the two equal.

Grade is the Flesch-Kincaid grade of all texts of a clause together, the years of school that a reader needs; `.venv/bin/python
-m tests.drafting.reading_level` prints it for each text. [The CUAD checklist](cuad.md) goes the other way, from category to clause.

| No. | Clause | Its text follows from | Texts | Grade | CUAD categories |
|---|---|---|---|---|---|
"""

SCHEDULES: Final = """
## Schedules

| Schedule | Texts | Grade |
|---|---|---|
"""


DUTIES: Final = """
## Duties

The texts say *shall* {} times: to Licensor by name {} times, to Licensee {}, and otherwise ({}) to either party, to the one
just named, or to another whose acts the contract speaks of. A test finds a duty that names nobody.
"""

RIDERS: Final = """
## Law Riders

`service/domain/riders.py` is the rule: the contract attaches a Law Rider exactly where a check says so.

| Law Rider | Texts | Attached where | Basis | Grade |
|---|---|---|---|---|
"""


def page(form: Family) -> str:
    riders = (rider(id, version) for id, version in form.riders.items())
    schedules = map(_schedule, schedules_of(form))
    tables = [*_clauses(form), SCHEDULES, *schedules, RIDERS, *map(_rider, riders)]
    return "".join([HEAD, *tables, _duties(form)])


def _clauses(form: Family) -> Iterator[str]:
    for listed in clauses_of(form):
        if listed.text is None:
            yield f"| {listed.number} | *no text in this family* | | | | |\n"
            continue
        optional = " *(optional)*" if listed.optional else ""
        cells = (
            listed.number,
            f"{listed.text.heading}{optional}",
            listed.chosen_by,
            _texts(listed.text),
            _grade(listed.text),
            ", ".join(listed.text.cuad),
        )
        yield f"| {' | '.join(cells)} |\n"


def _texts(text: Clause) -> str:
    return ", ".join(f"`{name}`" for name in text.blocks)


def _schedule(text: Clause) -> str:
    return f"| {text.heading} | {_texts(text)} | {_grade(text)} |\n"


def _grade(text: Clause) -> str:
    return f"{level_of(text).grade:.1f}"


def _duties(form: Family) -> str:
    """How often each is told what it shall do."""
    owed = Counter(duty.actor for text in texts(form) for duty in duties(text))
    named = owed["Licensor"], owed["Licensee"]
    return DUTIES.format(owed.total(), *named, owed.total() - sum(named))


def _rider(text: Clause) -> str:
    reason = " ".join(str(CALLED_FOR[Rider(text.id)].__doc__).split()).removesuffix(".")
    basis = next(check.basis.words for check in CHECKS if check.code == f"{text.id}_rider")
    cells = text.heading, _texts(text), reason, basis, _grade(text)
    return f"| {' | '.join(cells)} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(family("bulk-media", 1)), "utf-8")
