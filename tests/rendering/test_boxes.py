"""Where the signatures go: a box beside each block, found again in the finished PDF."""

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pypdfium2
import pytest

from service.domain.contract import ContractText, PageSize, Section, plain
from service.domain.terms import Terms
from service.domain.terms.parties import Guarantor, Side
from service.domain.terms.signing import SignatureLevel, Signing
from service.drafting.assemble import assemble
from service.rendering.boxes import Box, boxes_of, places_in
from service.rendering.pdf import pdf_of
from service.rendering.pdf_words import read_pdf
from service.rendering.read_back import prove_same_words
from tests.builders import some_parties, some_terms
from tests.rendering.checkers import pdf_faults
from tests.rendering.papers import pdf_made_of
from tests.rendering.text import some_text, standard_terms

LONG_NAME = "Gesellschaft zur Verwertung historischer Photographien " * 3 + "mbH & Compagnie KG"
ONE = Box(page=3, corners=(100.0, 200.0, 338.0, 271.0))


def six_who_sign() -> Terms:
    """Three licensors, the licensee, and a guarantor for each side."""
    parties = some_parties()
    licensor = parties.licensor
    guarantors = tuple(
        Guarantor(legal_name=name, jurisdiction="GB", address=licensor.address, guarantees=side)
        for name, side in (("Example Holdings plc", Side.LICENSEE), ("Harbor LLC", Side.LICENSOR))
    )
    others = tuple(replace(licensor, legal_name=name) for name in ("Nordic Pictures AB", "Bild KG"))
    return some_terms(parties=replace(parties, other_licensors=others, guarantors=guarantors))


def signing(terms: Terms) -> ContractText:
    """The signature page after one short part, so that no test waits for the Standard Terms."""
    text = assemble(terms, "0" * 64)
    first = replace(standard_terms(), sections=standard_terms().sections[:1])
    return replace(text, parts=(first, text.parts[-1]))


def paper_of(terms: Terms) -> bytes:
    return pdf_made_of(signing(terms))


def rows_of_blocks(pdf: bytes) -> dict[str, int]:
    """Each heading of the signature page and its page."""
    said = ((row.cells[0][0][1], row.page) for row in read_pdf(pdf) if row.cells[0])
    return {words: page for words, page in said if words.startswith(("Licens", "Guarantor"))}


def test_each_block_has_a_box_on_its_own_page() -> None:
    boxes, rows = boxes_of(paper_of(six_who_sign())), rows_of_blocks(paper_of(six_who_sign()))
    assert [*boxes] == [f"sig_{n}" for n in range(1, 7)]
    assert [box.page for box in boxes.values()] == [*rows.values()]


def test_all_boxes_have_one_size_and_lie_inside_the_page() -> None:
    boxes = boxes_of(paper_of(six_who_sign())).values()
    for box in boxes:
        assert box.size == pytest.approx((238.1, 70.4), abs=0.8)
        assert box.corners[0] > 68
        assert box.corners[2] < 595 - 67
        assert box.corners[1] > 70


def test_nothing_is_printed_in_a_box() -> None:
    data = paper_of(six_who_sign())
    document = pypdfium2.PdfDocument(data)
    for box in boxes_of(data).values():
        words = document[box.page].get_textpage()
        assert words.get_text_bounded(*box.corners).strip() == ""


def test_a_box_is_framed_where_the_file_says_it_is() -> None:
    data, scale = paper_of(some_terms()), 4
    box = boxes_of(data)["sig_1"]
    page = pypdfium2.PdfDocument(data)[box.page]
    picture = page.render(scale=scale).to_pil().convert("L")
    left, bottom, right, top = box.corners
    across = round((left + right) / 2 * scale)
    for height, darkest in ((top, range(200)), ((top + bottom) / 2, [255]), (bottom, range(200))):
        row = round((page.get_height() - height) * scale)
        assert min(picture.getpixel((across, y)) for y in range(row - 3, row + 4)) in darkest


@pytest.mark.parametrize("level", [SignatureLevel.AES, SignatureLevel.QES])
def test_other_electronic_signatures_have_boxes_too(level: SignatureLevel) -> None:
    assert len(boxes_of(paper_of(some_terms(signing=Signing(level=level))))) == 2


def test_ink_has_lines_and_no_box() -> None:
    inked = some_terms(signing=Signing(level=SignatureLevel.WET_INK))
    assert boxes_of(paper_of(inked)) == {}


def test_boxes_are_none_of_the_words() -> None:
    prove_same_words(signing(six_who_sign()), docx=None, pdf=paper_of(six_who_sign()))
    assert "Signature Record" not in {words for _, words in signing(six_who_sign()).words()}


@pytest.mark.parametrize("size", PageSize)
def test_no_block_is_parted_from_its_box_however_many_sign(size: PageSize) -> None:
    page = assemble(some_terms(), "0" * 64).parts[-1]
    many = tuple(
        Section(f"sig_{n}", f"Licensor: Archive {n} {LONG_NAME}", "", (plain(f"Signed {n}."),))
        for n in range(1, 15)
    )
    text = some_text(parts=(replace(page, sections=many),), page_size=size)
    data = pdf_of(text)
    prove_same_words(text, docx=None, pdf=data)
    boxes = boxes_of(data)
    assert [box.page for box in boxes.values()] == [*rows_of_blocks(data).values()]
    assert len({box.page for box in boxes.values()}) > 1
    assert all(box.corners[1] > 60 for box in boxes.values())


def test_six_blocks_stand_on_one_page_with_what_they_belong_to() -> None:
    data = paper_of(six_who_sign())
    assert len({box.page for box in boxes_of(data).values()}) == 1
    document = pypdfium2.PdfDocument(data)
    last = document[len(document) - 1].get_textpage().get_text_bounded()
    assert "This page belongs to" in last
    assert "Guarantor: Harbor LLC" in last


@pytest.mark.parametrize("count", range(4, 15))
def test_what_they_belong_to_never_stands_alone_on_a_page(count: int) -> None:
    page = assemble(some_terms(), "0" * 64).parts[-1]
    blocks = (
        Section(f"sig_{n}", f"Archive {n}", "", page.sections[0].blocks) for n in range(count)
    )
    data = pdf_of(some_text(parts=(replace(page, sections=tuple(blocks)),)))
    document = pypdfium2.PdfDocument(data)
    last = document[len(document) - 1].get_textpage().get_text_bounded()
    assert "This page belongs to" in last
    assert f"Archive {count - 1}" in last


def test_no_checker_finds_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(paper_of(six_who_sign()))
    assert [*pdf_faults(path)] == []


def test_a_box_is_called_signature_record() -> None:
    data = paper_of(six_who_sign())
    last = len(pypdfium2.PdfDocument(data)) - 1
    words = pypdfium2.PdfDocument(data)[last].get_textpage().get_text_range().splitlines()
    assert words.count("Signature Record") == 6


@pytest.mark.parametrize("count", range(1, 13))
def test_signatures_in_one_box_have_one_size_and_never_overlap(count: int) -> None:
    places = places_in(ONE, count)
    assert len(places) == count
    assert len({tuple(round(n, 6) for n in place.size) for place in places}) == 1
    left, bottom, right, top = ONE.corners
    for place in places:
        x0, y0, x1, y1 = place.corners
        assert left < x0 < x1 < right
        assert bottom < y0 < y1 < top
        assert place.page == ONE.page
    for one, other in combinations(places, 2):
        assert _apart(one, other)


def _apart(one: Box, other: Box) -> bool:
    (a0, b0, a1, b1), (c0, d0, c1, d1) = one.corners, other.corners
    return a1 < c0 or c1 < a0 or b1 < d0 or d1 < b0


def test_one_signature_has_the_box_to_itself_and_ten_can_still_be_told_apart() -> None:
    assert places_in(ONE, 1)[0].size == pytest.approx((232, 65))
    assert all(n > 15 for n in places_in(ONE, 10)[0].size)
