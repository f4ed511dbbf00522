"""What goes into a sealed file: signatures on its page, the certificate, the record of events."""

import json
from typing import Final
from urllib.parse import urljoin

from service.commands.papers import text_of_terms
from service.commands.seal_keys import seal_key
from service.desk import Desk
from service.domain.audit import Record, disclosed
from service.domain.certificate import Certificate, Mark, Signed
from service.domain.contract import ContractText
from service.domain.drawing import Drawing, drawing_of
from service.domain.period.entries import KeyDate
from service.domain.period.key_dates import key_dates
from service.domain.period.zones import day_at
from service.domain.seal_work import SealedFile, Sealer, ToSeal
from service.domain.sealing import Attached, Sealed
from service.domain.shared_events import SHARED_TYPES
from service.domain.signed_record import SignatureRecord, signature_record
from service.drafting.calendars import business_days_of
from service.drafting.consents import words_of
from service.rendering.paper import SignedPapers
from service.rendering.pool import Pool
from service.signing.evidence import AUDIT, CERTIFICATE, TERMS, Digests, audit_json
from service.signing.seal_job import SealParts, sealed_by
from service.signing.seal_keys import SealKey

REASON: Final = "Every party has signed; this seals the document as it was signed."
_RENEWALS_TOLD: Final = 1


def sealer_of(desk: Desk, pool: Pool) -> Sealer:
    """Whatever reads a PDF is done by `pool`; SealFailed or PaperFailed where it cannot be done."""

    def sealed(work: ToSeal) -> SealedFile:
        key = seal_key(desk)
        papers = _papers(desk, pool, work, key)
        made = _sealed(desk, pool, work, papers, key)
        return SealedFile(
            data=made.data, certificate=papers.certificate, level=made.level, notes=made.notes
        )

    return sealed


def digests_of(work: ToSeal) -> Digests:
    return Digests(
        contract_id=work.execution.contract_id,
        document_sha256=work.execution.signed_file,
        terms_sha256=work.offer.written.canonical.sha256,
        text_sha256=work.text_sha256,
    )


def audit_of(work: ToSeal) -> bytes:
    """Both sides get it, so what is ours alone is there by its digest only."""
    shared = disclosed(work.records, SHARED_TYPES)
    return audit_json(digests_of(work), work.execution.deal_id, shared)


def _papers(desk: Desk, pool: Pool, work: ToSeal, key: SealKey) -> SignedPapers:
    record = signature_record(work.execution, work.records, words_of)
    text = text_of_terms(work.offer.written)
    certificate = _certificate(desk, work, record, key, text)
    marks = tuple(_mark(work, each) for each in record.signed)
    return pool.signed_papers(work.shown, marks, certificate, text.page_size)


def _sealed(desk: Desk, pool: Pool, work: ToSeal, papers: SignedPapers, key: SealKey) -> Sealed:
    attached = (
        _certificate_file(papers.certificate),
        _audit_file(audit_of(work)),
        *_terms_file(work),
    )
    parts = SealParts.of(key)
    return pool.run(
        sealed_by, parts, work.shown, papers.stamps, attached, work.at, desk.authority, REASON
    )


def _mark(work: ToSeal, signed: Signed) -> Mark:
    return Mark(signed=signed, zone=work.execution.zone, drawing=_drawing(work, signed))


def _drawing(work: ToSeal, signed: Signed) -> Drawing | None:
    digest = signed.drawing_sha256
    return None if digest is None else drawing_of(json.loads(work.drawings[digest]))


def _certificate(
    desk: Desk, work: ToSeal, record: SignatureRecord, key: SealKey, text: ContractText
) -> Certificate:
    execution, digests = work.execution, digests_of(work)
    return Certificate(
        contract_id=execution.contract_id,
        title=text.title,
        subtitle=text.subtitle,
        document_sha256=execution.document_sha256,
        terms_sha256=digests.terms_sha256,
        text_sha256=digests.text_sha256,
        pages=0,
        parties=record.parties,
        signed=record.signed,
        formed_at=execution.formed_at or work.at,
        zone=execution.zone,
        dates=_dates(work),
        records=_shared(work.records),
        head=work.head,
        operator=key.name,
        verify_at=urljoin(desk.links.base_url, "/verify"),
        ink=record.ink,
    )


def _shared(records: tuple[Record, ...]) -> tuple[Record, ...]:
    return tuple(each for each in records if each.type in SHARED_TYPES)


def _dates(work: ToSeal) -> tuple[KeyDate, ...]:
    """From the start to the first renewal; what comes later stands in the calendar."""
    terms, execution = work.offer.written.terms, work.execution
    formed_on = day_at(execution.formed_at or work.at, execution.zone)
    starts_on = terms.period.starts.on or formed_on
    found = key_dates(terms, starts_on, business_days_of(terms.law.governing_law))
    return tuple(each for each in found if each.n <= _RENEWALS_TOLD)


def _certificate_file(data: bytes) -> Attached:
    return Attached(
        name=CERTIFICATE,
        data=data,
        mime="application/pdf",
        description="Certificate of completion: who signed, how and when",
    )


def _terms_file(work: ToSeal) -> tuple[Attached, ...]:
    """Our own paper carries its terms; what was scanned does not."""
    if work.execution.signed_file == work.execution.document_sha256:
        return ()
    terms = Attached(
        name=TERMS,
        data=work.offer.written.canonical.data,
        mime="application/json",
        description="The terms that were agreed, as their digest was taken",
        relationship="Data",
    )
    return (terms,)


def _audit_file(data: bytes) -> Attached:
    return Attached(
        name=AUDIT,
        data=data,
        mime="application/json",
        description="What happened to the contract, each record with the digest of the one before",
    )
