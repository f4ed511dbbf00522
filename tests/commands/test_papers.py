"""The papers of a draft are made once and say what the draft says."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from schemas.terms import written
from service.commands import deals as commands
from service.commands.drafting import Format
from service.commands.papers import paper_of
from service.desk import Desk
from service.domain.deal import Deal, DealHeader, OurSide
from service.domain.errors import TermsRefused
from service.storage.tables import papers
from tests.builders import some_terms
from tests.conftest import NOON


@pytest.fixture
def org(desk: Desk) -> str:
    with desk.db.accounts() as accounts:
        return accounts.organization("archive", "Archive", NOON)


def _deal(desk: Desk, org: str, title: str = "Photo archive", **changes: object) -> Deal:
    header = DealHeader(family="bulk-media", our_side=OurSide.LICENSOR, title=title)
    kept = written(replace(some_terms(), **changes))
    with desk.db.transaction(org) as tx:
        return commands.draft(tx, header, kept, by="usr_ada", at=NOON)


def _kept(desk: Desk) -> list[tuple[str, int]]:
    with desk.db.engine.connect() as connection:
        return [(row.sha256, row.size) for row in connection.execute(select(papers))]


def test_a_paper_is_filed_under_its_own_digest(desk: Desk, org: str) -> None:
    data = paper_of(desk, org, _deal(desk, org), Format.HTML, NOON)
    ((sha256, size),) = _kept(desk)
    assert (desk.files.get(sha256), size) == (data, len(data))


def test_the_second_time_it_comes_from_the_files(desk: Desk, org: str) -> None:
    deal = _deal(desk, org)
    data = paper_of(desk, org, deal, Format.HTML, NOON)
    assert paper_of(desk, org, deal, Format.HTML, NOON) == data
    assert len(_kept(desk)) == 1


def test_deals_with_the_same_terms_share_a_paper(desk: Desk, org: str) -> None:
    for title in ("One", "Other"):
        paper_of(desk, org, _deal(desk, org, title), Format.HTML, NOON)
    assert len(_kept(desk)) == 1


def test_other_terms_and_other_formats_have_papers_of_their_own(desk: Desk, org: str) -> None:
    deal = _deal(desk, org)
    other = _deal(desk, org, special_terms=())
    found = {
        paper_of(desk, org, deal, Format.HTML, NOON),
        paper_of(desk, org, deal, Format.DOCX, NOON),
        paper_of(desk, org, other, Format.HTML, NOON),
    }
    assert len(found) == len(_kept(desk)) == 3


def test_what_no_font_can_print_is_refused_and_nothing_is_kept(desk: Desk, org: str) -> None:
    terms = some_terms()
    line = replace(terms.materials.lines[0], description="写真")
    lines = (line, *terms.materials.lines[1:])
    deal = _deal(desk, org, materials=replace(terms.materials, lines=lines))
    with pytest.raises(TermsRefused):
        paper_of(desk, org, deal, Format.HTML, NOON)
    assert _kept(desk) == []
