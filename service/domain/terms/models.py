"""What becomes of trained models and copies when the deal ends."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from service.domain.terms.bounds import between


class WeightsSurvival(StrEnum):
    DESTROY = "destroy"
    RETIRE_BY_DATE = "retire_by_date"
    KEEP_EXISTING_NO_RETRAIN = "keep_existing_no_retrain"
    PERPETUAL = "perpetual"


class RetainedRuns(StrEnum):
    STARTED_BEFORE_END = "started_before_end"
    COMPLETED_BEFORE_END = "completed_before_end"


class Fate(StrEnum):
    DELETE = "delete"
    KEEP = "keep"


class Unlearning(StrEnum):
    NONE = "none"
    SUPPRESS_OUTPUTS = "suppress_outputs"
    EXCLUDE_NEXT_RUN = "exclude_next_run"
    RETRAIN = "retrain"


@dataclass(frozen=True, slots=True, kw_only=True)
class OnEnd:
    """The outcome by reason of end; null is the outcome of expiry, `weights_survival`."""

    licensee_breach: WeightsSurvival | None = None
    licensor_breach: WeightsSurvival | None = None
    works_withdrawn: WeightsSurvival | None = None
    change_of_law: WeightsSurvival | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifacts:
    raw: Fate = Fate.DELETE
    preprocessed: Fate = Fate.DELETE
    embeddings: Fate = Fate.DELETE
    indexes: Fate = Fate.DELETE
    labels: Fate = Fate.DELETE
    synthetic: Fate = Fate.KEEP
    checkpoints: Fate = Fate.KEEP


@dataclass(frozen=True, slots=True, kw_only=True)
class Models:
    """`retention_days_after_end` runs from the Use End Date: the end plus the wind-down."""

    weights_survival: WeightsSurvival = WeightsSurvival.KEEP_EXISTING_NO_RETRAIN
    on_end: OnEnd = OnEnd()
    retained_runs: RetainedRuns = RetainedRuns.STARTED_BEFORE_END
    in_flight_days: Annotated[int, between(0, 365)] = 30
    finetune_retained: bool = False
    sunset_months: Annotated[int, between(0, 60)] = 12
    artifacts: Artifacts = Artifacts()
    usage_records_years: Annotated[int, between(0, 20)] = 3
    retention_days_after_end: Annotated[int, between(0, 3650)] = 60
    backup_days: Annotated[int, between(0, 365)] = 90
    legal_hold: bool = True
    deletion_certificate: bool = True
    unlearning: Unlearning = Unlearning.EXCLUDE_NEXT_RUN

    def outcomes(self) -> frozenset[WeightsSurvival]:
        """Every outcome that some end of the deal can have."""
        end = self.on_end
        reasons = (end.licensee_breach, end.licensor_breach, end.works_withdrawn, end.change_of_law)
        return frozenset({self.weights_survival, *(r for r in reasons if r)})
