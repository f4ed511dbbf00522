"""Which PDFs are kept as licenses that were signed elsewhere."""

from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from service.rendering.signed_files import why_no_signed_file
from tests.signing.sealing import some_pdf, some_sealed
from tests.web.scans import a_scan


def _with(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    made = BytesIO()
    with pikepdf.open(BytesIO(a_scan())) as pdf:
        change(pdf)
        pdf.save(made)
    return made.getvalue()


def _opens_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def _names_script(pdf: pikepdf.Pdf) -> None:
    action = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=pdf.make_stream(b"app.alert(1)")))
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), action])))


def _launches(pdf: pikepdf.Pdf) -> None:
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]))
    link.A = Dictionary(S=Name.Launch, F=String("calc.exe"))
    pdf.pages[0].Annots = Array([link])


def _forms(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=pdf.make_stream(b"<xdp/>"))


def _links(pdf: pikepdf.Pdf) -> None:
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]))
    link.A = Dictionary(S=Name.URI, URI=String("https://archive.example"))
    pdf.pages[0].Annots = Array([link])


TAKEN = {
    "scan": a_scan(3),
    "ours": some_pdf(),
    "sealed": some_sealed(),
    "with a link": _with(_links),
}
REFUSED = {
    "something else": (b"PK\3\4", "begin as a PDF"),
    "nothing": (b"", "begin as a PDF"),
    "only a head": (b"%PDF-1.7\n", "damaged"),
    "locked": (a_scan(password="open sesame"), "password"),  # noqa: S106
    "no pages": (a_scan(0), "0 pages"),
    "too many pages": (a_scan(3001), "3,001 pages"),
    "large": (a_scan() + b" " * 20 * 1024 * 1024, "20 MB"),
    "a script that runs on opening": (_with(_opens_script), "a program"),
    "a named script": (_with(_names_script), "a program"),
    "a link to a program": (_with(_launches), "a program"),
    "a form that runs scripts": (_with(_forms), "a program"),
}


@pytest.mark.parametrize("name", TAKEN)
def test_what_people_sign_is_taken(name: str) -> None:
    assert why_no_signed_file(TAKEN[name]) is None


@pytest.mark.parametrize("name", REFUSED)
def test_what_harms_whoever_opens_it_or_cannot_be_opened_is_refused(name: str) -> None:
    data, said = REFUSED[name]
    assert said in (why_no_signed_file(data) or "nothing")


def test_whatever_is_damaged_is_answered_in_words() -> None:
    data = some_pdf()
    for at in range(0, len(data), len(data) // 40):
        found = why_no_signed_file(data[:at] + b"\0\xff<<" + data[at + 4 :])
        assert found is None or found.endswith(".")
