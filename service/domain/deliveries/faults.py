"""What can be wrong with a delivery or a rejection as it comes in."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from service.domain.deliveries.acceptance import Rules, replaced_by, sample_of, to_replace
from service.domain.deliveries.batch import NONE, Batch, Deliveries, Lot
from service.domain.deliveries.events import Quantity, Rejection, SampleTest
from service.domain.errors import DeliveryRefused, Fault, NotReplaced, WholeNotRejected
from service.domain.money import exactly
from service.domain.terms.delivery import ManifestRule
from service.domain.terms.positions import Position
from service.domain.wording import day_in_words


def quantity_faults(rules: Rules, quantities: Sequence[Quantity]) -> Iterator[Fault]:
    if not quantities:
        yield Fault("/quantities", "Say how much of which line was delivered.")
    seen: set[str] = set()
    for i, each in enumerate(quantities):
        at = f"/quantities/{i}"
        if rules.terms.materials.line(each.line) is None:
            yield Fault(f"{at}/line", f"Name a line of the materials: {_lines(rules)}.")
        if each.line in seen:
            yield Fault(f"{at}/line", "Name each line once, with all that was delivered of it.")
        if each.quantity <= 0:
            yield Fault(f"{at}/quantity", "Give a number above 0.")
        seen.add(each.line)


def day_faults(rules: Rules, delivered_on: date, today: date) -> Iterator[Fault]:
    """What lay there before the contract was signed comes under it then, and counts from then."""
    if delivered_on > today:
        yield Fault("/delivered_on", "Give a day that has come.")
    elif rules.since and delivered_on < rules.since:
        said = (
            f"Nothing came under this contract before {day_in_words(rules.since)}: give that day."
        )
        yield Fault("/delivered_on", said)


def manifest_faults(rules: Rules, sha256: str | None) -> Iterator[Fault]:
    if sha256 is None and rules.terms.delivery.manifest is ManifestRule.PER_DELIVERY:
        yield Fault("/manifest_sha256", "Give the SHA-256 of the manifest: each delivery has one.")


def use_faults(rules: Rules, batch: Batch, quantities: Sequence[Quantity]) -> Iterator[Fault]:
    if not rules.use_accepts:
        yield Fault("/quantities", "Under this contract use is not acceptance: accept the items.")
    if not quantities:
        yield Fault("/quantities", "Say how much of which line was used.")
    seen: set[str] = set()
    for i, each in enumerate(quantities):
        at, lot = f"/quantities/{i}", batch.lot(each.line)
        if lot is None:
            yield Fault(f"{at}/line", "Name a line of this delivery.")
        elif not 0 < each.quantity <= usable(lot):
            most = _between(usable(lot), "neither rejected nor used so far")
            yield Fault(f"{at}/quantity", most)
        if each.line in seen:
            yield Fault(f"{at}/line", "Name each line once, with all that was used of it.")
        seen.add(each.line)


def usable(lot: Lot) -> Decimal:
    """What may still be finally accepted by use."""
    return lot.quantity - lot.rejected - lot.used


def rejection_faults(
    rules: Rules, batch: Batch, rejections: Sequence[Rejection], on: date
) -> Iterator[Fault]:
    if not rejections:
        yield Fault("/rejections", "Name what is rejected, and why.")
    asked: dict[str, Decimal] = {}
    for i, each in enumerate(rejections):
        at = f"/rejections/{i}"
        yield from _quantity_to_reject(rules, batch.lot(each.line), each, asked, at)
        if not each.reason.strip():
            yield Fault(f"{at}/reason", "Describe the defect.")
        yield from _trained(rules, each, at)
        yield from _hidden(rules, each, on, at)


def _quantity_to_reject(
    rules: Rules, lot: Lot | None, each: Rejection, asked: dict[str, Decimal], at: str
) -> Iterator[Fault]:
    """Together, rejections of one line take no more than there is to reject."""
    hidden, so_far = each.found_on is not None, asked.get(each.line, NONE)
    most = rejectable(rules, lot, hidden=hidden) - so_far if lot else NONE
    if lot is None:
        yield Fault(f"{at}/line", "Name a line of this delivery.")
    elif not 0 < each.quantity <= most:
        yield Fault(f"{at}/quantity", _between(most, "left to reject"))
    asked[each.line] = asked.get(each.line, NONE) + each.quantity


def rejectable(rules: Rules, lot: Lot, *, hidden: bool) -> Decimal:
    """What is open; and what was accepted other than by use, where the wording undoes that."""
    if rules.wording is Position.LICENSOR or hidden:
        return lot.open + lot.accepted - lot.used
    return lot.open


def _trained(rules: Rules, each: Rejection, at: str) -> Iterator[Fault]:
    if not 0 <= each.trained <= each.quantity:
        yield Fault(f"{at}/trained", "Give a number from 0 to the quantity rejected.")
    by_use = rules.terms.delivery.use_is_acceptance or rules.wording is Position.LICENSOR
    if each.trained and by_use:
        yield Fault(f"{at}/trained", "Leave out what was used: it can no longer be rejected.")


def _hidden(rules: Rules, each: Rejection, on: date, at: str) -> Iterator[Fault]:
    if each.found_on is None:
        return
    if rules.wording is not Position.LICENSEE:
        yield Fault(f"{at}/found_on", "This contract has no later rejection of hidden defects.")
    elif each.found_on > on:
        yield Fault(f"{at}/found_on", "Give a day that has come.")
    elif replaced_by(rules, each.found_on) < on:
        days = rules.terms.delivery.replacement_days
        yield Fault(f"{at}/found_on", f"A hidden defect is rejected within {days} days.")


def may_replace(
    rules: Rules,
    deliveries: Deliveries,
    batch: Batch,
    quantities: Sequence[Quantity],
    on: date,
) -> None:
    if not rules.replaces:
        raise NotReplaced("The contract credits rejected items: deliver these as a new delivery.")
    for each in quantities:
        most = to_replace(rules, deliveries, batch, each.line, on)
        if each.quantity > most:
            raise NotReplaced(
                f"Of line {each.line} in delivery {batch.number}, {most:f} may be replaced on "
                f"{on.isoformat()}: deliver what is above that as a new delivery."
            )


def sample_shows_it(rules: Rules, batch: Batch, test: SampleTest) -> None:
    """DeliveryRefused for a test that is none; WholeNotRejected when it found too little."""
    least = sample_of(rules, batch)
    if test.tested < least or test.tested < 1:
        raise DeliveryRefused([Fault("/tested", f"Test at least {max(least, Decimal(1))} items.")])
    if not 0 <= test.defective <= test.tested:
        raise DeliveryRefused([Fault("/defective", "Give a number from 0 to the items tested.")])
    threshold = rules.terms.delivery.defect_threshold_pct
    with exactly():
        if test.defective * Decimal(100) <= threshold * test.tested:
            raise WholeNotRejected(
                f"A delivery is rejected whole when more than {threshold:f} % of the tested items "
                "have a defect: reject those that do."
            )


def _between(most: Decimal, what: str) -> str:
    return f"Give a number above 0 and at most {most:f}, what is {what}."


def _lines(rules: Rules) -> str:
    return ", ".join(line.id for line in rules.terms.materials.lines)
