"""Whether what becomes of models and copies at the end can be done as written."""

from collections.abc import Iterator
from typing import Final

from service.domain.errors import Fault
from service.domain.period.words import length
from service.domain.terms import Terms
from service.domain.terms.grant import Purpose
from service.domain.terms.models import Fate, RetainedRuns, WeightsSurvival
from service.domain.wording import in_order, listed

MAKE_EMBEDDINGS: Final = frozenset(
    {Purpose.EMBEDDING_INDEX, Purpose.RAG_GROUNDING, Purpose.SEARCH_INDEX}
)
"""Purposes that leave embeddings or an index behind."""

_DAYS_OF_A_MONTH: Final = 30


def models_finish_before_they_retire(terms: Terms) -> Iterator[Fault]:
    """A run that may end in flight must not end after its model has to be retired.

    The run counts from the end, the sunset from the end of the wind-down. That there is a sunset
    at all is a rule of the period.
    """
    models = terms.models
    if WeightsSurvival.RETIRE_BY_DATE not in models.outcomes() or not models.sunset_months:
        return
    retired = terms.period.wind_down_days + models.sunset_months * _DAYS_OF_A_MONTH
    in_flight = models.retained_runs is RetainedRuns.STARTED_BEFORE_END
    if in_flight and models.in_flight_days > retired:
        yield Fault(
            "/models/sunset_months",
            f"A run may finish {length(models.in_flight_days)} after the end, but its model "
            f"retires after {length(retired)}: lengthen the sunset or shorten the run.",
        )


def destroyed_models_leave_no_checkpoints(terms: Terms) -> Iterator[Fault]:
    models = terms.models
    destroyed = models.weights_survival is WeightsSurvival.DESTROY
    if destroyed and models.artifacts.checkpoints is Fate.KEEP:
        yield Fault(
            "/models/artifacts/checkpoints",
            "Models are destroyed when the license ends, so their checkpoints cannot be kept: "
            "choose delete.",
        )


def only_retained_models_are_fine_tuned(terms: Terms) -> Iterator[Fault]:
    models = terms.models
    if models.finetune_retained and models.outcomes() == {WeightsSurvival.DESTROY}:
        yield Fault(
            "/models/finetune_retained",
            "Every end of the license destroys the models, so none is left to fine-tune.",
        )


def only_what_a_purpose_makes_is_kept(terms: Terms) -> Iterator[Fault]:
    """A kept artifact that no purpose makes would be kept from unlicensed use.

    Synthetic data and checkpoints are kept by default and say nothing by themselves.
    """
    if terms.grant.purposes & MAKE_EMBEDDINGS:
        return
    artifacts = terms.models.artifacts
    for name, fate in (("embeddings", artifacts.embeddings), ("indexes", artifacts.indexes)):
        if fate is Fate.KEEP:
            yield Fault(
                f"/models/artifacts/{name}",
                f"No purpose makes {name}, so none can be kept: choose delete, or permit "
                f"{listed(in_order(MAKE_EMBEDDINGS), 'or')}.",
            )


RULES: Final = (
    models_finish_before_they_retire,
    destroyed_models_leave_no_checkpoints,
    only_retained_models_are_fine_tuned,
    only_what_a_purpose_makes_is_kept,
)
