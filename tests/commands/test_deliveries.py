"""Deliveries of a license as people and silence move them, on both databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import update

from schemas.terms import written
from service.commands import deliveries as commands
from service.commands.license_notices import give_notice
from service.commands.licenses import moved
from service.commands.raising import raise_dates
from service.desk import Desk
from service.domain.audit import broken_at
from service.domain.deal import OurSide
from service.domain.deliveries.batch import Batch, BatchStatus
from service.domain.deliveries.events import Outcome, Quantity, Rejection, SampleTest
from service.domain.errors import DeliveryRefused, NotFound, ReportWrong
from service.domain.licenses.events import LicenseMade
from service.domain.licenses.key_dates import DateState, DueDate, reopen
from service.domain.licenses.license import License
from service.domain.licenses.notices import Given
from service.domain.licenses.parts import NoticeKind, SettledHow, Status
from service.domain.period.counting import WEEKDAYS
from service.domain.period.entries import KeyDateKind
from service.domain.period.renewals import last_day
from service.domain.statements.account import Reported
from service.domain.statements.statement import Statement
from service.domain.terms import Terms
from service.domain.terms.compliance import Reports
from service.domain.terms.delivery import AcceptanceStarts
from service.domain.terms.notices import NoticeMethod
from service.domain.terms.parties import Side
from service.domain.terms.positions import Position
from service.storage.deals import Tx
from service.storage.deliveries import DeliveryRows
from service.storage.license_tables import licenses
from service.storage.licenses import Beside, Licenses
from service.worker.deliveries import accept_silent
from tests import databases
from tests.builders import some_terms
from tests.conftest import Clock
from tests.domain.priced import hybrid, money, share, use
from tests.storage.kept import an_organization

pytestmark = databases.ON_BOTH

START = date(2027, 1, 31)
MADE = datetime(2027, 1, 31, 17, tzinfo=UTC)
SHA = "d" * 64


def each_tested(terms: Terms) -> Terms:
    each = AcceptanceStarts.EACH_DELIVERY
    return replace(terms, delivery=replace(terms.delivery, acceptance_starts=each))


class Shelf:
    """A license of one organization, and what is done to its deliveries when the clock says."""

    def __init__(self, desk: Desk, org: str, terms: Terms) -> None:
        self.desk, self.org, self.license_id = desk, org, f"lic_{org[-12:]}"
        made = LicenseMade(
            written=written(terms),
            starts_on=START,
            last_day=last_day(terms.period, START, 0),
            by="usr_ada",
            at=MADE,
        )
        self.do(
            lambda tx: Licenses(tx).begin(
                made, self.license_id, OurSide.LICENSOR, Beside(), WEEKDAYS
            )
        )

    def do(self, work: Callable[[Tx], Any]) -> Any:
        with self.desk.db.transaction(self.org) as tx:
            return work(tx)

    def says(self, command: Callable[..., Any], *said: Any, **more: Any) -> Any:
        at = self.desk.clock()
        return self.do(lambda tx: command(tx, *said, by="usr_ada", at=at, **more))

    def delivers(self, quantity: int, on: date, **more: Any) -> Batch:
        photos = Quantity(line="photos", quantity=Decimal(quantity))
        more = {"delivered_on": on, "manifest_sha256": SHA} | more
        found: Batch = self.says(commands.deliver, self.license_id, [photos], **more)
        return found

    def kept(self, delivery_id: str) -> Batch:
        """As it is written, without what silence has done since."""
        rows = self.do(lambda tx: DeliveryRows(tx.connection, tx.org).of_license(self.license_id))
        found: Batch = rows.batch(delivery_id)
        return found

    def statement(self, first: date, last: date, n: int = 0) -> Statement:
        at = self.desk.clock()
        found: Statement = self.do(
            lambda tx: commands.statement_of(tx, self.license(tx), n, first, last, at=at)
        )
        return found

    def license(self, tx: Tx) -> License:
        return Licenses(tx).license(self.license_id)

    def history(self) -> list[str]:
        """Every link of its chain holds."""
        records, head = self.do(lambda tx: Licenses(tx).history(self.license_id))
        assert broken_at(records, head) is None
        return [record.type for record in records]


@pytest.fixture
def ada(desk: Desk, clock: Clock) -> Shelf:
    clock.moment = MADE
    return Shelf(desk, an_organization(desk.db, "archive"), each_tested(some_terms()))


def bad(quantity: int) -> Rejection:
    return Rejection(line="photos", quantity=Decimal(quantity), reason="Damaged.")


def test_a_delivery_is_rejected_in_part_replaced_and_paid_for(ada: Shelf, clock: Clock) -> None:
    batch = ada.delivers(600_000, START)
    assert (batch.number, batch.status) == (1, BatchStatus.TESTING)
    ada.says(commands.reject, batch.id, [bad(1_000)])
    accepted = ada.says(commands.accept, batch.id)
    assert accepted.status is BatchStatus.PARTLY_REJECTED
    assert ada.kept(batch.id) == accepted
    clock.forward(days=9)
    second = ada.delivers(400, START + timedelta(9), replaces=batch.id)
    ada.says(commands.use, second.id, [Quantity(line="photos", quantity=Decimal(400))])
    (row,) = ada.statement(START, START + timedelta(9)).payable
    assert str(row.charges) == "29970.00"
    assert ada.history() == [
        "LicenseMade",
        "BatchDelivered",
        "KeyDateSettled",
        "ItemsSettled",
        "ItemsSettled",
        "BatchDelivered",
        "ItemsSettled",
    ]


def test_silence_is_seen_at_once_and_written_by_the_worker_once(ada: Shelf, clock: Clock) -> None:
    batch = ada.delivers(1_000, START)
    assert accept_silent(ada.desk) == 0
    clock.moment = datetime(2027, 2, 16, 4, 59, 59, tzinfo=UTC)
    assert accept_silent(ada.desk) == 0
    clock.moment = datetime(2027, 2, 16, 5, tzinfo=UTC)
    assert ada.statement(START, date(2027, 2, 28)).units[0].accepted == 1_000
    assert ada.kept(batch.id).status is BatchStatus.TESTING
    assert [accept_silent(ada.desk), accept_silent(ada.desk)] == [1, 0]
    (settled,) = ada.kept(batch.id).lots[0].settled
    assert (settled.outcome, settled.on) == (Outcome.BY_SILENCE, date(2027, 2, 15))


def test_who_comes_before_the_worker_finds_what_silence_did(ada: Shelf, clock: Clock) -> None:
    batch = ada.delivers(1_000, START)
    clock.forward(days=90)
    with pytest.raises(DeliveryRefused, match="at most 0"):
        ada.says(commands.reject, batch.id, [bad(1)])
    ada.delivers(10, START + timedelta(90))
    assert ada.kept(batch.id).status is BatchStatus.ACCEPTED
    assert accept_silent(ada.desk) == 0


def test_nobody_asks_again_about_deliveries_of_a_closed_license(ada: Shelf, clock: Clock) -> None:
    batch = ada.delivers(1_000, START)
    ada.do(lambda tx: tx.connection.execute(update(licenses).values(status=Status.CLOSED)))
    clock.forward(days=90)
    assert accept_silent(ada.desk) == 0
    assert ada.kept(batch.id).status is BatchStatus.TESTING


def test_a_delivery_is_rejected_whole_on_a_sample(ada: Shelf) -> None:
    batch = ada.delivers(1_000, START)
    test = SampleTest(tested=10, defective=1)
    rejected = ada.says(commands.reject_whole, batch.id, test, "Blurred.")
    assert rejected.status is BatchStatus.REJECTED


def test_the_wording_that_the_deal_chose_decides(desk: Desk, clock: Clock) -> None:
    clock.moment = MADE
    terms = each_tested(some_terms())
    chosen = replace(terms.positions, clauses={"C05": Position.LICENSOR})
    org = an_organization(desk.db, "archive")
    batch = Shelf(desk, org, replace(terms, positions=chosen)).delivers(10, START)
    assert batch.status is BatchStatus.ACCEPTED


def test_the_deliveries_of_others_do_not_exist(ada: Shelf) -> None:
    batch = ada.delivers(1_000, START)
    cy = Shelf(ada.desk, an_organization(ada.desk.db, "stranger"), some_terms())
    for command, said in (
        (commands.accept, (batch.id,)),
        (commands.reject, (batch.id, [bad(1)])),
        (commands.use, (batch.id, [Quantity(line="photos", quantity=Decimal(1))])),
        (commands.reject_whole, (batch.id, SampleTest(tested=1, defective=1), "No.")),
        (commands.report, (ada.license_id, [])),
        (commands.deliver, (ada.license_id, [])),
    ):
        more = {"delivered_on": START} if command is commands.deliver else {}
        with pytest.raises(NotFound):
            cy.says(command, *said, **more)
    cy.license_id = ada.license_id
    with pytest.raises(NotFound):
        cy.statement(START, START)


def test_reports_are_kept_and_corrected_by_later_ones(desk: Desk, clock: Clock) -> None:
    clock.moment = MADE
    org = an_organization(desk.db, "archive")
    shelf = Shelf(desk, org, hybrid(use(), share("10")))
    with pytest.raises(ReportWrong):
        shelf.says(commands.report, shelf.license_id, [Reported(charge="photos", on=START)])
    for uses in ("100.5", "80"):
        reports = [
            Reported(charge="use", on=START, uses=Decimal(uses)),
            Reported(charge="share", on=START, base=money("1000")),
        ]
        shelf.says(commands.report, shelf.license_id, reports)
    (row,) = shelf.statement(START, START).payable
    assert str(row.payable) == "140.00"
    assert shelf.history() == ["LicenseMade", "UseReported", "UseReported"]


def quarterly(desk: Desk, clock: Clock) -> Shelf:
    """Use and revenue are reported each quarter; the first one lasts until 31 March 2027."""
    clock.moment = MADE
    terms = hybrid(use(), share("10"))
    terms = replace(terms, compliance=replace(terms.compliance, reports=Reports.QUARTERLY))
    return Shelf(desk, an_organization(desk.db, "archive"), terms)


def reports(shelf: Shelf, *charges: str, on: date) -> None:
    said = {"use": {"uses": Decimal(7)}, "share": {"base": money("1000")}}
    given = [Reported(charge=each, on=on, **said[each]) for each in charges]  # type: ignore[arg-type]
    shelf.says(commands.report, shelf.license_id, given)


def report_dates(shelf: Shelf) -> dict[int, DueDate]:
    def dates(tx: Tx) -> dict[int, DueDate]:
        found = Licenses(tx).dates(shelf.license(tx), shelf.desk.clock(), WEEKDAYS)
        return {each.n: each for each in found if each.kind is KeyDateKind.REPORT_DUE}

    found: dict[int, DueDate] = shelf.do(dates)
    return found


def test_a_report_of_every_charge_to_the_last_day_does_the_duty_to_report(
    desk: Desk, clock: Clock
) -> None:
    shelf = quarterly(desk, clock)
    clock.moment = datetime(2027, 4, 20, 12, tzinfo=UTC)
    reports(shelf, "use", "share", on=date(2027, 2, 28))
    reports(shelf, "use", on=date(2027, 3, 31))
    assert report_dates(shelf)[1].open
    reports(shelf, "share", on=date(2027, 3, 31))
    first, second = (report_dates(shelf)[n] for n in (1, 2))
    assert first.settled
    assert (first.settled.how, first.settled.on) == (SettledHow.DONE, date(2027, 4, 20))
    assert (first.settled.by, first.settled.note) == ("usr_ada", "Report until 31 March 2027")
    assert second.open
    assert shelf.history()[-2:] == ["UseReported", "KeyDateSettled"]


def test_a_late_report_does_the_duty_that_was_missed(desk: Desk, clock: Clock) -> None:
    shelf = quarterly(desk, clock)
    clock.moment = datetime(2027, 5, 20, 12, tzinfo=UTC)
    shelf.do(lambda tx: raise_dates(tx, shelf.license_id, at=clock()))
    assert report_dates(shelf)[1].state is DateState.MISSED
    reports(shelf, "use", "share", on=date(2027, 3, 31))
    assert report_dates(shelf)[1].state is DateState.DONE


def test_what_was_opened_again_waits_for_its_own_report(desk: Desk, clock: Clock) -> None:
    shelf = quarterly(desk, clock)
    clock.moment = datetime(2027, 7, 20, 12, tzinfo=UTC)
    reports(shelf, "use", "share", on=date(2027, 3, 31))
    key = report_dates(shelf)[1].key
    shelf.do(
        lambda tx: moved(
            tx, shelf.license_id, lambda one: reopen(one, key, "Wrong.", by="usr", at=clock())
        )
    )
    reports(shelf, "use", "share", on=date(2027, 6, 30))
    assert [report_dates(shelf)[n].open for n in (1, 2)] == [True, False]
    reports(shelf, "use", on=date(2027, 3, 31))
    assert not report_dates(shelf)[1].open


def test_the_last_report_goes_to_the_end_of_the_license(desk: Desk, clock: Clock) -> None:
    """Which ends on 30 January 2029, in the middle of a quarter."""
    shelf = quarterly(desk, clock)
    clock.moment = datetime(2029, 2, 5, 12, tzinfo=UTC)
    notice = Given(kind=NoticeKind.NON_RENEWAL, method=NoticeMethod.EMAIL, sent_on=date(2027, 3, 1))
    shelf.do(
        lambda tx: give_notice(
            tx,
            shelf.license_id,
            notice,
            side=Side.LICENSOR,
            by="usr",
            at=datetime(2027, 3, 1, 12, tzinfo=UTC),
        )
    )
    shelf.do(lambda tx: raise_dates(tx, shelf.license_id, at=clock()))
    last = max(report_dates(shelf))
    reports(shelf, "use", "share", on=date(2029, 1, 29))
    assert report_dates(shelf)[last].open
    reports(shelf, "use", "share", on=date(2029, 1, 30))
    settled = report_dates(shelf)[last].settled
    assert settled
    assert settled.note == "Report until 30 January 2029"
