"""Time stamps (RFC 3161) of the authority that the operator named; none is believed unread."""

import hashlib
import secrets
import ssl
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Final

from asn1crypto import algos, cms, core, tsp, x509
from pyhanko.sign.timestamps.common_utils import extract_ts_certs
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from service.domain.sealing import Authority
from service.signing.certificates import SKEW, Case, NotProven, issuers_of, path_of
from service.signing.frame import says_no_more
from service.signing.wire import NoAnswer, asked

_QUERY: Final = "application/timestamp-query"
_GRANTED: Final = ("granted", "granted_with_mods")
LONGER: Final = 2048
"""Bytes by which an authority's second stamp may be longer than its first."""

_USE: Final = frozenset({"time_stamping"})


class _Answer(core.Sequence):  # type: ignore[misc]
    """RFC 3161, 2.4.2. asn1crypto's own wants a token even of who refuses."""

    _fields = [
        ("status", tsp.PKIStatusInfo),
        ("time_stamp_token", cms.ContentInfo, {"optional": True}),
    ]


class NoStamp(Exception):
    """Why there is none; the end of a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A time stamp that holds. `known` is whether its certificate leads to a root that we know."""

    content: cms.ContentInfo
    case: Case
    known: bool

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.content.dump())


async def stamped(authority: Authority, data: bytes, at: datetime) -> Token:
    """A stamp over the SHA-256 of `data`, asked for at `at`; NoStamp if none can be had."""
    return await stamped_digest(authority, hashlib.sha256(data).digest(), at)


async def stamped_digest(authority: Authority, digest: bytes, at: datetime) -> Token:
    """As `stamped`, where the SHA-256 is known."""
    nonce = secrets.randbits(63)
    question = _question(digest, nonce)
    try:
        said = await asked(authority.url, question.dump(), _QUERY, authority.patience)
        return await _read_token(_granted(said, nonce), digest, authority, at)
    except (NoAnswer, NotProven) as fault:
        raise NoStamp(str(fault)) from fault
    except NoStamp:
        raise
    except Exception as fault:  # the libraries raise ten different ones for bytes that are wrong
        raise NoStamp("the answer is no time stamp") from fault


def _question(digest: bytes, nonce: int) -> tsp.TimeStampReq:
    kind = algos.DigestAlgorithm({"algorithm": "sha256"})
    imprint = tsp.MessageImprint({"hash_algorithm": kind, "hashed_message": digest})
    return tsp.TimeStampReq(
        {"version": 1, "message_imprint": imprint, "nonce": nonce, "cert_req": True}
    )


def _granted(said: bytes, nonce: int) -> cms.ContentInfo:
    answer = _Answer.load(said, strict=True)
    if answer["status"]["status"].native not in _GRANTED:
        raise NoStamp("the authority refused")
    token: cms.ContentInfo = answer["time_stamp_token"]
    if _info(token)["nonce"].native != nonce:
        raise NoStamp("the answer is to another question (its nonce differs)")
    return token


def _info(token: cms.ContentInfo) -> tsp.TSTInfo:
    return token["content"]["encap_content_info"]["content"].parsed


async def _read_token(
    token: cms.ContentInfo, digest: bytes, authority: Authority, at: datetime
) -> Token:
    if abs(_info(token)["gen_time"].native - at) > SKEW:
        raise NoStamp("its clock and ours differ by more than five minutes")
    store = SimpleCertificateStore()
    certificate = next(iter([*extract_ts_certs(token, store)]))
    others = tuple(each for each in store if each.dump() != certificate.dump())
    case = Case(certificate=certificate, others=others, roots=(), at=at, uses=_USE)
    await _prove_whole(token, digest, case)
    return await _judged(token, case, authority)


async def _prove_whole(token: cms.ContentInfo, digest: bytes, case: Case) -> None:
    """That the authority signed just this digest. Whom to believe is judged elsewhere."""
    found = await validate_tst_signed_data(
        token["content"],
        ValidationContext(trust_roots=[_top(case)], moment=case.at, allow_fetching=False),
        lambda kind: digest if kind == "sha256" else b"",
    )
    if not (found["intact"] and found["valid"]):
        raise NoStamp("the stamp is not over what was sent, or its signature does not hold")
    if not says_no_more(token["content"]):
        raise NoStamp("the stamp holds more than its authority signed")


async def _judged(token: cms.ContentInfo, case: Case, authority: Authority) -> Token:
    """A root that we do not know may still be one that a reader knows."""
    known = replace(case, roots=roots_of(authority))
    with suppress(NotProven):
        await path_of(known)
        return Token(content=token, case=known, known=True)
    itself = replace(case, roots=(_top(case),))
    await path_of(itself)
    return Token(content=token, case=itself, known=False)


def _top(case: Case) -> x509.Certificate:
    """The last issuer that came with the certificate."""
    return (case.certificate, *issuers_of(case.certificate, case.others))[-1]


def roots_of(authority: Authority) -> tuple[x509.Certificate, ...]:
    return _read(authority.roots) if authority.roots else of_this_machine()


def _read(certificates: tuple[bytes, ...]) -> tuple[x509.Certificate, ...]:
    return tuple(x509.Certificate.load(each) for each in certificates)


@cache
def of_this_machine() -> tuple[x509.Certificate, ...]:
    return _read(tuple(ssl.create_default_context().get_ca_certs(binary_form=True)))
