"""A deal or a signed license as somebody hands it in, read alike at the form and at the API."""

from dataclasses import dataclass
from typing import Any

from schemas.deal import load_deal
from schemas.license_file import FAMILY, load_license
from schemas.terms import written
from service.commands.drafting import refuse_unprintable
from service.domain.deal import DealHeader, WrittenTerms
from service.domain.errors import Fault, TermsRefused
from service.domain.licenses.placeholders import terms_holding
from service.domain.licenses.recording import LicenseHeader, recording_faults
from service.domain.period.zones import day_at
from service.domain.terms import Form, Terms
from service.drafting.library import newest_versions
from service.web.at_hand import desk, now


@dataclass(frozen=True, slots=True)
class DealRead:
    """`written` are the terms with the bytes that will be kept."""

    header: DealHeader
    written: WrittenTerms

    @property
    def terms(self) -> Terms:
        return self.written.terms


def read_deal(document: Any) -> DealRead:
    """TermsRefused with every fault: of shape, between terms, and of letters that no paper shows.

    What law or prudence blocks is no fault: a draft keeps it and says so.
    """
    found = load_deal(document, newest_versions(), now().date())
    terms = written(found.terms)
    refuse_unprintable(terms.canonical)
    return DealRead(found.header, terms)


@dataclass(frozen=True, slots=True)
class LicenseRead:
    """`written` are the terms that will be kept: those of the license, or what holds its facts."""

    header: LicenseHeader
    written: WrittenTerms


def read_license(document: Any, file: bytes) -> LicenseRead:
    """TermsRefused with every fault of a license that was signed elsewhere, and of its file.

    The file is looked at in a worker process.
    """
    wrong = _wrong_file(file)
    try:
        read = read_correction(document)
    except TermsRefused as refused:
        raise TermsRefused([*refused.faults, *wrong]) from None
    if wrong:
        raise TermsRefused(wrong)
    return read


def read_correction(document: Any) -> LicenseRead:
    """The same without the file, which stays as it was signed."""
    newest = newest_versions()
    found = load_license(document, newest)
    header, terms = found.header, found.terms
    if terms is None and header.facts:
        form = Form(family=FAMILY, version=newest[FAMILY])
        terms = terms_holding(header.facts, header.starts_on, form)
    if terms is None:
        raise TermsRefused([Fault("/facts", "This is needed.")])
    faults = recording_faults(header, terms, day_at(now(), terms.period.timezone))
    if faults:
        raise TermsRefused(faults)
    return LicenseRead(header, written(terms))


def _wrong_file(file: bytes) -> list[Fault]:
    if not file:
        return [Fault("/document", "Give the signed license as a PDF.")]
    why_not = desk().signed_file_reader(file)
    return [Fault("/document", why_not)] if why_not else []
