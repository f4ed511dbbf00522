"""Programs of others, cut off from every network, agree with each other about sealed files.

`pdfsig`, `openssl cms`, `openssl ts`, pyHanko's own command and `qpdf`: none of them asks us.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Final

import pytest
from asn1crypto import cms

from service.domain.sealing import Attached, Authority, Stamp
from service.rendering.engine import engine
from service.signing.pades import seal
from service.signing.seal_keys import SealKey
from tests.conftest import NOON
from tests.signing.house import House
from tests.signing.sealing import (
    ALONE,
    AUDIT,
    CERTIFICATE,
    REASON,
    appearance,
    cms_of,
    opened,
    pyhanko_says,
    some_seal_key,
    told,
)
from tests.sizes import cases

NAMES: Final = ("Ada Licensor", "Bo Licensee", "Zoë Ångström", "Ξένια Παππά")
STAMPED: Final = "1.2.840.113549.1.9.16.2.14"
"""The attribute of a signature that holds its time stamp (RFC 3161, appendix A)."""


@dataclass(frozen=True)
class Case:
    """A sealed file, which another of its kind differs from in pages, signers, files and keys."""

    number: int
    house: House

    @property
    def random(self) -> Random:
        return Random(self.number)  # noqa: S311 - which file, not a secret

    @property
    def key(self) -> SealKey:
        return some_seal_key() if self.number % 2 else self.house.seal_key()

    @property
    def authority(self) -> Authority | None:
        return self.house.authority() if self.number % 3 else None

    def written(self, folder: Path) -> Path:
        path = folder / f"{self.number}.pdf"
        path.write_bytes(self.sealed())
        return path

    def sealed(self) -> bytes:
        random = self.random
        shown = a_document(random.randint(1, 4), self.number)
        stamps = [_stamp(number, len(opened(shown).pages) - 1) for number in range(self.number % 5)]
        files = [
            _file("certificate.pdf", "application/pdf", CERTIFICATE * random.randint(1, 50)),
            _file("audit.json", "application/json", AUDIT),
        ][: random.randint(0, 2)]
        made = seal(shown, stamps, files, self.key, at=NOON, tsa=self.authority, reason=REASON)
        return made.data


def a_document(pages: int, number: int) -> bytes:
    body = "".join(f"<h1>Part {page} of license {number}</h1>" for page in range(pages))
    css = "<style>h1{break-after:page}</style><title>License</title>"
    data: bytes = (
        engine()
        .weasyprint.HTML(string=f'<html lang="en">{css}{body}')
        .write_pdf(pdf_variant="pdf/a-3a", pdf_identifier=b"%d" % number)
    )
    return data


def _stamp(number: int, page: int) -> Stamp:
    name = NAMES[number]
    return Stamp(
        page=page,
        box=(60, 100 + 70 * number, 280, 160 + 70 * number),
        appearance=_appearance(name),
        alternative=f"Signed by {name} on 2 March 2026",
    )


_appearance = cache(appearance)


def _file(name: str, mime: str, data: bytes) -> Attached:
    return Attached(name=name, data=data, mime=mime, description=name)


@dataclass(frozen=True)
class Seen:
    """What each program says of a file."""

    pdfsig: str
    cms: str
    stamp: str
    pyhanko: str
    qpdf: str

    @property
    def yes(self) -> tuple[bool, ...]:
        return (
            "Signature is Valid" in self.pdfsig and "Total document signed" in self.pdfsig,
            "CMS Verification successful" in self.cms,
            "Verification: OK" in self.stamp,
            self.pyhanko == "VALID",
        )


def seen(path: Path, roots: tuple[Path, ...]) -> Seen:
    return Seen(
        pdfsig=told(*ALONE, "pdfsig", "-nocert", str(path)),
        cms=_cms(path, roots),
        stamp=_time_stamp(path, roots),
        pyhanko=pyhanko_says("validate", path, *roots),
        qpdf=told(*ALONE, "qpdf", "--check", str(path)),
    )


def _cms(path: Path, roots: tuple[Path, ...]) -> str:
    signed, cms = cms_of(path.read_bytes())
    path.with_suffix(".signed").write_bytes(signed)
    path.with_suffix(".cms").write_bytes(cms)
    files = ("-in", str(path.with_suffix(".cms")), "-content", str(path.with_suffix(".signed")))
    way = ("-inform", "DER", "-binary", "-purpose", "any", "-out", "/dev/null")
    return told(*ALONE, "openssl", "cms", "-verify", *way, "-CAfile", _all(roots), *files)


def _time_stamp(path: Path, roots: tuple[Path, ...]) -> str:
    """Of the authority's token over the value of the signature; a file without one needs no yes."""
    signer = cms.ContentInfo.load(cms_of(path.read_bytes())[1])["content"]["signer_infos"][0]
    attributes = signer["unsigned_attrs"]
    tokens = [each["values"][0] for each in attributes if each["type"].dotted == STAMPED]
    if not tokens:
        return "Verification: OK, for there is none"
    path.with_suffix(".tst").write_bytes(tokens[0].dump())
    path.with_suffix(".value").write_bytes(signer["signature"].native)
    files = ("-in", str(path.with_suffix(".tst")), "-data", str(path.with_suffix(".value")))
    when = ("-attime", str(int(NOON.timestamp()) + 30))
    return told(
        *ALONE, "openssl", "ts", "-verify", "-token_in", *when, "-CAfile", _all(roots), *files
    )


def _all(roots: tuple[Path, ...]) -> str:
    """Both in one file of PEM, as OpenSSL wants them."""
    pem = roots[0].with_name("all.pem")
    house = told("openssl", "x509", "-inform", "DER", "-in", str(roots[1]))
    pem.write_text(roots[0].read_text("ascii") + house, "ascii")
    return str(pem)


@pytest.mark.parametrize("number", range(cases(4, 50)))
def test_every_program_agrees_about_a_sealed_file(
    number: int, house: House, roots: tuple[Path, ...], tmp_path: Path
) -> None:
    found = seen(Case(number, house).written(tmp_path), roots)
    assert found.yes == (True, True, True, True), found
    assert "No syntax or stream encoding errors found" in found.qpdf


def test_none_of_them_agrees_to_a_file_that_was_changed(
    house: House, roots: tuple[Path, ...], tmp_path: Path
) -> None:
    path = Case(1, house).written(tmp_path)
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 1
    path.write_bytes(data)
    found = seen(path, roots)
    assert (found.yes[0], found.yes[1], found.yes[3]) == (False, False, False), found
