"""Fair use, mandatory exceptions, text and data mining, moral rights, later uses."""

from typing import Final

from service.domain.checks.finding import (
    THE_TERMS,
    Basis,
    Check,
    Hit,
    Level,
    Matter,
    hit,
    to_be_confirmed,
)
from service.domain.facts import parties_in
from service.domain.pointers import licensors
from service.domain.rules.parties import PEOPLE
from service.domain.terms import Terms
from service.domain.terms.grant import ProhibitedUse, Purpose
from service.domain.terms.models import WeightsSurvival
from service.domain.terms.parties import RightsCapacity
from service.domain.terms.positions import (
    CovenantScope,
    FairUse,
    MoralRights,
    Position,
    Tdm,
    TdmReservation,
    TdmSignal,
)
from service.domain.terms.signing import SignatureLevel

MACHINE_READABLE: Final = Basis(
    "Article 4(3) of Directive (EU) 2019/790; OLG Hamburg, 5 U 104/24, 10 December 2025 "
    "(appeal allowed)"
)
MANDATORY: Final = Basis("Article 7(1) of Directive (EU) 2019/790")
LATER_USES: Final = Basis("Section 31a UrhG, section 126a BGB")

INALIENABLE: Final = frozenset({"FR", "DE", "ES", "IT", "AT", "BE", "PL", "PT", "GR"})
"""Countries whose authors cannot give up their moral rights altogether."""

_IN_WRITING: Final = frozenset({SignatureLevel.QES, SignatureLevel.WET_INK})


def _covenant_under_singapore_law(matter: Matter) -> Hit | None:
    covenant = FairUse.FU4 in matter.terms.positions.fair_use
    return hit(
        ("/positions/fair_use", "/law/governing_law")
        if covenant and matter.terms.law.country == "SG"
        else (),
        "The law of Singapore lets no contract exclude computational data analysis, so the "
        "covenant not to rely on exceptions is void: drop FU4 or choose another law.",
    )


def _mandatory_exceptions_saved(matter: Matter) -> Hit | None:
    del matter  # whatever the terms: the exceptions follow the place where protection is claimed
    return hit(
        ("/positions/fair_use",),
        "The draft always saves the exceptions that no contract may exclude (FU7), and a covenant "
        "under FU4 stops before them.",
    )


def _covenant_outlives_the_license(matter: Matter) -> Hit | None:
    positions = matter.terms.positions
    perpetual = positions.fair_use_covenant_scope is CovenantScope.LICENSED_WORKS_PERPETUAL
    kept = matter.terms.models.outcomes() != {WeightsSurvival.DESTROY}
    return hit(
        ("/positions/fair_use_covenant_scope", "/models/weights_survival")
        if perpetual and kept and FairUse.FU4 in positions.fair_use
        else (),
        "The covenant never ends, so a retained model has only its surviving license to rest on; "
        "the draft grants that license for retained models.",
    )


def _standstill_tolls(matter: Matter) -> Hit | None:
    return hit(
        ("/positions/fair_use",) if FairUse.FU5 in matter.terms.positions.fair_use else (),
        "The draft stops the time limits of both sides during the standstill; note when claims "
        "would have lapsed.",
    )


def _tdm_without_signals(matter: Matter) -> Hit | None:
    positions = matter.terms.positions
    reserved = positions.tdm_reservation is TdmReservation.RESERVED
    return hit(
        ("/positions/tdm",) if reserved and positions.tdm is None else (),
        "A contract reserves nothing against the world: name the machine-readable signals, where "
        "they stand and who reserves, or the reservation binds the licensee alone.",
    )


def _tdm_in_words_only(matter: Matter) -> Hit | None:
    tdm = _reserved(matter.terms)
    words_only = tdm is not None and tdm.signals == {TdmSignal.TERMS_OF_SERVICE}
    return hit(
        ("/positions/tdm/signals",) if words_only else (),
        "The only signal is wording in terms of service, and a court has held that machines need "
        "not read it: add a machine-readable signal.",
    )


def _tdm_reserved_by_sublicensor(matter: Matter) -> Hit | None:
    reserved = matter.terms.positions.tdm_reservation is TdmReservation.RESERVED
    return hit(
        (
            f"{at}/rights_capacity"
            for at, licensor in licensors(matter.terms)
            if reserved and licensor.rights_capacity is RightsCapacity.SUBLICENSOR
        ),
        "Only the rightsholder or its authorized licensee can reserve text and data mining: see "
        "that the user terms let this licensor do so.",
    )


def _moral_rights_waived(matter: Matter) -> Hit | None:
    terms = matter.terms
    waived = terms.positions.moral_rights is MoralRights.WAIVED_WHERE_LAWFUL
    touched = terms.law.country in INALIENABLE or any(parties_in(terms, INALIENABLE))
    return hit(
        ("/positions/moral_rights",) if waived and touched else (),
        "Moral rights cannot be waived in a country that this deal touches, so the waiver has "
        "little effect there: non-assertion is what can be had.",
    )


def _later_uses_under_german_law(matter: Matter) -> Hit | None:
    terms = matter.terms
    authors = any(
        licensor.entity_type in PEOPLE and licensor.rights_capacity is RightsCapacity.OWNER
        for licensor in terms.parties.licensors
    )
    german = terms.law.country == "DE" and terms.signing.level not in _IN_WRITING
    return hit(
        _later_uses(terms) if authors and german else (),
        "An author can grant uses that are not yet known only in writing, which no electronic "
        "signature but a qualified one replaces: sign so or in ink, or grant known uses only.",
    )


def _synthetic_substitute(matter: Matter) -> Hit | None:
    grant = matter.terms.grant
    synthetic = Purpose.SYNTHETIC_DATA in grant.purposes
    return hit(
        ("/grant/purposes", "/grant/prohibited_uses")
        if synthetic and ProhibitedUse.SUBSTITUTE_PRODUCT in grant.prohibited_uses
        else (),
        "Synthetic data may stand in for the materials, and a substitute product is prohibited: "
        "say in a special term whether synthetic data may leave the licensee.",
    )


def _reserved(terms: Terms) -> Tdm | None:
    reserved = terms.positions.tdm_reservation is TdmReservation.RESERVED
    return terms.positions.tdm if reserved else None


def _later_uses(terms: Terms) -> tuple[str, ...]:
    """Where uses not yet known are granted: the licensee's wording of C07, or a special term."""
    wide = terms.positions.clauses.get("C07") is Position.LICENSEE
    special = tuple(
        f"/special_terms/{i}"
        for i, term in enumerate(terms.special_terms)
        if term.text and "later devised" in term.text.casefold()
    )
    return (*(("/positions/clauses/C07",) if wide else ()), *special)


CHECKS: Final = (
    Check(
        "covenant_under_singapore_law",
        Level.BLOCK,
        Basis("Copyright Act 2021 of Singapore, section 244"),
        _covenant_under_singapore_law,
        overridable=False,
    ),
    Check("mandatory_exceptions_saved", Level.NOTE, MANDATORY, _mandatory_exceptions_saved),
    Check("covenant_outlives_the_license", Level.NOTE, THE_TERMS, _covenant_outlives_the_license),
    Check(
        "standstill_tolls",
        Level.NOTE,
        to_be_confirmed("Limitation law of the governing law"),
        _standstill_tolls,
    ),
    Check("tdm_without_signals", Level.WARN, MACHINE_READABLE, _tdm_without_signals),
    Check("tdm_in_words_only", Level.WARN, MACHINE_READABLE, _tdm_in_words_only),
    Check(
        "tdm_reserved_by_sublicensor", Level.WARN, MACHINE_READABLE, _tdm_reserved_by_sublicensor
    ),
    Check(
        "moral_rights_waived",
        Level.WARN,
        to_be_confirmed("Copyright law of the country, such as art. L121-1 CPI in France"),
        _moral_rights_waived,
    ),
    Check(
        "later_uses_under_german_law",
        Level.BLOCK,
        LATER_USES,
        _later_uses_under_german_law,
        overridable=False,
    ),
    Check("synthetic_substitute", Level.WARN, THE_TERMS, _synthetic_substitute),
)
