"""How a signature looks on its page: all of it is there, in whatever room it has."""

import hashlib
import subprocess
import sys
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import pytest

from service.domain.certificate import MailboxProof, Mark
from service.domain.drawing import drawing_of
from service.domain.signing_events import Method
from service.rendering.boxes import Box, places_in
from service.rendering.stamps import spoken_stamp, stamp_of
from tests.signed import plain_drawing, some_drawing, somebody

BOX = Box(page=0, corners=(0.0, 0.0, 238.11, 70.73))
ZONE = "America/New_York"
LONG = {
    "name": "Maximiliane Konstantinowa von und zu Hohenlohe-Waldenburg-Schillingsfürst " * 2,
    "typed": "Maximiliane Konstantinowa von und zu Hohenlohe-Waldenburg-Schillingsfürst " * 2,
    "title": "Chair of the Board of Trustees and General Counsel for Licensing Worldwide " * 2,
    "party": "Gesellschaft zur Verwertung historischer Photographien und Filmaufnahmen mbH " * 2,
}


def drawn(**changes: Any) -> Mark:
    signed = somebody(**{"method": Method.DRAWN, **changes})
    return Mark(signed=signed, zone=ZONE, drawing=some_drawing())


def typed(**changes: Any) -> Mark:
    return Mark(signed=somebody(**changes), zone=ZONE)


def said(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 1
    return " ".join(document[0].get_textpage().get_text_range().split())


def stamped(mark: Mark, count: int = 1) -> bytes:
    return stamp_of(mark, *places_in(BOX, count)[0].size)


@pytest.mark.parametrize(
    "words",
    [
        "Ada Licensor, General Counsel",
        "for Photo Archive Inc.",
        "31 January 2027, 14:05:09 UTC (09:05:09 America/New_York)",
        "Name typed; mailbox proved by a one-time code. Signer sgn_8f3k2ab9",
    ],
)
def test_it_says_who_signed_for_whom_when_and_how(words: str) -> None:
    assert words in said(stamped(typed()))


def test_a_day_that_is_another_in_the_zone_is_named() -> None:
    mark = Mark(signed=somebody(), zone="Pacific/Kiritimati")
    assert "(1 February 2027, 04:05:09 Pacific/Kiritimati)" in said(stamped(mark))


def test_utc_is_said_once() -> None:
    assert said(stamped(Mark(signed=somebody(), zone="UTC"))).count("UTC") == 1


def test_a_typed_name_stands_there_in_italics_and_again_in_print() -> None:
    data = stamped(typed(typed="A. Licensor"))
    assert said(data).endswith("A. Licensor")
    assert "Ada Licensor, General Counsel" in said(data)
    assert "Caladea-Italic" in " ".join(fonts(data))


def test_a_drawn_name_is_a_line_and_no_picture() -> None:
    data = stamped(drawn())
    assert "drawn by hand" in said(data)
    assert said(data).count("Ada Licensor") == 1
    with pikepdf.open(BytesIO(data)) as pdf:
        assert not any(o.get("/Subtype") == "/Image" for o in pdf.objects if _is_stream(o))
    assert "Caladea-Italic" not in " ".join(fonts(data))


def _is_stream(thing: object) -> bool:
    return isinstance(thing, pikepdf.Stream)


def fonts(pdf: bytes) -> set[str]:
    with pikepdf.open(BytesIO(pdf)) as file:
        found = [o for o in file.objects if isinstance(o, pikepdf.Dictionary)]
        return {str(o.FontName) for o in found if o.get("/Type") == "/FontDescriptor"}


def ink(pdf: bytes) -> tuple[float, float, float, float]:
    """Where anything is blue or black, in shares of the page: left, top, right, bottom."""
    page = pypdfium2.PdfDocument(pdf)[0]
    picture = page.render(scale=4).to_pil().convert("L").point(lambda shade: 255 * (shade < 128))
    left, top, right, bottom = picture.getbbox()
    return (
        left / picture.width,
        top / picture.height,
        right / picture.width,
        bottom / picture.height,
    )


def test_the_line_is_where_the_name_goes() -> None:
    flat = drawing_of(plain_drawing() | {"strokes": [[[0, 0], [600, 300]]]})
    _, top, _, _ = ink(stamped(Mark(signed=somebody(), zone=ZONE, drawing=flat)))
    assert top < 0.05


@pytest.mark.parametrize("count", [1, 2, 4, 6, 10])
@pytest.mark.parametrize("mark", [typed(), drawn(), typed(**LONG), drawn(**LONG)])
def test_all_of_it_stays_on_one_page_of_the_given_size(mark: Mark, count: int) -> None:
    width, height = places_in(BOX, count)[0].size
    data = stamp_of(mark, width, height)
    words = said(data)
    assert "Signer sgn_8f3k2ab9" in words
    assert "".join(mark.signed.party.split()) in "".join(words.split())
    with pikepdf.open(BytesIO(data)) as pdf:
        box = [float(n) for n in pdf.pages[0].MediaBox]
    assert box == pytest.approx([0, 0, width, height], abs=0.01)
    assert ink(data)[2] < 1
    assert ink(data)[3] < 1


def test_a_letter_without_a_glyph_stops_no_seal() -> None:
    mark = typed(name="漢 Łódź", typed="漢\x00 Ωμέγα", title="<b>&amp;")
    assert "? Łódź, <b>&amp;" in said(stamped(mark))
    assert "?? Ωμέγα" in said(stamped(mark))
    assert "漢 Łódź" in spoken_stamp(mark)


@pytest.mark.parametrize("mark", [typed(**LONG), drawn()])
def test_the_same_bytes_every_time(mark: Mark) -> None:
    assert stamped(mark) == stamped(mark)


SCRIPT = "from tests.rendering.test_stamps import *; print(digest())"


def digest() -> str:
    return hashlib.sha256(stamped(typed()) + stamped(drawn())).hexdigest()


def test_the_same_bytes_in_another_process() -> None:
    made = subprocess.run(  # noqa: S603 - our own interpreter and script
        [sys.executable, "-c", SCRIPT], capture_output=True, check=True, text=True
    )
    assert made.stdout.split()[-1] == digest()


def test_it_brings_its_fonts_and_no_tags() -> None:
    with pikepdf.open(BytesIO(stamped(typed()))) as pdf:
        assert "/StructTreeRoot" not in pdf.Root
        descriptors = [
            o
            for o in pdf.objects
            if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"
        ]
        assert descriptors
        assert all("/FontFile2" in each or "/FontFile3" in each for each in descriptors)


def test_a_screen_reader_hears_all_of_it_unshortened() -> None:
    mark = drawn(proof=MailboxProof.LINK)
    assert spoken_stamp(mark) == (
        "Signature of Ada Licensor, General Counsel, for Photo Archive Inc.; signed 31 January "
        "2027, 14:05:09 UTC (09:05:09 America/New_York); name drawn by hand; mailbox proved by a "
        "personal link; signer sgn_8f3k2ab9x7q1w5."
    )
