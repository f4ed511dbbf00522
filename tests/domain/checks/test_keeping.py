"""What is kept, and for how long."""

import pytest

from service.domain.facts import TRAINS
from service.domain.terms.delivery import ManifestRule
from service.domain.terms.grant import ModelScope, Purpose
from service.domain.terms.materials import Manifest
from service.domain.terms.models import Fate, OnEnd, RetainedRuns, WeightsSurvival
from service.domain.terms.outputs import Attribution
from tests.domain.checks.cases import Case, clear, found, named

OUTLASTS = ("run_outlasts_its_data", "/models/in_flight_days", "/models/retention_days_after_end")
NEWS = {"form__family": "news", "grant__purposes": frozenset({Purpose.RAG_GROUNDING})}

CASES = (
    found(*OUTLASTS, models__in_flight_days=61),
    clear(OUTLASTS[0], models__in_flight_days=60),
    clear(OUTLASTS[0], models__in_flight_days=90, period__wind_down_days=30),
    clear(
        OUTLASTS[0],
        models__in_flight_days=61,
        models__retained_runs=RetainedRuns.COMPLETED_BEFORE_END,
    ),
    *(
        found(
            "materials_kept",
            f"/models/artifacts/{name}",
            **{f"models__artifacts__{name}": Fate.KEEP},
        )
        for name in ("raw", "preprocessed", "embeddings", "indexes")
    ),
    clear("materials_kept", models__artifacts__labels=Fate.KEEP),
    found(
        "open_weights_recalled",
        "/models/on_end/licensee_breach",
        grant__open_weights_ok=True,
    ),
    clear(
        "open_weights_recalled", grant__open_weights_ok=True, models__on_end__licensee_breach=None
    ),
    found(
        "open_weights_recalled",
        "/models/on_end/licensee_breach",
        grant__open_weights_ok=True,
        models__on_end__licensee_breach=WeightsSurvival.DESTROY,
    ),
    clear("open_weights_recalled"),
    found(
        "no_model_to_retain",
        "/models/weights_survival",
        "/grant/purposes",
        grant__purposes=frozenset(Purpose) - TRAINS,
    ),
    *(
        clear("no_model_to_retain", grant__purposes=frozenset({purpose}))
        for purpose in (
            Purpose.PRETRAIN,
            Purpose.FINETUNE,
            Purpose.PREFERENCE_TUNING,
            Purpose.NONGENERATIVE_TRAINING,
            Purpose.DISTILLATION,
        )
    ),
    clear(
        "no_model_to_retain",
        grant__purposes=frozenset({Purpose.SEARCH_INDEX}),
        models__weights_survival=WeightsSurvival.DESTROY,
        models__on_end=OnEnd(),
    ),
    found(
        "records_shorter_than_audit",
        "/models/usage_records_years",
        "/compliance/audit_lookback_years",
        models__usage_records_years=2,
    ),
    clear("records_shorter_than_audit", models__usage_records_years=3),
    clear(
        "records_shorter_than_audit",
        models__usage_records_years=2,
        compliance__audit_per_year=0,
    ),
    found("no_manifest", "/delivery/manifest", delivery__manifest=ManifestRule.NONE),
    clear("no_manifest"),
    found("manifest_missing", "/materials/manifest", delivery__manifest=ManifestRule.AT_SIGNATURE),
    clear(
        "manifest_missing",
        delivery__manifest=ManifestRule.AT_SIGNATURE,
        materials__manifest=Manifest(sha256="ab" * 32, count=1_460_000),
    ),
    clear("manifest_missing"),
    found("attribution_missing", "/outputs/attribution", **NEWS),
    found(
        "attribution_missing",
        "/outputs/attribution",
        **NEWS | {"grant__purposes": frozenset({Purpose.DISPLAY_EXCERPT})},
    ),
    clear("attribution_missing", **NEWS, outputs__attribution=Attribution.ON_GROUNDING),
    clear("attribution_missing", **NEWS | {"form__family": "bulk-media"}),
    clear("attribution_missing", form__family="news"),
    clear("model_family_unnamed"),
    found("model_family_unnamed", "/grant/model_names", grant__model_names=()),
    clear(
        "model_family_unnamed",
        grant__model_names=(),
        grant__model_scope=ModelScope.ALL_MODELS_OF_LICENSEE,
    ),
)


@pytest.mark.parametrize("case", CASES, ids=named)
def test_periods_of_keeping_that_do_not_fit_are_found(case: Case) -> None:
    assert case.where == case.expected


def test_the_finding_adds_up_wind_down_and_retention() -> None:
    case = found(*OUTLASTS, models__in_flight_days=100, period__wind_down_days=30)
    assert "after 90 (wind-down of 30 and retention of 60)" in case.found[0].sentence
