"""What can be granted, by whom, for which models and where."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from service.domain.rules import faults, grant
from service.domain.terms.grant import (
    Exclusivity,
    ModelScope,
    ProhibitedUse,
    Purpose,
    Sublicensee,
    SuccessorModels,
)
from service.domain.terms.materials import AssetType, RightsBasis, RightsKind, Unit
from service.domain.terms.models import WeightsSurvival
from service.domain.terms.parties import (
    AffiliateScope,
    AuthorityDocument,
    Covers,
    RightsCapacity,
)
from service.domain.terms.signing import SpecialAction, SpecialTerm
from tests.builders import some_parties
from tests.domain.changes import terms_with
from tests.domain.rules.cases import Refused, named, refused

LICENSOR = some_parties().licensor
ARTICLES = {
    f"materials__lines__{i}__{field}": value
    for i in range(3)
    for field, value in (("asset_type", AssetType.TEXT_ARTICLE), ("unit", Unit.ARTICLE))
}
DISPLAYED = frozenset({Purpose.DISPLAY_EXCERPT})


def a_paper(*covers: Covers) -> AuthorityDocument:
    return AuthorityDocument(dated_on=date(2026, 5, 4), sha256="cd" * 32, covers=frozenset(covers))


REFUSED = (
    refused(
        grant.nothing_prohibited_is_permitted,
        "/grant/raw_redistribution",
        "Raw resale is prohibited",
        form__family="dataset-purchase",
        grant__raw_redistribution=True,
        grant__prohibited_uses=frozenset({ProhibitedUse.RAW_RESALE}),
    ),
    refused(
        grant.nothing_prohibited_is_permitted,
        "/grant/open_weights_ok",
        "both prohibited and permitted",
        grant__open_weights_ok=True,
        grant__prohibited_uses=frozenset({ProhibitedUse.OPEN_WEIGHTS_RELEASE}),
    ),
    refused(
        grant.other_prohibited_uses_are_written_out,
        "/grant/prohibited_uses",
        "no special term on C08",
        grant__prohibited_uses=frozenset({ProhibitedUse.OTHER}),
    ),
    refused(
        grant.other_prohibited_uses_are_written_out,
        "/grant/prohibited_uses",
        "no special term on C08",
        grant__prohibited_uses=frozenset({ProhibitedUse.OTHER}),
        special_terms=(SpecialTerm(id="ST1", clause="C08", action=SpecialAction.DELETE),),
    ),
    refused(
        grant.raw_materials_stay_where_the_family_keeps_them,
        "/grant/raw_redistribution",
        "A bulk-media license does not let",
        grant__raw_redistribution=True,
    ),
    refused(
        grant.exclusivity_has_its_field_and_months,
        "/grant/exclusivity_field",
        "Name the field",
        grant__exclusivity=Exclusivity.FIELD_EXCLUSIVE,
    ),
    refused(
        grant.exclusivity_has_its_field_and_months,
        "/grant/exclusivity_months",
        "how many months",
        grant__exclusivity=Exclusivity.TIME_EXCLUSIVE,
    ),
    refused(
        grant.only_exclusivity_has_a_field_months_or_premium,
        "/grant/exclusivity_field",
        "an exclusive field (medical imaging)",
        grant__exclusivity_field="medical imaging",
    ),
    refused(
        grant.only_exclusivity_has_a_field_months_or_premium,
        "/grant/exclusivity_months",
        "6 exclusive months",
        grant__exclusivity_months=6,
    ),
    refused(
        grant.only_exclusivity_has_a_field_months_or_premium,
        "/grant/exclusivity_premium_pct",
        "a premium of 12.5 %",
        grant__exclusivity_premium_pct=Decimal("12.50"),
    ),
    refused(
        grant.exclusive_grants_come_from_those_who_hold_the_right,
        "/parties/licensor/rights_capacity",
        "grants as sublicensor and cannot promise exclusivity (sole): make the grant nonexclusive",
        grant__exclusivity=Exclusivity.SOLE,
        parties__licensor__rights_capacity=RightsCapacity.SUBLICENSOR,
        parties__licensor__authority_document=a_paper(Covers.EXCLUSIVE),
    ),
    refused(
        grant.exclusive_grants_come_from_those_who_hold_the_right,
        "/parties/licensor/rights_capacity",
        "add an authority document",
        grant__exclusivity=Exclusivity.EXCLUSIVE,
        parties__licensor__rights_capacity=RightsCapacity.NONEXCLUSIVE_AGENT,
        parties__licensor__authority_document=a_paper(Covers.NONEXCLUSIVE),
    ),
    refused(
        grant.exclusive_grants_come_from_those_who_hold_the_right,
        "/parties/other_licensors/0/rights_capacity",
        "Second Archive Inc. grants as collecting society",
        grant__exclusivity=Exclusivity.EXCLUSIVE,
        parties__other_licensors=(
            replace(
                LICENSOR,
                legal_name="Second Archive Inc.",
                rights_capacity=RightsCapacity.CMO,
            ),
        ),
    ),
    refused(
        grant.users_content_is_never_exclusive,
        "/materials/lines/0/rights_basis/kind",
        "leave users free to license others",
        grant__exclusivity=Exclusivity.EXCLUSIVE,
        materials__lines__0__rights_basis=RightsBasis(kind=RightsKind.USER_TERMS),
    ),
    refused(
        grant.named_models_have_names,
        "/grant/model_names",
        "name at least one",
        grant__model_scope=ModelScope.NAMED_MODEL,
        grant__model_names=(),
    ),
    refused(
        grant.named_models_have_names,
        "/grant/model_names",
        "yet Example LM is named",
        grant__model_scope=ModelScope.ALL_MODELS_OF_LICENSEE,
    ),
    refused(
        grant.model_names_are_unique,
        "/grant/model_names/1",
        "named twice",
        grant__model_names=("Example LM", "example lm"),
    ),
    refused(
        grant.all_models_include_successors,
        "/grant/successor_models",
        "needs no new license",
        grant__model_scope=ModelScope.ALL_MODELS_OF_LICENSEE,
        grant__model_names=(),
        grant__successor_models=SuccessorModels.NEW_LICENSE,
    ),
    refused(
        grant.territories_do_not_overlap,
        "/grant/territory",
        "WORLD already includes DE and US",
        grant__territory=frozenset({"WORLD", "US", "DE"}),
    ),
    refused(
        grant.territories_do_not_overlap,
        "/grant/territory",
        "EU already includes DE and FR",
        grant__territory=frozenset({"EU", "FR", "DE", "GB"}),
    ),
    refused(
        grant.listed_jurisdictions_do_not_overlap,
        "/risk/change_of_law/jurisdictions",
        "WORLD already includes US",
        risk__change_of_law__jurisdictions=frozenset({"WORLD", "US"}),
    ),
    refused(
        grant.sublicensed_affiliates_are_included,
        "/grant/sublicense",
        "no affiliates are included",
        grant__sublicense=frozenset({Sublicensee.AFFILIATES}),
        parties__licensee__affiliates__scope=AffiliateScope.NONE,
    ),
    refused(
        grant.open_weights_are_kept_for_good,
        "/models/weights_survival",
        "keep existing no retrain cannot be kept: choose perpetual",
        grant__open_weights_ok=True,
    ),
    refused(
        grant.excerpts_have_words,
        "/outputs/excerpt_words",
        "of 0 words",
        grant__purposes=DISPLAYED,
        outputs__excerpt_words=0,
        **ARTICLES,
    ),
)


@pytest.mark.parametrize("case", REFUSED, ids=named)
def test_grants_that_contradict_themselves_are_refused(case: Refused) -> None:
    assert [f.pointer for f in case.rule(case.terms) if case.part in f.message] == [case.pointer]


@pytest.mark.parametrize("capacity", [RightsCapacity.NONEXCLUSIVE_AGENT, RightsCapacity.CMO])
def test_an_agent_whose_paper_covers_it_may_grant_exclusively(capacity: RightsCapacity) -> None:
    terms = terms_with(
        grant__exclusivity=Exclusivity.EXCLUSIVE,
        parties__licensor__rights_capacity=capacity,
        parties__licensor__authority_document=a_paper(Covers.EXCLUSIVE),
    )
    assert faults(terms) == ()


@pytest.mark.parametrize(
    "capacity",
    [RightsCapacity.OWNER, RightsCapacity.EXCLUSIVE_LICENSEE, RightsCapacity.EXCLUSIVE_AGENT],
)
def test_who_holds_the_exclusive_right_may_grant_exclusively(capacity: RightsCapacity) -> None:
    terms = terms_with(
        grant__exclusivity=Exclusivity.EXCLUSIVE, parties__licensor__rights_capacity=capacity
    )
    assert faults(terms) == ()


@pytest.mark.parametrize(
    "changes",
    [
        {
            "grant__exclusivity": Exclusivity.FIELD_EXCLUSIVE,
            "grant__exclusivity_field": "medical imaging",
            "grant__exclusivity_months": 12,
            "grant__exclusivity_premium_pct": Decimal(25),
        },
        {
            "grant__open_weights_ok": True,
            "models__weights_survival": WeightsSurvival.PERPETUAL,
        },
        {"form__family": "dataset-purchase", "grant__raw_redistribution": True},
        {
            "grant__prohibited_uses": frozenset({ProhibitedUse.OTHER}),
            "special_terms": (
                SpecialTerm(
                    id="ST1", clause="C08", action=SpecialAction.ADD, text="Not for casinos."
                ),
            ),
        },
        {"grant__prohibited_uses": frozenset(ProhibitedUse) - {ProhibitedUse.OTHER}},
        {"grant__territory": frozenset({"EU", "GB", "CH"})},
        {"grant__territory": frozenset({"DE", "FR"})},
        {"grant__model_names": ()},
        {"grant__exclusivity": Exclusivity.TIME_EXCLUSIVE, "grant__exclusivity_months": 6},
        {"grant__model_scope": ModelScope.NAMED_MODEL},
        {"grant__successor_models": SuccessorModels.NEW_LICENSE},
        {"parties__licensee__affiliates__scope": AffiliateScope.NONE},
        {
            "grant__model_scope": ModelScope.ALL_MODELS_OF_LICENSEE,
            "grant__model_names": (),
            "grant__successor_models": SuccessorModels.NOTICE,
        },
        {"grant__sublicense": frozenset(Sublicensee)},
        {"grant__purposes": DISPLAYED, "outputs__excerpt_words": 0},
        {**ARTICLES, "grant__purposes": DISPLAYED, "outputs__excerpt_words": 1},
        {**ARTICLES, "outputs__excerpt_words": 0},
    ],
    ids=[
        "field exclusivity for a time at a premium",
        "open weights kept for good",
        "redistribution by a broker",
        "another prohibited use that is written out",
        "every named prohibited use",
        "the EU and its neighbors",
        "two members of the EU",
        "a family of models without a name",
        "exclusivity for six months",
        "a named model",
        "a new license for successors of a family",
        "neither affiliates nor sublicenses to them",
        "all models with notice of successors",
        "every kind of sublicense",
        "pictures without words",
        "excerpts of one word",
        "articles that are not displayed",
    ],
)
def test_consistent_grants_may_be_agreed(changes: dict[str, Any]) -> None:
    assert faults(terms_with(**changes)) == ()
