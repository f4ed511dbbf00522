"""A Word file that comes back: what was marked in it, where, by whom, and what nobody marked."""

import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from lxml import etree

from service.domain.contract import Block, ContractText, Table
from service.domain.errors import MarkupRefused, MarkupUnknown
from service.domain.markup import Change, ChangeKind, Hand, Markup, SectionMarkup, proposals
from service.domain.terms.signing import SpecialAction, SpecialTerm
from service.rendering.docx import docx_of
from service.rendering.limits import Limits
from service.rendering.markup import read_markup
from service.rendering.pool import Pool
from service.rendering.redline import redline_docx
from service.rendering.word_xml import W
from tests.marked_up import AT, KIM, Editor, commented, part_in, with_part
from tests.rendering.pairs import contracts, countered
from tests.rendering.said import ink
from tests.sizes import cases

FIRST, SECOND = countered()
BASES = {"second": SECOND, "first": FIRST}
UNSHRUNK = (Phase.generate,)
"""A contract is too large to be made smaller step by step."""
KIMS = Hand(KIM, AT)
OURS = datetime(2026, 3, 2, 12, tzinfo=UTC)
DELETED = "Deletion does not reach Usage Records."


@cache
def paper() -> bytes:
    return docx_of(SECOND)


@cache
def redline() -> bytes:
    return redline_docx(FIRST, SECOND, author="Example Labs Ltd", at=OURS)


def read(data: bytes, **bases: ContractText) -> Markup:
    return read_markup(data, bases or BASES)


def only_clause(markup: Markup) -> SectionMarkup:
    (section,) = markup.sections
    return section


def only_change(markup: Markup) -> Change:
    (change,) = only_clause(markup).changes
    return change


def proposed(markup: Markup) -> SpecialTerm:
    ((_, found),) = proposals(markup)
    assert found.term is not None
    return found.term


def edits(author: str = KIM) -> Editor:
    return Editor(paper(), author)


@pytest.mark.parametrize("data", [paper(), redline()], ids=["paper", "redline"])
def test_a_file_that_nobody_touched_says_nothing(data: bytes) -> None:
    found = read(data)
    assert found.is_empty
    assert found.base == "second"


def test_the_changes_that_a_redline_came_with_are_told_beside_the_earlier_text() -> None:
    found = read(redline(), first=FIRST)
    assert {each.bookmark for each in found.sections} == {
        "kt_materials",
        "kt_money",
        "kt_period",
        "sch_materials_1",
        "sch_fees_1",
    }


def test_a_replaced_word_stands_in_its_clause_with_who_replaced_it_and_when() -> None:
    found = read(edits().replaced("without set-off", "with set-off").saved())
    clause, change = only_clause(found), only_change(found)
    assert (clause.clause, clause.number) == ("C20", "20.")
    assert (change.kind, change.place) == (ChangeKind.REPLACED, "20.5")
    said = [(each.mark.value, each.text, each.hand) for each in change.words]
    assert ("deleted", "without set-off", KIMS) in said
    assert ("inserted", "with set-off", KIMS) in said
    assert change.hands == (KIMS,)


def test_a_changed_clause_is_proposed_whole_with_its_numbers() -> None:
    term = proposed(read(edits().replaced("without set-off", "with set-off").saved()))
    assert (term.clause, term.action) == ("C20", SpecialAction.REPLACE)
    assert term.text is not None
    assert "20.5 Otherwise Licensee shall pay with set-off" in term.text
    assert term.text.startswith("20.1 Taxes means")
    assert term.text.splitlines()[-1].startswith("20.12 ")


def test_a_paragraph_that_was_taken_out_is_told_and_the_others_are_counted_on() -> None:
    found = read(edits().deleted(DELETED).saved())
    change = only_change(found)
    assert (change.kind, change.before, change.after) == (ChangeKind.DELETED, DELETED, "")
    assert change.hands == (KIMS,)
    text = proposed(found).text
    assert text is not None
    assert "12.6 Licensee shall apply the Unlearning Measure" in text
    assert "(a) Output Suppression" in text


def test_a_paragraph_that_came_is_added_to_its_clause() -> None:
    found = read(edits().added(DELETED, "Licensor may ask for it.").saved())
    change = only_change(found)
    assert (change.kind, change.after) == (ChangeKind.INSERTED, "Licensor may ask for it.")
    assert change.hands == (KIMS,)
    term = proposed(found)
    assert (term.action, term.text) == (SpecialAction.ADD, "12.7 Licensor may ask for it.")


def test_a_clause_of_which_nothing_is_left_is_deleted() -> None:
    edited = edits()
    section = next(s for part in SECOND.parts for s in part.sections if s.bookmark == "cl_C11")
    for words in (section.heading, *(block.text for block in section.blocks)):  # type: ignore[union-attr]
        edited.deleted(words)
    term = proposed(read(edited.saved()))
    assert (term.clause, term.action, term.text) == ("C11", SpecialAction.DELETE, None)


def test_a_paragraph_that_moved_is_told_in_both_places() -> None:
    found = read(edits().moved(DELETED, "Licensee may use a code name").saved())
    moved = {each.clause: each.changes[0].kind for each in found.sections}
    assert moved == {"C12": ChangeKind.MOVED, "C36": ChangeKind.MOVED}


def test_what_nobody_tracked_is_found_and_told_so() -> None:
    edited = edits("").replaced("without set-off", "with set-off").deleted(DELETED)
    found = read(edited.added("Each party shall give the other", "Nobody tracked this.").saved())
    kinds = {
        (each.clause, change.kind, change.hands)
        for each in found.sections
        for change in each.changes
    }
    assert kinds == {
        ("C12", ChangeKind.DELETED, (None,)),
        ("C20", ChangeKind.REPLACED, (None,)),
        ("C20", ChangeKind.INSERTED, (None,)),
    }


def test_what_was_tracked_and_what_was_not_are_told_apart_in_one_paragraph() -> None:
    tracked = edits().replaced("without set-off", "with set-off").saved()
    both = Editor(tracked, "").replaced("counterclaim, except", "claim, except").saved()
    hands = {each.text.strip(): each.hand for each in only_change(read(both)).words}
    assert hands["claim"] is None
    assert hands["counterclaim"] is None
    assert KIMS in hands.values()


def test_changes_on_top_of_a_redline_are_told_alone() -> None:
    found = read(Editor(redline()).replaced("without set-off", "with set-off").saved())
    assert found.base == "second"
    assert only_change(found).hands == (KIMS,)


def test_a_change_in_the_key_terms_is_told_by_its_label() -> None:
    found = read(edits().cell("Payment Period", "90 days").saved())
    clause, change = only_clause(found), only_change(found)
    assert (clause.clause, clause.bookmark) == (None, "kt_money")
    assert (change.place, change.after) == ("Payment Period", "90 days")
    assert [*proposals(found)] == []


def test_a_comment_stands_by_its_clause_with_its_words() -> None:
    found = read(commented(paper(), DELETED, "Why not?"))
    (remark,) = only_clause(found).remarks
    assert (remark.text, remark.hand.author, remark.about) == ("Why not?", KIM, DELETED)
    assert only_clause(found).clause == "C12"
    assert [*proposals(found)] == []


def test_words_in_the_foot_of_a_page_do_not_hide() -> None:
    foot = part_in(paper(), "word/footer1.xml").replace(
        b'<w:t xml:space="preserve">Page </w:t>', b"<w:t>We owe nothing. Page </w:t>"
    )
    found = read(with_part(paper(), "word/footer1.xml", foot))
    assert ["We owe nothing" in each.after for each in found.margins] == [True]


def test_what_cannot_be_seen_is_shown_by_its_code() -> None:
    found = read(edits().replaced("without set-off", "with\u202eset-off\u200b").saved())
    assert "with[U+202E]set-off[U+200B]" in only_change(found).after


def test_the_name_of_an_author_is_shown_without_what_hides() -> None:
    found = read(edits(f"Eve\u202e\n{'x' * 500}").replaced("without set-off", "with").saved())
    (hand,) = only_change(found).hands
    assert hand is not None
    assert hand.author.startswith("Eve[U+202E] xxx")
    assert len(hand.author) == 200


def test_a_file_without_its_digest_is_known_by_its_words() -> None:
    data = with_part(
        edits().replaced("without set-off", "with").saved(), "docProps/core.xml", b"<a/>"
    )
    for foot in ("word/footer1.xml",):
        part = part_in(data, foot)
        data = with_part(data, foot, part.replace(SECOND.terms_sha256.encode(), b""))
    core = part_in(paper(), "docProps/core.xml").replace(SECOND.terms_sha256.encode(), b"")
    found = read(with_part(data, "docProps/core.xml", core))
    assert found.base == "second"
    assert only_clause(found).clause == "C20"


def test_where_a_program_lost_the_bookmarks_the_lines_beside_tell_the_clause() -> None:
    edited = edits().replaced("without set-off", "with set-off").added(DELETED, "One more.")
    found = read(edited.spoiled(_without_bookmarks).saved())
    assert [each.clause for each in found.sections] == ["C12", "C20"]


def _without_bookmarks(body: Any) -> None:
    for each in [*body.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")]:
        each.getparent().remove(each)


def test_hidden_words_do_not_hide() -> None:
    def hide(body: Any) -> None:
        paragraph = next(p for p in body.iter(f"{W}p") if DELETED in "".join(p.itertext()))
        run = f'<w:r xmlns:w="{W.strip("{}")}"><w:rPr><w:vanish/></w:rPr><w:t> It does.</w:t></w:r>'
        paragraph.append(etree.fromstring(run))

    change = only_change(read(edits().spoiled(hide).saved()))
    assert change.after == f"{DELETED} It does."
    assert change.hands == (None,)


@settings(max_examples=cases(6, 150), phases=UNSHRUNK, suppress_health_check=list(HealthCheck))
@given(contracts(), contracts())
def test_of_any_contract_an_untouched_paper_and_redline_say_nothing(
    before: ContractText, later: ContractText
) -> None:
    assert read(docx_of(later), later=later).is_empty
    data = redline_docx(before, later, author="Labs", at=OURS)
    assert read(data, later=later, before=before).is_empty


@settings(max_examples=cases(6, 150), phases=UNSHRUNK, suppress_health_check=list(HealthCheck))
@given(contracts(), contracts())
def test_of_any_two_contracts_the_sections_that_differ_are_told_and_no_word_of_others(
    before: ContractText, later: ContractText
) -> None:
    data = redline_docx(before, later, author="Labs", at=OURS)
    told = {each.bookmark: each.changes for each in read(data, before=before).sections}
    was, now = _said_in(before), _said_in(later)
    differ = {mark for mark, words in was.items() if now.get(mark) != words}
    assert differ <= set(told)
    # What stands in no section of ours, such as a new rider, is told where it comes.
    others = [change for mark in set(told) & set(was) - differ for change in told[mark]]
    assert {change.kind for change in others} <= {ChangeKind.INSERTED}


def _said_in(text: ContractText) -> dict[str, str]:
    """All that each clause and each group of Key Terms says; other sections are counted on."""
    return {
        section.bookmark: ink(section.heading + "".join(_said(section.blocks)))
        for part in text.parts
        for section in part.sections
        if section.bookmark.startswith(("cl_", "kt_"))
    }


def _said(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Table):
            yield from block.head
            yield from (p.text for row in block.rows for cell in row for p in cell)
        else:
            yield block.text


def test_a_file_that_was_made_from_something_else_is_refused() -> None:
    with pytest.raises(MarkupUnknown):
        read(docx_of(FIRST), second=SECOND)


def test_a_clause_too_long_for_a_special_term_says_so() -> None:
    edited = edits().added(DELETED, "word " * 700).replaced("reach Usage Records", "reach them")
    ((_, found),) = proposals(read(edited.saved()))
    assert found.term is None
    assert "characters" in found.why_not


@pytest.fixture(scope="module")
def by_libreoffice(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Marked, then opened and saved by another word processor."""
    folder = tmp_path_factory.mktemp("saved")
    source = folder / "marked.docx"
    edited = edits().replaced("without set-off", "with set-off").deleted(DELETED)
    source.write_bytes(edited.cell("Payment Period", "90 days").saved())
    program = shutil.which("soffice")
    assert program
    command = [program, "--headless", f"-env:UserInstallation=file://{folder}/profile"]
    command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", f"{folder}/out", str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603
    return Path(f"{folder}/out/marked.docx").read_bytes()


def test_a_file_saved_by_libreoffice_says_the_same(by_libreoffice: bytes) -> None:
    found = read(by_libreoffice)
    assert found.base == "second"
    kinds = {(s.bookmark, c.kind, c.hands) for s in found.sections for c in s.changes}
    assert kinds == {
        ("kt_money", ChangeKind.REPLACED, (KIMS,)),
        ("cl_C12", ChangeKind.DELETED, (KIMS,)),
        ("cl_C20", ChangeKind.REPLACED, (KIMS,)),
    }


def test_a_worker_reads_the_same_and_blames_the_file_where_it_takes_too_much() -> None:
    data = edits().replaced("without set-off", "with set-off").saved()
    with Pool(Limits(), workers=1) as pool:
        assert pool.markup_of(data, BASES) == read(data)
        with pytest.raises(MarkupRefused):
            pool.markup_of(b"PK\x03\x04", BASES)
