from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from service.domain.period.afterwards import dates_after_end
from service.domain.period.counting import WEEKDAYS
from service.domain.period.entries import KeyDate, KeyDateKind
from service.domain.terms import Terms
from service.domain.terms.models import Artifacts, Fate, RetainedRuns, WeightsSurvival
from tests.builders import some_terms

END = date(2029, 1, 30)
K = KeyDateKind


def with_models(**changes: Any) -> Terms:
    return some_terms(models=replace(some_terms().models, **changes))


def winding_down(days: int) -> Terms:
    return some_terms(period=replace(some_terms().period, wind_down_days=days))


def after(terms: Terms, outcome: WeightsSurvival | None = None) -> dict[KeyDateKind, KeyDate]:
    found = dates_after_end(terms, END, WEEKDAYS, outcome=outcome)
    return {key_date.kind: key_date for key_date in found}


def day(terms: Terms, kind: KeyDateKind, outcome: WeightsSurvival | None = None) -> date | None:
    found = after(terms, outcome).get(kind)
    return found.on if found else None


def test_use_ends_with_the_license_where_nothing_winds_down() -> None:
    assert day(some_terms(), K.USE_ENDS) == END


def test_use_ends_when_the_wind_down_is_over() -> None:
    assert day(winding_down(90), K.USE_ENDS) == date(2029, 4, 30)


def test_retention_runs_from_the_end_of_use() -> None:
    assert day(some_terms(), K.RETENTION_ENDS) == date(2029, 3, 31)
    assert day(winding_down(90), K.RETENTION_ENDS) == date(2029, 6, 29)


def test_backups_are_cleared_after_retention() -> None:
    assert day(some_terms(), K.BACKUPS_CLEARED) == date(2029, 6, 29)


def test_the_certificate_is_due_ten_business_days_after_the_backups() -> None:
    """Friday 29 June 2029; Monday 2 July is the first of ten."""
    assert day(some_terms(), K.CERTIFICATE_DUE) == date(2029, 7, 13)
    assert after(some_terms())[K.CERTIFICATE_DUE].rule == (
        "10 Business Days after the day 150 days after the Use End Date"
    )


def test_no_certificate_is_due_where_none_is_agreed() -> None:
    assert day(with_models(deletion_certificate=False), K.CERTIFICATE_DUE) is None


def test_what_is_kept_need_not_be_deleted() -> None:
    kept = Artifacts(**dict.fromkeys(Artifacts.__dataclass_fields__, Fate.KEEP))
    kinds = after(with_models(artifacts=kept)).keys()
    assert not kinds & {K.RETENTION_ENDS, K.BACKUPS_CLEARED, K.CERTIFICATE_DUE}


@pytest.mark.parametrize("artifact", Artifacts.__dataclass_fields__)
def test_one_artifact_to_delete_is_enough(artifact: str) -> None:
    fates = dict.fromkeys(Artifacts.__dataclass_fields__, Fate.KEEP)
    one = Artifacts(**(fates | {artifact: Fate.DELETE}))
    assert day(with_models(artifacts=one), K.RETENTION_ENDS) == date(2029, 3, 31)


def test_runs_in_flight_end_after_the_license() -> None:
    assert day(winding_down(90), K.IN_FLIGHT_ENDS) == date(2029, 3, 1)


def test_no_run_is_in_flight_where_only_completed_runs_count() -> None:
    completed = with_models(retained_runs=RetainedRuns.COMPLETED_BEFORE_END)
    assert day(completed, K.IN_FLIGHT_ENDS) is None


def test_no_run_is_in_flight_where_models_are_destroyed() -> None:
    assert day(some_terms(), K.IN_FLIGHT_ENDS, WeightsSurvival.DESTROY) is None


def test_models_that_retire_have_a_sunset_counted_from_the_end_of_use() -> None:
    retiring = WeightsSurvival.RETIRE_BY_DATE
    assert day(some_terms(), K.WEIGHTS_SUNSET, retiring) == date(2030, 1, 30)
    assert day(winding_down(90), K.WEIGHTS_SUNSET, retiring) == date(2030, 4, 30)


def test_models_that_stay_have_no_sunset() -> None:
    assert day(some_terms(), K.WEIGHTS_SUNSET) is None


def test_retired_weights_are_destroyed_within_the_retention_after_the_sunset() -> None:
    retired = after(some_terms(), WeightsSurvival.RETIRE_BY_DATE)[K.WEIGHTS_DESTROYED]
    assert retired.on == date(2030, 3, 31)
    assert retired.rule == "60 days after the day 12 months after the Use End Date"


def test_weights_are_destroyed_within_the_retention_after_the_end_of_use() -> None:
    destroyed = after(some_terms(), WeightsSurvival.DESTROY)
    assert destroyed[K.WEIGHTS_DESTROYED].on == date(2029, 3, 31)
    assert destroyed[K.WEIGHTS_CERTIFICATE_DUE].on == date(2029, 4, 13)


def test_weights_that_stay_are_not_destroyed() -> None:
    assert day(some_terms(), K.WEIGHTS_DESTROYED) is None
    assert day(some_terms(), K.WEIGHTS_CERTIFICATE_DUE) is None


def test_audits_end_when_usage_records_need_no_longer_be_kept() -> None:
    assert day(winding_down(90), K.USAGE_RECORDS_END) == date(2032, 4, 30)
    assert day(winding_down(90), K.AUDITS_END) == date(2032, 4, 30)


def test_without_audits_none_ends() -> None:
    compliance = replace(some_terms().compliance, audit_per_year=0)
    assert day(some_terms(compliance=compliance), K.AUDITS_END) is None


def test_confidentiality_ends_years_after_the_end_of_the_license() -> None:
    assert day(winding_down(90), K.CONFIDENTIALITY_ENDS) == date(2032, 1, 30)


def test_dates_after_the_end_carry_the_renewal_that_ended() -> None:
    found = dates_after_end(some_terms(), END, WEEKDAYS, n=2)
    assert {key_date.n for key_date in found} == {2}
