"""Who bears what: caps, insurance, liquidated damages, change of law, change of control."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Final

from service.domain.money import Money
from service.domain.terms.bounds import Code, Items, Line, Name, Places, between
from service.domain.terms.parties import Side


class CapType(StrEnum):
    AMOUNT = "amount"
    MULTIPLE = "multiple"
    GREATER_OF = "greater_of"


class CapBase(StrEnum):
    TOTAL_FEES = "total_fees"
    TRAILING_12_MONTHS = "trailing_12_months"
    GREATER = "greater"


class SuperCapClaim(StrEnum):
    TITLE_INDEMNITY = "title_indemnity"
    OUTPUT_INDEMNITY = "output_indemnity"
    DATA_BREACH = "data_breach"
    CONFIDENTIALITY = "confidentiality"
    MISUSE_OF_MATERIALS = "misuse_of_materials"


class Uncapped(StrEnum):
    FRAUD = "fraud"
    DEATH_INJURY = "death_injury"
    CONFIDENTIALITY = "confidentiality"
    INDEMNITY = "indemnity"
    MISUSE_OF_MATERIALS = "misuse_of_materials"
    PAYMENT = "payment"


ALWAYS_UNCAPPED: Final = frozenset({Uncapped.FRAUD, Uncapped.DEATH_INJURY, Uncapped.PAYMENT})
"""No cap may reach these; payment because a cap of one times the fees would limit the duty to pay."""


class Mfn(StrEnum):
    NONE = "none"
    LICENSOR = "licensor"
    LICENSEE = "licensee"


class LawTrigger(StrEnum):
    COMPULSORY_LICENSE = "compulsory_license"
    STATUTORY_EXCEPTION = "statutory_exception"
    FINAL_APPELLATE_RULING = "final_appellate_ruling"
    COLLECTIVE_LICENSE = "collective_license"
    REGULATOR_BAN = "regulator_ban"


class LawEffect(StrEnum):
    FEES_STAND = "fees_stand"
    RENEGOTIATE = "renegotiate"
    SET_OFF = "set_off"
    TERMINATE = "terminate"


class LawRefund(StrEnum):
    """What becomes of fees already paid when a change of law ends the license."""

    NONE = "none"
    PRO_RATA = "pro_rata"


class ControlRight(StrEnum):
    NONE = "none"
    NOTICE = "notice"
    CONSENT = "consent"
    TERMINATE = "terminate"


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneralCap:
    """`value` is a multiple of `base`; `amount` is money; greater_of takes both."""

    type: CapType = CapType.MULTIPLE
    value: Annotated[Decimal, between("0.5", 10), Places(1)] | None = Decimal(1)
    amount: Annotated[Money, between(0, 10**11)] | None = None
    base: CapBase = CapBase.GREATER


@dataclass(frozen=True, slots=True, kw_only=True)
class SuperCap:
    """`value` is a multiple of the general cap's base."""

    value: Annotated[Decimal, between("0.5", 20), Places(1)] = Decimal(3)
    for_: Annotated[frozenset[SuperCapClaim], Items(5)] = frozenset(
        {SuperCapClaim.TITLE_INDEMNITY, SuperCapClaim.DATA_BREACH}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MfnTerms:
    comparator: Line
    look_back_months: Annotated[int, between(1, 60)] = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeOfLaw:
    """`jurisdictions` holds ISO 3166-1 alpha-2 codes, EU or WORLD."""

    triggers: Annotated[frozenset[LawTrigger], Items(5, least=1)] = frozenset(
        {
            LawTrigger.COMPULSORY_LICENSE,
            LawTrigger.STATUTORY_EXCEPTION,
            LawTrigger.FINAL_APPELLATE_RULING,
        }
    )
    jurisdictions: Annotated[frozenset[Annotated[str, Code.TERRITORY]], Items(50, least=1)] = (
        frozenset({"WORLD"})
    )
    known_pending: Annotated[tuple[Line, ...], Items(20)] = ()
    known_pending_count: bool = False
    effect: LawEffect = LawEffect.RENEGOTIATE
    days: Annotated[int, between(15, 180)] = 60
    refund: LawRefund = LawRefund.PRO_RATA


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeOfControl:
    """`listed` names the acquirers against whom the right runs; empty means any."""

    right: ControlRight = ControlRight.NOTICE
    listed: Annotated[tuple[Name, ...], Items(50)] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Insurance:
    type: Line
    amount: Annotated[Money, between(0, 10**11)]
    carried_by: Side = Side.LICENSEE


@dataclass(frozen=True, slots=True, kw_only=True)
class LiquidatedDamages:
    """An agreed sum for one event: `amount` each time, at most `cap` in all."""

    event: Line
    amount: Annotated[Money, between(0, 10**11)]
    cap: Annotated[Money, between(0, 10**11)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    general_cap: GeneralCap = GeneralCap()
    super_cap: SuperCap = SuperCap()
    uncapped: Annotated[frozenset[Uncapped], Items(6)] = ALWAYS_UNCAPPED
    mfn: Mfn = Mfn.NONE
    mfn_terms: MfnTerms | None = None
    change_of_law: ChangeOfLaw = ChangeOfLaw()
    change_of_control: ChangeOfControl = ChangeOfControl()
    insurance: Insurance | None = None
    ld: LiquidatedDamages | None = None
