"""The Word file: what it says, and that Word finds real structure in it."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from docx import Document

from service.domain.contract import (
    Align,
    Defined,
    PageSize,
    Paragraph,
    Reference,
    Section,
    Table,
    TableKind,
    Words,
    plain,
)
from service.domain.errors import WordsLost
from service.rendering.docx import docx_of
from service.rendering.layout import Letterhead
from service.rendering.read_back import docx_words, prove_same_words
from service.rendering.word_xml import W
from tests.rendering.papers import body_of, paragraph_with, part_of, some_docx, style
from tests.rendering.text import NASTY, clause, grid, short_text, some_text, text_of


def properties(paragraph: Any) -> list[str]:
    return [child.tag.removeprefix(W) for child in paragraph.find(f"{W}pPr")]


def list_id(paragraph: Any) -> str:
    return str(paragraph.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val"))


def instructions(paragraph: Any) -> list[str]:
    return [instruction.strip() for instruction in paragraph.itertext(f"{W}instrText")]


def shown_by_fields(paragraph: Any) -> list[str]:
    """What each field shows; for fields that do not stand inside each other."""
    shown: list[str] = []
    showing = False
    for element in paragraph.iter(f"{W}fldChar", f"{W}t"):
        kind = element.get(f"{W}fldCharType")
        showing = kind == "separate" or (showing and kind is None)
        if kind == "separate":
            shown.append("")
        elif showing:
            shown[-1] += element.text or ""
    return shown


def outline_level(styles: Any, name: str) -> str:
    found = styles.find(f"{W}style[@{W}styleId='{name}']/{W}pPr/{W}outlineLvl")
    return str(found.get(f"{W}val"))


def between(body: Any, bookmark: str) -> str:
    """Everything that stands inside a bookmark."""
    return "".join(_between(body, bookmark))


def _between(body: Any, bookmark: str) -> Iterator[str]:
    inside = None
    for element in body.iter():
        if element.tag == f"{W}bookmarkStart" and element.get(f"{W}name") == bookmark:
            inside = element.get(f"{W}id")
        elif element.tag == f"{W}bookmarkEnd" and element.get(f"{W}id") == inside:
            return
        elif inside is not None and element.tag == f"{W}t":
            yield element.text or ""


def test_it_says_what_the_contract_says() -> None:
    prove_same_words(some_text(), docx=some_docx(), pdf=None)


@pytest.mark.parametrize("words", NASTY)
def test_words_that_look_like_code_come_out_literally(words: str) -> None:
    text = text_of(clause("1.1", words), title=words)
    said = docx_words(docx_of(text))
    assert said[0] == ("", words)
    assert said[-1] == ("1.1", words)


@pytest.mark.parametrize("lost", ["\x0b", "\x00", "\ud800", "\ufffe", "\r"])
def test_a_character_that_xml_cannot_hold_is_refused(lost: str) -> None:
    with pytest.raises(WordsLost, match=f"U\\+{ord(lost):04X}"):
        docx_of(text_of(clause("1.1", f"before{lost}after")))


def test_parts_and_sections_are_headings_of_word() -> None:
    body = body_of(some_docx())
    assert style(paragraph_with(body, "Schedule 1: Materials")) == "Heading1"
    assert style(paragraph_with(body, "Fees and payment")) == "Heading2"
    assert style(paragraph_with(body, "The deal")) == "GroupHeading"


def test_numbers_are_counted_by_word_and_not_typed() -> None:
    paragraph = paragraph_with(body_of(some_docx()), "help another to do so.")
    assert style(paragraph) == "Clause2"
    assert "".join(paragraph.itertext(f"{W}t")) == "help another to do so."


def test_each_schedule_begins_a_list_of_its_own() -> None:
    body = body_of(some_docx())
    terms = list_id(paragraph_with(body, "Governing law and disputes"))
    schedule = list_id(paragraph_with(body, "How Materials are delivered"))
    starts = part_of(some_docx(), "word/numbering.xml").find(
        f"{W}num[@{W}numId='{schedule}']/{W}lvlOverride[@{W}ilvl='0']/{W}startOverride"
    )
    assert schedule != terms
    assert starts.get(f"{W}val") == "1"


def test_letters_that_start_again_in_a_section_start_a_list() -> None:
    letters = [clause("(a)", "one", 2), clause("(b)", "two", 2), clause("(a)", "three", 2)]
    text = text_of(*letters, clause("1.1", "four"))
    prove_same_words(text, docx=docx_of(text), pdf=None)


def test_a_clause_after_letters_without_one_before_them_is_the_first() -> None:
    text = text_of(clause("(a)", "letter", 2), clause("1.1", "clause"), clause("1.2", "next"))
    prove_same_words(text, docx=docx_of(text), pdf=None)


def test_a_number_that_word_cannot_count_is_refused() -> None:
    with pytest.raises(WordsLost, match="Annex 7"):
        docx_of(text_of(clause("Annex 7", "words")))


def test_a_bookmark_holds_its_whole_section_and_no_more() -> None:
    inside = between(body_of(some_docx()), "cl_C02")
    assert inside.startswith("Grant of license")
    assert inside.endswith("cure the breach.")
    assert "Permitted and prohibited uses" not in inside


def test_a_bookmark_holds_its_whole_part_and_no_more() -> None:
    inside = between(body_of(some_docx()), "pt_schedule_1")
    assert inside.startswith("Schedule 1: Materials")
    assert inside.endswith(NASTY[-1])


def test_a_reference_to_a_section_is_a_field_that_prints_its_number() -> None:
    paragraph = paragraph_with(body_of(some_docx()), "This is subject to Section 1 and")
    assert instructions(paragraph)[0] == r"REF _Ref_cl_C01 \n \h"
    assert shown_by_fields(paragraph)[0] == "1"


def test_a_reference_to_a_part_is_a_field_that_prints_its_label() -> None:
    paragraph = paragraph_with(body_of(some_docx()), "This is subject to Section 1 and")
    assert instructions(paragraph)[1] == r"REF _Ref_pt_schedule_1 \h \* CHARFORMAT"
    assert shown_by_fields(paragraph)[1] == "Schedule 1"
    assert between(body_of(some_docx()), "_Ref_pt_schedule_1") == "Schedule 1"


def test_a_reference_that_word_would_reword_is_only_a_link() -> None:
    spans = (Reference("the first Section", "cl_C01"),)
    paragraph = paragraph_with(body_of(docx_of(text_of(Paragraph(spans, 1, "1.1")))), "the first")
    assert paragraph.find(f"{W}hyperlink").get(f"{W}anchor") == "cl_C01"


def test_a_defined_term_has_its_character_style() -> None:
    run = paragraph_with(body_of(some_docx()), "In this Agreement “Warranties").findall(f"{W}r")[1]
    assert run.find(f"{W}rPr/{W}rStyle").get(f"{W}val") == "DefinedTerm"
    assert "".join(run.itertext()) == "Warranties"


def test_contents_are_one_field_of_links() -> None:
    body = body_of(some_docx())
    entries = [p for p in body.iter(f"{W}p") if style(p) in {"TOC1", "TOC2", "TOC3"}]
    said = ["".join(p.itertext(f"{W}t")) for p in entries]
    assert instructions(entries[0])[0] == r'TOC \o "1-3" \h \z \u'
    assert said[:5] == ["Key Terms", "The deal", "Uses", "Standard Terms", "1.Definitions"]
    assert entries[4].find(f"{W}hyperlink").get(f"{W}anchor") == "_Ref_cl_C01"


def test_contents_show_the_pages_they_are_given() -> None:
    body = body_of(docx_of(short_text(), pages={"cl_C01": 7}))
    entries = [p for p in body.iter(f"{W}p") if style(p) == "TOC2"]
    assert instructions(entries[0])[0] == r"PAGEREF _Ref_cl_C01 \h"
    assert shown_by_fields(entries[0]) == ["7"]
    assert shown_by_fields(entries[1]) == [""]


def test_contents_that_word_makes_anew_leave_out_sections_not_used() -> None:
    unused = Section("cl_C02", "Not used.", "2", ())
    text = text_of(clause("1.1", "words"))
    part = replace(text.parts[0], sections=(*text.parts[0].sections, unused))
    body = body_of(docx_of(replace(text, parts=(part,))))
    assert style(paragraph_with(body, "Not used.")) == "UnlistedSection"
    styles = part_of(some_docx(), "word/styles.xml")
    assert outline_level(styles, "UnlistedSection") == "9"
    assert outline_level(styles, "UnlistedGroup") == "9"
    assert outline_level(styles, "Heading2") == "1"
    assert outline_level(styles, "GroupHeading") == "2"


def test_word_is_never_asked_to_update_fields() -> None:
    with zipfile.ZipFile(BytesIO(some_docx())) as parts:
        everything = b"".join(parts.read(name) for name in parts.namelist())
    assert b"updateFields" not in everything
    assert b"w:dirty" not in everything


def test_the_head_of_a_table_repeats_and_its_rows_stay_whole() -> None:
    table = next(t for t in body_of(some_docx()).iter(f"{W}tbl") if "Volume" in t.itertext())
    rows = table.findall(f"{W}tr")
    assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_a_table_says_what_it_is_about_to_those_who_cannot_see_it() -> None:
    captions = [c.get(f"{W}val") for c in body_of(some_docx()).iter(f"{W}tblCaption")]
    assert captions[2] == "Materials, their volume and what they cost"


def test_amounts_stand_at_the_end_of_their_column() -> None:
    body = body_of(some_docx())
    assert style(paragraph_with(body, "0.0460")) == "TableNumber"
    assert style(paragraph_with(body, "101,016.00")) == "TableTotalNumber"


def test_totals_keep_to_the_row_above_them() -> None:
    rows = [*body_of(docx_of(text_of(grid(3)))).iter(f"{W}tr")]
    keeps = [["keepNext" in properties(p) for p in row.iter(f"{W}p")] for row in rows]
    assert all(keeps[3])
    assert not any(keeps[2])
    assert not any(keeps[4])


def test_words_that_lead_on_keep_to_what_follows() -> None:
    assert "keepNext" in properties(paragraph_with(body_of(some_docx()), "Licensee shall not:"))


def test_the_signature_page_is_kept_together() -> None:
    body = body_of(some_docx())
    for words in ("The Signature Record is part", "for Example Labs by the person"):
        assert "keepNext" in properties(paragraph_with(body, words))


@pytest.mark.parametrize(
    ("size", "width", "height"),
    [(PageSize.A4, "11906", "16838"), (PageSize.LETTER, "12240", "15840")],
)
def test_the_page_has_the_size_of_the_text(size: PageSize, width: str, height: str) -> None:
    pages = [*body_of(docx_of(short_text(page_size=size))).iter(f"{W}pgSz")]
    assert {(page.get(f"{W}w"), page.get(f"{W}h")) for page in pages} == {(width, height)}


def test_margins_name_the_form_the_terms_and_the_page() -> None:
    footer = part_of(some_docx(), "word/footer1.xml")
    said = "".join(footer.itertext(f"{W}t"))
    assert said == f"bulk-media 1Page 1 of 1Terms SHA-256 {some_text().terms_sha256}"
    fields = [instruction.strip() for instruction in footer.itertext(f"{W}instrText")]
    assert fields == ["PAGE", "NUMPAGES"]


def test_properties_have_title_and_language_and_no_moment() -> None:
    described = Document(BytesIO(docx_of(short_text(title="A & B <Ltd>")))).core_properties
    assert (described.title, described.language) == ("A & B <Ltd>", "en")
    assert described.subject == short_text().subtitle
    assert (described.created, described.modified, described.author) == (None, None, "Counterpart")


def test_a_contract_without_a_subtitle_has_no_empty_property() -> None:
    properties = part_of(docx_of(short_text(subtitle="")), "docProps/core.xml")
    assert all(element.text for element in properties)


def test_the_styles_say_the_language_of_the_words() -> None:
    styles = part_of(docx_of(short_text(language="de")), "word/styles.xml")
    assert styles.find(f"{W}docDefaults//{W}lang").get(f"{W}val") == "de"


def test_a_letterhead_stands_above_the_title_of_the_first_page_only() -> None:
    paper = docx_of(short_text(), Letterhead(("Example & Partners LLP", "1 Strand, London")))
    first = [*part_of(paper, "word/header2.xml").iter(f"{W}p")]
    assert [style(p) for p in first] == ["LetterheadName", "Letterhead", "Header"]
    assert "".join(first[0].itertext(f"{W}t")) == "Example & Partners LLP"
    prove_same_words(short_text(), docx=paper, pdf=None)


@pytest.mark.parametrize("header", ["header1", "header2", "header3"])
def test_a_watermark_stands_at_the_head_of_every_page(header: str) -> None:
    text = replace(short_text(), watermark="Draft")
    paper = docx_of(text)
    words = "".join(part_of(paper, f"word/{header}.xml").itertext(f"{W}t"))
    assert words.startswith("Draft")
    prove_same_words(text, docx=paper, pdf=None)


def test_every_page_after_the_first_names_the_contract_and_its_part() -> None:
    header = part_of(some_docx(), "word/header1.xml")
    assert "".join(header.itertext(f"{W}t")) == some_text().title
    assert instructions(header) == ["STYLEREF 1"]


def test_contents_stand_in_two_columns_on_the_page_of_the_title() -> None:
    sections = [*body_of(some_docx()).iter(f"{W}sectPr")]
    kinds = [section.find(f"{W}type") for section in sections]
    assert [kind is not None and kind.get(f"{W}val") for kind in kinds] == [
        False,
        "continuous",
        "continuous",
        "nextPage",
    ]
    assert sections[1].find(f"{W}cols").get(f"{W}num") == "2"


def test_a_table_of_terms_stays_on_the_page_of_the_table_it_introduces() -> None:
    terms = Table(
        TableKind.TERMS, "Terms", (), (Align.START,) * 2, (((plain("a"),), (plain("b"),)),)
    )
    body = body_of(docx_of(text_of(terms, grid(2), terms, clause("1.1", "words"))))
    first, _, last = body.findall(f"{W}tbl")
    assert all("keepNext" in properties(p) for p in first.iter(f"{W}p"))
    assert not any("keepNext" in properties(p) for p in last.iter(f"{W}p"))


def test_no_term_begins_or_ends_a_table_of_terms_alone_on_a_page() -> None:
    rows = tuple(((plain(f"Term {n}"),), (plain("words"),)) for n in range(5))
    terms = Table(TableKind.TERMS, "Terms", (), (Align.START,) * 2, rows)
    (table,) = body_of(docx_of(text_of(terms))).iter(f"{W}tbl")
    keeps = [
        all("keepNext" in properties(p) for p in row.iter(f"{W}p")) for row in table.iter(f"{W}tr")
    ]
    assert keeps == [True, False, False, True, False]


def test_a_title_longer_than_word_allows_in_properties_is_printed_whole() -> None:
    text = text_of(clause("1.1", "words"), title="Agreement " * 40)
    prove_same_words(text, docx=docx_of(text), pdf=None)


def test_a_paragraph_may_mark_many_words() -> None:
    spans = (Words("See "), Reference("Section 1", "cl_C01"), Words(", “"), Defined("A & B"))
    text = text_of(Paragraph((*spans, Words("” {{x}}.")), 1, "1.1"))
    assert docx_words(docx_of(text))[-1] == ("1.1", "See Section 1, “A & B” {{x}}.")


def test_no_jinja_is_left() -> None:
    text = text_of(clause("1.1", "words"))
    with zipfile.ZipFile(BytesIO(docx_of(text))) as parts:
        everything = "".join(parts.read(name).decode() for name in parts.namelist())
    assert not re.search(r"[{]{2}|[{]%", everything)
