"""Key Terms: the chosen positions, and people and safety in the materials."""

from collections.abc import Iterator

from service.domain.contract import Section
from service.domain.terms import Terms
from service.domain.terms.positions import FairUse, PastUseTerms, Positions
from service.domain.terms.privacy import PersonalData, Privacy
from service.domain.wording import day_in_words
from service.drafting.rows import NONE, NOT_APPLICABLE, Row, group, or_none, row
from service.drafting.wording import allowed, money
from service.drafting.words import words, words_of


def positions(terms: Terms) -> Section:
    return group("positions", "Positions", _positions(terms.positions))


def _positions(chosen: Positions) -> Iterator[Row]:
    yield row("Fair Use Position", *words_of(chosen.fair_use | {FairUse.FU7}))
    yield row("Covenant Scope", words(chosen.fair_use_covenant_scope))
    tdm = chosen.tdm
    yield row("Reservation Signals", *or_none(words_of(tdm.signals) if tdm else ()))
    yield row("Listed Locations", *or_none(tdm.locations if tdm else ()))
    yield row("Reserving Party", words(tdm.reserved_by) if tdm else NOT_APPLICABLE)
    yield row("Past Use Position", words(chosen.past_use))
    yield from _past_use(chosen.past_use_terms)
    yield row("Moral Rights Position", words(chosen.moral_rights))
    yield row("Warranty Level", words(chosen.warranties))


def _past_use(terms: PastUseTerms | None) -> Iterator[Row]:
    if terms is None:
        labels = (
            "Past Use Payment",
            "Past Use Cut-off",
            "Past Use Works",
            "Released Matters",
        )
        yield from (row(label, NOT_APPLICABLE) for label in labels)
        return
    yield row("Past Use Payment", money(terms.amount))
    yield row("Past Use Cut-off", day_in_words(terms.cutoff_on))
    yield row("Past Use Works", *or_none(terms.works, "Every work listed in Schedule 1"))
    named = (
        ("Training and other inputs", terms.inputs),
        ("Outputs", terms.outputs),
        ("Unknown claims", terms.unknown_claims_waiver),
    )
    yield row(
        "Released Matters",
        *(f"{what}: {'yes' if yes else 'no'}" for what, yes in named),
    )


def people(terms: Terms) -> Section:
    return group("people", "People and safety", _people(terms.privacy))


def _people(privacy: Privacy) -> Iterator[Row]:
    level = privacy.personal_data
    yield row("Personal Data Level", words(level))
    yield row("Data Roles", *or_none(_roles(privacy), NOT_APPLICABLE))
    yield row("Transfer Mechanism", *or_none(words_of(privacy.transfer)))
    unnamed = "People who appear incidentally" if level is PersonalData.INCIDENTAL else NONE
    yield row("Data Subjects", *or_none(privacy.data_subjects, unnamed))
    yield row("Template Extraction", words(privacy.template_extraction))
    yield row("Template Delivery", allowed(privacy.biometric_templates))
    yield row("Minors Position", words(privacy.minors))
    yield row("Screening Party", words(privacy.content_screening))
    yield row("Bulk Data Answer", words(privacy.us_bulk_data))


def _roles(privacy: Privacy) -> Iterator[str]:
    if privacy.personal_data is not PersonalData.NONE:
        yield f"Licensor: {words(privacy.role_licensor)}"
        yield f"Licensee: {words(privacy.role_licensee)}"
