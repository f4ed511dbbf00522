"""Whom a choice favors: the one table of which outcomes stand nearer to which side.

It holds what terms-and-clauses.md (§2, columns licensor, balanced and licensee; §4, column side, as
corrected in legal-review.md D) or the guidance beside the texts in `contract_templates/clauses` says,
and nothing else. A choice of which neither says whom it favors is not in it.
"""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from service.domain.terms import Terms
from service.domain.terms.grant import Exclusivity
from service.domain.terms.models import Unlearning, WeightsSurvival
from service.domain.terms.outputs import Attribution
from service.domain.terms.parties import Side
from service.domain.terms.period import ConvenienceParty, PeriodMode, RenewalMode
from service.domain.terms.positions import (
    FairUse,
    MarketEvidence,
    MoralRights,
    PastUse,
    Position,
    TdmReservation,
    Warranties,
)
from service.domain.terms.prices import IndexationKind, Withholding
from service.domain.terms.privacy import ContentScreening, Minors, PersonalData
from service.domain.terms.risk import ControlRight, LawEffect, Mfn

Scale = tuple[frozenset[StrEnum], ...]
"""From what suits the licensor most to what suits the licensee most."""


def _scale(*steps: StrEnum | tuple[StrEnum, ...]) -> Scale:
    return tuple(frozenset(step if isinstance(step, tuple) else (step,)) for step in steps)


SCALES: Final[Mapping[type[StrEnum], Scale]] = MappingProxyType(
    {
        Position: _scale(Position.LICENSOR, Position.BALANCED, Position.LICENSEE),
        # C10: the order of its fields; guidance: destroy favors the licensor, perpetual the licensee.
        WeightsSurvival: _scale(*WeightsSurvival),
        # C12: retraining is the licensor's ask, suppression and exclusion are balanced.
        Unlearning: _scale(
            Unlearning.RETRAIN,
            (Unlearning.EXCLUDE_NEXT_RUN, Unlearning.SUPPRESS_OUTPUTS),
            Unlearning.NONE,
        ),
        # C13: non-exclusive always is the licensor's, full exclusivity the licensee's.
        Exclusivity: _scale(
            Exclusivity.NONEXCLUSIVE,
            (Exclusivity.SOLE, Exclusivity.FIELD_EXCLUSIVE, Exclusivity.TIME_EXCLUSIVE),
            Exclusivity.EXCLUSIVE,
        ),
        # C16, guidance.
        ControlRight: _scale(
            (ControlRight.CONSENT, ControlRight.TERMINATE), ControlRight.NOTICE, ControlRight.NONE
        ),
        # C20, guidance.
        Withholding: _scale(*Withholding),
        # C21: a price that rises is the licensor's, a flat one the licensee's.
        IndexationKind: _scale((IndexationKind.CPI, IndexationKind.FIXED_PCT), IndexationKind.NONE),
        # C22: each side's own parity; none gives neither a right.
        Mfn: _scale(Mfn.LICENSOR, Mfn.NONE, Mfn.LICENSEE),
        # C23, guidance on the evidence; silence is neither.
        MarketEvidence: _scale(
            MarketEvidence.USABLE, MarketEvidence.SILENT, MarketEvidence.NOT_USABLE
        ),
        # C24: the reservation is kept by all but the licensee's position.
        TdmReservation: _scale(TdmReservation.RESERVED, TdmReservation.NOT_RESERVED),
        # C25: all claims reserved is the licensor's, a paid release balanced.
        PastUse: _scale(PastUse.RESERVED, PastUse.PAID_RELEASE),
        # C26, guidance.
        MoralRights: _scale(*MoralRights),
        # C27: a credit always, where shown, or never.
        Attribution: _scale(
            Attribution.ALWAYS,
            (Attribution.ON_DISPLAY, Attribution.ON_GROUNDING),
            Attribution.NONE,
        ),
        # C28, guidance.
        Warranties: _scale(*Warranties),
        # C30: that there are none is the licensor's warranty.
        PersonalData: _scale((PersonalData.INCIDENTAL, PersonalData.YES), PersonalData.NONE),
        # C32, guidance: none is a flat warranty, screened leaves the rest of the risk to licensee.
        Minors: _scale(Minors.SCREENED, Minors.NONE),
        # C33: whoever screens bears the duty.
        ContentScreening: _scale(
            ContentScreening.LICENSEE, ContentScreening.BOTH, ContentScreening.LICENSOR
        ),
        # C43, guidance; termination helps whichever party a change hurts.
        LawEffect: _scale(LawEffect.FEES_STAND, LawEffect.RENEGOTIATE, LawEffect.SET_OFF),
        # C44, guidance: without an end it favors the licensee.
        PeriodMode: _scale((PeriodMode.MONTHS, PeriodMode.END_DATE), PeriodMode.PERPETUAL),
        # C45: expiry and its own option are the licensor's, silence that renews is balanced.
        RenewalMode: _scale(
            (RenewalMode.NONE, RenewalMode.OPTION_LICENSOR),
            (RenewalMode.AUTO_EVERGREEN, RenewalMode.AUTO_FIXED_N),
            RenewalMode.OPTION_LICENSEE,
        ),
        # C46: whose right it is to leave without a reason.
        ConvenienceParty: _scale(
            ConvenienceParty.LICENSOR,
            (ConvenienceParty.NONE, ConvenienceParty.EITHER),
            ConvenienceParty.LICENSEE,
        ),
    }
)

FAIR_USE: Final[Mapping[FairUse, Side]] = MappingProxyType(
    {
        FairUse.FU2: Side.LICENSOR,
        FairUse.FU3: Side.LICENSEE,
        FairUse.FU4: Side.LICENSOR,
        FairUse.FU6: Side.LICENSOR,
        FairUse.FU8: Side.LICENSEE,
    }
)
"""§4: silence, the mutual reservation, the standstill and the mandatory saver favor neither."""

_Chosen = tuple[Any, ...]


def _weights(terms: Terms) -> _Chosen:
    end, expiry = terms.models.on_end, terms.models.weights_survival
    reasons = (end.licensee_breach, end.licensor_breach, end.works_withdrawn, end.change_of_law)
    return (expiry, *(outcome or expiry for outcome in reasons))


OUTCOMES: Final[Mapping[str, Callable[[Terms], _Chosen]]] = MappingProxyType(
    {
        "C10": _weights,
        "C12": lambda t: (t.models.unlearning,),
        "C13": lambda t: (t.grant.exclusivity,),
        "C16": lambda t: (t.risk.change_of_control.right,),
        "C20": lambda t: (t.pricing.tax.withholding,),
        "C21": lambda t: (t.pricing.indexation.kind,),
        "C22": lambda t: (t.risk.mfn,),
        "C23": lambda t: (t.positions.fair_use, t.positions.licensing_market_evidence),
        "C24": lambda t: (t.positions.tdm_reservation,),
        "C25": lambda t: (t.positions.past_use,),
        "C26": lambda t: (t.positions.moral_rights,),
        "C27": lambda t: (t.outputs.attribution,),
        "C28": lambda t: (t.positions.warranties,),
        "C30": lambda t: (t.privacy.personal_data,),
        "C32": lambda t: (t.privacy.minors,),
        "C33": lambda t: (t.privacy.content_screening,),
        "C43": lambda t: (t.risk.change_of_law.effect,),
        "C44": lambda t: (t.period.mode,),
        "C45": lambda t: (t.period.renewal.mode,),
        "C46": lambda t: (t.period.convenience.party,),
    }
)
"""The outcomes among the terms that are positions of a clause, beside what `positions.clauses` says."""


def toward(before: object, after: object) -> Side | None:
    """Whom a change of one choice, or of one set of choices, favors; null if none is known to be."""
    if isinstance(before, frozenset) and isinstance(after, frozenset):
        gained = _favored(after - before)
        lost = _favored(before - after)
        return agreed((*gained, *(side.other for side in lost)))
    was, now = _step(before), _step(after)
    if was is None or now is None or type(before) is not type(after) or was == now:
        return None
    return Side.LICENSEE if now > was else Side.LICENSOR


def agreed(sides: Iterable[Side | None]) -> Side | None:
    """The side that all of several changes favor that favor one; null where they differ."""
    favored = {side for side in sides if side is not None}
    return favored.pop() if len(favored) == 1 else None


def _favored(members: Iterable[object]) -> list[Side]:
    return [FAIR_USE[each] for each in members if isinstance(each, FairUse) and each in FAIR_USE]


def _step(choice: object) -> int | None:
    if not isinstance(choice, StrEnum):
        return None
    scale = SCALES.get(type(choice), ())
    return next((n for n, step in enumerate(scale) if choice in step), None)
