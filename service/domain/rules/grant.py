"""Whether the grant contradicts itself: purposes, exclusivity, models, territory, sublicenses."""

from collections.abc import Iterator
from typing import Final

from service.domain.capacity import may_grant_exclusively
from service.domain.errors import Fault
from service.domain.pointers import licensors, lines
from service.domain.rules.materials import rests_on_user_terms
from service.domain.terms import Terms
from service.domain.terms.grant import (
    Exclusivity,
    Grant,
    ModelScope,
    ProhibitedUse,
    Purpose,
    Sublicensee,
    SuccessorModels,
)
from service.domain.terms.law import EU
from service.domain.terms.models import WeightsSurvival
from service.domain.terms.parties import AffiliateScope, RightsCapacity
from service.domain.terms.signing import SpecialAction
from service.domain.wording import figure, listed, spoken

MAY_REDISTRIBUTE: Final = frozenset({"dataset-purchase"})
"""Families in which raw materials may go on to others (terms-and-clauses.md §3)."""


def nothing_prohibited_is_permitted(terms: Terms) -> Iterator[Fault]:
    """Permitted and prohibited are disjoint by meaning.

    A prohibited use contradicts what permits the very act it forbids: raw_resale contradicts
    raw_redistribution, open_weights_release contradicts open_weights_ok. The other prohibited
    uses limit how a purpose may be carried out (a model trained under pretrain may not imitate a
    style), so none of them contradicts a purpose outright; synthetic_data beside
    substitute_product is near enough to be asked about, and checks ask.
    """
    grant = terms.grant
    if ProhibitedUse.RAW_RESALE in grant.prohibited_uses and grant.raw_redistribution:
        yield Fault(
            "/grant/raw_redistribution",
            "Raw resale is prohibited, so the raw materials cannot be redistributed: drop one.",
        )
    if ProhibitedUse.OPEN_WEIGHTS_RELEASE in grant.prohibited_uses and grant.open_weights_ok:
        yield Fault(
            "/grant/open_weights_ok",
            "An open release of weights is both prohibited and permitted: drop one.",
        )


def other_prohibited_uses_are_written_out(terms: Terms) -> Iterator[Fault]:
    if ProhibitedUse.OTHER in terms.grant.prohibited_uses and not any(
        special.clause == "C08" and special.action is not SpecialAction.DELETE
        for special in terms.special_terms
    ):
        yield Fault(
            "/grant/prohibited_uses",
            "Another use is prohibited, and no special term on C08 says which: add one.",
        )


def raw_materials_stay_where_the_family_keeps_them(terms: Terms) -> Iterator[Fault]:
    family = terms.form.family
    if terms.grant.raw_redistribution and family not in MAY_REDISTRIBUTE:
        yield Fault(
            "/grant/raw_redistribution",
            f"A {family} license does not let raw materials go on to others; "
            f"only {listed(sorted(MAY_REDISTRIBUTE))} does.",
        )


def exclusivity_has_its_field_and_months(terms: Terms) -> Iterator[Fault]:
    grant = terms.grant
    if grant.exclusivity is Exclusivity.FIELD_EXCLUSIVE and grant.exclusivity_field is None:
        yield Fault("/grant/exclusivity_field", "Name the field that is exclusive.")
    if grant.exclusivity is Exclusivity.TIME_EXCLUSIVE and grant.exclusivity_months is None:
        yield Fault("/grant/exclusivity_months", "Say for how many months the grant is exclusive.")


def only_exclusivity_has_a_field_months_or_premium(terms: Terms) -> Iterator[Fault]:
    if terms.grant.exclusivity is not Exclusivity.NONEXCLUSIVE:
        return
    for name, words in _of_exclusivity(terms.grant):
        yield Fault(
            f"/grant/exclusivity_{name}",
            f"The grant is nonexclusive and cannot have {words}: choose a form of exclusivity or "
            "leave this out.",
        )


def exclusive_grants_come_from_those_who_hold_the_right(terms: Terms) -> Iterator[Fault]:
    """Sole and every exclusive form promise that nobody else is licensed; every licensor must be
    able to promise that (17 USC 204(a)).

    An agent whose paper covers exclusive grants may. An exclusive agent is not refused for want
    of the paper: checks ask for it.
    """
    if terms.grant.exclusivity is Exclusivity.NONEXCLUSIVE:
        return
    for at, licensor in licensors(terms):
        if may_grant_exclusively(licensor):
            continue
        cure = (
            "make the grant nonexclusive"
            if licensor.rights_capacity is RightsCapacity.SUBLICENSOR
            else "add an authority document that covers exclusive grants"
        )
        yield Fault(
            f"{at}/rights_capacity",
            f"{licensor.legal_name} grants as {spoken(licensor.rights_capacity)} and cannot "
            f"promise exclusivity ({spoken(terms.grant.exclusivity)}): {cure}.",
        )


def users_content_is_never_exclusive(terms: Terms) -> Iterator[Fault]:
    if terms.grant.exclusivity is Exclusivity.NONEXCLUSIVE:
        return
    for at, line in lines(terms):
        if rests_on_user_terms(line):
            yield Fault(
                f"{at}/rights_basis/kind",
                f"Line {line.id} rests on user terms, which leave users free to license others: "
                "it cannot be part of an exclusive grant.",
            )


def named_models_have_names(terms: Terms) -> Iterator[Fault]:
    grant = terms.grant
    if grant.model_scope is ModelScope.NAMED_MODEL and not grant.model_names:
        yield Fault("/grant/model_names", "The license is for named models: name at least one.")
    elif grant.model_scope is ModelScope.ALL_MODELS_OF_LICENSEE and grant.model_names:
        yield Fault(
            "/grant/model_names",
            f"The license is for all models of the licensee, yet {listed(grant.model_names)} "
            "is named: leave the names out or narrow the scope.",
        )


def model_names_are_unique(terms: Terms) -> Iterator[Fault]:
    seen: set[str] = set()
    for i, name in enumerate(terms.grant.model_names):
        if name.casefold() in seen:
            yield Fault(f"/grant/model_names/{i}", f"{name} is named twice.")
        seen.add(name.casefold())


def all_models_include_successors(terms: Terms) -> Iterator[Fault]:
    grant = terms.grant
    every = grant.model_scope is ModelScope.ALL_MODELS_OF_LICENSEE
    if every and grant.successor_models is SuccessorModels.NEW_LICENSE:
        yield Fault(
            "/grant/successor_models",
            "The license is for all models of the licensee, so a successor needs no new license: "
            "choose included or notice, or narrow the scope.",
        )


def territories_do_not_overlap(terms: Terms) -> Iterator[Fault]:
    yield from _overlap("/grant/territory", terms.grant.territory)


def listed_jurisdictions_do_not_overlap(terms: Terms) -> Iterator[Fault]:
    jurisdictions = terms.risk.change_of_law.jurisdictions
    yield from _overlap("/risk/change_of_law/jurisdictions", jurisdictions)


def sublicensed_affiliates_are_included(terms: Terms) -> Iterator[Fault]:
    scope = terms.parties.licensee.affiliates.scope
    if Sublicensee.AFFILIATES in terms.grant.sublicense and scope is AffiliateScope.NONE:
        yield Fault(
            "/grant/sublicense",
            "Affiliates may be sublicensed, but no affiliates are included: choose named or "
            "controlled for the licensee's affiliates.",
        )


def open_weights_are_kept_for_good(terms: Terms) -> Iterator[Fault]:
    survival = terms.models.weights_survival
    if terms.grant.open_weights_ok and survival is not WeightsSurvival.PERPETUAL:
        yield Fault(
            "/models/weights_survival",
            f"Weights released to everyone cannot be called back, so {spoken(survival)} cannot "
            "be kept: choose perpetual.",
        )


def excerpts_have_words(terms: Terms) -> Iterator[Fault]:
    if Purpose.DISPLAY_EXCERPT not in terms.grant.purposes or terms.outputs.excerpt_words:
        return
    if all(line.asset_type.value.startswith("text_") for line in terms.materials.lines):
        yield Fault(
            "/outputs/excerpt_words",
            "Excerpts of text may be displayed, but of 0 words: allow at least 1 word.",
        )


def _of_exclusivity(grant: Grant) -> Iterator[tuple[str, str]]:
    if grant.exclusivity_field:
        yield "field", f"an exclusive field ({grant.exclusivity_field})"
    if grant.exclusivity_months:
        yield "months", f"{grant.exclusivity_months} exclusive months"
    if grant.exclusivity_premium_pct:
        yield "premium_pct", f"a premium of {figure(grant.exclusivity_premium_pct)} %"


def _overlap(at: str, territory: frozenset[str]) -> Iterator[Fault]:
    if "WORLD" in territory and len(territory) > 1:
        more = listed(sorted(territory - {"WORLD"}))
        yield Fault(at, f"WORLD already includes {more}: leave WORLD alone or take it out.")
    elif "EU" in territory and territory & EU:
        members = listed(sorted(territory & EU))
        yield Fault(at, f"EU already includes {members}: list the EU or its members, not both.")


RULES: Final = (
    nothing_prohibited_is_permitted,
    other_prohibited_uses_are_written_out,
    raw_materials_stay_where_the_family_keeps_them,
    exclusivity_has_its_field_and_months,
    only_exclusivity_has_a_field_months_or_premium,
    exclusive_grants_come_from_those_who_hold_the_right,
    users_content_is_never_exclusive,
    named_models_have_names,
    model_names_are_unique,
    all_models_include_successors,
    territories_do_not_overlap,
    listed_jurisdictions_do_not_overlap,
    sublicensed_affiliates_are_included,
    open_weights_are_kept_for_good,
    excerpts_have_words,
)
