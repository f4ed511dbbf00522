"""A contract that is signed in ink, on the page of its deal: the copy given, confirmed, refused."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest

from service.commands import executed_copies
from service.commands.sealing import seal_next
from service.desk import Desk
from service.domain.drawing_up import ContractStatus
from service.domain.seal_work import SealedFile, ToSeal
from service.domain.sealing import SealLevel
from service.domain.signers import CopyState
from service.domain.terms.parties import Side
from service.domain.terms.signing import SignatureLevel
from tests.conftest import Clock
from tests.executing import Desktop, a_desktop, to_sign
from tests.web.pages.visitors import Visitor, version_of
from tests.web.scans import a_scan


@pytest.fixture
def desktop(desk: Desk, drafter: Visitor) -> Desktop:
    """Out to be signed on paper."""
    terms = to_sign(level=SignatureLevel.WET_INK)
    desktop = a_desktop(desk.db, drafter.org, terms, pdf=desk.files.put(b"%PDF-1.7"))
    desktop.sends()
    return desktop


def _sealed(work: ToSeal) -> SealedFile:
    data = work.shown + b" and a seal"
    return SealedFile(data=data, certificate=b"%PDF", level=SealLevel.BASIC)


def _next(page: str) -> str:
    return page.split('aria-labelledby="next"')[1].split("</section>")[0]


def _press(
    desk: Desk, visitor: Visitor, desktop: Desktop, move: str, **fields: Any
) -> tuple[int, str]:
    deal_id = desktop.table.deal_id
    version = str(version_of(desk, visitor, deal_id))
    answer = visitor.post(f"/deals/{deal_id}/{move}", version=version, **fields)
    if answer.status_code == 303:
        return 303, visitor.text(answer.location)
    return answer.status_code, answer.get_data(as_text=True)


def _gives(
    desk: Desk, visitor: Visitor, desktop: Desktop, data: bytes, day: str
) -> tuple[int, str]:
    file = (BytesIO(data), "signed.pdf") if data else (BytesIO(), "")
    return _press(desk, visitor, desktop, "executed-copy", file=file, signed_on=day)


def _they_give(desk: Desk, desktop: Desktop, data: bytes = b"%PDF-1.7 signed") -> str:
    sha256, by = desk.files.put(data), desktop.execution().live[1].id
    day, at = date(2026, 3, 2), desk.clock()
    desktop.do(
        lambda tx: executed_copies.give_copy(
            tx, desktop.contract_id, sha256, day, side=Side.LICENSEE, by=by, at=at
        )
    )
    return desktop.execution().copies[-1].id


def test_a_drafter_gives_the_signed_copy_and_the_other_side_is_asked(
    drafter: Visitor, viewer: Visitor, desk: Desk, desktop: Desktop
) -> None:
    page = drafter.text(f"/deals/{desktop.table.deal_id}")
    assert "Waiting for the signed copy" in _next(page)
    assert "Give the signed copy" in _next(page)
    assert "Give the signed copy" not in _next(viewer.text(f"/deals/{desktop.table.deal_id}"))
    status, page = _gives(desk, drafter, desktop, a_scan(), "2026-03-02")
    assert status == 303
    (copy,) = desktop.execution().copies
    assert (copy.side, copy.signed_on) == (Side.LICENSOR, date(2026, 3, 2))
    card = _next(page)
    assert "Photo Archive Inc. gave the signed copy" in card
    assert "The other side is asked whether it is the contract" in card
    assert "confirm-copy" not in card
    path = f"/deals/{desktop.table.deal_id}/executed-copies/{copy.id}.pdf"
    assert path in card
    assert drafter.get(path).data == a_scan()
    assert "Waiting for them to say whether the signed copy" in drafter.text("/")
    desktop.assert_sound()


def test_what_is_no_signed_copy_is_refused_beside_its_field(
    drafter: Visitor, desk: Desk, desktop: Desktop
) -> None:
    for data, day, field in (
        (b"", "2026-03-02", "file"),
        (b"GIF89a", "2026-03-02", "file"),
        (a_scan(), "2026-03-30", "signed_on"),
        (a_scan(), "soon", "signed_on"),
    ):
        status, page = _gives(desk, drafter, desktop, data, day)
        assert status == 422
        assert re.findall(r'id="copy-(\w+)-fault"', page) == [field]
    assert desktop.execution().copies == ()


def test_an_approver_confirms_the_other_sides_copy_and_the_contract_is_formed(
    approver: Visitor, drafter: Visitor, desk: Desk, desktop: Desktop
) -> None:
    copy = _they_give(desk, desktop)
    move = f"executed-copies/{copy}/confirm-copy"
    card = _next(drafter.text(f"/deals/{desktop.table.deal_id}"))
    assert "An approver of ours says whether it is the contract." in card
    assert _press(desk, drafter, desktop, move, compared="yes")[0] == 403
    assert "A signed copy is there" in approver.text("/")
    status, page = _press(desk, approver, desktop, move)
    assert (status, 'id="compared-fault"' in page) == (422, True)
    status, page = _press(desk, approver, desktop, move, compared="yes")
    assert status == 303
    assert "Signed by everybody in ink" in _next(page)
    assert "It was signed in ink on 2 March 2026" in _next(page)
    assert page.count(">Signed in ink<") == 2
    assert "formed the contract by it, signed in ink on 2 March 2026" in page
    assert "Signed in ink, seal under way" in drafter.text("/deals")
    assert seal_next(replace(desk, sealer=_sealed), "w")
    assert "Executed, in ink" in drafter.text("/deals")
    contract = drafter.get(f"/deals/{desktop.table.deal_id}/contract.pdf")
    assert contract.data == b"%PDF-1.7 signed and a seal"
    (license,) = set(re.findall(r"/licenses/lic_\w+", drafter.text("/licenses")))
    page = drafter.text(license)
    assert "Signed in ink on 2 March 2026." in page
    assert "Signed elsewhere" not in page
    execution = desktop.execution()
    assert execution.status is ContractStatus.EXECUTED
    assert execution.formed_at == desk.clock()
    desktop.assert_sound()


def test_an_approver_refuses_with_a_reason_and_another_copy_is_given(
    approver: Visitor, drafter: Visitor, desk: Desk, desktop: Desktop
) -> None:
    copy = _they_give(desk, desktop)
    move = f"executed-copies/{copy}/refuse-copy"
    assert _press(desk, approver, desktop, move, reason="")[0] == 422
    status, page = _press(desk, approver, desktop, move, reason="Page 7 is missing.")
    assert status == 303
    assert "was refused: “Page 7 is missing.”" in _next(page)
    assert _press(desk, approver, desktop, move, reason="Again.")[0] == 404
    status, page = _gives(desk, drafter, desktop, a_scan(), "2026-03-02")
    assert status == 303
    states = [each.state for each in desktop.execution().copies]
    assert states == [CopyState.REFUSED, CopyState.GIVEN]


def test_nobody_confirms_a_copy_of_their_own_and_strangers_find_none(
    approver: Visitor, cy: Visitor, desk: Desk, desktop: Desktop, clock: Clock
) -> None:
    _gives(desk, approver, desktop, a_scan(), "2026-03-02")
    (copy,) = desktop.execution().copies
    status, page = _press(
        desk, approver, desktop, f"executed-copies/{copy.id}/confirm-copy", compared="yes"
    )
    assert (status, "The other side says whether this copy is the contract." in page) == (409, True)
    deal = f"/deals/{desktop.table.deal_id}"
    assert cy.get(f"{deal}/executed-copies/{copy.id}.pdf").status_code == 404
    file = (BytesIO(a_scan()), "signed.pdf")
    answer = cy.post(f"{deal}/executed-copy", version="1", file=file, signed_on="2026-03-02")
    assert answer.status_code == 404
    for move in ("confirm-copy", "refuse-copy"):
        path = f"{deal}/executed-copies/{copy.id}/{move}"
        assert cy.post(path, version="1", compared="yes", reason="No.").status_code == 404
    assert desktop.execution().copies == (copy,)


def test_a_contract_that_links_sign_takes_no_copy(drafter: Visitor, desk: Desk) -> None:
    desktop = a_desktop(desk.db, drafter.org, to_sign())
    desktop.sends()
    assert "Give the signed copy" not in drafter.text(f"/deals/{desktop.table.deal_id}")
    status, page = _gives(desk, drafter, desktop, a_scan(), "2026-03-02")
    assert (status, "not by a signed copy" in page) == (409, True)


def test_a_file_that_is_too_large_is_said_to_be(
    drafter: Visitor, desk: Desk, desktop: Desktop
) -> None:
    path = f"/deals/{desktop.table.deal_id}/executed-copy"
    form = "multipart/form-data; boundary=x"
    answer = drafter.browser.post(path, data=bytes(22 * 1024 * 1024), content_type=form)
    assert answer.status_code == 303
    assert "larger than 20 MB" in drafter.text(answer.location)
    assert desktop.execution().copies == ()
