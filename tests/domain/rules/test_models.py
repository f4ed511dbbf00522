"""What can become of models and copies."""

from typing import Any

import pytest

from service.domain.rules import faults, models
from service.domain.terms.grant import Purpose
from service.domain.terms.models import (
    Artifacts,
    Fate,
    OnEnd,
    RetainedRuns,
    WeightsSurvival,
)
from tests.domain.changes import terms_with
from tests.domain.rules.cases import Refused, named, refused

REFUSED = (
    refused(
        models.models_finish_before_they_retire,
        "/models/sunset_months",
        "31 days after the end, but its model retires after 30 days",
        models__sunset_months=1,
        models__in_flight_days=31,
    ),
    refused(
        models.destroyed_models_leave_no_checkpoints,
        "/models/artifacts/checkpoints",
        "choose delete",
        models__weights_survival=WeightsSurvival.DESTROY,
    ),
    refused(
        models.only_retained_models_are_fine_tuned,
        "/models/finetune_retained",
        "none is left to fine-tune",
        models__weights_survival=WeightsSurvival.DESTROY,
        models__on_end=OnEnd(),
        models__finetune_retained=True,
    ),
    refused(
        models.only_what_a_purpose_makes_is_kept,
        "/models/artifacts/embeddings",
        "No purpose makes embeddings",
        models__artifacts__embeddings=Fate.KEEP,
    ),
    refused(
        models.only_what_a_purpose_makes_is_kept,
        "/models/artifacts/indexes",
        "permit embedding index, RAG grounding or search index",
        models__artifacts__indexes=Fate.KEEP,
    ),
)


@pytest.mark.parametrize("case", REFUSED, ids=named)
def test_ends_that_cannot_be_carried_out_are_refused(case: Refused) -> None:
    assert [f.pointer for f in case.rule(case.terms) if case.part in f.message] == [case.pointer]


@pytest.mark.parametrize(
    "changes",
    [
        {"models__sunset_months": 1, "models__in_flight_days": 30},
        {
            "models__sunset_months": 1,
            "models__in_flight_days": 31,
            "period__wind_down_days": 1,
        },
        {
            "models__sunset_months": 1,
            "models__in_flight_days": 31,
            "models__retained_runs": RetainedRuns.COMPLETED_BEFORE_END,
        },
        {
            "models__sunset_months": 1,
            "models__in_flight_days": 31,
            "models__on_end": OnEnd(),
        },
        {
            "models__weights_survival": WeightsSurvival.DESTROY,
            "models__artifacts": Artifacts(checkpoints=Fate.DELETE),
            "models__finetune_retained": True,
        },
        {
            "models__weights_survival": WeightsSurvival.DESTROY,
            "models__on_end": OnEnd(),
            "models__artifacts": Artifacts(checkpoints=Fate.DELETE),
        },
        {
            "grant__purposes": frozenset({Purpose.PRETRAIN, Purpose.RAG_GROUNDING}),
            "models__artifacts__embeddings": Fate.KEEP,
        },
    ],
    ids=[
        "a run that ends on the day of the sunset",
        "a run that ends on the day of a sunset after a wind-down",
        "only completed runs count",
        "nothing retires",
        "destroyed at expiry, kept for a licensor's breach",
        "destroyed at every end",
        "embeddings of a purpose that makes them",
    ],
)
def test_ends_that_can_be_carried_out_are_agreed(changes: dict[str, Any]) -> None:
    assert faults(terms_with(**changes)) == ()


def test_a_missing_sunset_is_a_fault_of_the_period_alone() -> None:
    terms = terms_with(models__sunset_months=0)
    assert [fault.pointer for fault in faults(terms)] == ["/models/sunset_months"]
