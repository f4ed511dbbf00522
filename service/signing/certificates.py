"""Whether a certificate may be relied on, and the proof of it that a sealed file can carry."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from asn1crypto import crl, ocsp, x509
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.authority import AuthorityWithCert
from pyhanko_certvalidator.errors import PathError, RevokedError, ValidationError
from pyhanko_certvalidator.fetchers.common_utils import (
    enumerate_delivery_point_urls,
    format_ocsp_request,
    process_ocsp_response_data,
)
from pyhanko_certvalidator.path import ValidationPath

from service.signing.wire import NoAnswer, asked

SKEW: Final = timedelta(minutes=5)
"""How far the clocks of others may be from ours."""

_OCSP: Final = "application/ocsp-request"


class NotProven(Exception):
    """Why a certificate cannot be relied on; the end of a sentence."""


class TakenBack(NotProven):
    """Whoever issued it says that it must not be used any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """The way from a certificate to its root, and what says that nothing on it was taken back."""

    path: ValidationPath
    ocsps: tuple[ocsp.OCSPResponse, ...] = ()
    crls: tuple[crl.CertificateList, ...] = ()

    @property
    def certificates(self) -> tuple[x509.Certificate, ...]:
        """With those of whoever answered."""
        return (*self.path, *_answerers(self.ocsps))


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A certificate to be judged as of `at`: `others` may lie between it and one of `roots`.

    `uses` are extended key usages that it must have.
    """

    certificate: x509.Certificate
    others: tuple[x509.Certificate, ...]
    roots: tuple[x509.Certificate, ...]
    at: datetime
    uses: frozenset[str] = frozenset()


def issuers_of(
    certificate: x509.Certificate, others: tuple[x509.Certificate, ...]
) -> tuple[x509.Certificate, ...]:
    """Those of `others` that lead up from the certificate, nearest first."""
    left, found = [*others], []
    while not certificate.self_issued:
        above = next((each for each in left if each.subject == certificate.issuer), None)
        if above is None:
            break
        left.remove(above)
        found.append(above)
        certificate = above
    return tuple(found)


async def path_of(case: Case) -> ValidationPath:
    """NotProven if none leads to a root, or something on it does not hold at that time."""
    return await _validated(case, _context(case, case.others))


async def proof_of(case: Case, patience: float) -> Proof:
    """Asks the addresses that the certificates on the way to a root name, and no others.

    TakenBack only if their issuer says so and proves it; else NotProven.
    """
    path = await path_of(case)
    ocsps, crls = await _answers(path, patience)
    others = (*case.others, *_answerers(ocsps))
    if ocsps or crls:
        await _validated(case, _context(case, others, ocsps, crls))
    return Proof(path=path, ocsps=ocsps, crls=crls)


async def _validated(case: Case, context: ValidationContext) -> ValidationPath:
    validator = CertificateValidator(
        case.certificate, intermediate_certs=case.others, validation_context=context
    )
    try:
        path: ValidationPath = await validator.async_validate_usage(set(), set(case.uses))
    except RevokedError as fault:
        raise TakenBack("its issuer has taken it back") from fault
    except (PathError, ValidationError) as fault:
        raise NotProven(_said(fault)) from fault
    return path


def _said(fault: Exception) -> str:
    return " ".join(str(fault).split()).rstrip(".") or type(fault).__name__


def _context(
    case: Case,
    others: Iterable[x509.Certificate],
    ocsps: Sequence[ocsp.OCSPResponse] = (),
    crls: Sequence[crl.CertificateList] = (),
) -> ValidationContext:
    """Never goes out by itself: a context with a moment of its own cannot."""
    return ValidationContext(
        trust_roots=[*case.roots],
        other_certs=[*others],
        moment=case.at,
        allow_fetching=False,
        ocsps=[*ocsps],
        crls=[*crls],
        revocation_mode="require" if ocsps or crls else "soft-fail",
        time_tolerance=SKEW,
    )


async def _answers(
    path: ValidationPath, patience: float
) -> tuple[tuple[ocsp.OCSPResponse, ...], tuple[crl.CertificateList, ...]]:
    """Of every certificate below the root."""
    chain = [*path]
    ocsps, crls = [], []
    for issuer, each in pairwise(chain):
        if each.ocsp_urls:
            ocsps.append(await _status(each, issuer, patience))
        else:
            crls.append(await _list(each, patience))
    return tuple(ocsps), tuple(crls)


async def _status(
    each: x509.Certificate, issuer: x509.Certificate, patience: float
) -> ocsp.OCSPResponse:
    url = each.ocsp_urls[0]
    question = format_ocsp_request(
        each, AuthorityWithCert(issuer), certid_hash_algo="sha1", request_nonces=True
    )
    try:
        said = await asked(url, question.dump(), _OCSP, patience)
        return process_ocsp_response_data(said, ocsp_request=question, ocsp_url=url)
    except NoAnswer as fault:
        raise NotProven(f"whether it was taken back is not known: {fault}") from fault
    except (ValueError, ValidationError, OSError) as fault:
        raise NotProven("whether it was taken back is not known: a wrong answer") from fault


async def _list(each: x509.Certificate, patience: float) -> crl.CertificateList:
    urls = [
        url
        for point in each.crl_distribution_points
        for url in enumerate_delivery_point_urls(point)
    ]
    if not urls:
        raise NotProven("it names nobody who could say whether it was taken back")
    try:
        return crl.CertificateList.load(await asked(urls[0], None, "", patience), strict=True)
    except (NoAnswer, ValueError) as fault:
        raise NotProven(f"whether it was taken back is not known: {fault}") from fault


def _answerers(ocsps: Iterable[ocsp.OCSPResponse]) -> tuple[x509.Certificate, ...]:
    return tuple(each for answer in ocsps for each in answer.basic_ocsp_response["certs"] or ())
