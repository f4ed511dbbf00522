"""The PDF: what it says, and that machines and screen readers find their way in it."""

from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from service.domain.contract import Align, PageSize, Paragraph, Table, TableKind, Words, plain
from service.domain.errors import WordsLost
from service.rendering.engine import engine
from service.rendering.layout import in_contents
from service.rendering.pdf import pdf_of
from service.rendering.pdf_words import PrintedRow, read_pdf
from service.rendering.read_back import pdf_words, prove_same_words
from tests.rendering.papers import TERMS, elements, pdf_made_of, some_pdf
from tests.rendering.text import NASTY, clause, short_text, some_text, text_of


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(data))


def squeezed(words: str) -> str:
    return "".join(words.replace("ﬁ", "fi").split())


def test_it_says_what_the_contract_says() -> None:
    prove_same_words(some_text(), docx=None, pdf=some_pdf())


def test_words_that_look_like_code_come_out_literally() -> None:
    said = [squeezed(words) for _, words in pdf_words(some_pdf())]
    assert all(squeezed(words) in said for words in NASTY)


def test_numbers_are_printed() -> None:
    assert [number for number, words in pdf_words(some_pdf()) if "Odd words" in words] == ["2."]
    assert [number for number, words in pdf_words(some_pdf()) if "7*7" in words] == ["2.1"]


def test_it_calls_itself_pdf_a_3a() -> None:
    with opened(some_pdf()) as pdf:
        said = pdf.open_metadata()
        assert (said["pdfaid:part"], said["pdfaid:conformance"]) == ("3", "A")


def test_it_has_title_and_language_and_no_moment() -> None:
    with opened(some_pdf()) as pdf:
        assert str(pdf.Root.Lang) == "en"
        assert str(pdf.docinfo["/Title"]) == "Training Data License Agreement"
        assert "/CreationDate" not in pdf.docinfo


def test_its_outline_has_parts_and_their_sections() -> None:
    with opened(some_pdf()) as pdf, pdf.open_outline() as outline:
        parts = [part.title for part in outline.root]
        sections = [section.title for section in outline.root[1].children]
    assert parts == ["Key Terms", "Standard Terms", "Schedule 1: Materials", "Signatures"]
    assert sections[0] == "1. Definitions"


def begins(heading: str) -> PrintedRow:
    """The row that is this heading and nothing else."""
    return next(row for row in read_pdf(some_pdf()) if row.cells == ((("", heading),),))


def test_contents_name_the_page_on_which_each_part_begins() -> None:
    printed = _lines_of_page(some_pdf(), 0)
    for part in some_text().parts:
        assert f"{part.heading} {begins(part.heading).page + 1}" in printed


def test_contents_list_every_part_and_every_section_in_use() -> None:
    wanted = sum(1 + len(in_contents(part)) for part in some_text().parts)
    with opened(some_pdf()) as pdf:
        assert len([*elements(pdf, "/TOCI")]) == wanted


def _lines_of_page(data: bytes, number: int) -> str:
    document = pypdfium2.PdfDocument(data)
    page = document[number]
    text = page.get_textpage()
    lines = text.get_text_range()
    for closable in (text, page, document):
        closable.close()
    return " ".join(lines.split())


def test_each_part_begins_on_a_new_page() -> None:
    assert all(begins(part.heading).opens_page for part in some_text().parts)


def test_an_attachment_is_inside_and_listed_once() -> None:
    with opened(some_pdf()) as pdf:
        assert pdf.attachments["terms.json"].get_file().read_bytes() == TERMS
        assert len(pdf.Root.AF) == 1
        assert pdf.Root.AF[0].AFRelationship == "/Source"


def test_running_heads_are_no_content_for_a_screen_reader() -> None:
    assert not any("SHA-256" in words or "Page 2" in words for _, words in pdf_words(some_pdf()))
    assert "SHA-256" in _lines_of_page(some_pdf(), 1)
    with opened(some_pdf()) as pdf:
        assert b"/Pagination" in pdf.pages[1].Contents.read_bytes()


def test_tables_say_what_they_are_about_and_what_their_heads_head() -> None:
    with opened(some_pdf()) as pdf:
        tables = elements(pdf, "/Table")
        heads = elements(pdf, "/TH")
        assert str(tables[2].A.Summary) == "Materials, their volume and what they cost"
        assert str(tables[3].A.Summary) == "Materials, their volume and what they cost"
        assert {str(head.A.Scope) for head in heads} == {"/Row", "/Column"}


def test_the_head_of_a_table_repeats_on_each_page() -> None:
    heads = [row for row in read_pdf(some_pdf()) if row.is_head]
    assert [row.cells for row in heads] == [heads[0].cells] * 2
    assert heads[0].page + 1 == heads[1].page


def test_only_the_vendored_fonts_are_used() -> None:
    with opened(some_pdf()) as pdf:
        names = {str(o.FontName) for o in pdf.objects if _is(o, "/FontDescriptor")}
    assert {name.partition("+")[2].partition("-")[0] for name in names} == {"Caladea", "Carlito"}


def _is(thing: object, kind: str) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == kind


@pytest.mark.parametrize(("size", "width"), [(PageSize.A4, 595), (PageSize.LETTER, 612)])
def test_the_page_has_the_size_of_the_text(size: PageSize, width: int) -> None:
    with opened(pdf_made_of(short_text(page_size=size))) as pdf:
        assert int(pdf.pages[0].MediaBox[2]) == width


def test_a_character_without_a_glyph_is_refused() -> None:
    with pytest.raises(WordsLost, match=r"U\+6F22"):
        pdf_of(text_of(clause("1.1", "words 漢 words")))


def test_a_row_longer_than_a_page_is_read_whole() -> None:
    long = tuple(clause(f"({letter})", f"{letter} words " * 400, 2) for letter in "abcd")
    table = Table(
        TableKind.TERMS, "Long", (), (Align.START,) * 2, (((plain("Label"),), long), _row("After"))
    )
    text = text_of(table, clause("1.1", "The end."))
    prove_same_words(text, docx=None, pdf=pdf_made_of(text))


def test_a_paragraph_longer_than_a_page_is_read_whole() -> None:
    text = text_of(*(clause(f"1.{n}", f"{n} well-known words. " * 170) for n in range(1, 6)))
    prove_same_words(text, docx=None, pdf=pdf_made_of(text))


def test_an_empty_cell_and_an_empty_paragraph_say_nothing() -> None:
    rows = (((), (plain("right"),)), ((plain(""),), (plain(""),)), _row("left"))
    table = Table(TableKind.GRID, "Gaps", ("One", ""), (Align.START,) * 2, rows)
    text = text_of(Paragraph((Words(""),)), table, subtitle="")
    prove_same_words(text, docx=None, pdf=pdf_made_of(text))


def _row(label: str) -> tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]]:
    return (plain(label),), (plain("value"),)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "http://127.0.0.1/", "data:text/plain,hi"])
def test_the_engine_fetches_nothing(url: str) -> None:
    with pytest.raises(ValueError, match="disallowed protocol"):
        engine().closed.fetch(url)
