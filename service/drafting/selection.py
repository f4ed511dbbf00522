"""Which terms choose a clause's text: the one table from terms to blocks of the library.

A clause gets the names of the blocks to print, in order; none means "Not used". Where no term
decides, `positions.clauses` does: its block stands between a clause's `common` text and what terms
add. A family's optional clause without a position is not used.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from service.domain.period.notice import givers
from service.domain.rules.positions import NEEDED_BY
from service.domain.terms import Terms
from service.domain.terms.grant import Exclusivity
from service.domain.terms.outputs import Attribution
from service.domain.terms.parties import RightsCapacity
from service.domain.terms.period import (
    ConvenienceParty,
    NoticeBasis,
    PeriodMode,
    RenewalMode,
    RenewalPriceMode,
)
from service.domain.terms.positions import (
    FairUse,
    MarketEvidence,
    PastUse,
    Position,
    TdmReservation,
)
from service.domain.terms.prices import ChargeKind, IndexationKind, Payee
from service.domain.terms.privacy import TemplateExtraction
from service.domain.terms.risk import Mfn
from service.domain.terms.signing import SignatureLevel
from service.drafting.library import Family, clause

Chooser = Callable[[Terms], tuple[str, ...]]


def _always(*blocks: str) -> Chooser:
    return lambda terms: blocks


def _when(wanted: Callable[[Terms], object], *blocks: str) -> Chooser:
    return lambda terms: blocks if wanted(terms) else ()


def _parties(terms: Terms) -> tuple[str, ...]:
    agents = {RightsCapacity.EXCLUSIVE_AGENT, RightsCapacity.NONEXCLUSIVE_AGENT}
    held = {licensor.rights_capacity for licensor in terms.parties.licensors}
    blocks = ["common"]
    blocks += [c.value for c in RightsCapacity if c in held and c not in agents]
    blocks += ["agent"] if held & agents else []
    blocks += ["several_licensors"] if terms.parties.other_licensors else []
    blocks += ["intermediary"] if terms.parties.intermediary else []
    return (*blocks, *(["guarantor"] if terms.parties.guarantors else []))


def _exclusivity(terms: Terms) -> tuple[str, ...]:
    kind = terms.grant.exclusivity
    return () if kind is Exclusivity.NONEXCLUSIVE else ("common", kind.value)


def _fees(terms: Terms) -> tuple[str, ...]:
    guarantee = terms.pricing.guarantee
    shares = any(c.kind is ChargeKind.REVENUE_SHARE for c in terms.pricing.charges)
    blocks = ("common", *((guarantee.kind.value,) if guarantee else ()))
    return (*blocks, "revenue_share") if shares else blocks


def _payment(terms: Terms) -> tuple[str, ...]:
    blocks = ("common", terms.pricing.tax.withholding.value)
    by_intermediary = terms.pricing.payee is Payee.INTERMEDIARY
    return (*blocks, "intermediary_payee") if by_intermediary else blocks


def _price_adjustment(terms: Terms) -> tuple[str, ...]:
    indexation = terms.pricing.indexation.kind
    renewal = terms.period.renewal
    blocks = () if indexation is IndexationKind.NONE else (indexation.value,)
    changes = renewal.mode is not RenewalMode.NONE and renewal.price.mode not in (
        RenewalPriceMode.SAME,
    )
    return (*blocks, "renewal_price") if changes else blocks


def _fair_use(terms: Terms) -> tuple[str, ...]:
    """FU7, the saver for what no contract may exclude, always goes in (legal-review.md D)."""
    chosen = terms.positions.fair_use | {FairUse.FU7}
    evidence = terms.positions.licensing_market_evidence
    blocks = tuple(position.value for position in FairUse if position in chosen)
    return blocks if evidence is MarketEvidence.SILENT else (*blocks, f"evidence_{evidence.value}")


def _reservation(terms: Terms) -> tuple[str, ...]:
    match terms.positions.tdm_reservation:
        case TdmReservation.SILENT:
            return ()
        case TdmReservation.RESERVED if terms.positions.tdm is None:
            return ("reserved_without_signals",)
        case chosen:
            return (chosen.value,)


def _past_use(terms: Terms) -> tuple[str, ...]:
    chosen = terms.positions.past_use
    return () if chosen is PastUse.SILENT else (chosen.value,)


def _templates(terms: Terms) -> tuple[str, ...]:
    banned = terms.privacy.template_extraction is TemplateExtraction.PROHIBITED
    return ("common", "templates_prohibited" if banned else "templates_with_consent")


def _renewal(terms: Terms) -> tuple[str, ...]:
    renewal = terms.period.renewal
    if not givers(renewal):
        return (renewal.mode.value,)
    sent = renewal.notice_basis is NoticeBasis.SENT
    return (renewal.mode.value, "notice_sent" if sent else "notice_received")


def _notices(terms: Terms) -> tuple[str, ...]:
    return ("standard", "process_agent") if terms.law.agent_for_service else ("standard",)


def _signature(terms: Terms) -> tuple[str, ...]:
    return ("ink" if terms.signing.level is SignatureLevel.WET_INK else "electronic",)


def _initial_period(terms: Terms) -> tuple[str, ...]:
    endless = terms.period.mode is PeriodMode.PERPETUAL
    return ("perpetual" if endless else "limited",)


CHOSEN_BY_TERMS: Final[Mapping[str, Chooser]] = MappingProxyType(
    {
        "C01": _parties,
        "C10": _always("standard"),
        "C12": _always("standard"),
        "C13": _exclusivity,
        "C14": _always("standard"),
        "C16": lambda t: ("common", t.risk.change_of_control.right.value),
        "C17": _always("standard"),
        "C19": _fees,
        "C20": _payment,
        "C21": _price_adjustment,
        "C22": lambda t: () if t.risk.mfn is Mfn.NONE else (t.risk.mfn.value,),
        "C23": _fair_use,
        "C24": _reservation,
        "C25": _past_use,
        "C26": lambda t: (t.positions.moral_rights.value,),
        "C27": _when(lambda t: t.outputs.attribution is not Attribution.NONE, "standard"),
        "C28": lambda t: ("common", t.positions.warranties.value),
        "C30": lambda t: ("common", t.privacy.personal_data.value),
        "C31": _templates,
        "C32": lambda t: ("common", t.privacy.minors.value),
        "C33": _always("standard"),
        "C40": _always("standard"),
        "C42": _when(lambda t: t.risk.insurance, "standard"),
        "C43": lambda t: ("common", t.risk.change_of_law.effect.value),
        "C44": _initial_period,
        "C45": _renewal,
        "C47": _always("standard"),
        "C48": _always("standard"),
        "C50": _always("standard"),
        "C51": lambda t: ("common", t.law.forum.value),
        "C52": _notices,
        "C53": _signature,
    }
)
"""Clauses whose text follows from other terms; no position may be chosen for them."""


MORE_BY_TERMS: Final[Mapping[str, Chooser]] = MappingProxyType(
    {
        "C46": _when(
            lambda t: t.period.convenience.party is not ConvenienceParty.NONE, "convenience"
        ),
    }
)
"""Blocks that terms add behind the position of a clause."""


def chosen_blocks(clause_id: str, terms: Terms, family: Family) -> tuple[str, ...]:
    """The blocks to print for a clause, in order; empty means "Not used"."""
    if clause_id in CHOSEN_BY_TERMS:
        return CHOSEN_BY_TERMS[clause_id](terms)
    position = position_of(clause_id, terms, family)
    if position is Position.OMITTED:
        return ()
    written = clause(clause_id, family.clauses[clause_id]).blocks
    common = ("common",) if "common" in written else ()
    more = MORE_BY_TERMS.get(clause_id, _always())
    return (*common, position.value, *more(terms))


def position_of(clause_id: str, terms: Terms, family: Family) -> Position:
    """What the deal chose, else balanced; an optional clause is used only if something asks for it."""
    if clause_id in NEEDED_BY:
        _, there = NEEDED_BY[clause_id]
        default = Position.BALANCED if there(terms) else Position.OMITTED
    else:
        default = Position.OMITTED if clause_id in family.optional else Position.BALANCED
    return terms.positions.clauses.get(clause_id, default)


def positions_on_offer(clause_id: str, family: Family) -> tuple[Position, ...]:
    """What `positions.clauses` may choose for a clause of the family; empty where terms choose."""
    if clause_id in CHOSEN_BY_TERMS:
        return ()
    written = clause(clause_id, family.clauses[clause_id]).blocks
    may_omit = clause_id in family.optional and clause_id not in NEEDED_BY
    omitted = (Position.OMITTED,) if may_omit else ()
    return (*(position for position in Position if position.value in written), *omitted)
