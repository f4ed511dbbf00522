"""Whether what is licensed is described so that it can be counted and traced."""

from collections.abc import Iterator
from typing import Final

from service.domain.errors import Fault
from service.domain.pointers import lines
from service.domain.pricing.words import plain
from service.domain.terms import Terms
from service.domain.terms.delivery import ManifestRule
from service.domain.terms.materials import (
    ANY_ASSET,
    UNITS_OF,
    MaterialsLine,
    People,
    RightsBasis,
    RightsKind,
)
from service.domain.wording import day_in_words, in_order, listed, spoken

UNDER_OTHERS_TERMS: Final = frozenset(
    {RightsKind.CONTRIBUTOR_LICENSE, RightsKind.USER_TERMS, RightsKind.MANDATE}
)
"""Rights that rest on terms which contributors, users or principals accepted."""


def line_ids_are_unique(terms: Terms) -> Iterator[Fault]:
    seen: set[str] = set()
    for at, line in lines(terms):
        if line.id in seen:
            yield Fault(f"{at}/id", f"Another line is already called {line.id}.")
        seen.add(line.id)


def units_suit_asset_types(terms: Terms) -> Iterator[Fault]:
    for at, line in lines(terms):
        units = UNITS_OF[line.asset_type] | ANY_ASSET
        if line.unit not in units:
            yield Fault(
                f"{at}/unit",
                f"Line {line.id} ({plain(line.asset_type)}) cannot be counted by the "
                f"{plain(line.unit)}: choose {listed(sorted(map(plain, units)), 'or')}.",
            )


def line_purposes_are_granted(terms: Terms) -> Iterator[Fault]:
    for at, line in lines(terms):
        more = (line.purposes or frozenset()) - terms.grant.purposes
        if more:
            yield Fault(
                f"{at}/purposes",
                f"Line {line.id} is for {listed(in_order(more))}, which the grant does not "
                "permit: add it to the grant's purposes or take it from the line.",
            )


def releases_are_of_people(terms: Terms) -> Iterator[Fault]:
    for at, line in lines(terms):
        if line.releases_pct is not None and line.people is People.NONE:
            yield Fault(
                f"{at}/releases_pct",
                f"Line {line.id} shows no identifiable people, so there is nothing to release: "
                "leave the percentage out or say that people appear.",
            )


def only_others_terms_have_versions(terms: Terms) -> Iterator[Fault]:
    for at, line in lines(terms):
        basis = line.rights_basis
        if basis.kind not in UNDER_OTHERS_TERMS and _cites_terms(basis):
            yield Fault(
                f"{at}/rights_basis",
                f"Line {line.id} rests on {spoken(basis.kind)} rights, which no contributor or "
                "user accepted: leave out the version, the dates and what they say of AI.",
            )


def acceptance_of_terms_runs_forward(terms: Terms) -> Iterator[Fault]:
    for at, line in lines(terms):
        start, end = line.rights_basis.accepted_from, line.rights_basis.accepted_to
        if start and end and end < start:
            yield Fault(
                f"{at}/rights_basis/accepted_to",
                f"The terms were accepted to {day_in_words(end)}, before they were accepted from "
                f"{day_in_words(start)}.",
            )


def manifests_are_expected(terms: Terms) -> Iterator[Fault]:
    if terms.materials.manifest and terms.delivery.manifest is ManifestRule.NONE:
        yield Fault(
            "/delivery/manifest",
            "A manifest is given, but none is agreed: choose at signature or per delivery.",
        )


def _cites_terms(basis: RightsBasis) -> bool:
    return any((basis.terms_version, basis.accepted_from, basis.accepted_to, basis.ai_use))


def rests_on_user_terms(line: MaterialsLine) -> bool:
    return line.rights_basis.kind is RightsKind.USER_TERMS


RULES: Final = (
    line_ids_are_unique,
    units_suit_asset_types,
    line_purposes_are_granted,
    releases_are_of_people,
    only_others_terms_have_versions,
    acceptance_of_terms_runs_forward,
    manifests_are_expected,
)
