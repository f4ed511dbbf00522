"""Which schedules can be kept."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from service.domain.rules import delivery, faults
from service.domain.terms.delivery import (
    DeliveryMethod,
    DeliveryMode,
    DueAfter,
    DueEvent,
    Tranche,
)
from service.domain.terms.grant import LicenseStart
from service.domain.terms.prices import FeeModel, Pricing
from tests.builders import some_delivery
from tests.domain.changes import terms_with
from tests.domain.rules.cases import Refused, named, refused

SCHEDULE = some_delivery().schedule
FREE = Pricing(fee_model=FeeModel.NO_FEE)

REFUSED = (
    refused(
        delivery.schedules_name_lines,
        "/delivery/schedule/2/line",
        "choose photos, clips or film",
        delivery__schedule__2__line="tapes",
    ),
    refused(
        delivery.no_more_is_delivered_than_licensed,
        "/delivery/schedule/1/quantity",
        "1,260,000.0001 are scheduled for line photos; at most 1,260,000 may be "
        "(1,200,000 and 5 %)",
        delivery__schedule__1__quantity=Decimal("660000.0001"),
    ),
    refused(
        delivery.deliveries_are_due_once,
        "/delivery/schedule/0/due_date",
        "on a date or after an event",
        delivery__schedule__0__due_date=None,
    ),
    refused(
        delivery.deliveries_are_due_once,
        "/delivery/schedule/2/due_after",
        "not both",
        delivery__schedule__2__due_date=date(2027, 4, 1),
    ),
    refused(
        delivery.the_first_delivery_follows_no_other,
        "/delivery/schedule/0/due_after/event",
        "has none before it",
        delivery__schedule__0=Tranche(
            line="photos",
            quantity=Decimal(1),
            due_after=DueAfter(event=DueEvent.PREVIOUS_ACCEPTANCE, value=10),
        ),
    ),
    refused(
        delivery.nothing_waits_for_a_payment_that_is_not_owed,
        "/delivery/schedule/2/due_after/event",
        "No fee is paid",
        pricing=FREE,
        delivery__schedule__2__due_after__event=DueEvent.PAYMENT,
    ),
    refused(
        delivery.nothing_waits_for_a_payment_that_is_not_owed,
        "/grant/begins",
        "cannot begin on payment",
        pricing=FREE,
        grant__begins=LicenseStart.ON_PAYMENT,
    ),
    refused(
        delivery.one_off_means_once,
        "/delivery/mode",
        "the schedule splits photos",
        delivery__mode=DeliveryMode.ONE_OFF,
    ),
    refused(
        delivery.the_method_suits_the_mode,
        "/delivery/method",
        "choose clean room or as agreed",
        delivery__mode=DeliveryMode.ON_PREM_CLEAN_ROOM,
    ),
    refused(
        delivery.the_method_suits_the_mode,
        "/delivery/method",
        "choose API or as agreed",
        delivery__mode=DeliveryMode.API,
    ),
    refused(
        delivery.formats_are_agreed,
        "/delivery/schedule/0/format",
        "TIFF is not among the delivery formats, JPEG, MP4",
        delivery__schedule__0__format="TIFF",
    ),
)


@pytest.mark.parametrize("case", REFUSED, ids=named)
def test_schedules_that_cannot_be_kept_are_refused(case: Refused) -> None:
    assert [f.pointer for f in case.rule(case.terms) if case.part in f.message] == [case.pointer]


def test_only_the_delivery_that_passes_the_volume_is_refused() -> None:
    late = replace(SCHEDULE[1], quantity=Decimal(1_000_000))
    terms = terms_with(delivery__schedule=(*SCHEDULE[:1], late, late))
    pointers = [fault.pointer for fault in delivery.no_more_is_delivered_than_licensed(terms)]
    assert pointers == ["/delivery/schedule/1/quantity"]


def test_a_delivery_beyond_a_volume_already_exhausted_is_refused() -> None:
    one, rest = Decimal(1), Decimal(1_260_000)
    terms = terms_with(
        delivery__schedule=(
            replace(SCHEDULE[0], quantity=rest),
            replace(SCHEDULE[1], quantity=one),
        )
    )
    pointers = [fault.pointer for fault in delivery.no_more_is_delivered_than_licensed(terms)]
    assert pointers == ["/delivery/schedule/1/quantity"]


@pytest.mark.parametrize(
    "changes",
    [
        {"delivery__schedule__1__quantity": Decimal(660_000)},
        {"delivery__schedule": ()},
        {"delivery__schedule__0__format": "jpeg, full size"},
        {
            "delivery__schedule__1__due_date": None,
            "delivery__schedule__1__due_after": DueAfter(
                event=DueEvent.PREVIOUS_ACCEPTANCE, value=10
            ),
        },
        {"delivery__schedule": SCHEDULE[2:]},
        {"delivery__schedule__2__due_after__event": DueEvent.PAYMENT},
        {"delivery__mode": DeliveryMode.ONE_OFF, "delivery__schedule": SCHEDULE[1:]},
        {"delivery__mode": DeliveryMode.API, "delivery__method": DeliveryMethod.AS_AGREED},
        {
            "delivery__mode": DeliveryMode.ON_PREM_CLEAN_ROOM,
            "delivery__method": DeliveryMethod.CLEAN_ROOM,
        },
    ],
    ids=[
        "the volume and its whole tolerance",
        "no schedule",
        "a format said more exactly",
        "the second after the first",
        "the first after the effective date",
        "after payment where a fee is paid",
        "each line once",
        "an API as agreed",
        "a clean room",
    ],
)
def test_schedules_that_can_be_kept_are_agreed(changes: dict[str, Any]) -> None:
    assert faults(terms_with(**changes)) == ()
