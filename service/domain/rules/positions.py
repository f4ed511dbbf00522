"""Whether the chosen positions can stand together: fair use, TDM, past use, clause positions."""

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from service.domain.capacity import is_agent, may_release
from service.domain.errors import Fault
from service.domain.pointers import licensors
from service.domain.terms import Terms
from service.domain.terms.grant import Copies
from service.domain.terms.period import PeriodMode
from service.domain.terms.positions import (
    CovenantScope,
    FairUse,
    PastUse,
    TdmReservation,
)
from service.domain.wording import in_order, listed, spoken, sum_of

_AT: Final = "/positions/fair_use"

RELEASES: Final = frozenset({PastUse.PAID_RELEASE, PastUse.COVENANT_NOT_TO_SUE})
"""Positions on past use that give something up."""

CLAUSE_ID: Final = re.compile(r"C\d{2}", re.ASCII)

DECIDED_BY: Final = {
    "C01": "the parties",
    "C10": "models.weights_survival",
    "C12": "models.retention_days_after_end and what stands with it",
    "C13": "grant.exclusivity",
    "C14": "grant.sublicense",
    "C16": "risk.change_of_control.right",
    "C17": "grant.territory and grant.field",
    "C19": "pricing",
    "C20": "pricing.tax and pricing.payee",
    "C21": "pricing.indexation and period.renewal.price",
    "C22": "risk.mfn",
    "C23": "positions.fair_use",
    "C24": "positions.tdm_reservation",
    "C25": "positions.past_use",
    "C26": "positions.moral_rights",
    "C27": "outputs.attribution",
    "C28": "positions.warranties",
    "C30": "privacy.personal_data",
    "C31": "privacy.template_extraction",
    "C32": "privacy.minors",
    "C33": "privacy.content_screening",
    "C40": "risk.general_cap and risk.super_cap",
    "C42": "risk.insurance",
    "C43": "risk.change_of_law.effect",
    "C44": "period.mode",
    "C45": "period.renewal.mode",
    "C47": "period.wind_down_days and models",
    "C48": "privacy.us_bulk_data",
    "C50": "law.governing_law",
    "C51": "law.forum",
    "C52": "notices",
    "C53": "signing.level",
}
"""Clauses whose text other terms decide; a position as well would be a second source."""

NEEDED_BY: Final[Mapping[str, tuple[str, Callable[[Terms], object]]]] = MappingProxyType(
    {
        "C55": ("grant.rofn", lambda terms: terms.grant.rofn),
        "C56": ("risk.ld", lambda terms: terms.risk.ld),
    }
)
"""Clauses that are used only where a group of terms is set; a position then chooses the wording."""


def silence_stands_alone(terms: Terms) -> Iterator[Fault]:
    chosen = _chosen(terms)
    more = in_order(chosen - {FairUse.FU0})
    if FairUse.FU0 in chosen and more:
        yield Fault(_AT, f"FU0 is silence and stands alone: drop FU0 or {listed(more)}.")


def mutual_reservation_replaces_one_sided_ones(terms: Terms) -> Iterator[Fault]:
    """FU1 is not FU2 and FU3 together: each of those says more for one side."""
    chosen = _chosen(terms)
    more = in_order(chosen & {FairUse.FU2, FairUse.FU3})
    if FairUse.FU1 in chosen and more:
        yield Fault(
            _AT,
            f"FU1 reserves for both sides alike, and {listed(more)} in wider words for one side: "
            "choose FU1, or do without it.",
        )


def a_covenant_has_a_scope(terms: Terms) -> Iterator[Fault]:
    covenant = FairUse.FU4 in _chosen(terms)
    scope = terms.positions.fair_use_covenant_scope
    at = "/positions/fair_use_covenant_scope"
    if covenant and scope is CovenantScope.NONE:
        yield Fault(at, "FU4 is a covenant: say whether it lasts for the period or for good.")
    elif scope is not CovenantScope.NONE and not covenant:
        yield Fault(at, f"The scope {spoken(scope)} belongs to FU4, which is not chosen.")


def a_covenant_meets_no_contrary_position(terms: Terms) -> Iterator[Fault]:
    chosen = _chosen(terms)
    if FairUse.FU4 not in chosen:
        return
    if FairUse.FU8 in chosen:
        yield Fault(
            _AT,
            "FU4 gives up the exceptions that FU8 preserves: choose one of them.",
        )
    scope = terms.positions.fair_use_covenant_scope
    if FairUse.FU3 in chosen and scope is not CovenantScope.LICENSED_WORKS_TERM:
        yield Fault(
            _AT,
            "FU3 admits nothing while FU4 relies on the license alone: limit FU4 to the licensed "
            "works for the period, or drop FU3.",
        )


def a_standstill_ends(terms: Terms) -> Iterator[Fault]:
    if FairUse.FU5 not in _chosen(terms):
        return
    if terms.period.mode is PeriodMode.PERPETUAL:
        yield Fault(
            "/period/mode",
            "FU5 is a standstill and needs an end, but the period is perpetual: "
            "choose months or an end date.",
        )
    if terms.positions.past_use is PastUse.PAID_RELEASE:
        yield Fault(
            "/positions/past_use",
            "FU5 suspends claims that a paid release ends: choose the standstill or the release.",
        )


def an_express_reservation_reserves(terms: Terms) -> Iterator[Fault]:
    reservation = terms.positions.tdm_reservation
    if FairUse.FU6 in _chosen(terms) and reservation is not TdmReservation.RESERVED:
        yield Fault(
            "/positions/tdm_reservation",
            f"FU6 is an express reservation, but text and data mining is {spoken(reservation)}: "
            "choose reserved.",
        )


def preserved_exceptions_reach_other_copies_only(terms: Terms) -> Iterator[Fault]:
    """FU8 is refused only with a license that reaches the same works from any source.

    Read broadly FU8 swallows prohibited uses, output caps, exclusivity and deletion, for all of
    them would fall to "lawful without it". The Standard Terms hold one formulation of it only:
    the agreement does not restrict copies that the licensee lawfully obtained elsewhere, and
    every restriction applies to the delivered materials. So those terms stand beside it. A
    license over copies from any source, though, restricts the very copies FU8 sets free.
    """
    any_source = terms.grant.copies is Copies.SAME_WORKS_ANY_SOURCE
    if FairUse.FU8 in _chosen(terms) and any_source:
        yield Fault(
            "/grant/copies",
            "FU8 leaves copies obtained elsewhere free, but the license reaches the same works "
            "from any source: choose delivered only, or drop FU8.",
        )


def only_a_reservation_has_signals(terms: Terms) -> Iterator[Fault]:
    positions = terms.positions
    if positions.tdm and positions.tdm_reservation is not TdmReservation.RESERVED:
        yield Fault(
            "/positions/tdm",
            f"Signals and locations belong to a reservation, but text and data mining is "
            f"{spoken(positions.tdm_reservation)}: choose reserved or leave them out.",
        )


def releases_have_terms(terms: Terms) -> Iterator[Fault]:
    positions = terms.positions
    releases = positions.past_use in RELEASES
    if releases and positions.past_use_terms is None:
        yield Fault(
            "/positions/past_use_terms",
            f"A {spoken(positions.past_use)} needs an amount, a cut-off date and what it covers.",
        )
    elif positions.past_use_terms and not releases:
        yield Fault(
            "/positions/past_use_terms",
            f"Past use is {spoken(positions.past_use)}, so nothing is released: choose a paid "
            "release or a covenant not to sue, or leave these terms out.",
        )


def releases_cover_something(terms: Terms) -> Iterator[Fault]:
    past = terms.positions.past_use_terms
    if past and not (past.inputs or past.outputs):
        yield Fault(
            "/positions/past_use_terms/inputs",
            "The release covers neither inputs nor outputs: choose at least one.",
        )


def paid_releases_are_paid(terms: Terms) -> Iterator[Fault]:
    past = terms.positions.past_use_terms
    paid = terms.positions.past_use is PastUse.PAID_RELEASE
    if past and paid and not past.amount.minor:
        yield Fault(
            "/positions/past_use_terms/amount",
            f"A paid release for {sum_of(past.amount)} is not paid: give an "
            "amount, or choose a covenant not to sue.",
        )


def releases_reach_only_what_is_controlled(terms: Terms) -> Iterator[Fault]:
    """Listing works narrows the release to those that a sublicensor or agent controls."""
    past = terms.positions.past_use_terms
    if past is None or past.works or terms.positions.past_use not in RELEASES:
        return
    for _, licensor in licensors(terms):
        if may_release(licensor):
            continue
        paper = ", or add an authority document that covers past releases"
        yield Fault(
            "/positions/past_use_terms/works",
            f"{licensor.legal_name} grants as {spoken(licensor.rights_capacity)} and may release "
            f"only what it controls: list those works{paper if is_agent(licensor) else ''}.",
        )


def one_source_decides_a_clause(terms: Terms) -> Iterator[Fault]:
    for clause in terms.positions.clauses:
        at = f"/positions/clauses/{_escaped(clause)}"
        if not CLAUSE_ID.fullmatch(clause):
            yield Fault(at, f"{clause} is not a clause: clauses are called C01, C02 and so on.")
        elif clause in DECIDED_BY:
            yield Fault(
                at,
                f"The text of {clause} follows from {DECIDED_BY[clause]}: set that instead of a "
                "position.",
            )


def a_position_words_what_is_there(terms: Terms) -> Iterator[Fault]:
    for clause in terms.positions.clauses:
        place, there = NEEDED_BY.get(clause, ("", bool))
        if place and not there(terms):
            yield Fault(
                f"/positions/clauses/{clause}",
                f"{clause} is used only where {place} is given: give that, or drop the position.",
            )


def _chosen(terms: Terms) -> frozenset[FairUse]:
    """Without FU7: mandatory exceptions are saved in every contract, so choosing it is harmless."""
    return terms.positions.fair_use - {FairUse.FU7}


def _escaped(token: str) -> str:
    return token.replace("~", "~0").replace("/", "~1")


RULES: Final = (
    silence_stands_alone,
    mutual_reservation_replaces_one_sided_ones,
    a_covenant_has_a_scope,
    a_covenant_meets_no_contrary_position,
    a_standstill_ends,
    an_express_reservation_reserves,
    preserved_exceptions_reach_other_copies_only,
    only_a_reservation_has_signals,
    releases_have_terms,
    releases_cover_something,
    paid_releases_are_paid,
    releases_reach_only_what_is_controlled,
    one_source_decides_a_clause,
    a_position_words_what_is_there,
)
