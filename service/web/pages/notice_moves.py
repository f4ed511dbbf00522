"""What becomes of a notice that was given: proof that it went, its receipt, and taking it back."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from schemas.license_moves import ProofDocument, ReceiptDocument, TakingBackDocument
from service.commands import license_notices as commands
from service.commands.kept_files import keep_file
from service.commands.paper_letters import notice_paper, statutory_paper
from service.domain import errors as e
from service.domain.people import Act
from service.rendering.paper import Format
from service.storage.deals import Tx
from service.storage.licenses import LicenseReader
from service.web.at_hand import desk, now
from service.web.auth import people, person
from service.web.forms import sent
from service.web.kept import ROOM, brought_back, brought_file
from service.web.limits import takes
from service.web.pages.notice_list import explained, too_large
from service.web.paper import paper_file

pages = explained(Blueprint("notice_moves", __name__))


@pages.post("/licenses/<license_id>/notices/<notice_id>/proof")
@people(Act.DRAFT)
@takes(ROOM)
def post_proof(license_id: str, notice_id: str) -> ResponseReturnValue:
    """A tracking number, a file, or both."""
    said, data = sent(ProofDocument()), brought_file()

    def proved(tx: Tx) -> None:
        sha256 = keep_file(desk(), data) if data else None
        by = person().user_id
        commands.prove(tx, notice_id, **said, evidence_sha256=sha256, by=by, at=now())

    return _done(license_id, notice_id, proved, "It is kept with the notice.")


@pages.post("/licenses/<license_id>/notices/<notice_id>/receipt")
@people(Act.APPROVE)
def post_receipt(license_id: str, notice_id: str) -> ResponseReturnValue:
    def received(tx: Tx) -> None:
        said = sent(ReceiptDocument())
        commands.confirm_receipt(tx, notice_id, **said, by=person().user_id, at=now())

    return _done(license_id, notice_id, received, "The day of receipt is written down.")


@pages.post("/licenses/<license_id>/notices/<notice_id>/take-back")
@people(Act.APPROVE)
def post_take_back(license_id: str, notice_id: str) -> ResponseReturnValue:
    def taken(tx: Tx) -> None:
        said = sent(TakingBackDocument())
        commands.take_back(tx, notice_id, **said, by=person().user_id, at=now())

    return _done(license_id, notice_id, taken, "The notice is taken back.")


@pages.get("/licenses/<license_id>/notices/<notice_id>/evidence")
@people(Act.READ)
def get_evidence(license_id: str, notice_id: str) -> ResponseReturnValue:
    """The file that shows it, as it was brought."""
    with desk().db.reading(person().org_id) as reading:
        license = LicenseReader(reading.connection, reading.org).license(license_id)
    sha256 = license.notice(notice_id).evidence_sha256
    if sha256 is None:
        raise e.NotFound
    return brought_back(desk().files.get(sha256), f"evidence-{notice_id}")


@pages.get("/licenses/<license_id>/notices/<notice_id>/letter.pdf")
@people(Act.READ)
def get_letter(license_id: str, notice_id: str) -> ResponseReturnValue:
    """To print; of what the other side sent there is the file that came."""
    with desk().db.reading(person().org_id) as reading:
        license = LicenseReader(reading.connection, reading.org).license(license_id)
    notice = license.notice(notice_id)
    if notice.recorded:
        raise e.NotFound
    return paper_file(notice_paper(desk(), license, notice), Format.PDF, f"notice-{notice_id}")


@pages.get("/licenses/<license_id>/renewal-reminder.pdf")
@people(Act.DRAFT)
def get_statutory_letter(license_id: str) -> ResponseReturnValue:
    """What New York wants served before a renewal by silence, to print."""
    with desk().db.reading(person().org_id) as reading:
        license = LicenseReader(reading.connection, reading.org).license(license_id)
    data = statutory_paper(desk(), license)
    return paper_file(data, Format.PDF, f"renewal-reminder-{license_id}")


@pages.errorhandler(RequestEntityTooLarge)
def _too_large(_: RequestEntityTooLarge) -> ResponseReturnValue:
    return too_large()


def _done(
    license_id: str, notice_id: str, move: Callable[[Tx], None], said: str
) -> ResponseReturnValue:
    """NotFound for a notice under another license."""
    with desk().db.transaction(person().org_id) as tx:
        if LicenseReader(tx.connection, tx.org).license_of_notice(notice_id) != license_id:
            raise e.NotFound
        move(tx)
    flash(said)
    place = url_for("notice_list.get_notices", license_id=license_id)
    return redirect(f"{place}#{notice_id}", 303)
