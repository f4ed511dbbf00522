"""Business days, and whose notice counts how."""

from dataclasses import replace
from typing import Final

from service.domain.terms.notices import DeemedReceipt, Lag, LagUnit, NoticeMethod, Notices
from service.domain.terms.period import Notice, NoticeBasis, RenewalMode, Span
from tests.domain.period.golden.row import BUSINESS, LAST, MONTHS, NEW_YORK, Row, noticed, renews

BUSINESS_DAYS: Final = (
    noticed(
        "Christmas and Boxing Day 2027 fall on a weekend: Monday and Tuesday are off instead; "
        "30, 29, 24, 23, 22 December",
        "2027-01-01",
        renews(5, BUSINESS),
        "2027-12-22",
        "2027-12-21T09:00Z",
    ),
    noticed(
        "Thanksgiving 2027 is 25 November, the Friday after it a business day: 29, 26, 24",
        "2026-12-01",
        renews(3, BUSINESS),
        "2027-11-24",
        "2027-11-23T14:00Z",
        zone=NEW_YORK,
        law="US-NY",
    ),
    noticed(
        "Friday and Saturday are off in Riyadh: Monday 29, Sunday 28, Thursday 25",
        "2026-12-01",
        renews(3, BUSINESS),
        "2027-11-25",
        "2027-11-24T06:00Z",
        zone="Asia/Riyadh",
        law="SA",
    ),
    noticed(
        "Received by Sunday 31 October: an e-mail of Friday would arrive on Monday",
        "2026-12-01",
        renews(30),
        "2027-10-31",
        "2027-10-30T13:00Z",
        zone=NEW_YORK,
        law="US-NY",
        days={
            "notice_sent_by:1:-:email": "2027-10-28",
            "notice_sent_by:1:-:platform": "2027-10-31",
        },
    ),
    noticed(
        "Where the platform counts on business days, Sunday's must go on Friday",
        "2026-12-01",
        renews(30),
        "2027-10-31",
        "2027-10-30T08:00Z",
        notices=Notices(
            deemed_receipt=DeemedReceipt(platform=Lag(value=0, unit=LagUnit.BUSINESS_DAYS))
        ),
        days={"notice_sent_by:1:-:platform": "2027-10-29"},
    ),
    noticed(
        "Received by a bank holiday, Tuesday 28 December: a courier of Thursday 23 arrives on the "
        "29th, so does an e-mail of Christmas Eve",
        "2027-02-27",
        renews(60),
        "2027-12-28",
        "2027-12-27T09:00Z",
        notices=Notices(methods=frozenset({NoticeMethod.EMAIL, NoticeMethod.COURIER})),
        days={
            LAST: "2028-02-26",
            "notice_sent_by:1:-:courier": "2027-12-22",
            "notice_sent_by:1:-:email": "2027-12-23",
        },
    ),
)

WHOSE_NOTICE: Final = (
    Row(
        why="Where sending counts, it may go on the last day itself",
        starts="2027-01-31",
        months=24,
        zone=NEW_YORK,
        law="US-NY",
        renewal=renews(60, notice_basis=NoticeBasis.SENT),
        days={
            "notice_sent_by:1:-:email": "2028-12-01",
            "notice_sent_by:1:-:platform": "2028-12-01",
        },
        reminded=("notice_sent_by:1:-:email", 1, "2028-11-30T14:00Z"),
    ),
    Row(
        why="Each side has its own; July is summer time",
        starts="2027-01-31",
        months=24,
        zone=NEW_YORK,
        law="US-NY",
        renewal=renews(60, notice_licensor=Notice(value=6, unit=MONTHS)),
        days={
            "notice_received_by:1:licensor:-": "2028-07-30",
            "notice_received_by:1:licensee:-": "2028-12-01",
        },
        reminded=("notice_received_by:1:licensor:-", 1, "2028-07-29T13:00Z"),
    ),
    noticed(
        "Not earlier than 120 days before: 30, 31, 30 and 29; 1 November is summer time still",
        "2027-01-31",
        replace(renews(60), notice=Notice(value=60, not_earlier_than=Span(value=120))),
        "2028-12-01",
        "2028-11-01T13:00Z",
        before=30,
        months=24,
        zone=NEW_YORK,
        law="US-NY",
        days={"notice_opens:1:-:-": "2028-10-02"},
    ),
    Row(
        why="An option is its holder's: we look to the end",
        starts="2027-01-31",
        months=24,
        zone=NEW_YORK,
        law="US-NY",
        renewal=renews(60, mode=RenewalMode.OPTION_LICENSEE, max=1),
        days={"notice_received_by:1:licensee:-": "2028-12-01", LAST: "2029-01-30"},
        reminded=(LAST, 1, "2029-01-29T14:00Z"),
    ),
    Row(
        why="Both can agree until the day before the last",
        starts="2027-01-31",
        months=24,
        zone=NEW_YORK,
        law="US-NY",
        renewal=renews(60, mode=RenewalMode.MUTUAL, max=1),
        days={"renewal_settled_by:1:-:-": "2029-01-29"},
        reminded=("renewal_settled_by:1:-:-", 1, "2029-01-28T14:00Z"),
    ),
    noticed(
        "A notice longer than a renewal: 60 days before 30 January, 28 February and 30 March",
        "2027-01-31",
        renews(60, months=1),
        "2027-12-01",
        "2027-11-30T14:00Z",
        zone=NEW_YORK,
        law="US-NY",
        days={
            "notice_received_by:2:-:-": "2027-12-30",
            "notice_received_by:3:-:-": "2028-01-30",
        },
    ),
)
