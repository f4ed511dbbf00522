"""What law and arithmetic say of a license that renews by itself."""

from typing import Final

from service.domain.checks.finding import THE_TERMS, Basis, Check, Hit, Level, Matter, hit
from service.domain.facts import renews_by_itself
from service.domain.period.faults import notice_warnings
from service.domain.period.words import length
from service.domain.pricing.length import MONTHS_A_YEAR, months_of
from service.domain.terms import Terms
from service.domain.terms.delivery import SpanUnit


def _personal_reminder_in_new_york(matter: Matter) -> Hit | None:
    new_york = matter.terms.law.governing_law == "US-NY"
    return hit(
        ("/period/renewal/mode", "/law/governing_law")
        if new_york and renews_by_itself(matter.terms)
        else (),
        "If this counts as a service, the renewal binds only after a reminder served in person or "
        "by certified mail 15 to 30 days before the notice deadline; an e-mail is none. It becomes "
        "a task with a letter to print.",
    )


def _disclosure_in_wisconsin(matter: Matter) -> Hit | None:
    terms = matter.terms
    return hit(
        ("/period/renewal/mode", "/parties/licensee")
        if renews_by_itself(terms) and _is_in_wisconsin(terms) and _over_a_year(terms)
        else (),
        "A business customer in Wisconsin must be told of the renewal when it signs and be "
        "reminded before it happens: put both on the list of tasks.",
    )


def _notice_outlasts_renewal(matter: Matter) -> Hit | None:
    months = length(matter.terms.period.renewal.months, SpanUnit.MONTHS)
    return hit(
        (warning.pointer for warning in notice_warnings(matter.terms)),
        f"The notice is as long as a renewal of {months} or longer, so it can miss the next "
        "renewal and stop only a later one: shorten it, or expect that.",
    )


def _is_in_wisconsin(terms: Terms) -> bool:
    licensee = terms.parties.licensee
    region = (licensee.address.region or "").casefold()
    there = licensee.address.country == "US" and region in {"wi", "wisconsin"}
    return there or licensee.jurisdiction == "US-WI"


def _over_a_year(terms: Terms) -> bool:
    months = months_of(terms.period)
    return months is None or months > MONTHS_A_YEAR


CHECKS: Final = (
    Check(
        "personal_reminder_in_new_york",
        Level.WARN,
        Basis("N.Y. Gen. Oblig. Law 5-903"),
        _personal_reminder_in_new_york,
    ),
    Check(
        "disclosure_in_wisconsin", Level.WARN, Basis("Wis. Stat. 134.49"), _disclosure_in_wisconsin
    ),
    Check("notice_outlasts_renewal", Level.WARN, THE_TERMS, _notice_outlasts_renewal),
)
