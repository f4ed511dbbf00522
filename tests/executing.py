"""A contract on its way through signing: Ada's organization sends it, Bo and Ada sign by their links."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from schemas.terms import written
from service.commands import negotiation, recording, signing
from service.commands.negotiation import Put
from service.domain import seats
from service.domain.deal import ContractDrawnUp, Deal
from service.domain.event import Event
from service.domain.execution import Execution
from service.domain.people import SYSTEM
from service.domain.signing import Signature
from service.domain.signing_events import Method
from service.domain.terms import Terms
from service.domain.terms.signing import Signing
from service.storage.contracts import Contracts
from service.storage.database import Database
from service.storage.deals import Tx
from service.storage.executions import Executions
from service.storage.signing_links import Holder, SigningLinks
from tests.builders import some_terms
from tests.conftest import NOON
from tests.negotiating import Table, a_table
from tests.storage.history import events_of

DOCX: Final = "d" * 64
PDF: Final = "f" * 64
"""The digest of what the signers see."""


def to_sign(**signing: Any) -> Terms:
    """The sample deal with everybody signing at once, or as these say."""
    return some_terms(signing=Signing(**signing))


def a_signature(**changes: Any) -> Signature:
    """Typed, with both boxes ticked and the code typed right."""
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


@dataclass(frozen=True)
class Desktop:
    """A contract that is drawn up, with a signer for each side; `pdf` is what they see."""

    table: Table
    contract_id: str
    pdf: str = PDF

    @property
    def db(self) -> Database:
        return self.table.db

    @property
    def org(self) -> str:
        return self.table.org

    def do(self, work: Callable[[Tx], Any]) -> Any:
        with self.db.transaction(self.org) as tx:
            return work(tx)

    def execution(self) -> Execution:
        with self.db.reading(self.org) as views:
            return Executions(views.connection, self.org).of_contract(self.contract_id)

    def deal(self) -> Deal:
        return self.table.deal()

    def assert_sound(self) -> None:
        """The rows tell what the history tells, and every kept digest holds."""
        self.table.assert_sound()
        assert self.replayed() == self.execution()

    def events(self) -> list[Event]:
        """The whole history of the deal."""
        return events_of(self.db, self.org, self.table.deal_id)

    def replayed(self) -> Execution:
        """Worked out anew from the history, beginning with the papers."""
        events = self.events()
        drawn = next(n for n, each in enumerate(events) if isinstance(each, ContractDrawnUp))
        begun = Execution.begun(
            contract_id=self.contract_id,
            deal_id=self.table.deal_id,
            document_sha256=self.pdf,
            terms=self.table.offer().written.terms,
        )
        return begun.after(events[drawn + 1 :])

    def leaves(self, by_link: bool = False, at: datetime = NOON) -> Deal:
        """One side has had enough."""
        if by_link:
            return self.table.do(
                lambda tx: negotiation.withdraw_by_link(tx, self.table.bo, reason="No.", at=at)
            )
        return self.table.do(
            lambda tx: negotiation.withdraw_deal(
                tx, self.table.deal_id, reason="No.", by=self.table.ada, at=at
            )
        )

    def sends(self, at: datetime = NOON) -> Execution:
        return self.do(lambda tx: signing.send(tx, self.contract_id, by=self.table.ada, at=at))

    def holder(self, number: int) -> Holder:
        """Of the link of the signer at that place, from 0, among those whose place nobody took."""
        signer = self.execution().live[number]
        return Holder(
            signer_id=signer.id,
            org_id=self.org,
            deal_id=self.table.deal_id,
            contract_id=self.contract_id,
        )

    def signs(self, number: int, at: datetime = NOON, **changes: Any) -> Execution:
        holder = self.holder(number)
        code = self.do(lambda tx: SigningLinks(tx.connection).new_code(holder.signer_id, at))
        given = a_signature(document_sha256=self.pdf, **changes)
        return self.do(lambda tx: signing.sign(tx, holder, given, code_id=code, at=at))


def a_desktop(
    db: Database,
    org: str | None = None,
    terms: Terms | None = None,
    at: datetime = NOON,
    pdf: str = PDF,
    docx: str = DOCX,
) -> Desktop:
    """The accepted terms as papers, whose bytes nobody has made unless their digests are given."""
    table = agreed(db, org, terms)
    with db.transaction(table.org) as tx:
        return Desktop(table, drawn_up(tx, table.deal_id, at, docx, pdf), pdf)


def agreed(db: Database, org: str | None = None, terms: Terms | None = None) -> Table:
    """Nobody has drawn it up yet."""
    table = a_table(db, org)
    if terms is not None and _changes_theirs(table, terms):
        _countered(table, terms)
        return table
    if terms is not None:
        _offer(table, terms)
    table.accepts()
    return table


def _changes_theirs(table: Table, terms: Terms) -> bool:
    """What the other side says of itself it alone may change."""
    return terms.parties.licensee != table.offer().written.terms.parties.licensee


def _countered(table: Table, terms: Terms) -> None:
    put = Put(written=written(terms))
    table.do(lambda tx: negotiation.counter(tx, table.bo, put, at=NOON))
    said: dict[str, Any] = {"terms_sha256": table.seen(), "by": table.ada, "at": NOON}
    table.do(lambda tx: negotiation.accept(tx, table.deal_id, **said))


def _offer(table: Table, terms: Terms) -> None:
    put = Put(written=written(terms))
    table.do(lambda tx: negotiation.offer(tx, table.deal_id, put, by=table.ada, at=NOON))


def drawn_up(tx: Tx, deal_id: str, at: datetime, docx: str, pdf: str) -> str:
    """The id of the contract, whose papers have these digests; the terms say who signs."""
    contract = Contracts(tx.connection, tx.org).of_deal(deal_id)
    assert contract is not None
    event = ContractDrawnUp(
        contract_id=contract.id, docx_sha256=docx, pdf_sha256=pdf, by=SYSTEM, at=at
    )
    deal = tx.record(tx.deal(deal_id), (event,))
    Contracts(tx.connection, tx.org).ready(contract.id, docx, pdf, at)
    execution = Executions(tx.connection, tx.org).of_contract(contract.id)
    named: tuple[Event, ...] = seats.name_signers(
        execution,
        seats.seats_in(deal.standing.terms),
        signing.signer_ids(),
        by=SYSTEM,
        at=at,
    )
    recording.record_signing(tx, deal, execution, named)
    return contract.id
