"""The page docs/cuad.md: where each category of the CUAD checklist is answered, made from the library.

Write it anew with `.venv/bin/python -m tests.drafting.cuad_page`.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from service.domain.rules.positions import DECIDED_BY, NEEDED_BY
from service.domain.terms.positions import Position
from service.drafting.library import Family, clause, family
from service.drafting.selection import positions_on_offer
from service.drafting.spans import section_number

PAGE: Final = Path(__file__).parents[2] / "docs" / "cuad.md"

CATEGORIES: Final = (
    "Document Name",
    "Parties",
    "Agreement Date",
    "Effective Date",
    "Expiration Date",
    "Renewal Term",
    "Notice Period To Terminate Renewal",
    "Governing Law",
    "Most Favored Nation",
    "Non-Compete",
    "Exclusivity",
    "No-Solicit Of Customers",
    "Competitive Restriction Exception",
    "No-Solicit Of Employees",
    "Non-Disparagement",
    "Termination For Convenience",
    "Rofr/Rofo/Rofn",
    "Change Of Control",
    "Anti-Assignment",
    "Revenue/Profit Sharing",
    "Price Restrictions",
    "Minimum Commitment",
    "Volume Restriction",
    "Ip Ownership Assignment",
    "Joint Ip Ownership",
    "License Grant",
    "Non-Transferable License",
    "Affiliate License-Licensor",
    "Affiliate License-Licensee",
    "Unlimited/All-You-Can-Eat-License",
    "Irrevocable Or Perpetual License",
    "Source Code Escrow",
    "Post-Termination Services",
    "Audit Rights",
    "Uncapped Liability",
    "Cap On Liability",
    "Liquidated Damages",
    "Warranty Duration",
    "Insurance",
    "Covenant Not To Sue",
    "Third Party Beneficiary",
)
"""The 41 categories of the Contract Understanding Atticus Dataset, in its order."""

ABSENT_BY_CHOICE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "No-Solicit Of Customers": "The parties share no customers, and a ban between two firms of "
        "one trade invites competition law.",
        "No-Solicit Of Employees": "No staff of one side works with the other, and many places do "
        "not enforce such a ban.",
    }
)
"""Why no text of the family answers a category."""

ONLY_IN: Final[Mapping[tuple[str, str], tuple[str, ...]]] = MappingProxyType(
    {
        ("C16", "Change Of Control"): ("notice", "consent", "terminate"),
        ("C19", "Minimum Commitment"): ("minimum", "advance"),
        ("C19", "Revenue/Profit Sharing"): ("revenue_share",),
        ("C23", "Covenant Not To Sue"): ("FU4", "FU5"),
        ("C25", "Covenant Not To Sue"): ("paid_release", "covenant_not_to_sue"),
        ("C41", "Warranty Duration"): ("licensee",),
        ("C44", "Expiration Date"): ("limited",),
        ("C44", "Irrevocable Or Perpetual License"): ("perpetual",),
        ("C45", "Notice Period To Terminate Renewal"): ("auto_evergreen", "auto_fixed_n"),
        ("C45", "Renewal Term"): (
            "auto_evergreen",
            "auto_fixed_n",
            "option_licensee",
            "option_licensor",
            "mutual",
            "conditional",
        ),
        ("C46", "Termination For Convenience"): ("convenience",),
    }
)
"""The texts of a clause that hold a category, where not each of them does."""

REMARKS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Agreement Date": "The date of the last signature.",
        "Affiliate License-Licensor": "Affiliates of Licensor grant what the License needs.",
        "Ip Ownership Assignment": "Says that nothing is assigned.",
        "Joint Ip Ownership": "Says that none arises.",
        "Non-Compete": "Only a substitute for the collection, where Prohibited Uses name it.",
        "Non-Disparagement": "Only false statements about the other side's part in the deal.",
        "Source Code Escrow": "Says that there is none; each side keeps the evidence instead.",
        "Third Party Beneficiary": "Says who has no right, and which texts give one.",
    }
)
"""What a reader who ticks the box should know."""

CHOSEN: Final = {"C46": "period.convenience"}
"""What chooses the texts that stand behind a clause's position."""

HEAD: Final = """# The CUAD checklist, answered by the family bulk-media, version 1

Reviewers know the 41 categories of the Contract Understanding Atticus Dataset. Each stands here with the Sections that
answer it and the deals in which they do, or as absent by choice with the reason. Clauses on training, weights, outputs,
deletion, fair use, biometrics, illegal content and bulk data have no category there; [all clauses](clauses.md) has them.
This page is made from the library (`.venv/bin/python -m tests.drafting.cuad_page`), and a test keeps the two equal.

| Category | Section | Present | Remark |
|---|---|---|---|
"""


def page(form: Family) -> str:
    return "".join([HEAD, *(_row(category, form) for category in CATEGORIES)])


def sections(category: str, form: Family) -> tuple[str, ...]:
    """The clauses that answer a category, in order."""
    return tuple(id for id, n in sorted(form.clauses.items()) if category in clause(id, n).cuad)


def _row(category: str, form: Family) -> str:
    if category in ABSENT_BY_CHOICE:
        return f"| {category} | none | absent by choice | {ABSENT_BY_CHOICE[category]} |\n"
    found = sections(category, form)
    numbers = ", ".join(map(section_number, found))
    present = "; ".join(_present(category, found, form))
    return f"| {category} | {numbers} | {present} | {REMARKS.get(category, '')} |\n"


def _present(category: str, found: tuple[str, ...], form: Family) -> Iterator[str]:
    for id in found:
        label = f"{section_number(id)}: " if len(found) > 1 else ""
        yield label + _when(id, ONLY_IN.get((id, category), ()), form)


def _when(id: str, only_in: tuple[str, ...], form: Family) -> str:
    chosen_by = CHOSEN.get(id) or DECIDED_BY.get(id) or f"positions.clauses.{id}"
    if only_in:
        return f"by choice of {chosen_by}: {', '.join(f'`{block}`' for block in only_in)}"
    sides = set(positions_on_offer(id, form)) - {Position.OMITTED}
    wording = ", in every position" if len(sides) > 1 else ""
    if id in NEEDED_BY:
        return f"where {NEEDED_BY[id][0]} is given{wording}"
    return f"{f'by choice of {chosen_by}' if id in form.optional else 'always'}{wording}"


if __name__ == "__main__":
    PAGE.write_text(page(family("bulk-media", 1)), "utf-8")
