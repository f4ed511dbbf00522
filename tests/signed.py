"""How somebody signed, and what is told of it, as tests of papers want it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from math import cos, sin
from typing import Any

from service.domain.audit import FIRST, Record, timestamp
from service.domain.certificate import (
    Agreed,
    Certificate,
    HandedOver,
    Inked,
    MailboxProof,
    NamedParty,
    Signed,
)
from service.domain.drawing import Drawing, drawing_of
from service.domain.period.key_dates import key_dates
from service.domain.signing_events import Method
from service.drafting.calendars import business_days_of
from tests.builders import some_terms

AT = datetime(2027, 1, 31, 14, 5, 9, tzinfo=UTC)


def somebody(**changes: Any) -> Signed:
    """Ada, for the licensor, who typed her name."""
    signed = Signed(
        id="sgn_8f3k2ab9x7q1w5",
        block="sig_1",
        party="Photo Archive Inc.",
        name="Ada Licensor",
        title="General Counsel",
        email="ada@archive.example",
        proof=MailboxProof.CODE,
        method=Method.TYPED,
        typed="Ada Licensor",
        requested_at=datetime(2027, 1, 29, 9, tzinfo=UTC),
        opened_at=datetime(2027, 1, 31, 13, 58, 2, tzinfo=UTC),
        consented_at=AT,
        signed_at=AT,
        address="203.0.113.9",
        user_agent="Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Mobile Safari/604.1",
        consent=Agreed(version="consent-1", sha256="c0" * 32, text="I agree."),
        intent=Agreed(version="intent-1", sha256="1d" * 32, text="I intend to sign."),
        link="sgn_8f3k2ab9x7q1w5",
    )
    return replace(signed, **changes)


def somebody_else(**changes: Any) -> Signed:
    """Bo, for the licensee, who drew his name and took over from Di."""
    drawn = somebody(
        id="sgn_5t2m8c1v0z4k9p",
        block="sig_2",
        party="Example Labs Ltd",
        name="Bo Licensee",
        title="VP Data",
        email="bo@labs.example",
        proof=MailboxProof.LINK,
        method=Method.DRAWN,
        typed="Bo Licensee",
        opened_at=None,
        consented_at=AT + timedelta(hours=30),
        signed_at=AT + timedelta(hours=30),
        address="2001:db8::7",
        link="sgn_5t2m8c1v0z4k9p",
        drawing_sha256="d7" * 32,
        handed_over=(
            HandedOver(
                from_name="Di Licensee",
                from_email="di@labs.example",
                to_name="Bo Licensee",
                to_email="bo@labs.example",
                confirmed_by="contracts@labs.example",
                at=AT + timedelta(hours=3),
            ),
        ),
    )
    return replace(drawn, **changes)


def some_records(*types: str) -> tuple[Record, ...]:
    records: list[Record] = []
    for seq, type in enumerate(types, 1):
        prev = records[-1].hash if records else FIRST
        ts = timestamp(AT + timedelta(minutes=seq))
        fields = {"org": "org_1", "deal": "deal_1", "actor": f"usr_{seq}", "data": {}}
        records.append(Record(seq=seq, prev=prev, ts=ts, type=type, **fields))  # type: ignore[arg-type]
    return tuple(records)


def some_certificate(**changes: Any) -> Certificate:
    records = some_records("OfferMade", "OfferAccepted", "PartySigned", "ContractFormed")
    certificate = Certificate(
        contract_id="con_4k2j9x8y7z",
        title="AI Training Data License Agreement",
        subtitle="between Photo Archive Inc. and Example Labs Ltd",
        document_sha256="ab" * 32,
        terms_sha256="cd" * 32,
        text_sha256="ef" * 32,
        pages=37,
        parties=(
            NamedParty(block="sig_1", role="Licensor", name="Photo Archive Inc."),
            NamedParty(block="sig_2", role="Licensee", name="Example Labs Ltd"),
        ),
        signed=(somebody(), somebody_else()),
        formed_at=AT + timedelta(hours=30),
        zone="America/New_York",
        dates=key_dates(some_terms(), date(2027, 1, 31), business_days_of("US-NY")),
        records=records,
        head=records[-1].hash,
        operator="Example Marketplace Inc.",
        verify_at="https://counterpart.example/verify",
    )
    return replace(certificate, **changes)


def inked() -> Certificate:
    """The same contract, signed by hand."""
    copy = Inked(
        sha256="12" * 32,
        signed_on=date(2027, 1, 30),
        given_by="Ada Licensor for Photo Archive Inc.",
        given_at=AT,
        confirmed_by="Bo Licensee for Example Labs Ltd",
        confirmed_at=AT + timedelta(hours=2),
    )
    return some_certificate(signed=(), ink=copy)


def plain_drawing() -> dict[str, Any]:
    """A wave, a line under it and a dot, as a pad sends them."""
    wave = [[60 + 40 * k, int(150 + 80 * sin(k * 1.3) * cos(k / 5))] for k in range(12)]
    return {"width": 600, "height": 300, "strokes": [wave, [[100, 250], [540, 240]], [[580, 60]]]}


def some_drawing() -> Drawing:
    return drawing_of(plain_drawing())
