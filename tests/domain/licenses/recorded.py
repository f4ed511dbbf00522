"""Licenses that were signed elsewhere, as values: by key facts, recorded on some day."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from schemas.terms import written
from service.domain.deal import OurSide
from service.domain.licenses.due import due
from service.domain.licenses.events import LicenseMade
from service.domain.licenses.key_facts import (
    Committed,
    KeyFacts,
    KnownParty,
    KnownPeriod,
    KnownRenewal,
)
from service.domain.licenses.license import License
from service.domain.licenses.placeholders import terms_holding
from service.domain.licenses.recording import LicenseHeader, recorded
from service.domain.period.counting import WEEKDAYS
from service.domain.terms import Form
from service.domain.terms.notices import NoticeMethod
from service.domain.terms.period import Notice, NoticeBasis, RenewalMode

FORM = Form(family="bulk-media", version=1)
SIGNED = date(2024, 2, 20)
START = date(2024, 3, 1)
TODAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
"""A Monday, a day after the second year was over."""

EVERGREEN = KnownRenewal(
    mode=RenewalMode.AUTO_EVERGREEN,
    months=12,
    notice=Notice(value=60),
    notice_basis=NoticeBasis.RECEIVED,
    methods=frozenset({NoticeMethod.COURIER}),
)


def some_facts(**changes: Any) -> KeyFacts:
    """Two years from 1 March 2024, then year by year; nothing else is known."""
    facts = KeyFacts(
        licensor=KnownParty(legal_name="Photo Archive Inc."),
        licensee=KnownParty(legal_name="Example Labs Ltd", notice_email="legal@labs.example"),
        timezone="Europe/Berlin",
        period=KnownPeriod(months=24),
        renewal=EVERGREEN,
        committed=Committed(currency="EUR", amount=Decimal("48000")),
    )
    return replace(facts, **changes)


def header(facts: KeyFacts | None = None, **said: Any) -> LicenseHeader:
    return LicenseHeader(
        **{
            "our_side": OurSide.LICENSOR,
            "signed_on": SIGNED,
            "starts_on": START,
            "facts": facts or some_facts(),
            **said,
        }
    )


def made(given: LicenseHeader | None = None, at: datetime = TODAY) -> LicenseMade:
    given = given or header()
    assert given.facts
    terms = written(terms_holding(given.facts, given.starts_on, FORM))
    return recorded(given, terms, "a" * 64, by="usr_ada", at=at)


def a_recorded(given: LicenseHeader | None = None, at: datetime = TODAY) -> License:
    """As it stands on the day on which it is recorded."""
    given = given or header()
    license = License.begun("lic_1", given.our_side, made(given, at))
    return license.after(due(license, at, WEEKDAYS))
