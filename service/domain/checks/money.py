"""Fees, caps and price protection that do not do what they seem to."""

from decimal import Decimal
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
from service.domain.deal import OurSide
from service.domain.facts import collecting_societies, has_fee
from service.domain.pointers import parties
from service.domain.pricing.charges import line_of_fee, own_charges
from service.domain.terms import Terms
from service.domain.terms.delivery import Shortfall
from service.domain.terms.law import Forum
from service.domain.terms.prices import ChargeKind, FeeModel
from service.domain.terms.risk import CapBase, CapType, Mfn, SuperCapClaim, Uncapped
from service.domain.wording import figure, in_order, listed, sum_of

COMPETITION: Final = to_be_confirmed("Section 1 of the Sherman Act; Article 101 TFEU")

PAID_ONCE: Final = frozenset(
    {FeeModel.ONE_TIME, FeeModel.PER_UNIT, FeeModel.VOLUME_TIER, FeeModel.GRADUATED_TIER}
)
"""Fee models whose fees fall due around delivery, and not again in later years."""

WITHIN: Final = {
    SuperCapClaim.TITLE_INDEMNITY: Uncapped.INDEMNITY,
    SuperCapClaim.OUTPUT_INDEMNITY: Uncapped.INDEMNITY,
    SuperCapClaim.CONFIDENTIALITY: Uncapped.CONFIDENTIALITY,
    SuperCapClaim.MISUSE_OF_MATERIALS: Uncapped.MISUSE_OF_MATERIALS,
}
"""The uncapped kind of claim that takes in a claim under the super cap."""

NOT_BY_VOLUME: Final = frozenset({ChargeKind.FIXED, ChargeKind.SUBSCRIPTION})

NEW_YORK_LAW_FROM: Final = Decimal(250_000)
NEW_YORK_COURTS_FROM: Final = Decimal(1_000_000)

HIGH_INTEREST: Final = Decimal(16)
"""Percent a year: New York's civil usury rate, taken here as the line to think at anywhere."""


def _cap_empties(matter: Matter) -> Hit | None:
    cap = matter.terms.risk.general_cap
    trailing = cap.type is CapType.MULTIPLE and cap.base is CapBase.TRAILING_12_MONTHS
    return hit(
        ("/risk/general_cap/base",)
        if trailing and matter.terms.pricing.fee_model in PAID_ONCE
        else (),
        "Fees are paid around delivery, so the fees of the last 12 months, and with them the cap, "
        "are 0 from the 13th month on: choose total fees.",
    )


def _cap_of_no_fee(matter: Matter) -> Hit | None:
    multiple = matter.terms.risk.general_cap.type is CapType.MULTIPLE
    return hit(
        ("/risk/general_cap",) if multiple and not has_fee(matter.terms) else (),
        "The cap is a multiple of fees, and no fee is paid, so all liability under it is 0: give "
        "an amount, if that is not meant.",
    )


def _cap_without_effect(matter: Matter) -> Hit | None:
    risk = matter.terms.risk
    both = [claim for claim in risk.super_cap.for_ if WITHIN.get(claim) in risk.uncapped]
    words = listed(in_order(both)) if both else ""
    return hit(
        ("/risk/super_cap/for", "/risk/uncapped") if both else (),
        f"The super cap covers {words}, which is uncapped as well; uncapped prevails, so take it "
        "out of one of the two.",
    )


def _guarantee_stands_undelivered(matter: Matter) -> Hit | None:
    guarantee = matter.terms.pricing.guarantee
    return hit(
        ("/pricing/guarantee/abates_on_shortfall",)
        if guarantee and not guarantee.abates_on_shortfall
        else (),
        "The guarantee is owed in full even if nothing is delivered: let it abate with what is "
        "not delivered, unless this is meant.",
    )


def _fee_owed_whole(matter: Matter) -> Hit | None:
    terms = matter.terms
    whole = [
        f"{each.pointer}/line"
        for each in own_charges(terms)
        if each.charge.kind in NOT_BY_VOLUME and line_of_fee(terms, each.charge) is None
    ]
    return hit(
        whole if terms.delivery.shortfall is Shortfall.CREDIT else (),
        "A fee that names no line is owed in full whatever is not delivered, since nobody can say "
        "what part of it is for the volume that is missing: name its line, or split it into one "
        "fee for each line, unless this is meant.",
    )


def _late_interest_high(matter: Matter) -> Hit | None:
    rate = matter.terms.pricing.late_interest_pct_pa
    return hit(
        ("/pricing/late_interest_pct_pa",) if rate > HIGH_INTEREST else (),
        f"Late interest of {figure(rate)} % a year is above {figure(HIGH_INTEREST)} %, where usury "
        "and penalty rules begin in some places: see what the governing law allows.",
    )


def _favored_nation_and_competition(matter: Matter) -> Hit | None:
    return hit(
        () if matter.terms.risk.mfn is Mfn.NONE else ("/risk/mfn",),
        "A most-favored-nation clause can pass prices between competitors: let compliance be shown "
        "by an officer or auditor who answers only yes or no.",
    )


def _favored_nation_through_a_hub(matter: Matter) -> Hit | None:
    """A hub sees the prices of many; legal-review.md D wants two approvers here."""
    terms = matter.terms
    at = ("/parties/intermediary",) if terms.parties.intermediary else ()
    hub = at + collecting_societies(terms)
    ours = matter.our_side is OurSide.INTERMEDIARY
    return hit(
        ("/risk/mfn", *hub) if terms.risk.mfn is not Mfn.NONE and (hub or ours) else (),
        "An intermediary or a collecting society stands between many sellers and would carry their "
        "prices through a most-favored-nation clause: drop it, or have two approvers override.",
    )


def _new_york_law_without_link(matter: Matter) -> Hit | None:
    terms = matter.terms
    chosen = terms.law.governing_law == "US-NY" and not _has_new_york_link(terms)
    return hit(
        ("/law/governing_law",) if chosen and _is_below(matter, NEW_YORK_LAW_FROM) else (),
        "No party is in New York, and its law may be chosen without a link only from USD "
        f"{figure(NEW_YORK_LAW_FROM)}; the committed fee is {_committed(matter)}.",
    )


def _new_york_courts_without_link(matter: Matter) -> Hit | None:
    law = matter.terms.law
    courts = law.governing_law == "US-NY" and law.forum is Forum.COURTS
    unlinked = courts and not _has_new_york_link(matter.terms)
    return hit(
        ("/law/forum",) if unlinked and _is_below(matter, NEW_YORK_COURTS_FROM) else (),
        "No party is in New York, and its courts must take a case without a link only from USD "
        f"{figure(NEW_YORK_COURTS_FROM)}; the committed fee is {_committed(matter)}.",
    )


def _is_below(matter: Matter, dollars: Decimal) -> bool:
    """Not decided for an unknown fee or one in another currency."""
    fee = matter.fee
    return fee is not None and fee.currency == "USD" and fee.amount < dollars


def _committed(matter: Matter) -> str:
    return sum_of(matter.fee) if matter.fee else "unknown"


def _has_new_york_link(terms: Terms) -> bool:
    return any(
        party.jurisdiction == "US-NY"
        or (
            party.address.country == "US"
            and (party.address.region or "").casefold() in {"ny", "new york"}
        )
        for _, party in parties(terms)
    )


CHECKS: Final = (
    Check("cap_empties", Level.WARN, THE_TERMS, _cap_empties),
    Check("cap_of_no_fee", Level.WARN, THE_TERMS, _cap_of_no_fee),
    Check("cap_without_effect", Level.WARN, THE_TERMS, _cap_without_effect),
    Check("guarantee_stands_undelivered", Level.WARN, THE_TERMS, _guarantee_stands_undelivered),
    Check("fee_owed_whole", Level.WARN, THE_TERMS, _fee_owed_whole),
    Check(
        "late_interest_high",
        Level.WARN,
        to_be_confirmed("Usury law, such as N.Y. Gen. Oblig. Law 5-501"),
        _late_interest_high,
    ),
    Check(
        "favored_nation_and_competition",
        Level.WARN,
        COMPETITION,
        _favored_nation_and_competition,
    ),
    Check("favored_nation_through_a_hub", Level.BLOCK, COMPETITION, _favored_nation_through_a_hub),
    Check(
        "new_york_law_without_link",
        Level.WARN,
        Basis("N.Y. Gen. Oblig. Law 5-1401"),
        _new_york_law_without_link,
    ),
    Check(
        "new_york_courts_without_link",
        Level.WARN,
        Basis("N.Y. Gen. Oblig. Law 5-1402"),
        _new_york_courts_without_link,
    ),
)
