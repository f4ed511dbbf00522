"""What can be had for a seal besides the key: a time stamp, and proof that certificates hold."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from asn1crypto import x509
from pyhanko.sign.validation.dss import DocumentSecurityStore

from service.domain.sealing import Authority
from service.signing.certificates import Case, NotProven, Proof, TakenBack, proof_of
from service.signing.revision import Revision
from service.signing.time_stamps import NoStamp, Token, of_this_machine, stamped

_PATIENCE: Final = 10.0
"""Seconds for an issuer's responder where no authority says otherwise."""

_TRIAL: Final = b"Counterpart asks which certificate stamps."


class SealRefused(Exception):
    """Nobody may seal with this key now; why, as a sentence for the operator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proofs:
    """`token` is a stamp over nothing, which shows that there is one to be had and how large.

    `own` and `theirs` prove the certificates of the seal and of the stamp.
    """

    token: Token | None = None
    own: Proof | None = None
    theirs: Proof | None = None
    notes: tuple[str, ...] = field(default=())

    @property
    def lasting(self) -> bool:
        return self.own is not None and self.theirs is not None

    def put(self, revision: Revision) -> None:
        """Into the revision that carries the seal or the stamp, so that it covers them."""
        proofs = [each for each in (self.own, self.theirs) if each]
        DocumentSecurityStore.supply_dss_in_writer(
            revision,
            None,
            certs=[each for proof in proofs for each in proof.certificates],
            ocsps=[each for proof in proofs for each in proof.ocsps],
            crls=[each for proof in proofs for each in proof.crls],
        )


async def gathered(
    certificate: x509.Certificate,
    chain: tuple[x509.Certificate, ...],
    authority: Authority | None,
    at: datetime,
) -> Proofs:
    """SealRefused if the issuer of the seal's certificate has taken it back."""
    notes: list[str] = []
    own = await _own(certificate, chain, authority, at, notes)
    token = await _trial(authority, at, notes) if authority else None
    theirs = None
    if token and authority:
        try:
            theirs = await _theirs(token, authority, notes)
        except TakenBack as fault:
            notes.append(f"No time stamp: of the authority's certificate, {fault}.")
            token = None
    return Proofs(token=token, own=own, theirs=theirs, notes=tuple(notes))


async def _own(
    certificate: x509.Certificate,
    chain: tuple[x509.Certificate, ...],
    authority: Authority | None,
    at: datetime,
    notes: list[str],
) -> Proof | None:
    top = chain[-1] if chain else certificate
    roots = (top,) if top.self_issued else of_this_machine()
    case = Case(certificate=certificate, others=chain, roots=roots, at=at)
    try:
        return await proof_of(case, authority.patience if authority else _PATIENCE)
    except TakenBack as fault:
        raise SealRefused(f"Of the seal's certificate, {fault}.") from fault
    except NotProven as fault:
        notes.append(f"No lasting proof of the seal's certificate: {fault}.")
        return None


async def _trial(authority: Authority, at: datetime, notes: list[str]) -> Token | None:
    try:
        return await stamped(authority, _TRIAL, at)
    except NoStamp as fault:
        notes.append(f"No time stamp: {fault}.")
        return None


async def _theirs(token: Token, authority: Authority, notes: list[str]) -> Proof | None:
    if not token.known:
        notes.append(
            "The certificate of the time stamp leads to no root that is known here: name its root "
            "in COUNTERPART_TSA_ROOTS."
        )
        return None
    try:
        return await proof_of(token.case, authority.patience)
    except TakenBack:
        raise
    except NotProven as fault:
        notes.append(f"No lasting proof of the time stamp's certificate: {fault}.")
        return None
