"""Licenses that were signed elsewhere: their file looked at, and recorded as they stand now."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from service.commands.following_terms import follow_terms
from service.commands.making_licenses import days_of
from service.desk import Desk
from service.domain.deal import WrittenTerms
from service.domain.errors import ContractNotReady, Fault, LicenseRefused, PaperFailed
from service.domain.licenses.due import due
from service.domain.licenses.license import License
from service.domain.licenses.recording import LicenseHeader, corrected, recorded
from service.domain.pricing import quote
from service.rendering.paper import SignedFileReader
from service.rendering.signed_files import why_no_signed_file
from service.storage.contracts import Contracts
from service.storage.deals import Tx
from service.storage.deliveries import DeliveryRows
from service.storage.ids import new_id
from service.storage.license_corrections import drop_periods, keep_beside
from service.storage.licenses import Beside, LicenseReader, Licenses
from service.storage.views import Views


def in_workers(run: Callable[..., str | None]) -> SignedFileReader:
    """`run` calls a function in a worker process, as a Pool does."""

    def read(data: bytes) -> str | None:
        try:
            return run(why_no_signed_file, data)
        except PaperFailed as stopped:
            return str(stopped)

    return read


def record_license(
    tx: Tx,
    header: LicenseHeader,
    written: WrittenTerms,
    document_sha256: str,
    *,
    by: str,
    at: datetime,
) -> License:
    """One that was signed elsewhere, as it stands now: what has passed by itself has happened.

    `document_sha256` is of its file, kept among ours. LicenseRefused by field.
    """
    event = recorded(header, written, document_sha256, by=by, at=at)
    kept, days = Licenses(tx), days_of(written.terms)
    beside = Beside(
        title=header.title, external_id=header.external_id, metadata=dict(header.metadata)
    )
    license = kept.begin(event, new_id("lic"), header.our_side, beside, days)
    return kept.record(license, due(license, at, days), days)


def correct_license(
    tx: Tx,
    license_id: str,
    header: LicenseHeader,
    written: WrittenTerms,
    *,
    by: str,
    at: datetime,
) -> License:
    """What was recorded wrongly, or is known better by now, is replaced whole; the file stays.

    LicenseMoveNotAllowed once something rests on it; LicenseRefused by field.
    """
    kept, days = Licenses(tx), days_of(written.terms)
    before = kept.held(license_id)
    license = replace(before, title=header.title)
    events = corrected(license, header, written, by=by, at=at)
    _still_delivered(tx, license_id, written)
    keep_beside(tx.connection, license_id, header.external_id, header.metadata)
    after = kept.record(license, (*events, *due(license.after(events), at, days)), days)
    drop_periods(tx.connection, after)
    return follow_terms(tx, before, after, days_of, at=at)


def _still_delivered(tx: Tx, license_id: str, written: WrittenTerms) -> None:
    """A delivery that was recorded is of a line, and a report of a charge, that must stay."""
    rows = DeliveryRows(tx.connection, tx.org)
    terms = written.terms
    lots = {lot.line for batch in rows.of_license(license_id).batches for lot in batch.lots}
    charges = {each.charge for each in rows.reports(license_id)}
    gone = [
        *sorted(lots - {line.id for line in terms.materials.lines}),
        *sorted(charges - {line.id for line in quote(terms).lines}),
    ]
    if gone:
        said = f"Deliveries or reports of {', '.join(gone)} are recorded: keep that in."
        raise LicenseRefused([Fault("/facts/deliveries", said)])


def signed_file(desk: Desk, views: Views, license_id: str) -> bytes:
    """The PDF that was signed: sealed where we sealed it, else as it came.

    ContractNotReady while what was signed here is not sealed; NotFound for another's license.
    """
    license = LicenseReader(views.connection, views.org).license(license_id)
    if license.contract_id is None:
        return desk.files.get(license.document_sha256 or "")
    contract = Contracts(views.connection, views.org).contract(license.contract_id)
    if contract.sealed_sha256 is None:
        raise ContractNotReady(contract.status)
    return desk.files.get(contract.sealed_sha256)
