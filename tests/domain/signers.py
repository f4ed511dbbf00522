"""A contract to be signed, as a value: Ada for the licensor (block sig_1), Bo for the licensee."""

from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any

from service.domain.event import Event
from service.domain.execution import Execution
from service.domain.seats import Seat, name_signers, seats_in
from service.domain.signing import Said, Signature, send, sign
from service.domain.signing_events import Method, Shown, Somebody
from service.domain.terms import Terms
from service.domain.terms.parties import Guarantor, Side
from service.domain.terms.period import StartMode, Starts
from service.domain.terms.signing import Signing
from tests.builders import some_parties, some_terms
from tests.conftest import NOON

PDF = "f" * 64
SAID = Said(
    consent=Shown(version="consent-1", sha256="c" * 64),
    intent=Shown(version="intent-1", sha256="1" * 64),
)
KIM = Somebody(name="Kim Labs", title="Director", email="kim@labs.example")


def terms(**signing: Any) -> Terms:
    """Nobody signs before anybody else, unless these say otherwise."""
    return some_terms(signing=Signing(**signing))


def with_start(on: date, terms: Terms) -> Terms:
    starts = Starts(mode=StartMode.FIXED, on=on)
    return replace(terms, period=replace(terms.period, starts=starts))


def with_guarantor(terms: Terms, guarantees: Side = Side.LICENSEE) -> Terms:
    parties = some_parties()
    guarantor = Guarantor(
        legal_name="Labs Holding SE",
        jurisdiction="DE",
        address=parties.licensee.address,
        guarantees=guarantees,
    )
    return replace(terms, parties=replace(terms.parties, guarantors=(guarantor,)))


def begun(of: Terms | None = None) -> Execution:
    """Nobody is named yet."""
    return Execution.begun(
        contract_id="con_1", deal_id="deal_1", document_sha256=PDF, terms=of or terms()
    )


def named(of: Terms | None = None, *seats: Seat) -> Execution:
    """Those of the terms, and these."""
    found = of or terms()
    execution = begun(found)
    ids = (f"sgn_{n}" for n in count(1))
    return after(
        execution, name_signers(execution, (*seats_in(found), *seats), ids, by="usr", at=NOON)
    )


def sent(of: Terms | None = None, *seats: Seat) -> Execution:
    execution = named(of, *seats)
    return after(execution, send(execution, by="usr", at=NOON))


def after(execution: Execution, events: tuple[Event, ...]) -> Execution:
    return execution.after(events)


def a_signature(**changes: Any) -> Signature:
    given = Signature(
        document_sha256=PDF,
        summary_sha256="5" * 64,
        name="Somebody",
        method=Method.TYPED,
        consent=True,
        intent=True,
        address="192.0.2.7",
        user_agent="A browser",
        code_proved=True,
    )
    return replace(given, **changes)


def signed(execution: Execution, *ids: str) -> Execution:
    for each in ids:
        execution = after(execution, sign(execution, each, a_signature(), SAID, at=NOON))
    return execution
