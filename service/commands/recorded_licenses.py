"""Licenses that were signed elsewhere: their file looked at, and recorded as they stand now."""

from collections.abc import Callable
from datetime import datetime

from service.commands.making_licenses import days_of
from service.desk import Desk
from service.domain.deal import WrittenTerms
from service.domain.errors import ContractNotReady, PaperFailed
from service.domain.licenses.due import due
from service.domain.licenses.license import License
from service.domain.licenses.recording import LicenseHeader, recorded
from service.rendering.paper import SignedFileReader
from service.rendering.signed_files import why_no_signed_file
from service.storage.contracts import Contracts
from service.storage.deals import Tx
from service.storage.ids import new_id
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
