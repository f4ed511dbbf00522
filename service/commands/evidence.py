"""The proof of a contract as files: its record of events, and the whole of it to take away.

What is the sender's alone is there by its digest only, so that both may be handed on.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from ssl import DER_cert_to_PEM_cert

from service.commands.verifying import known_seals
from service.desk import Desk
from service.domain.audit import Record, disclosed
from service.domain.deal import Offer
from service.domain.errors import ContractNotReady
from service.domain.execution import Execution
from service.domain.shared_events import SHARED_TYPES
from service.signing.evidence import (
    AUDIT,
    CERTIFICATE,
    DOCUMENT,
    DRAWN_UP,
    SEAL,
    SEALED,
    TERMS,
    WORD,
    Digests,
    audit_json,
    evidence_zip,
    offer_name,
)
from service.storage.contracts import ContractRow, Contracts, organization_of
from service.storage.executions import Executions
from service.storage.histories import history_of
from service.storage.views import Views


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """Everything about a contract that stands in the database."""

    row: ContractRow
    execution: Execution
    offers: tuple[Offer, ...]
    records: tuple[Record, ...]

    @property
    def accepted(self) -> Offer:
        return next(each for each in self.offers if each.id == self.row.offer_id)


def audit_log(desk: Desk, org: str, contract_id: str) -> bytes:
    """The chain of the contract's deal up to now, as JSON. NotFound, ContractNotReady."""
    with desk.db.reading(org) as views:
        return _log(_told(views, contract_id))


def evidence(desk: Desk, org: str, contract_id: str) -> bytes:
    """A ZIP of papers, terms, offers, record and certificate, with a program that checks them.

    The same bytes whenever nothing has happened meanwhile. ContractNotReady until it is sealed.
    """
    with desk.db.reading(org) as views:
        told = _told(views, contract_id)
    return evidence_zip(dict(_files(desk, told)))


def evidence_for_operator(desk: Desk, contract_id: str) -> bytes:
    """The same of any organization's contract, for whoever runs the installation."""
    with desk.db.reading_work() as connection:
        org = organization_of(connection, contract_id)
    return evidence(desk, org, contract_id)


def _told(views: Views, contract_id: str) -> _Told:
    row = Contracts(views.connection, views.org).contract(contract_id)
    records, _ = history_of(views.connection, views.org, row.deal_id)
    return _Told(
        row=row,
        execution=Executions(views.connection, views.org).of_contract(contract_id),
        offers=tuple(views.offers_of(row.deal_id)),
        records=records,
    )


def _log(told: _Told) -> bytes:
    about = Digests(
        contract_id=told.row.id,
        document_sha256=told.execution.signed_file,
        terms_sha256=told.accepted.written.canonical.sha256,
        text_sha256=told.row.text_sha256,
    )
    return audit_json(about, told.row.deal_id, disclosed(told.records, SHARED_TYPES))


def _files(desk: Desk, told: _Told) -> Iterator[tuple[str, bytes]]:
    row, execution = told.row, told.execution
    if row.sealed_sha256 is None or row.certificate_sha256 is None:
        raise ContractNotReady(row.status)
    sealed = desk.files.get(row.sealed_sha256)
    yield SEALED, sealed
    yield DOCUMENT, desk.files.get(execution.signed_file)
    yield CERTIFICATE, desk.files.get(row.certificate_sha256)
    yield AUDIT, _log(told)
    yield TERMS, told.accepted.written.canonical.data
    yield from _drawn_up(desk, told)
    for offer in told.offers:
        yield offer_name(offer.number, offer.side), offer.written.canonical.data
    if found := [*_seals_in(sealed, known_seals(desk))]:
        yield SEAL, "".join(map(DER_cert_to_PEM_cert, found)).encode()


def _drawn_up(desk: Desk, told: _Told) -> Iterator[tuple[str, bytes]]:
    """The papers as they were made here, where a copy in ink is what was signed."""
    row = told.row
    if row.docx_sha256 is not None:
        yield WORD, desk.files.get(row.docx_sha256)
    if row.pdf_sha256 is not None and row.pdf_sha256 != told.execution.signed_file:
        yield DRAWN_UP, desk.files.get(row.pdf_sha256)


def _seals_in(sealed: bytes, known: tuple[bytes, ...]) -> Iterator[bytes]:
    """The certificates that stand in the file; a signature in a PDF is written in figures."""
    figures = sealed.lower()
    yield from (each for each in known if each.hex().encode() in figures)
