"""Key Terms: compliance and risk."""

from collections.abc import Iterator
from decimal import Decimal

from service.domain.contract import Section
from service.domain.terms import Terms
from service.domain.terms.compliance import Compliance
from service.domain.terms.risk import (
    CapBase,
    CapType,
    ChangeOfLaw,
    ControlRight,
    GeneralCap,
    Mfn,
    Risk,
)
from service.drafting.rows import NONE, NOT_APPLICABLE, Row, group, or_none, row
from service.drafting.wording import counted, first_upper, money, percent, territory
from service.drafting.words import words, words_of


def compliance(terms: Terms) -> Section:
    return group("compliance", "Reports, audit and security", _compliance(terms.compliance))


def _compliance(duties: Compliance) -> Iterator[Row]:
    yield row("Reporting Frequency", words(duties.reports))
    audits = counted(duties.audit_per_year, "audit")
    yield row("Audit Limit", f"{audits} a year" if duties.audit_per_year else "No audit")
    yield row("Audit Notice Period", counted(duties.audit_notice_days, "day"))
    short = percent(duties.audit_cost_shift_pct)
    yield row("Audit Cost Threshold", f"{short} of the Fees due for the audited time")
    yield row("Look-back Period", counted(duties.audit_lookback_years, "year"))
    yield row(
        "Security Standards",
        *or_none(duties.security, "None beyond the Standard Terms"),
    )
    yield row("Incident Notice Time", counted(duties.breach_notice_hours, "hour"))
    years = counted(duties.confidentiality_years, "year")
    yield row("Confidentiality Period", f"{years} after the End Date")
    yield row("Withdrawal Period", counted(duties.withdrawal_notice_days, "day"))


def risk(terms: Terms) -> Section:
    return group("risk", "Risk", _risk(terms.risk))


def _risk(risk: Risk) -> Iterator[Row]:
    yield row("General Cap", _general_cap(risk.general_cap))
    yield row("Super Cap", _multiple(risk.super_cap.value, risk.general_cap.base))
    yield row("Super Cap Claims", *or_none(words_of(risk.super_cap.for_)))
    yield row("Uncapped Claims", *words_of(risk.uncapped))
    yield row("Price Parity", words(risk.mfn))
    parity = risk.mfn_terms if risk.mfn is not Mfn.NONE else None
    yield row("Comparator", parity.comparator if parity else NOT_APPLICABLE)
    months = counted(parity.look_back_months, "month") if parity else NOT_APPLICABLE
    yield row("Parity Look-back", months)
    yield from _change_of_law(risk.change_of_law)
    control = risk.change_of_control
    yield row("Change of Control Right", words(control.right))
    anyone = NOT_APPLICABLE if control.right is ControlRight.NONE else "Any acquirer"
    yield row("Listed Acquirers", *or_none(control.listed, anyone))
    yield from _covers(risk)


def _general_cap(cap: GeneralCap) -> str:
    amount = money(cap.amount) if cap.amount else NONE
    multiple = _multiple(cap.value, cap.base) if cap.value is not None else NONE
    match cap.type:
        case CapType.AMOUNT:
            return amount
        case CapType.MULTIPLE:
            return multiple
        case CapType.GREATER_OF:
            return f"The greater of {amount} and {multiple}"


def _multiple(value: Decimal, base: CapBase) -> str:
    return f"{percent(value * 100)} of {words(base)}"


def _change_of_law(change: ChangeOfLaw) -> Iterator[Row]:
    yield row("Change of Law Triggers", *words_of(change.triggers))
    places = (territory(place).removeprefix("the ") for place in change.jurisdictions)
    yield row("Listed Jurisdictions", *sorted(map(first_upper, places)))
    count = "counts" if change.known_pending_count else "does not count"
    pending = (*change.known_pending, f"Their outcome {count} as a Change of Law")
    yield row("Known Pending Matters", *(pending if change.known_pending else (NONE,)))
    yield row("Change of Law Effect", words(change.effect))
    yield row("Renegotiation Period", counted(change.days, "day"))
    yield row("Change of Law Refund", words(change.refund))


def _covers(risk: Risk) -> Iterator[Row]:
    cover = risk.insurance
    yield row(
        "Insurance",
        f"{cover.type}, {money(cover.amount)}, carried by {words(cover.carried_by)}"
        if cover
        else NONE,
    )
    agreed = risk.ld
    yield row("Liquidated Damages Event", agreed.event if agreed else NOT_APPLICABLE)
    yield row("Liquidated Sum", money(agreed.amount) if agreed else NOT_APPLICABLE)
    yield row("Liquidated Damages Cap", money(agreed.cap) if agreed else NOT_APPLICABLE)
