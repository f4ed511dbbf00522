"""Which Law Riders the draft attaches, and on what basis."""

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
from service.domain.riders import CALLED_FOR, Rider


def _check(rider: Rider, basis: Basis, sentence: str) -> Check:
    """It speaks exactly where the rider is attached."""

    def attached(matter: Matter) -> Hit | None:
        return hit(CALLED_FOR[rider](matter.terms), sentence)

    return Check(f"{rider}_rider", Level.NOTE, basis, attached)


CHECKS: Final = (
    _check(
        Rider.MANDATORY_EXCEPTIONS,
        to_be_confirmed(
            "Article 7(1) of Directive (EU) 2019/790; section 29A CDPA of the United Kingdom; "
            "Copyright Act 2021 of Singapore"
        ),
        "The draft attaches a Law Rider that names the exceptions which no contract may exclude in "
        "the EU, the UK and Singapore; they follow the place where protection is claimed.",
    ),
    _check(
        Rider.DATA_PROTECTION_ROLES,
        to_be_confirmed(
            "Article 46 GDPR; Implementing Decision (EU) 2021/914; section 119A of the UK Data "
            "Protection Act 2018"
        ),
        "The draft attaches a Law Rider that brings in the transfer instrument and fills its "
        "annexes from these terms: see that roles, data subjects and security are right.",
    ),
    _check(
        Rider.US_BULK_DATA,
        Basis(
            "28 CFR 202.301, 202.302 and 202.601; Protecting Americans' Data from Foreign "
            "Adversaries Act of 2024"
        ),
        "The draft attaches a Law Rider that forbids to pass the data on to countries of concern "
        "and has breaches reported in the time that the rule gives, 14 days; neither may be "
        "negotiated away.",
    ),
    _check(
        Rider.CCPA_THIRD_PARTY,
        Basis("11 CCR 7053"),
        "The draft attaches a Law Rider with the terms for a sale of Californians' data; the "
        "purposes of the grant must be specific enough to stand in them.",
    ),
    _check(
        Rider.DE_STANDARD_TERMS,
        to_be_confirmed("Sections 305 to 310 BGB; sections 31a and 32c UrhG"),
        "Under German law standard terms cannot cap liability for intent, gross negligence or "
        "cardinal duties, so the draft attaches a Law Rider that takes them out of the caps; only "
        "terms negotiated one by one stay outside that law.",
    ),
)
