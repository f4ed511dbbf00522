"""What letters say of deliveries, of what became of their items, and of reports of use."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from service.commands.deliveries import rules_of
from service.domain.audit import Record
from service.domain.deliveries.acceptance import Rules, replaced_by
from service.domain.deliveries.batch import Batch
from service.domain.deliveries.events import BatchDelivered, ItemsSettled, Outcome
from service.domain.licenses.follow_ups import LicenseLetter
from service.domain.licenses.license import License
from service.domain.money import Money
from service.domain.statements.reports import UseReported, reportable
from service.domain.wording import day_in_words, figure
from service.drafting.wording import money
from service.drafting.words import units
from service.notifications.matter import LicenseSaid
from service.storage import codec
from service.storage.deliveries import DeliveryRows
from service.storage.licenses import LicenseReader

PLACES: Final[Mapping[str, str]] = {
    LicenseLetter.DELIVERED: "/deliveries",
    LicenseLetter.SETTLED: "/deliveries",
    LicenseLetter.REPORTED: "/statement",
}
"""Where our own people look at it, behind the license."""

_SETTLED: Final[Mapping[Outcome, str]] = {
    Outcome.ON_DELIVERY: "delivery {} is accepted as it came",
    Outcome.IN_WRITING: "delivery {} is accepted",
    Outcome.BY_SILENCE: "delivery {} counts as accepted",
    Outcome.BY_USE: "items of delivery {} were used, and so are accepted for good",
    Outcome.REJECTED: "items of delivery {} were rejected",
}
_NO_LIST: Final = (
    "A list that names each of them goes with a rejection; this message is not that list."
)


def of_delivery(reader: LicenseReader, license: License, record: Record) -> LicenseSaid:
    """Of one of the three kinds of events; `what` is what happened, `silence` what follows."""
    match _event(record):
        case BatchDelivered() as event:
            return LicenseSaid(
                what=f"delivery {event.number} was made",
                on=day_in_words(event.delivered_on),
                silence=_after_delivery(reader, license, event),
            )
        case ItemsSettled() as event:
            return _of_items(reader, license, event)
        case event:
            until = max(each.on for each in event.reports)
            return LicenseSaid(what="use was reported", on=day_in_words(until))


def facts_of_delivery(
    reader: LicenseReader, license: License, kind: str, seq: int | None
) -> tuple[tuple[str, str], ...]:
    """The figures, for letters that may say them."""
    record = reader.record_at(license.id, seq) if kind in PLACES else None
    return tuple(_facts(license, record)) if record else ()


def reasons_of(record: Record) -> str | None:
    """Why items were rejected."""
    settled = record.data.get("settled") or ()
    reasons = dict.fromkeys(each["reason"] for each in settled if each.get("reason"))
    return "\n".join(reasons) or None


def _event(record: Record) -> Any:
    kinds: Mapping[str, Any] = {
        kind.__name__: kind for kind in (BatchDelivered, ItemsSettled, UseReported)
    }
    said = {**record.data, "by": record.actor, "at": record.ts}
    return codec.decode(kinds[record.type], said)


def _after_delivery(reader: LicenseReader, license: License, event: BatchDelivered) -> str:
    rules, replaced = rules_of(license), ""
    if event.replaces:
        replaced = f"It replaces what was rejected of delivery {_batch(reader, license, event.replaces).number}. "
    return replaced + _testing(rules, event)


def _testing(rules: Rules, event: BatchDelivered) -> str:
    if not rules.known:
        return ""
    if rules.on_delivery:
        return "Its items count as accepted as they came."
    last = next((each.last for each in event.tests if each.delivery == event.number), None)
    if last:
        return f"What nobody has rejected by {day_in_words(last)} counts as accepted."
    return "The time to test it begins when all of its line has come."


def _of_items(reader: LicenseReader, license: License, event: ItemsSettled) -> LicenseSaid:
    first = event.settled[0]
    number = _batch(reader, license, event.batch_id).number
    return LicenseSaid(
        what=_SETTLED[first.outcome].format(number),
        on=day_in_words(first.on),
        silence=_after_items(rules_of(license), first.outcome, first.on),
    )


def _after_items(rules: Rules, outcome: Outcome, on: date) -> str:
    if outcome is Outcome.BY_SILENCE:
        return "Nobody had rejected its items by that day."
    if outcome is not Outcome.REJECTED:
        return ""
    if not rules.known:
        return _NO_LIST
    return f"{_remedy(rules, on)} {_NO_LIST}"


def _remedy(rules: Rules, on: date) -> str:
    if not rules.replaces:
        return "Their price is credited."
    until = day_in_words(replaced_by(rules, on))
    return f"They may be replaced until {until}." + (
        " What is not replaced by then is credited." if rules.credits else ""
    )


def _batch(reader: LicenseReader, license: License, delivery_id: str) -> Batch:
    return DeliveryRows(reader.connection, reader.org).of_license(license.id).batch(delivery_id)


def _facts(license: License, record: Record) -> Iterator[tuple[str, str]]:
    match _event(record):
        case BatchDelivered() as event:
            for given in event.quantities:
                yield "Delivered", _amount(license, given.line, given.quantity)
        case ItemsSettled() as event:
            for each in event.settled:
                rejected = each.outcome is Outcome.REJECTED
                amount = _amount(license, each.line, each.quantity)
                yield "Rejected" if rejected else "Accepted", amount
        case event:
            names = {id: line.what for id, line in reportable(license.terms).items()}
            for each in event.reports:
                yield names.get(each.charge, each.charge), _reported(each.base, each.uses)


def _reported(base: Money | None, uses: Any) -> str:
    return money(base) if base else figure(uses)


def _amount(license: License, line: str, quantity: Any) -> str:
    found = license.terms.materials.line(line)
    unit = f" {units(found.unit, quantity)}" if found else ""
    return f"{figure(quantity)}{unit} of {line}"
