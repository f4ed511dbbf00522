"""A contract that everybody has signed, on the page of its deal: the seal on its way, then its file."""

import zipfile
from dataclasses import replace
from io import BytesIO

from service.commands.sealing import seal_next
from service.desk import Desk
from service.domain.errors import SealFailed
from service.domain.negotiation import NOT_BINDING
from service.domain.seal_work import SealedFile, ToSeal
from service.domain.sealing import SealLevel
from tests.conftest import Clock
from tests.executing import Desktop, a_desktop, to_sign
from tests.web.pages.visitors import Visitor

SHOWN = b"%PDF-1.7 the contract"
CERTIFICATE = b"%PDF-1.7 who signed"


def _sealed(work: ToSeal) -> SealedFile:
    return SealedFile(
        data=work.shown + b" and a seal", certificate=CERTIFICATE, level=SealLevel.TIMED
    )


def _broken(_: ToSeal) -> SealedFile:
    raise SealFailed("The key cannot be read.")


def _signed(desk: Desk, visitor: Visitor) -> Desktop:
    pdf, docx = desk.files.put(SHOWN), desk.files.put(b"PK")
    desktop = a_desktop(desk.db, visitor.org, to_sign(), pdf=pdf, docx=docx)
    desktop.sends()
    desktop.signs(0, desk.clock())
    desktop.signs(1, desk.clock())
    return desktop


def _next(visitor: Visitor, desktop: Desktop) -> str:
    page = visitor.text(f"/deals/{desktop.table.deal_id}")
    return page.split('aria-labelledby="next"')[1].split("</section>")[0]


def test_a_seal_on_its_way_is_progress_and_one_that_fails_is_said(
    viewer: Visitor, desk: Desk, clock: Clock
) -> None:
    desktop = _signed(desk, viewer)
    card = _next(viewer, desktop)
    assert "Signed by everybody" in card
    assert "Eastern Time (America/New_York)" in card
    assert "<progress" in card
    assert NOT_BINDING not in card
    assert seal_next(replace(desk, sealer=_broken), "w")
    card = _next(viewer, desktop)
    assert "The last try failed: The key cannot be read." in card
    clock.forward(minutes=5)
    card = _next(viewer, desktop)
    assert "Its seal takes longer than it should" in card
    assert "The key cannot be read." in card
    assert "<progress" not in card
    for file in ("certificate.pdf", "evidence.zip"):
        assert viewer.get(f"/deals/{desktop.table.deal_id}/{file}").status_code == 404


def test_an_executed_contract_has_its_sealed_file_and_its_certificate(
    viewer: Visitor, cy: Visitor, desk: Desk, clock: Clock
) -> None:
    desktop = _signed(desk, viewer)
    path = f"/deals/{desktop.table.deal_id}"
    assert viewer.get(f"{path}/contract.pdf").data == SHOWN
    clock.forward(seconds=9)
    assert seal_next(replace(desk, sealer=_sealed), "w")
    card = _next(viewer, desktop)
    assert "Executed" in card
    assert "with the time from a time-stamping authority (PAdES B-T)" in card
    assert str(desktop.execution().sealed_sha256) in card
    assert viewer.get(f"{path}/contract.pdf").data == SHOWN + b" and a seal"
    assert viewer.get(f"{path}/certificate.pdf").data == CERTIFICATE
    with zipfile.ZipFile(BytesIO(viewer.get(f"{path}/evidence.zip").data)) as files:
        assert files.read("contract.pdf") == SHOWN + b" and a seal"
        assert {"audit.json", "verify_audit.py"} < {*files.namelist()}
    for file in ("contract.pdf", "certificate.pdf", "evidence.zip"):
        assert cy.get(f"{path}/{file}").status_code == 404
    page = viewer.text(path)
    assert "Counterpart</b> sealed the contract" in page
    assert "signed last: the contract is formed" in page
    assert desktop.execution().executed_at == desk.clock()
