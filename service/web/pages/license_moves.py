"""What our side does with a license on its page, besides notices: each form only where it is open."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from schemas.license_moves import (
    AgreedDocument,
    AnniversaryIndexDocument,
    ConditionDocument,
    IndexDocument,
    SaidDocument,
    SuspensionDocument,
)
from service.commands import licenses as commands
from service.domain.errors import (
    AlreadySuspended,
    CurePausedNow,
    DutiesRemain,
    LicenseMoveNotAllowed,
    NoCureHistory,
    NotFound,
    NoticeSettled,
    NotSuspended,
    NotTheirNotice,
    StaleLicense,
    TermsRefused,
)
from service.domain.licenses.notices import giver
from service.domain.people import Act
from service.storage.deals import Tx
from service.storage.licenses import LicenseReader
from service.web.at_hand import desk, now
from service.web.auth import people, person
from service.web.forms import filled, sent
from service.web.pages.license_page import refused, said_no

pages = Blueprint("license_moves_page", __name__)

_SAID = (
    AlreadySuspended,
    CurePausedNow,
    DutiesRemain,
    LicenseMoveNotAllowed,
    NoCureHistory,
    NoticeSettled,
    NotSuspended,
    NotTheirNotice,
    StaleLicense,
)


@pages.post("/licenses/<license_id>/suspend")
@people(Act.APPROVE)
def post_suspend(license_id: str) -> ResponseReturnValue:
    def suspended(tx: Tx) -> None:
        said = filled(SuspensionDocument())
        license = LicenseReader(tx.connection, tx.org).license(license_id)
        side = giver(license, said["side"])
        commands.suspend(tx, license_id, **{**said, "side": side}, **_by())

    return _moved(license_id, suspended, "It is suspended, and both sides are told.")


@pages.post("/licenses/<license_id>/lift")
@people(Act.APPROVE)
def post_lift(license_id: str) -> ResponseReturnValue:
    def lifted(tx: Tx) -> None:
        commands.lift_suspension(tx, license_id, **sent(SaidDocument()), **_by())

    return _moved(license_id, lifted, "The suspension is lifted, and both sides are told.")


@pages.post("/licenses/<license_id>/condition")
@people(Act.DRAFT)
def post_condition(license_id: str) -> ResponseReturnValue:
    def ticked(tx: Tx) -> None:
        commands.tick_condition(tx, license_id, **sent(ConditionDocument()), **_by())

    return _moved(license_id, ticked, "It is written down.")


@pages.post("/licenses/<license_id>/index")
@people(Act.DRAFT)
def post_index(license_id: str) -> ResponseReturnValue:
    def entered(tx: Tx) -> None:
        commands.enter_index(tx, license_id, **sent(IndexDocument()), **_by())

    return _moved(license_id, entered, "The change of the index is entered.")


@pages.post("/licenses/<license_id>/anniversary-index")
@people(Act.DRAFT)
def post_anniversary_index(license_id: str) -> ResponseReturnValue:
    def entered(tx: Tx) -> None:
        said = sent(AnniversaryIndexDocument())
        commands.enter_anniversary_index(tx, license_id, **said, **_by())

    return _moved(license_id, entered, "The change of the index is entered.")


@pages.post("/licenses/<license_id>/agreed-renewal")
@people(Act.APPROVE)
def post_agreed_renewal(license_id: str) -> ResponseReturnValue:
    def agreed(tx: Tx) -> None:
        commands.agree_renewal(tx, license_id, **filled(AgreedDocument()), **_by())

    return _moved(license_id, agreed, "It is written down that both sides signed.")


@pages.post("/licenses/<license_id>/close")
@people(Act.APPROVE)
def post_close(license_id: str) -> ResponseReturnValue:
    def closed(tx: Tx) -> None:
        commands.close(tx, license_id, **sent(SaidDocument()), **_by())

    return _moved(license_id, closed, "The license is closed.")


@pages.post("/licenses/<license_id>/breaches/<notice_id>/pause-cure")
@people(Act.APPROVE)
def post_pause_cure(license_id: str, notice_id: str) -> ResponseReturnValue:
    def paused(tx: Tx) -> None:
        commands.pause_cure(tx, _of(tx, license_id, notice_id), **_by())

    return _moved(license_id, paused, "The time to cure is paused.")


@pages.post("/licenses/<license_id>/breaches/<notice_id>/resume-cure")
@people(Act.APPROVE)
def post_resume_cure(license_id: str, notice_id: str) -> ResponseReturnValue:
    def resumed(tx: Tx) -> None:
        commands.resume_cure(tx, _of(tx, license_id, notice_id), **_by())

    return _moved(license_id, resumed, "The time to cure runs again.")


@pages.post("/licenses/<license_id>/breaches/<notice_id>/confirm-cure")
@people(Act.APPROVE)
def post_confirm_cure(license_id: str, notice_id: str) -> ResponseReturnValue:
    def cured(tx: Tx) -> None:
        id, said = _of(tx, license_id, notice_id), sent(SaidDocument())
        ours = LicenseReader(tx.connection, tx.org).license(license_id).our_side.side
        commands.confirm_cure(tx, id, **said, side=ours, **_by())

    return _moved(license_id, cured, "It is written down that the breach is cured.")


def _by() -> Mapping[str, Any]:
    return {"by": person().user_id, "at": now()}


def _of(tx: Tx, license_id: str, notice_id: str) -> str:
    """NotFound for a notice of another license."""
    if LicenseReader(tx.connection, tx.org).license_of_notice(notice_id) != license_id:
        raise NotFound
    return notice_id


def _moved(license_id: str, move: Callable[[Tx], None], said: str) -> ResponseReturnValue:
    with desk().db.transaction(person().org_id) as tx:
        move(tx)
    flash(said)
    return redirect(url_for("license_page.get_license", license_id=license_id), 303)


pages.register_error_handler(TermsRefused, refused)
for _error in _SAID:
    pages.register_error_handler(_error, said_no)
