"""People in the materials: likeness, voice, biometric templates, minors."""

import re
from typing import Final

from service.domain.checks.finding import (
    Basis,
    Check,
    Hit,
    Level,
    Matter,
    hit,
    to_be_confirmed,
)
from service.domain.facts import (
    US,
    has_fee,
    has_gps,
    lines_where,
    parties_in,
)
from service.domain.rules.materials import rests_on_user_terms
from service.domain.terms import Terms
from service.domain.terms.materials import VISUAL, AssetType, MaterialsLine, People
from service.domain.terms.privacy import Minors, TemplateExtraction, UsBulkData

_YOUNG: Final = re.compile(r"\b(minors?|child(ren)?|pupils?|teen\w*|kids?|under.?1[0-8])\b", re.I)

LIKENESS: Final = to_be_confirmed("The rights of publicity and privacy of those shown")
CHILDREN: Final = to_be_confirmed("COPPA and Article 8 GDPR")


def _replica_by_special_term(matter: Matter) -> Hit | None:
    return hit(
        (
            f"/special_terms/{i}"
            for i, special in enumerate(matter.terms.special_terms)
            if special.clause == "C31"
        ),
        "The Standard Terms license no replica, and a special term changes that clause. California "
        "voids such a term if all three hold: it replaces work in person, does not describe the "
        "use reasonably specifically, and the person had neither lawyer nor union.",
    )


def _templates_sold(matter: Matter) -> Hit | None:
    terms = matter.terms
    sold = terms.privacy.biometric_templates and has_fee(terms)
    return hit(
        ("/privacy/biometric_templates",) if sold and _may_concern_us_persons(terms) else (),
        "Biometric templates are delivered for a fee, and Illinois forbids to profit from them "
        "even with consent: take them out, unless no person in the United States is concerned.",
    )


def _templates_extracted(matter: Matter) -> Hit | None:
    by_consent = matter.terms.privacy.template_extraction is TemplateExtraction.WITH_CONSENT
    return hit(
        ("/privacy/template_extraction",) if by_consent else (),
        "Templates may be drawn from faces and voices: each person must first be informed in "
        "writing and sign a release, and a retention schedule must be published.",
    )


def _release_coverage(matter: Matter) -> Hit | None:
    return hit(
        lines_where(
            matter.terms,
            lambda line: line.people is People.YES and not _all_released(line),
            "/releases_pct",
        ),
        "Identifiable people appear, and not all have released their likeness: get the releases, "
        "take those items out, or say why none is needed.",
    )


def _release_coverage_possible(matter: Matter) -> Hit | None:
    return hit(
        lines_where(
            matter.terms,
            lambda line: line.people is People.POSSIBLE and not _all_released(line),
            "/releases_pct",
        ),
        "Identifiable people may appear without a release: state how many items are released, "
        "and find out whether people appear.",
    )


def _minors_warranted_away(matter: Matter) -> Hit | None:
    hosted = any(rests_on_user_terms(line) for line in matter.terms.materials.lines)
    flat = matter.terms.privacy.minors is Minors.NONE
    return hit(
        ("/privacy/minors",) if flat and hosted else (),
        "The choice none warrants flatly that no minor appears, which nobody can do for what users "
        "uploaded: choose screened.",
    )


def _minors_without_guardians(matter: Matter) -> Hit | None:
    privacy = matter.terms.privacy
    consented = privacy.minors is Minors.GUARDIAN_CONSENTED
    return hit(
        (
            f"/privacy/data_subjects/{i}"
            for i, subject in enumerate(privacy.data_subjects)
            if _YOUNG.search(subject) and not consented
        ),
        "Minors are among those whose data are licensed, and their guardians have not consented: "
        "get the consent or leave them out.",
    )


def _guardians_consent(matter: Matter) -> Hit | None:
    consented = matter.terms.privacy.minors is Minors.GUARDIAN_CONSENTED
    return hit(
        ("/privacy/minors",) if consented else (),
        "Minors appear with their guardians' consent: keep each consent for as long as the "
        "materials are used, and see that it names training.",
    )


def _one_side_recorded(matter: Matter) -> Hit | None:
    return hit(
        lines_where(
            matter.terms,
            lambda line: line.asset_type is AssetType.AUDIO_SPEECH and rests_on_user_terms(line),
            "/asset_type",
        ),
        "Speech that users supply may have been recorded with the consent of one side only, which "
        "is an offense where all must consent: ask how the others consented.",
    )


def _gps_included(matter: Matter) -> Hit | None:
    return hit(
        lines_where(matter.terms, has_gps, "/location_metadata"),
        "GPS positions are included, and those of more than 1,000 devices in the United States are "
        "bulk sensitive data: strip them unless they are needed.",
    )


def _illegal_content_comes_first(matter: Matter) -> Hit | None:
    return hit(
        lines_where(matter.terms, lambda line: line.asset_type in VISUAL, "/asset_type"),
        "The draft says that suspected illegal content is isolated, reported, preserved as law "
        "requires and destroyed, never returned or replaced; a provider preserves it for one year.",
    )


def _all_released(line: MaterialsLine) -> bool:
    return line.releases_pct is not None and line.releases_pct >= 100


def _may_concern_us_persons(terms: Terms) -> bool:
    """The terms do not say where people live; a party in the United States is a strong hint."""
    bulk = terms.privacy.us_bulk_data is UsBulkData.YES
    return bulk or any(parties_in(terms, frozenset({US})))


CHECKS: Final = (
    Check(
        "replica_by_special_term",
        Level.BLOCK,
        Basis("Cal. Lab. Code 927"),
        _replica_by_special_term,
    ),
    Check("templates_sold", Level.BLOCK, Basis("740 ILCS 14/15(c) (BIPA)"), _templates_sold),
    Check(
        "templates_extracted",
        Level.WARN,
        to_be_confirmed("740 ILCS 14/15(a) and (b) (BIPA)"),
        _templates_extracted,
    ),
    Check("release_coverage", Level.BLOCK, LIKENESS, _release_coverage),
    Check("release_coverage_possible", Level.WARN, LIKENESS, _release_coverage_possible),
    Check("minors_warranted_away", Level.WARN, CHILDREN, _minors_warranted_away),
    Check("minors_without_guardians", Level.BLOCK, CHILDREN, _minors_without_guardians),
    Check("guardians_consent", Level.WARN, CHILDREN, _guardians_consent),
    Check(
        "one_side_recorded",
        Level.WARN,
        to_be_confirmed("Wiretap law of states where all must consent, such as Cal. Pen. Code 632"),
        _one_side_recorded,
    ),
    Check("gps_included", Level.WARN, Basis("28 CFR part 202"), _gps_included),
    Check(
        "illegal_content_comes_first",
        Level.NOTE,
        Basis("18 USC 2258A(h)"),
        _illegal_content_comes_first,
    ),
)
