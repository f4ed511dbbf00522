"""What is kept, for how long, and whether the other periods of the deal fit to it."""

from typing import Final

from service.domain.checks.finding import THE_TERMS, Check, Hit, Level, Matter, hit
from service.domain.facts import TRAINS
from service.domain.terms.delivery import ManifestRule
from service.domain.terms.grant import ModelScope, Purpose
from service.domain.terms.models import Fate, RetainedRuns, WeightsSurvival
from service.domain.terms.outputs import Attribution

NEWS_FAMILIES: Final = frozenset({"news"})

_KEEPS_LITTLE: Final = frozenset({WeightsSurvival.DESTROY, WeightsSurvival.RETIRE_BY_DATE})
_SHOWN: Final = frozenset({Purpose.DISPLAY_EXCERPT, Purpose.RAG_GROUNDING})


def _run_outlasts_its_data(matter: Matter) -> Hit | None:
    models, wind_down = matter.terms.models, matter.terms.period.wind_down_days
    kept = wind_down + models.retention_days_after_end
    runs_on = models.retained_runs is RetainedRuns.STARTED_BEFORE_END
    return hit(
        ("/models/in_flight_days", "/models/retention_days_after_end")
        if runs_on and models.in_flight_days > kept
        else (),
        f"A run may finish {models.in_flight_days} days after the end, but its data must be "
        f"deleted after {kept} (wind-down of {wind_down} and retention of "
        f"{models.retention_days_after_end}): shorten the one or lengthen the other.",
    )


def _materials_kept(matter: Matter) -> Hit | None:
    artifacts = matter.terms.models.artifacts
    kept = {
        "raw": artifacts.raw,
        "preprocessed": artifacts.preprocessed,
        "embeddings": artifacts.embeddings,
        "indexes": artifacts.indexes,
    }
    return hit(
        (f"/models/artifacts/{name}" for name, fate in kept.items() if fate is Fate.KEEP),
        "Copies of the materials, or an index that still finds them, are kept after the license "
        "ends: keeping models permits keeping neither.",
    )


def _open_weights_recalled(matter: Matter) -> Hit | None:
    end = matter.terms.models.on_end
    outcomes = {
        "licensee_breach": end.licensee_breach,
        "licensor_breach": end.licensor_breach,
        "works_withdrawn": end.works_withdrawn,
        "change_of_law": end.change_of_law,
    }
    return hit(
        (
            f"/models/on_end/{reason}"
            for reason, outcome in outcomes.items()
            if matter.terms.grant.open_weights_ok and outcome in _KEEPS_LITTLE
        ),
        "Weights released to everyone cannot be destroyed or retired by anyone: this outcome can "
        "reach only the licensee's own copies.",
    )


def _no_model_to_retain(matter: Matter) -> Hit | None:
    kept = matter.terms.models.outcomes() != {WeightsSurvival.DESTROY}
    return hit(
        ("/models/weights_survival", "/grant/purposes")
        if kept and not matter.terms.grant.purposes & TRAINS
        else (),
        "No purpose trains a model, so no model can be retained after the end: what is said of "
        "weights has no effect.",
    )


def _records_shorter_than_audit(matter: Matter) -> Hit | None:
    compliance, kept = matter.terms.compliance, matter.terms.models.usage_records_years
    short = compliance.audit_per_year and kept < compliance.audit_lookback_years
    return hit(
        ("/models/usage_records_years", "/compliance/audit_lookback_years") if short else (),
        f"An audit looks back {compliance.audit_lookback_years} years, but usage records are kept "
        f"for {kept}: keep them at least as long.",
    )


def _no_manifest(matter: Matter) -> Hit | None:
    none = matter.terms.delivery.manifest is ManifestRule.NONE
    return hit(
        ("/delivery/manifest",) if none else (),
        "Without a manifest nobody can say later which items were licensed, accepted or deleted: "
        "choose at signature or per delivery.",
    )


def _manifest_missing(matter: Matter) -> Hit | None:
    materials = matter.terms.materials
    wanted = matter.terms.delivery.manifest is ManifestRule.AT_SIGNATURE
    return hit(
        ("/materials/manifest",) if wanted and materials.manifest is None else (),
        "The manifest belongs to what is signed, and there is none yet: add it before signing, or "
        "choose one per delivery.",
    )


def _attribution_missing(matter: Matter) -> Hit | None:
    terms = matter.terms
    silent = terms.outputs.attribution is Attribution.NONE
    news = terms.form.family in NEWS_FAMILIES
    return hit(
        ("/outputs/attribution",) if silent and news and terms.grant.purposes & _SHOWN else (),
        "News is displayed or grounds answers without credit: licensors in this market expect a "
        "link and the source's name.",
    )


def _model_family_unnamed(matter: Matter) -> Hit | None:
    grant = matter.terms.grant
    family = grant.model_scope is ModelScope.MODEL_FAMILY
    return hit(
        ("/grant/model_names",) if family and not grant.model_names else (),
        "The license is for a family of models that has no name, so nobody can say what belongs "
        "to it: name it.",
    )


CHECKS: Final = (
    Check("run_outlasts_its_data", Level.WARN, THE_TERMS, _run_outlasts_its_data),
    Check("materials_kept", Level.WARN, THE_TERMS, _materials_kept),
    Check("open_weights_recalled", Level.WARN, THE_TERMS, _open_weights_recalled),
    Check("no_model_to_retain", Level.NOTE, THE_TERMS, _no_model_to_retain),
    Check("records_shorter_than_audit", Level.WARN, THE_TERMS, _records_shorter_than_audit),
    Check("no_manifest", Level.WARN, THE_TERMS, _no_manifest),
    Check("manifest_missing", Level.WARN, THE_TERMS, _manifest_missing),
    Check("attribution_missing", Level.WARN, THE_TERMS, _attribution_missing),
    Check("model_family_unnamed", Level.WARN, THE_TERMS, _model_family_unnamed),
)
