"""Key Terms: the materials in short, the license, the outputs, the models after the end."""

from collections.abc import Iterator

from service.domain.contract import Section
from service.domain.period.afterwards import CERTIFICATE_BUSINESS_DAYS
from service.domain.terms import Terms
from service.domain.terms.delivery import Delivery
from service.domain.terms.grant import (
    Exclusivity,
    Grant,
    ModelScope,
)
from service.domain.terms.models import Artifacts, Models, WeightsSurvival
from service.domain.terms.outputs import Outputs
from service.domain.wording import figure, listed
from service.drafting.rows import NONE, NOT_APPLICABLE, Row, group, or_none, row
from service.drafting.wording import (
    allowed,
    counted,
    country,
    first_upper,
    percent,
    territories,
)
from service.drafting.words import units, words, words_of


def materials(terms: Terms) -> Section:
    return group("materials", "Materials and delivery", _materials(terms))


def _materials(terms: Terms) -> Iterator[Row]:
    delivery = terms.delivery
    yield row(
        "Materials Summary",
        *(
            f"{words(line.asset_type)}: {figure(line.volume)} {units(line.unit, line.volume)}"
            for line in terms.materials.lines
        ),
        "Schedule 1 describes them line by line.",
    )
    where = f"; place of delivery: {country(delivery.place)}" if delivery.place else ""
    yield row("Delivery Mode", f"{words(delivery.mode)}; {delivery.format}{where}")
    yield row("Manifest Rule", words(delivery.manifest))
    yield from _acceptance(delivery)


def _acceptance(delivery: Delivery) -> Iterator[Row]:
    at_once = delivery.acceptance_days == 0
    days = counted(delivery.acceptance_days, "day")
    yield row("Acceptance Period", "None: an Item is accepted on Delivery" if at_once else days)
    yield row("Acceptance Start", words(delivery.acceptance_starts))
    yield row("Acceptance Sample", f"{percent(delivery.acceptance_sample_pct)} of a delivery")
    yield row("Defect Threshold", f"{percent(delivery.defect_threshold_pct)} of the sample")
    yield row("Rejected Items Remedy", words(delivery.rejected_items))
    yield row("Replacement Period", counted(delivery.replacement_days, "day"))
    use = "is" if delivery.use_is_acceptance else "is not"
    yield row("Use Rule", f"Use of an Item for a Licensed Purpose {use} Acceptance")
    yield row("Shortfall Remedy", words(delivery.shortfall))


def license(terms: Terms) -> Section:
    return group("license", "License", _license(terms.grant))


def _license(grant: Grant) -> Iterator[Row]:
    yield row("Licensed Purposes", *words_of(grant.purposes))
    yield row("Prohibited Uses", *or_none(words_of(grant.prohibited_uses)))
    yield row("Licensed Models", *_models(grant))
    yield row("Successor Model Rule", words(grant.successor_models))
    yield row("License Start", words(grant.begins))
    yield row("Licensed Copies", words(grant.copies))
    yield row("Territory", first_upper(territories(grant.territory)))
    yield row("Field", grant.field or "Every field")
    yield from _exclusivity(grant)
    yield row("Permitted Sublicensees", *or_none(words_of(grant.sublicense)))
    yield row("Raw Redistribution", allowed(grant.raw_redistribution))
    yield row("Open Weights", allowed(grant.open_weights_ok))
    rofn = grant.rofn
    yield row("First Negotiation Scope", rofn.scope if rofn else NONE)
    yield row(
        "First Negotiation Period",
        counted(rofn.days, "day") if rofn else NOT_APPLICABLE,
    )


def _models(grant: Grant) -> tuple[str, ...]:
    match grant.model_scope:
        case ModelScope.ALL_MODELS_OF_LICENSEE:
            return ("All Models of Licensee",)
        case ModelScope.NAMED_MODEL:
            return (_named("Model", grant),)
        case ModelScope.MODEL_FAMILY if grant.model_names:
            return (_named("Model family", grant),)
        case ModelScope.MODEL_FAMILY:
            return ("Each Model family of Licensee",)


def _named(kind: str, grant: Grant) -> str:
    plural = {"Model": "Models", "Model family": "Model families"}[kind]
    return f"The {kind if len(grant.model_names) == 1 else plural} {listed(grant.model_names)}"


def _exclusivity(grant: Grant) -> Iterator[Row]:
    yield row("Exclusivity", words(grant.exclusivity))
    yield row("Exclusive Field", grant.exclusivity_field or NOT_APPLICABLE)
    months = grant.exclusivity_months
    if months:
        length = f"The first {counted(months, 'month')} of the Period"
    elif grant.exclusivity is Exclusivity.NONEXCLUSIVE:
        length = NOT_APPLICABLE
    else:
        length = "The Period"
    yield row("Exclusivity Period", length)


def outputs(terms: Terms) -> Section:
    return group("outputs", "Outputs", _outputs(terms.outputs))


def _outputs(outputs: Outputs) -> Iterator[Row]:
    yield row("Verbatim Limit", _verbatim(outputs))
    yield row("Clip Limit", _clip(outputs.max_seconds))
    yield row("Near-Duplicate Control", words(outputs.near_duplicate))
    yield row("Takedown Time", counted(outputs.takedown_hours, "hour"))
    yield row("Attribution Rule", words(outputs.attribution))
    yield row("Excerpt Limit", counted(outputs.excerpt_words, "word"))


def _clip(seconds: int | None) -> str:
    return NONE if seconds is None else f"{counted(seconds, 'second')} of a recording"


def _verbatim(outputs: Outputs) -> str:
    """Two caps are read together: whichever is reached first (HarperCollins: "and/or")."""
    caps = []
    if outputs.verbatim_cap_words is not None:
        caps.append(counted(outputs.verbatim_cap_words, "consecutive word"))
    if outputs.verbatim_cap_pct is not None:
        caps.append(percent(outputs.verbatim_cap_pct))
    less = ", whichever is less" if len(caps) > 1 else ""
    return f"{listed(caps, 'or')} of a text{less}" if caps else NONE


def after_end(terms: Terms) -> Section:
    models = terms.models
    return group(
        "after_end",
        "Models and data after the end",
        _after_end(models),
    )


def _after_end(models: Models) -> Iterator[Row]:
    yield row("Weights Outcome", *_outcomes(models))
    yield row("Retained Runs", words(models.retained_runs))
    yield row("In-flight Period", counted(models.in_flight_days, "day"))
    yield row("Retained Model Fine-tuning", allowed(models.finetune_retained))
    retires = WeightsSurvival.RETIRE_BY_DATE in models.outcomes()
    sunset = f"{counted(models.sunset_months, 'month')} from the Use End Date"
    yield row("Sunset Period", sunset if retires else NOT_APPLICABLE)
    yield row("Artifact Table", *_artifacts(models.artifacts))
    yield row("Usage Records Period", _years_after(models.usage_records_years))
    yield row(
        "Retention Period",
        f"{counted(models.retention_days_after_end, 'day')} from the Use End Date",
    )
    yield row(
        "Backup Period",
        f"{counted(models.backup_days, 'day')} after the Retention Period",
    )
    yield row("Legal Hold", "Applies" if models.legal_hold else "Does not apply")
    given = "Given after deletion" if models.deletion_certificate else "Not required"
    yield row("Deletion Certificate Rule", given)
    certificate = f"{counted(CERTIFICATE_BUSINESS_DAYS, 'Business Day')} after the Backup Period"
    yield row(
        "Certificate Period",
        certificate if models.deletion_certificate else NOT_APPLICABLE,
    )
    yield row("Unlearning Measure", words(models.unlearning))


def _years_after(years: int) -> str:
    return f"{counted(years, 'year')} after the Use End Date"


def _outcomes(models: Models) -> Iterator[str]:
    end, expiry = models.on_end, models.weights_survival
    for reason, outcome in (
        ("Expiry", expiry),
        ("Licensee breach", end.licensee_breach),
        ("Licensor breach", end.licensor_breach),
        ("Works withdrawn", end.works_withdrawn),
        ("Change of law", end.change_of_law),
    ):
        yield f"{reason}: {words(outcome or expiry)}"


def _artifacts(artifacts: Artifacts) -> Iterator[str]:
    for name, fate in (
        ("Raw copies", artifacts.raw),
        ("Preprocessed copies", artifacts.preprocessed),
        ("Embeddings", artifacts.embeddings),
        ("Indexes", artifacts.indexes),
        ("Labels", artifacts.labels),
        ("Synthetic Data", artifacts.synthetic),
        ("Checkpoints", artifacts.checkpoints),
    ):
        yield f"{name}: {words(fate).lower()}"
