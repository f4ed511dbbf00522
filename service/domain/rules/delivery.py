"""Whether the schedule can be kept: known lines, no more than is licensed, one due date each."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from service.domain.errors import Fault
from service.domain.terms import Terms
from service.domain.terms.delivery import (
    DeliveryMethod,
    DeliveryMode,
    DueEvent,
    Tranche,
)
from service.domain.terms.grant import LicenseStart
from service.domain.terms.materials import MaterialsLine
from service.domain.terms.prices import FeeModel
from service.domain.wording import figure, listed, spoken

METHOD_OF: Final = {
    DeliveryMode.ON_PREM_CLEAN_ROOM: DeliveryMethod.CLEAN_ROOM,
    DeliveryMode.API: DeliveryMethod.API,
}
"""Modes that leave only one way to deliver."""


def schedules_name_lines(terms: Terms) -> Iterator[Fault]:
    for at, tranche in _tranches(terms):
        if terms.materials.line(tranche.line) is None:
            ids = listed([line.id for line in terms.materials.lines], "or")
            yield Fault(f"{at}/line", f"There is no line {tranche.line}: choose {ids}.")


def no_more_is_delivered_than_licensed(terms: Terms) -> Iterator[Fault]:
    """The fault stands at the delivery that passes the volume and its tolerance."""
    due: dict[str, Decimal] = {}
    for at, tranche in _tranches(terms):
        line = terms.materials.line(tranche.line)
        if line is None:
            continue
        before = due.get(line.id, Decimal(0))
        due[line.id] = before + tranche.quantity
        most = _most(line)
        if before <= most < due[line.id]:
            yield Fault(
                f"{at}/quantity",
                f"{figure(due[line.id])} are scheduled for line {line.id}; at most "
                f"{figure(most)} may be ({figure(line.volume)} and "
                f"{figure(line.volume_tolerance_pct)} %).",
            )


def deliveries_are_due_once(terms: Terms) -> Iterator[Fault]:
    for at, tranche in _tranches(terms):
        if tranche.due_date and tranche.due_after:
            yield Fault(f"{at}/due_after", "Give a due date or a time after an event, not both.")
        elif not (tranche.due_date or tranche.due_after):
            yield Fault(f"{at}/due_date", "Say when this is due: on a date or after an event.")


def the_first_delivery_follows_no_other(terms: Terms) -> Iterator[Fault]:
    for at, tranche in list(_tranches(terms))[:1]:
        if tranche.due_after and tranche.due_after.event is DueEvent.PREVIOUS_ACCEPTANCE:
            yield Fault(
                f"{at}/due_after/event",
                "The first delivery has none before it: count from the effective date or payment.",
            )


def nothing_waits_for_a_payment_that_is_not_owed(terms: Terms) -> Iterator[Fault]:
    if terms.pricing.fee_model is not FeeModel.NO_FEE:
        return
    for at, tranche in _tranches(terms):
        if tranche.due_after and tranche.due_after.event is DueEvent.PAYMENT:
            yield Fault(
                f"{at}/due_after/event",
                "No fee is paid, so nothing can be due after payment: choose another event.",
            )
    if terms.grant.begins is LicenseStart.ON_PAYMENT:
        yield Fault(
            "/grant/begins",
            "No fee is paid, so the license cannot begin on payment: choose delivery or "
            "acceptance.",
        )


def one_off_means_once(terms: Terms) -> Iterator[Fault]:
    ids = [tranche.line for tranche in terms.delivery.schedule]
    twice = sorted({id for id in ids if ids.count(id) > 1})
    if terms.delivery.mode is DeliveryMode.ONE_OFF and twice:
        yield Fault(
            "/delivery/mode",
            f"A one-off delivery brings each line once, but the schedule splits {listed(twice)}: "
            "choose tranches.",
        )


def the_method_suits_the_mode(terms: Terms) -> Iterator[Fault]:
    mode, method = terms.delivery.mode, terms.delivery.method
    only = METHOD_OF.get(mode)
    if only and method not in {only, DeliveryMethod.AS_AGREED}:
        yield Fault(
            "/delivery/method",
            f"Delivery by {spoken(mode)} does not go by {spoken(method)}: choose {spoken(only)} "
            "or as agreed.",
        )


def formats_are_agreed(terms: Terms) -> Iterator[Fault]:
    """One word in common is enough: "MP4 (H.264)" is among "JPEG, MP4"."""
    agreed = _words(terms.delivery.format)
    for at, tranche in _tranches(terms):
        if tranche.format and not _words(tranche.format) & agreed:
            yield Fault(
                f"{at}/format",
                f"{tranche.format} is not among the delivery formats, {terms.delivery.format}.",
            )


def _tranches(terms: Terms) -> Iterator[tuple[str, Tranche]]:
    for i, tranche in enumerate(terms.delivery.schedule):
        yield f"/delivery/schedule/{i}", tranche


def _most(line: MaterialsLine) -> Decimal:
    return line.volume * (100 + line.volume_tolerance_pct) / 100


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


RULES: Final = (
    schedules_name_lines,
    no_more_is_delivered_than_licensed,
    deliveries_are_due_once,
    the_first_delivery_follows_no_other,
    nothing_waits_for_a_payment_that_is_not_owed,
    one_off_means_once,
    the_method_suits_the_mode,
    formats_are_agreed,
)
