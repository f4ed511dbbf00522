"""How the contract is made: who signs, in what form, on whose standard terms."""

import unicodedata
from collections.abc import Iterator
from typing import Final

from service.domain.checks.finding import THE_TERMS, Basis, Check, Hit, Level, Matter, hit
from service.domain.continuing import continues
from service.domain.facts import GENERATIVE, parties_in
from service.domain.pointers import LICENSEE, licensors, parties
from service.domain.terms.law import EEA, EU
from service.domain.terms.parties import ActingAs, Party
from service.domain.terms.signing import SignatureLevel, SpecialAction
from service.domain.wording import day_in_words

THIS_SERVICE: Final = Basis("What this service can do")
EIDAS: Final = Basis("Article 25 eIDAS")
CONSUMER_CONSENT: Final = Basis("15 USC 7001(c)")

REQUIRED_BY_LAW: Final = frozenset({"C30", "C32", "C33", "C35", "C48"})
"""Clauses that keep what law requires: personal data, minors, illegal content, disclosures to
authorities, bulk data."""

_LEVELS: Final = {
    SignatureLevel.SES: "simple signatures",
    SignatureLevel.AES: "advanced signatures",
    SignatureLevel.QES: "qualified signatures",
    SignatureLevel.WET_INK: "ink",
}

_SCRIPTS: Final = frozenset({"LATIN", "CYRILLIC", "GREEK"})


def _consumer_signs_electronically(matter: Matter) -> Hit | None:
    if matter.terms.signing.level is SignatureLevel.WET_INK:
        return None
    return hit(
        (
            f"{at}/acting_as"
            for at, party in parties(matter.terms)
            if party.acting_as is ActingAs.CONSUMER
        ),
        "A consumer must first be told of paper copies, of withdrawing consent and of what is "
        "needed to read the file, which is not offered here: let the consumer sign in ink.",
    )


def _signed_elsewhere(matter: Matter) -> Hit | None:
    level = matter.terms.signing.level
    return hit(
        () if level is SignatureLevel.SES else ("/signing/level",),
        f"Signing pages make simple electronic signatures only, so with {_LEVELS[level]} they stay "
        "closed: the signed copy is uploaded.",
    )


def _simple_signature_in_europe(matter: Matter) -> Hit | None:
    simple = matter.terms.signing.level is SignatureLevel.SES
    return hit(
        parties_in(matter.terms, EEA | {"GB"}) if simple else (),
        "A simple electronic signature is evidence and may not be refused for being electronic; "
        "only a qualified one equals a signature by hand.",
    )


def _signing_after_start(matter: Matter) -> Hit | None:
    first, last = matter.terms.period.starts.on, matter.terms.signing.complete_by
    if first is None or last is None or last <= first or continues(matter.terms):
        return None
    return hit(
        ("/signing/complete_by", "/period/starts/on"),
        f"Signing may go on to {day_in_words(last)}, after the license starts on "
        f"{day_in_words(first)}, and use before the last signature is not licensed: sign earlier "
        "or start with the last signature.",
    )


def _same_mailbox_on_both_sides(matter: Matter) -> Hit | None:
    ours = {mailbox for _, licensor in licensors(matter.terms) for _, mailbox in _mail(licensor)}
    return hit(
        (
            LICENSEE + field
            for field, mailbox in _mail(matter.terms.parties.licensee)
            if mailbox in ours
        ),
        "The same mailbox stands on both sides of the deal: make sure that nobody acts for both or "
        "receives the other side's notices.",
    )


def _mixed_scripts(matter: Matter) -> Hit | None:
    return hit(
        (
            at + field
            for at, party in parties(matter.terms)
            for field, words in (("/legal_name", party.legal_name), *_mail(party))
            if any(_mixes(word) for word in words.split())
        ),
        "A word here mixes letters of different alphabets that look alike: type it anew, and see "
        "whether it is the name it seems to be.",
    )


def _imposed_standard_terms(matter: Matter) -> Hit | None:
    business = all(p.acting_as is ActingAs.BUSINESS for _, p in parties(matter.terms))
    return hit(
        parties_in(matter.terms, EU) if business else (),
        "Terms about data that one business imposes on another do not bind it if they are unfair: "
        "keep the record of what was negotiated.",
    )


def _transparency_carve_out(matter: Matter) -> Hit | None:
    purposes = matter.terms.grant.purposes & GENERATIVE
    return hit(
        ("/grant/purposes",) if purposes else (),
        "The licensee must publish a summary of its training data; the draft keeps that outside "
        "confidentiality, so the deal's existence may become known.",
    )


def _clause_required_by_law(matter: Matter) -> Hit | None:
    return hit(
        (
            f"/special_terms/{i}/action"
            for i, special in enumerate(matter.terms.special_terms)
            if special.clause in REQUIRED_BY_LAW and special.action is not SpecialAction.ADD
        ),
        "A special term takes away a clause that keeps what law requires: add to the clause "
        "instead, or see that the new words keep it.",
    )


def _mail(party: Party) -> Iterator[tuple[str, str]]:
    """Pointer within the party, and the address in lower case; copies are not notice."""
    yield "/notice_email", party.notice_email.casefold()
    for i, signatory in enumerate(party.signatories):
        yield f"/signatories/{i}/email", signatory.email.casefold()


def _mixes(word: str) -> bool:
    names = {unicodedata.name(letter, "").split(" ")[0] for letter in word if letter.isalpha()}
    return len(names & _SCRIPTS) > 1


CHECKS: Final = (
    Check(
        "consumer_signs_electronically",
        Level.BLOCK,
        CONSUMER_CONSENT,
        _consumer_signs_electronically,
        overridable=False,
    ),
    Check("signed_elsewhere", Level.NOTE, THIS_SERVICE, _signed_elsewhere),
    Check("simple_signature_in_europe", Level.NOTE, EIDAS, _simple_signature_in_europe),
    Check("signing_after_start", Level.WARN, THE_TERMS, _signing_after_start),
    Check("same_mailbox_on_both_sides", Level.WARN, THE_TERMS, _same_mailbox_on_both_sides),
    Check("mixed_scripts", Level.WARN, THE_TERMS, _mixed_scripts),
    Check(
        "imposed_standard_terms",
        Level.NOTE,
        Basis("Article 13 of Regulation (EU) 2023/2854 (Data Act)"),
        _imposed_standard_terms,
    ),
    Check(
        "transparency_carve_out",
        Level.NOTE,
        Basis("Article 53(1)(d) of Regulation (EU) 2024/1689; Cal. AB 2013"),
        _transparency_carve_out,
    ),
    Check("clause_required_by_law", Level.WARN, THE_TERMS, _clause_required_by_law),
)
