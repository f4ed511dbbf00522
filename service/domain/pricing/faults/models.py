"""The fee model says which prices there are; anything beside it is hybrid."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from service.domain.errors import Fault
from service.domain.pointers import lines
from service.domain.pricing.charges import BY_UNIT, TIERED, EffectiveCharge, effective_charges
from service.domain.terms import Terms
from service.domain.terms.prices import ChargeKind, FeeModel
from service.domain.wording import in_order, listed, spoken

ALLOWED: Final[Mapping[FeeModel, frozenset[ChargeKind]]] = MappingProxyType(
    {
        FeeModel.ONE_TIME: frozenset({ChargeKind.FIXED}),
        FeeModel.PER_UNIT: frozenset({ChargeKind.PER_UNIT}),
        FeeModel.VOLUME_TIER: frozenset({ChargeKind.TIERED_VOLUME, ChargeKind.PER_UNIT}),
        FeeModel.GRADUATED_TIER: frozenset({ChargeKind.TIERED_GRADUATED, ChargeKind.PER_UNIT}),
        FeeModel.SUBSCRIPTION: frozenset({ChargeKind.SUBSCRIPTION}),
        FeeModel.USAGE_QUERY: frozenset({ChargeKind.USAGE}),
        FeeModel.CRAWL: frozenset({ChargeKind.CRAWL}),
        FeeModel.REV_SHARE: frozenset({ChargeKind.REVENUE_SHARE}),
        FeeModel.HYBRID: frozenset(ChargeKind),
        FeeModel.NO_FEE: frozenset(),
    }
)

PRICES_EVERY_LINE: Final = frozenset(
    {FeeModel.PER_UNIT, FeeModel.VOLUME_TIER, FeeModel.GRADUATED_TIER}
)
_TIER_MODELS: Final = frozenset({FeeModel.VOLUME_TIER, FeeModel.GRADUATED_TIER})


def charges_suit_the_fee_model(terms: Terms) -> Iterator[Fault]:
    model = terms.pricing.fee_model
    for each in effective_charges(terms):
        if each.charge.kind not in ALLOWED[model]:
            at = each.pointer if each.is_derived else f"{each.pointer}/kind"
            yield Fault(at, _out_of_place(each.charge.kind, model))


def fee_models_have_their_charge(terms: Terms) -> Iterator[Fault]:
    model = terms.pricing.fee_model
    if model in PRICES_EVERY_LINE or model is FeeModel.NO_FEE:
        return
    if not any(each.charge.kind in ALLOWED[model] for each in effective_charges(terms)):
        kinds = "price" if model is FeeModel.HYBRID else f"{_kinds(model)} charge"
        yield Fault(
            "/pricing/charges", f"The fee model {spoken(model)} needs at least one {kinds}."
        )


def tier_models_have_tiers(terms: Terms) -> Iterator[Fault]:
    model = terms.pricing.fee_model
    if model not in _TIER_MODELS:
        return
    if not {each.charge.kind for each in effective_charges(terms)} & TIERED:
        yield Fault(
            "/pricing/fee_model",
            f"The fee model {spoken(model)} needs tiers on at least one line; without any, "
            "choose per unit.",
        )


def every_line_is_priced(terms: Terms) -> Iterator[Fault]:
    if terms.pricing.fee_model not in PRICES_EVERY_LINE:
        return
    priced = {each.charge.line for each in effective_charges(terms) if _prices_a_line(each)}
    for at, line in lines(terms):
        if line.id not in priced:
            yield Fault(
                f"{at}/unit_rate",
                f"Line {line.id} has no price: give it a unit rate, tiers or a charge that names "
                "it, or choose the fee model hybrid.",
            )


def no_fee_means_none(terms: Terms) -> Iterator[Fault]:
    if terms.pricing.fee_model is not FeeModel.NO_FEE:
        return
    if terms.pricing.guarantee is not None:
        yield Fault("/pricing/guarantee", "No fee is paid, so none can be guaranteed.")
    if terms.grant.exclusivity_premium_pct:
        yield Fault(
            "/grant/exclusivity_premium_pct", "No fee is paid that a premium could be added to."
        )


def _prices_a_line(each: EffectiveCharge) -> bool:
    return each.is_derived or each.charge.kind in BY_UNIT


def _out_of_place(kind: ChargeKind, model: FeeModel) -> str:
    if model is FeeModel.NO_FEE:
        return "No fee is paid, so nothing has a price: leave it out or choose another fee model."
    return (
        f"A {spoken(kind)} price does not stand under the fee model {spoken(model)}, which takes "
        f"{_kinds(model)}: choose the fee model hybrid, or leave it out."
    )


def _kinds(model: FeeModel) -> str:
    return listed(in_order(ALLOWED[model]), "or")


RULES: Final = (
    charges_suit_the_fee_model,
    fee_models_have_their_charge,
    tier_models_have_tiers,
    every_line_is_priced,
    no_fee_means_none,
)
