"""The signatures of a contract in their places, with its certificate, made apart from the server."""

from collections import Counter
from dataclasses import replace

import pytest

from service.domain.certificate import Mark
from service.domain.contract import PageSize
from service.domain.errors import PaperFailed
from service.rendering.boxes import boxes_of, page_count
from service.rendering.certificate import certificate_pdf
from service.rendering.limits import Limits
from service.rendering.pool import Pool
from service.rendering.signed_papers import signed_papers
from tests.builders import some_terms
from tests.rendering.test_boxes import paper_of
from tests.signed import inked, some_certificate, some_drawing, somebody, somebody_else

ZONE = "America/New_York"
MARKS = (
    Mark(signed=somebody_else(), zone=ZONE, drawing=some_drawing()),
    Mark(signed=somebody(), zone=ZONE),
    Mark(signed=somebody(id="sgn_2", name="Eve Licensor"), zone=ZONE),
)


def test_each_signature_stands_in_the_box_of_its_block() -> None:
    pdf = paper_of(some_terms())
    papers = signed_papers(pdf, MARKS, some_certificate(), PageSize.A4)
    boxes = boxes_of(pdf)
    for stamp, block in zip(papers.stamps, ("sig_1", "sig_1", "sig_2"), strict=True):
        left, bottom, right, top = boxes[block].corners
        assert stamp.page == boxes[block].page == page_count(pdf) - 1
        assert left < stamp.box[0] < stamp.box[2] < right
        assert bottom < stamp.box[1] < stamp.box[3] < top


def test_those_who_sign_for_one_party_have_a_place_each_and_are_told_apart() -> None:
    papers = signed_papers(paper_of(some_terms()), MARKS, some_certificate(), PageSize.A4)
    assert set(Counter(stamp.box for stamp in papers.stamps).values()) == {1}
    said = [stamp.alternative.split(",")[0] for stamp in papers.stamps]
    assert said == [
        "Signature of Ada Licensor",
        "Signature of Eve Licensor",
        "Signature of Bo Licensee",
    ]


def test_ink_has_a_certificate_and_no_stamps() -> None:
    papers = signed_papers(paper_of(some_terms()), (), inked(), PageSize.LETTER)
    assert papers.stamps == ()
    counted = replace(inked(), pages=page_count(paper_of(some_terms())))
    assert papers.certificate == certificate_pdf(counted, PageSize.LETTER)


def test_a_signature_without_a_box_is_never_left_out_in_silence() -> None:
    stray = (Mark(signed=somebody(block="sig_9"), zone=ZONE),)
    with pytest.raises(PaperFailed, match="sig_9"):
        signed_papers(paper_of(some_terms()), stray, some_certificate(), PageSize.A4)


def test_a_worker_process_makes_the_same_bytes() -> None:
    wanted = (paper_of(some_terms()), MARKS, some_certificate(), PageSize.A4)
    with Pool(Limits()) as pool:
        assert pool.signed_papers(*wanted) == signed_papers(*wanted)
