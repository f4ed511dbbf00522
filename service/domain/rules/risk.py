"""Whether caps, damages and rights against change can be worked out."""

from collections.abc import Iterator
from typing import Final

from service.domain.errors import Fault
from service.domain.terms import Terms
from service.domain.terms.risk import (
    ALWAYS_UNCAPPED,
    CapType,
    ControlRight,
    Mfn,
)
from service.domain.wording import figure, in_order, listed, spoken, sum_of


def caps_have_their_figures(terms: Terms) -> Iterator[Fault]:
    """A multiple beside an amount is not refused: 1 is what an absent `value` means."""
    cap = terms.risk.general_cap
    at, kind = "/risk/general_cap", spoken(cap.type)
    if cap.type is not CapType.AMOUNT and cap.value is None:
        yield Fault(f"{at}/value", f"The cap chosen ({kind}) needs a multiple of the fees.")
    if cap.type is not CapType.MULTIPLE and cap.amount is None:
        yield Fault(f"{at}/amount", f"The cap chosen ({kind}) needs an amount.")
    if cap.type is CapType.MULTIPLE and cap.amount is not None:
        yield Fault(
            f"{at}/amount",
            f"The cap is a multiple of the fees, so {sum_of(cap.amount)} has no "
            "effect: choose amount or greater of, or leave it out.",
        )


def the_super_cap_is_not_below_the_general_cap(terms: Terms) -> Iterator[Fault]:
    """Both are multiples of one base; against a bare amount they cannot be compared."""
    cap, above = terms.risk.general_cap, terms.risk.super_cap
    if cap.type is CapType.AMOUNT or cap.value is None or not above.for_:
        return
    if above.value < cap.value:
        yield Fault(
            "/risk/super_cap/value",
            f"The super cap ({figure(above.value)} times) is below the general cap "
            f"({figure(cap.value)} times): make it at least {figure(cap.value)}.",
        )


def no_cap_reaches_what_is_always_uncapped(terms: Terms) -> Iterator[Fault]:
    missing = in_order(ALWAYS_UNCAPPED - terms.risk.uncapped)
    if missing:
        yield Fault(
            "/risk/uncapped", f"No cap may reach {listed(missing, 'or')}: add what is missing."
        )


def favored_nations_have_terms(terms: Terms) -> Iterator[Fault]:
    mfn, mfn_terms = terms.risk.mfn, terms.risk.mfn_terms
    if mfn is not Mfn.NONE and mfn_terms is None:
        yield Fault(
            "/risk/mfn_terms",
            f"The {mfn} has most-favored-nation protection: say against whom it is compared.",
        )
    elif mfn is Mfn.NONE and mfn_terms is not None:
        yield Fault(
            "/risk/mfn_terms",
            "Nobody has most-favored-nation protection: say who has it, or leave its terms out.",
        )


def listed_acquirers_trigger_a_right(terms: Terms) -> Iterator[Fault]:
    change = terms.risk.change_of_control
    if change.listed and change.right is ControlRight.NONE:
        yield Fault(
            "/risk/change_of_control/listed",
            f"{listed(change.listed)} would trigger no right: choose notice, consent or "
            "terminate, or leave the list empty.",
        )


def pending_matters_are_named(terms: Terms) -> Iterator[Fault]:
    change = terms.risk.change_of_law
    if change.known_pending_count and not change.known_pending:
        yield Fault(
            "/risk/change_of_law/known_pending",
            "Known pending matters count as a change of law, and none is named: name them.",
        )


def damages_fit_their_cap(terms: Terms) -> Iterator[Fault]:
    damages = terms.risk.ld
    if damages is None:
        return
    if damages.cap.currency != damages.amount.currency:
        yield Fault("/risk/ld/cap", f"Give the cap in {damages.amount.currency}, as the amount is.")
    elif damages.cap < damages.amount:
        yield Fault(
            "/risk/ld/cap",
            f"The cap of {sum_of(damages.cap)} is below a single payment of "
            f"{sum_of(damages.amount)}: raise the cap or lower the payment.",
        )


RULES: Final = (
    caps_have_their_figures,
    the_super_cap_is_not_below_the_general_cap,
    no_cap_reaches_what_is_always_uncapped,
    favored_nations_have_terms,
    listed_acquirers_trigger_a_right,
    pending_matters_are_named,
    damages_fit_their_cap,
)
