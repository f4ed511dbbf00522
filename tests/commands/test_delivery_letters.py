"""What letters tell of deliveries, of what became of their items, of reports, and ahead of silence."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from service.commands import deliveries as commands
from service.commands import license_notices, licenses
from service.commands.letters import compose
from service.commands.raising import raise_dates
from service.desk import Desk
from service.domain.deal import OurSide
from service.domain.deliveries.events import Quantity, Rejection
from service.domain.letters import Detail
from service.domain.licenses.notices import Given
from service.domain.licenses.parts import NoticeKind, Scope
from service.domain.people import Role
from service.domain.post import Address, Occasion
from service.domain.statements.account import Reported
from service.domain.terms.delivery import AcceptanceStarts, RejectedItems
from service.domain.terms.notices import NoticeMethod
from service.domain.terms.parties import Side
from service.domain.terms.period import Renewal, RenewalMode
from service.domain.terms.positions import Position
from service.notifications.letter import Letter
from service.storage.licenses import Beside
from service.storage.post_office import PostOffice
from service.storage.tables import outbox
from service.worker.deliveries import accept_silent
from service.worker.licenses import raise_due_dates
from tests import databases
from tests.builders import some_terms
from tests.conftest import Clock
from tests.desks import a_desk
from tests.domain.priced import hybrid, use
from tests.licensed import BEFORE, Kept, imported, with_period
from tests.storage.kept import a_member, an_organization

NOON = datetime(2027, 2, 1, 17, tzinfo=UTC)
SHA = "d" * 64


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    with databases.an_empty_database("sqlite", tmp_path) as db:
        yield a_desk(db, tmp_path, clock=clock)


class House:
    """One license of the sample deal in force, each delivery tested by itself, and its letters."""

    def __init__(self, desk: Desk, clock: Clock, kept: Kept) -> None:
        self.desk, self.clock, self.kept = desk, clock, kept

    def says(self, command: Any, *said: Any, **more: Any) -> Any:
        at = self.clock()
        return self.kept.do(lambda tx: command(tx, *said, by="usr_ada", at=at, **more))

    def delivers(self, quantity: int = 600_000, **more: Any) -> Any:
        photos = [Quantity(line="photos", quantity=Decimal(quantity))]
        more = {"delivered_on": self.clock().date(), "manifest_sha256": SHA} | more
        return self.says(commands.deliver, self.kept.license_id, photos, **more)

    def rejects(self, delivery: Any, quantity: int = 1_000) -> None:
        bad = Rejection(line="photos", quantity=Decimal(quantity), reason="Torn.")
        self.says(commands.reject, delivery.id, [bad])

    def read(self, kind: str, *, party: bool = False) -> list[Letter]:
        """Those that went to our own people, or to the addresses of the parties."""
        asked = select(outbox).where(outbox.c.kind == kind).order_by(outbox.c.event_seq)
        with self.kept.db.reading_work() as connection:
            rows = [*connection.execute(asked)]
        return [_letter(self.desk, row) for row in rows if (row.user_id is None) is party]


def _letter(desk: Desk, row: Any) -> Letter:
    email = row.to_email or "ada@archive.example"
    return compose(
        desk,
        Occasion(
            key=row.key,
            kind=row.kind,
            org=row.org_id,
            to=Address(email, row.to_name or ""),
            user=row.user_id,
            event_seq=row.event_seq,
            about=row.about,
        ),
    )


def a_house(desk: Desk, clock: Clock, terms: Any = None, **said: Any) -> House:
    clock.moment = NOON
    org = an_organization(desk.db, "archive")
    ada = a_member(desk.db, org, Role.APPROVER)
    with desk.db.transaction(org) as tx:
        PostOffice(tx.connection, org).keep_detail(Detail.FULL)
    return House(
        desk,
        clock,
        imported(
            desk.db, org, terms or each(), by=ada, at=BEFORE, beside=Beside(title="Photos"), **said
        ),
    )


def each(position: Position | None = None, **changes: Any) -> Any:
    terms = some_terms()
    changes = {"acceptance_starts": AcceptanceStarts.EACH_DELIVERY} | changes
    terms = replace(terms, delivery=replace(terms.delivery, **changes))
    if position is None:
        return terms
    return replace(terms, positions=replace(terms.positions, clauses={"C05": position}))


def test_both_sides_hear_of_a_delivery_and_until_when_it_may_be_rejected(
    desk: Desk, clock: Clock
) -> None:
    house = a_house(desk, clock)
    house.delivers()
    (ours,), theirs = house.read("license_delivered"), house.read("license_delivered", party=True)
    assert ours.subject == "Delivery 1 was made: “Photos”"
    assert "The day of delivery was 1 February 2027." in ours.text
    assert "What nobody has rejected by 16 February 2027 counts as accepted." in _flat(ours)
    assert "Delivered: 600,000 items of photos" in ours.text
    assert f"/licenses/{house.kept.license_id}/deliveries" in ours.text
    assert len({letter.to.email for letter in theirs}) == len(theirs) == 3
    for letter in theirs:
        assert letter.subject == "Delivery 1 was made: license agreement of 14 January 2027"
        assert "/verify" not in letter.text
        assert "600,000 items of photos" in letter.text
        assert "/licenses/" not in letter.text
        assert "names this address for notices" in _flat(letter)


def test_both_sides_hear_who_suspended_what_even_where_letters_keep_the_terms_back(
    desk: Desk, clock: Clock
) -> None:
    house = a_house(desk, clock)
    with desk.db.transaction(house.kept.org) as tx:
        PostOffice(tx.connection, house.kept.org).keep_detail(Detail.LINE)
    why, us = "The law forbids it.", Side.LICENSOR
    told = Given(
        kind=NoticeKind.CHANGE_OF_LAW,
        method=NoticeMethod.EMAIL,
        sent_on=clock().date(),
        grounds=why,
    )
    with desk.db.transaction(house.kept.org) as tx:
        raise_dates(tx, house.kept.license_id, at=clock())
    after = house.says(license_notices.give_notice, house.kept.license_id, told, side=us)
    said = {"scope": Scope.DELIVERY, "grounds": why, "notice_id": after.notices[-1].id}
    house.says(licenses.suspend, house.kept.license_id, side=us, **said)
    for letter in house.read("license_suspended") + house.read("license_suspended", party=True):
        assert "The licensor has suspended this: further deliveries." in _flat(letter)
        assert "The law forbids it." not in letter.text


def test_a_reminder_says_when_what_and_by_which_ways_a_notice_counts(
    desk: Desk, clock: Clock
) -> None:
    house = a_house(desk, clock)
    clock.moment = datetime(2028, 11, 24, 17, tzinfo=UTC)
    while raise_due_dates(desk):
        pass
    said = {each.subject: _flat(each) for each in house.read("license_reminder")}
    text = said[
        "In 7 days, 1 December 2028: last day for a notice about renewal 1 to be received: “Photos”"
    ]
    assert "The day is 1 December 2028, in America/New_York." in text
    assert "A notice counts only by e-mail and through the platform." in text


def test_a_license_that_has_ended_is_not_said_to_end_if_nobody_does_anything(
    desk: Desk, clock: Clock
) -> None:
    house = a_house(desk, clock, with_period(renewal=Renewal(mode=RenewalMode.NONE)))
    clock.forward(days=800)
    with desk.db.transaction(house.kept.org) as tx:
        raise_dates(tx, house.kept.license_id, at=clock())
    letters = house.read("license_ended") + house.read("license_ended", party=True)
    assert len(letters) > 1
    for letter in letters:
        assert "Duties after the end remain." in letter.text
        assert "If nobody does anything" not in letter.text


def test_a_rejection_names_what_and_why_and_until_when_it_may_be_made_good(
    desk: Desk, clock: Clock
) -> None:
    house = a_house(desk, clock)
    delivery = house.delivers()
    house.rejects(delivery)
    (ours,) = house.read("license_items_settled")
    assert ours.subject == "Items of delivery 1 were rejected: “Photos”"
    assert "They may be replaced until 3 March 2027." in _flat(ours)
    assert "this message is not that list" in _flat(ours)
    assert "> Torn." in ours.text
    assert "Rejected: 1,000 items of photos" in ours.text
    house.delivers(1_000, replaces=delivery.id)
    again = house.read("license_delivered")[1]
    assert "It replaces what was rejected of delivery 1." in _flat(again)
    house.says(commands.accept, delivery.id)
    assert house.read("license_items_settled")[1].subject == "Delivery 1 is accepted: “Photos”"


def test_silence_is_announced_and_told(desk: Desk, clock: Clock) -> None:
    house = a_house(desk, clock, our_side=OurSide.LICENSEE)
    house.delivers()
    clock.moment = NOON + timedelta(days=8)
    while raise_due_dates(desk):
        pass
    (ahead,) = [
        each for each in house.read("license_reminder") if "reject a delivery" in each.subject
    ]
    assert ahead.subject == (
        "In 7 days, 16 February 2027: last day to reject a delivery, number 1: “Photos”"
    )
    assert "What nobody has rejected of delivery 1 by then counts as accepted." in _flat(ahead)
    clock.moment = NOON + timedelta(days=16)
    assert accept_silent(desk) == 1
    (told,) = house.read("license_items_settled")
    assert told.subject == "Delivery 1 counts as accepted: “Photos”"
    assert "Nobody had rejected its items by that day." in _flat(told)


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        (each(Position.LICENSOR), "Its items count as accepted as they came."),
        (
            each(acceptance_starts=AcceptanceStarts.COMPLETE_DELIVERY),
            "The time to test it begins when all of its line has come.",
        ),
    ],
)
def test_the_letter_says_what_the_contract_makes_of_a_delivery(
    desk: Desk, clock: Clock, terms: Any, said: str
) -> None:
    house = a_house(desk, clock, terms)
    house.delivers()
    (ours,) = house.read("license_delivered")
    assert said in _flat(ours)
    assert house.read("license_items_settled") == []


def test_what_is_credited_is_not_said_to_be_replaced(desk: Desk, clock: Clock) -> None:
    house = a_house(desk, clock, each(rejected_items=RejectedItems.CREDIT))
    house.rejects(house.delivers())
    (ours,) = house.read("license_items_settled")
    assert "Their price is credited." in _flat(ours)
    assert "replaced until" not in _flat(ours)


def test_a_report_is_told_with_its_figures_only_where_letters_may(desk: Desk, clock: Clock) -> None:
    house = a_house(desk, clock, hybrid(use()))
    report = Reported(charge="use", on=NOON.date(), uses=Decimal(120_500))
    house.says(commands.report, house.kept.license_id, [report])
    (ours,) = house.read("license_use_reported")
    assert ours.subject == "Use was reported: “Photos”"
    assert "120,500" in ours.text
    assert f"/licenses/{house.kept.license_id}/statement" in ours.text
    with desk.db.transaction(house.kept.org) as tx:
        PostOffice(tx.connection, house.kept.org).keep_detail(Detail.LINE)
    (short,) = house.read("license_use_reported")
    assert "120,500" not in short.text


def _flat(letter: Letter) -> str:
    """Its text without the breaks of its lines."""
    return " ".join(letter.text.split())
