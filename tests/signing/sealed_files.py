"""Sealed files to look at and to tamper with, small, and as the service seals them."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO
from typing import Any

import pikepdf
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils import embed, generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers, timestamps
from pyhanko_certvalidator.registry import SimpleCertificateStore

from service.domain.audit import FIRST, Record, timestamp
from service.domain.sealing import Attached
from service.signing.evidence import AUDIT, CERTIFICATE, TERMS, Digests, audit_json
from service.signing.pades import seal
from service.signing.seal_keys import SealKey

SEALED_AT = datetime(2026, 11, 22, 10, tzinfo=UTC)
AGREED = b'{"form":{"family":"bulk-media"}}'
DEAL = "deal_of_ada_and_bo"


@dataclass(frozen=True)
class Key:
    """`certificate` in DER."""

    private: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
    certificate: bytes

    @property
    def pem(self) -> bytes:
        return x509.load_der_x509_certificate(self.certificate).public_bytes(Encoding.PEM)

    @property
    def parts(self) -> tuple[Any, Any]:
        """As pyHanko takes them."""
        raw = self.private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        return (
            asn1_x509.Certificate.load(self.certificate),
            asn1_keys.PrivateKeyInfo.load(raw),
        )


BEGINS = datetime(2020, 1, 1, tzinfo=UTC)
"""Of every certificate: files are sealed by the clock of the machine that runs the tests."""


def a_key(
    name: str = "Seal of Ada", issuer: str = "", *, ca: bool = False, days: int = 36_500
) -> Key:
    """The same for the same arguments; certified by the key of that name, or by itself."""
    return _made(name, issuer, ca, days)


@cache
def _made(name: str, issuer: str, ca: bool, days: int) -> Key:
    private = _a_private_key(rsa_too=name.startswith("Time"))
    above = a_key(issuer, ca=True) if issuer else None
    usage = x509.KeyUsage(not ca, not ca, False, False, False, ca, ca, False, False)
    built = (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(_name(issuer or name))
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(BEGINS)
        .not_valid_after(BEGINS + timedelta(days=days, seconds=1))
        .add_extension(usage, True)
        .add_extension(x509.BasicConstraints(ca, None), True)
    )
    if name.startswith("Time"):
        purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        built = built.add_extension(purpose, True)
    signed = built.sign(above.private if above else private, hashes.SHA256())
    return Key(private, signed.public_bytes(Encoding.DER))


def some_records(count: int = 5, deal: str = DEAL) -> list[Record]:
    made: list[Record] = []
    for n in range(1, count + 1):
        record = Record(
            seq=n,
            prev=made[-1].hash if made else FIRST,
            ts=timestamp(SEALED_AT + timedelta(minutes=n)),
            org="org_ada",
            deal=deal,
            actor="usr_ada",
            type="party_signed",
            data={"n": n, "name": "Zoë & Bo <b>"},
        )
        made.append(record)
    return made


def a_page(*words: str) -> bytes:
    """A PDF of one page with lines of text."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(300, 200))
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Courier
        )
        page = pdf.pages[0]
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=pdf.make_indirect(font)))
        lines = " ".join(f"({line}) Tj 0 -12 Td" for line in words)
        page.Contents = pdf.make_stream(f"BT /F 7 Tf 8 180 Td {lines} ET".encode())
        out = BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def shown(*words: str, terms: bytes = AGREED) -> bytes:
    """A document as signers are shown it, with the terms in it."""
    with pikepdf.open(BytesIO(a_page(*(words or ("License agreement",))))) as pdf:
        pdf.attachments[TERMS] = pikepdf.AttachedFileSpec(pdf, terms, filename=TERMS)
        out = BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def digests_of(document: bytes, terms: bytes = AGREED) -> Digests:
    return Digests(
        contract_id="ctr_1",
        document_sha256=hashlib.sha256(document).hexdigest(),
        terms_sha256=hashlib.sha256(terms).hexdigest(),
        text_sha256="0" * 64,
    )


def audit_of(document: bytes, terms: bytes = AGREED) -> bytes:
    return audit_json(digests_of(document, terms), DEAL, some_records())


def a_certificate() -> bytes:
    """Certificate of completion that shows the head of the chain on two lines."""
    head = some_records()[-1].hash
    return a_page("Certificate of completion", head[:40], head[40:])


@dataclass(frozen=True)
class Way:
    """How a file is sealed; attached files by name."""

    key: Key
    attached: tuple[tuple[str, bytes], ...]
    timestamper: Any = None
    chain: tuple[Key, ...] = ()


def way_of(document: bytes, key: Key | None = None, **changes: Any) -> Way:
    attached = ((AUDIT, audit_of(document)), (CERTIFICATE, a_certificate()))
    return Way(**{"key": key or a_key(), "attached": attached, **changes})


def sealed(document: bytes, way: Way | None = None) -> bytes:
    """As the service seals; with a timestamper, as pyHanko does by itself."""
    way = way or way_of(document)
    if way.timestamper is not None:
        return _stamped(document, way)
    key = SealKey(
        key=way.key.private,
        certificate=way.key.certificate,
        chain=tuple(each.certificate for each in way.chain),
    )
    attached = [
        Attached(name=name, data=data, mime="application/octet-stream", description=name)
        for name, data in way.attached
    ]
    return seal(document, [], attached, key, at=SEALED_AT, reason="Sealed").data


def _stamped(document: bytes, way: Way) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(document))
    for name, data in way.attached:
        file = embed.EmbeddedFileObject.from_file_data(writer, data=data)
        embed.embed_file(writer, embed.FileSpec(name, file_name=name, embedded_data=file))
    meta = signers.PdfSignatureMetadata(
        field_name="Seal", subfilter=fields.SigSeedSubFilter.PADES, md_algorithm="sha256"
    )
    out = BytesIO()
    signer = signers.PdfSigner(meta, signer=_signer(way), timestamper=way.timestamper)
    signer.sign_pdf(writer, output=out)
    return out.getvalue()


def a_timestamper() -> timestamps.TimeStamper:
    certificate, private = a_key("Time of Day").parts
    return timestamps.DummyTimeStamper(certificate, private, fixed_dt=SEALED_AT)


def stamped_on_top(data: bytes) -> bytes:
    """With a document timestamp added later."""
    writer = IncrementalPdfFileWriter(BytesIO(data))
    out = BytesIO()
    signers.PdfTimeStamper(a_timestamper(), field_name="Later").timestamp_pdf(
        writer, "sha256", output=out
    )
    return out.getvalue()


def signed_again(data: bytes, key: Key) -> bytes:
    """With a second signature on top."""
    meta = signers.PdfSignatureMetadata(field_name="Another", md_algorithm="sha256")
    out = BytesIO()
    signer = signers.PdfSigner(meta, signer=_signer(Way(key=key, attached=())))
    signer.sign_pdf(IncrementalPdfFileWriter(BytesIO(data)), output=out)
    return out.getvalue()


def _signer(way: Way) -> signers.SimpleSigner:
    certificate, private = way.key.parts
    registry = SimpleCertificateStore.from_certs([key.parts[0] for key in way.chain])
    return signers.SimpleSigner(certificate, private, registry)


def _a_private_key(*, rsa_too: bool) -> ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey:
    """RSA where pyHanko's own time stamper takes nothing else."""
    if rsa_too:
        return rsa.generate_private_key(65537, 2048)
    return ec.generate_private_key(ec.SECP256R1())


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def name_object(name: str) -> generic.NameObject:
    return generic.pdf_name(name)
