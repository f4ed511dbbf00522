"""The proof that a paper says the same words: every way to spoil a paper is noticed."""

import copy
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pikepdf
import pytest

from service.domain.contract import (
    Align,
    ContractText,
    Paragraph,
    Reference,
    Section,
    Table,
    TableKind,
    plain,
)
from service.domain.errors import WordsLost
from service.rendering.docx import docx_of
from service.rendering.read_back import docx_words, prove_same_words
from service.rendering.word_xml import W
from tests.rendering.papers import (
    elements,
    kids,
    paragraph_with,
    pdf_made_of,
    some_docx,
    some_pdf,
    spoiled_docx,
    spoiled_pdf,
)
from tests.rendering.text import clause, short_text, some_text, text_of

FEES = clause("1.1", "Licensee shall pay the Fees within thirty days.")
RECORDS = clause("1.2", "Licensee shall keep Usage Records.")
CAP, PERIOD = (((plain(a),), (plain(b),)) for a, b in (("Cap", "$100.00"), ("Period", "1 year")))
TABLE = Table(TableKind.TERMS, "Terms", (), (Align.START, Align.START), (CAP, PERIOD))
END = plain("The end.")
TEXT = text_of(FEES, RECORDS, TABLE, END)

OTHERS = {
    "a paragraph is missing": text_of(FEES, TABLE, END),
    "a paragraph is there twice": text_of(FEES, FEES, RECORDS, TABLE, END),
    "two paragraphs change places": text_of(RECORDS, FEES, TABLE, END),
    "a figure is another": text_of(
        clause("1.1", "Licensee shall pay the Fees within thirteen days."), RECORDS, TABLE, END
    ),
    "a number is another": text_of(replace(FEES, number="1.4"), RECORDS, TABLE, END),
    "the last paragraph is missing": text_of(FEES, RECORDS, TABLE),
    "a paragraph is added at the end": text_of(FEES, RECORDS, TABLE, END, plain("Not.")),
    "the title is another": replace(TEXT, title="Agreement"),
    "a row is missing": text_of(FEES, RECORDS, replace(TABLE, rows=(CAP,)), END),
    "cells change places": text_of(FEES, RECORDS, replace(TABLE, rows=(CAP[::-1], PERIOD)), END),
    "words move to the next cell": text_of(
        FEES, RECORDS, replace(TABLE, rows=(((plain("Cap $10"),), (plain("0.00"),)), PERIOD)), END
    ),
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_the_papers_of_another_text_are_refused(other: ContractText) -> None:
    with pytest.raises(WordsLost, match="DOCX"):
        prove_same_words(TEXT, docx=docx_of(other), pdf=None)
    with pytest.raises(WordsLost, match="PDF"):
        prove_same_words(TEXT, docx=None, pdf=pdf_made_of(other))


def test_its_own_papers_are_accepted() -> None:
    prove_same_words(TEXT, docx=docx_of(TEXT), pdf=pdf_made_of(TEXT))


def test_a_number_moved_into_the_words_is_noticed() -> None:
    text, other = text_of(clause("1.1", "2 days")), text_of(plain("1.1 2 days"))
    with pytest.raises(WordsLost, match="PDF"):
        prove_same_words(text, docx=None, pdf=pdf_made_of(other))


def test_the_first_difference_is_named() -> None:
    with pytest.raises(WordsLost, match=r"expected '.*thirty days.*', found '.*thirteen days"):
        prove_same_words(TEXT, docx=docx_of(OTHERS["a figure is another"]), pdf=None)


def test_a_character_that_a_parser_dropped_is_noticed() -> None:
    text = text_of(clause("1.1", "ten\x0b thousand"))
    with pytest.raises(WordsLost):
        prove_same_words(text, docx=docx_of(text_of(clause("1.1", "ten thousand"))), pdf=None)


def test_two_spaces_are_not_one_in_word() -> None:
    text, other = text_of(plain("two  spaces")), text_of(plain("two spaces"))
    with pytest.raises(WordsLost, match="DOCX"):
        prove_same_words(text, docx=docx_of(other), pdf=None)


def _remove(body: Any) -> None:
    gone = paragraph_with(body, "help another to do so.")
    gone.getparent().remove(gone)


def _repeat(body: Any) -> None:
    again = paragraph_with(body, "help another to do so.")
    again.addnext(copy.deepcopy(again))


def _reword(body: Any) -> None:
    paragraph_with(body, "$3,120,000.00").find(f"{W}r/{W}t").text = "The greater of $3,120.00"


def _renumber(body: Any) -> None:
    number = paragraph_with(body, "help another to do so.").find(f"{W}pPr/{W}numPr/{W}ilvl")
    number.set(f"{W}val", "3")


def _unnumber(body: Any) -> None:
    number = paragraph_with(body, "help another to do so.").find(f"{W}pPr/{W}numPr/{W}numId")
    number.set(f"{W}val", "0")


def _swap_rows(body: Any) -> None:
    row = body.find(f"{W}tbl/{W}tr[2]")
    row.addnext(row.getprevious())


def _delete_tracked(body: Any) -> None:
    for words in paragraph_with(body, "help another to do so.").iter(f"{W}t"):
        words.tag = f"{W}delText"


def _rename_bookmark(body: Any) -> None:
    next(body.iter(f"{W}bookmarkStart")).set(f"{W}name", "other")


def _lead_astray(body: Any) -> None:
    [*body.iter(f"{W}hyperlink")][-1].set(f"{W}anchor", "nowhere")


def _point_astray(body: Any) -> None:
    [*body.iter(f"{W}instrText")][-1].text = r" REF _Ref_nowhere \n \h "


def _point_elsewhere(body: Any) -> None:
    [*body.iter(f"{W}instrText")][-1].text = r" REF _Ref_cl_C02 \n \h "


def _hide_in_a_field(body: Any) -> None:
    paragraph = paragraph_with(body, "This is subject to Section 1")
    instruction = paragraph.find(f".//{W}instrText").getparent()
    instruction.addnext(paragraph.find(f"{W}r"))


@pytest.mark.parametrize(
    "spoil",
    [
        _point_astray,
        _point_elsewhere,
        _hide_in_a_field,
        _remove,
        _repeat,
        _reword,
        _renumber,
        _unnumber,
        _swap_rows,
        _delete_tracked,
        _rename_bookmark,
        _lead_astray,
    ],
)
def test_a_spoiled_word_file_is_refused(spoil: Callable[[Any], None]) -> None:
    spoiled = spoiled_docx(some_docx(), spoil)
    with pytest.raises(WordsLost, match="DOCX"):
        prove_same_words(some_text(), docx=spoiled, pdf=None)


def test_a_paragraph_numbered_by_its_style_alone_is_read_with_its_number() -> None:
    def leave_it_to_the_style(body: Any) -> None:
        for paragraph in body.iter(f"{W}p"):
            if (own := paragraph.find(f"{W}pPr/{W}numPr")) is not None:
                own.getparent().remove(own)

    text = text_of(FEES, RECORDS)
    said = docx_words(spoiled_docx(docx_of(text), leave_it_to_the_style))
    assert [number for number, _ in said] == ["", "", "", "1.", "1.1", "1.2"]


def _paragraphs(pdf: pikepdf.Pdf) -> Any:
    """What holds the paragraphs of the first clause."""
    return next(s for s in elements(pdf, "/Sect") if len(kids(s)) > 3 and kids(s)[0].S == "/H3")


def _pdf_remove(pdf: pikepdf.Pdf) -> None:
    del _paragraphs(pdf).K[2]


def _pdf_repeat(pdf: pikepdf.Pdf) -> None:
    section = _paragraphs(pdf)
    section.K.insert(2, section.K[2])


def _pdf_swap(pdf: pikepdf.Pdf) -> None:
    section = _paragraphs(pdf)
    section.K[2], section.K[3] = section.K[3], section.K[2]


def _pdf_reword(pdf: pikepdf.Pdf) -> None:
    content = pdf.pages[3].Contents[1].read_bytes()
    first = re.search(rb"<([0-9a-f]{4})>0<([0-9a-f]{4})>", content)
    assert first is not None
    pdf.pages[3].Contents[1] = pdf.make_stream(content.replace(first[1], first[2]))


def _pdf_blank_a_piece(pdf: pikepdf.Pdf) -> None:
    content = pdf.pages[3].Contents[1].read_bytes()
    blank = re.sub(rb"(/MCID 3>>\s*BDC.*?)\[[^]]*\] TJ", rb"\1[] TJ", content, flags=re.DOTALL)
    assert blank != content
    pdf.pages[3].Contents[1] = pdf.make_stream(blank)


def _pdf_add_words(pdf: pikepdf.Pdf) -> None:
    content = pdf.pages[3].Contents[1].read_bytes()
    words = re.search(rb"/Span\s*<</MCID 4>>\s*BDC.*?EMC", content, re.DOTALL)
    assert words is not None
    pdf.pages[3].Contents[1] = pdf.make_stream(content + words[0].replace(b"MCID 4", b"MCID 999"))


def _pdf_add_loose_words(pdf: pikepdf.Pdf) -> None:
    content = pdf.pages[3].Contents[1].read_bytes()
    words = re.search(rb"/Span\s*<</MCID 4>>\s*BDC(.*?)EMC", content, re.DOTALL)
    assert words is not None
    pdf.pages[3].Contents[1] = pdf.make_stream(content + words[1])


def _pdf_draw_words(pdf: pikepdf.Pdf) -> None:
    pdf.pages[3].Contents[1] = pdf.make_stream(
        pdf.pages[3].Contents[1].read_bytes() + b"/Margin Do"
    )


def _pdf_swap_glyphs(pdf: pikepdf.Pdf) -> None:
    """The same page contents with a font that reads otherwise."""
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
            table = thing.ToUnicode.read_bytes()
            swapped = table.replace(b"<0065>", b"<0066>")
            thing.ToUnicode = pdf.make_stream(swapped)


def _pdf_drop_page(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[4]


def _pdf_repeat_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages.append(pdf.pages[4])


def _pdf_swap_pages(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[4]
    del pdf.pages[4]
    pdf.pages.insert(6, page)


def _pdf_untag(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot


@pytest.mark.parametrize(
    "spoil",
    [
        _pdf_remove,
        _pdf_repeat,
        _pdf_swap,
        _pdf_reword,
        _pdf_blank_a_piece,
        _pdf_add_words,
        _pdf_add_loose_words,
        _pdf_draw_words,
        _pdf_swap_glyphs,
        _pdf_drop_page,
        _pdf_repeat_page,
        _pdf_swap_pages,
        _pdf_untag,
    ],
)
def test_a_spoiled_pdf_is_refused(spoil: Callable[[pikepdf.Pdf], None]) -> None:
    prove_same_words(some_text(), docx=None, pdf=some_pdf())  # its pages are now remembered
    spoiled = spoiled_pdf(some_pdf(), spoil)
    with pytest.raises(WordsLost, match="PDF"):
        prove_same_words(some_text(), docx=None, pdf=spoiled)


def test_a_pdf_that_was_only_saved_again_is_accepted() -> None:
    prove_same_words(some_text(), docx=None, pdf=spoiled_pdf(some_pdf(), lambda pdf: None))


@pytest.mark.parametrize("garbage", [b"", b"%PDF-1.7\nnothing", b"PK\x03\x04"])
def test_what_is_no_paper_at_all_is_refused(garbage: bytes) -> None:
    with pytest.raises(WordsLost, match="DOCX"):
        prove_same_words(some_text(), docx=garbage, pdf=None)
    with pytest.raises(WordsLost, match="PDF"):
        prove_same_words(some_text(), docx=None, pdf=garbage)


def test_a_reference_to_nothing_is_refused() -> None:
    text = text_of(Paragraph((Reference("Section 9", "cl_C09"),), 1, "1.1"))
    with pytest.raises(WordsLost, match="cl_C09"):
        prove_same_words(text, docx=docx_of(text), pdf=None)


def test_an_unnumbered_section_has_no_number_in_either_paper() -> None:
    text = short_text()
    part = replace(text.parts[0], sections=(Section("g", "Group", "", (plain("Words."),)),))
    text = replace(text, parts=(part,))
    prove_same_words(text, docx=docx_of(text), pdf=pdf_made_of(text))


def test_papers_that_are_not_given_are_not_asked_for() -> None:
    prove_same_words(some_text(), docx=None, pdf=None)
