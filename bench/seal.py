"""The seal of the sample contract against pyHanko as its README shows it, in one run.

The usual way reads its PKCS #12 file and the key for each signature and signs a trial one to know the
room that it takes. Both make a PAdES signature, B-B, with the same key. In the last row ours has two
signatures to show and two files to carry, and the usual one nothing. Times are wall clock medians;
only the ratios of one run mean anything.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509 import load_der_x509_certificate
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers

from bench.deals import text_of
from bench.draft import DEAL
from service.domain.sealing import Attached, Stamp
from service.rendering.engine import engine
from service.rendering.pdf import pdf_of
from service.signing.pades import seal
from service.signing.seal_keys import SealKey, from_p12, make_seal_key

RESULTS = Path("var/bench-seal.json")
AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
PASSWORD = b"sesame"


def main(rounds: int = 30) -> None:
    data = DEAL.read_bytes()
    papers = [pdf_of(text_of(data, n), {"terms.json": data}) for n in range(3)]
    with TemporaryDirectory() as folder:
        rows = _rows(Path(folder), papers, rounds)
    _print(rows, len(papers[0]))
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(rows, indent=2) + "\n")
    click.echo(f"The figures are in {RESULTS}.")


def _rows(folder: Path, papers: Sequence[bytes], rounds: int) -> list[dict[str, float | str]]:
    file = folder / "seal.p12"
    file.write_bytes(_p12(make_seal_key("Counterpart seal, deals.example.com", AT)))
    key = from_p12(file.read_bytes(), PASSWORD.decode())
    stamps, files = _stamps(), _files()

    def usual(n: int) -> bytes:
        return _usual(papers[n % len(papers)], file)

    def alone(n: int) -> bytes:
        return seal(papers[n % len(papers)], (), (), key, at=AT, reason="Signed").data

    def whole(n: int) -> bytes:
        return seal(papers[n % len(papers)], stamps, files, key, at=AT, reason="Signed").data

    return [
        _pair("RSA seal", alone, usual, rounds),
        _pair("RSA seal with two signatures and two files", whole, usual, rounds),
    ]


def _usual(paper: bytes, file: Path) -> bytes:
    """https://github.com/MatthiasValvekens/pyHanko, and its documentation of signing."""
    signer = signers.SimpleSigner.load_pkcs12(str(file), passphrase=PASSWORD)
    wanted = signers.PdfSignatureMetadata(
        field_name="Signature1", subfilter=fields.SigSeedSubFilter.PADES
    )
    out: BytesIO = signers.sign_pdf(IncrementalPdfFileWriter(BytesIO(paper)), wanted, signer=signer)
    return out.getvalue()


def _p12(key: SealKey) -> bytes:
    certificate = load_der_x509_certificate(key.certificate)
    how = BestAvailableEncryption(PASSWORD)
    return pkcs12.serialize_key_and_certificates(b"seal", key.key, certificate, None, how)


def _stamps() -> tuple[Stamp, ...]:
    css = "@page{size:220pt 60pt;margin:0}body{font:16pt serif}"
    page = engine().weasyprint.HTML(string=f"<style>{css}</style>Ada Licensor").write_pdf()
    boxes = ((80, 500, 300, 560), (80, 400, 300, 460))
    return tuple(
        Stamp(page=11, box=box, appearance=page, alternative="Signed by Ada") for box in boxes
    )


def _files() -> tuple[Attached, ...]:
    return (
        Attached(
            name="certificate.pdf", data=bytes(60_000), mime="application/pdf", description="C"
        ),
        Attached(name="audit.json", data=b"{}" * 4_000, mime="application/json", description="A"),
    )


def _pair(
    name: str, ours: Callable[[int], object], usual: Callable[[int], object], rounds: int
) -> dict[str, float | str]:
    """In turn, so that a change in the machine's speed reaches both."""
    ours(0), usual(0)
    times = [(_timed(ours, n), _timed(usual, n)) for n in range(rounds)]
    ratios = [theirs / mine for mine, theirs in times]
    return {
        "what": name,
        "ours_ms": round(statistics.median(mine for mine, _ in times), 1),
        "usual_ms": round(statistics.median(theirs for _, theirs in times), 1),
        "times_faster": round(statistics.median(ratios), 2),
        "slowest_ratio": round(min(ratios), 2),
        "fastest_ratio": round(max(ratios), 2),
    }


def _timed(call: Callable[[int], object], n: int) -> float:
    start = time.perf_counter()
    call(n)
    return (time.perf_counter() - start) * 1000


def _print(rows: list[dict[str, float | str]], size: int) -> None:
    click.echo(
        f"Sample contract, {size:,} bytes; medians in ms; ratio = usual / ours, pair by pair"
    )
    click.echo(f"{'':50}{'ours':>10}{'usual':>10}{'ratio':>8}{'least':>8}{'most':>8}")
    for row in rows:
        click.echo(
            f"{row['what']:50}{row['ours_ms']:>10}{row['usual_ms']:>10}"
            f"{row['times_faster']:>8}{row['slowest_ratio']:>8}{row['fastest_ratio']:>8}"
        )


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
