"""What else our side does with a license: suspensions, cures, what decides a renewal, the closing."""

from collections.abc import Mapping
from typing import Any

from schemas.deal_moves import NothingDocument
from schemas.license_moves import (
    AgreedDocument,
    AnniversaryIndexDocument,
    ConditionDocument,
    IndexDocument,
    SaidDocument,
    SuspensionDocument,
)
from schemas.licenses import LicenseSchema
from service.commands import licenses as commands
from service.domain.licenses.license import License
from service.domain.licenses.notices import giver
from service.domain.people import Scope
from service.storage.deals import Tx
from service.web.api.document import PREFIX, Resource
from service.web.api.license_answer import license_said
from service.web.api.moving import moves
from service.web.api.versions import held_by_notice, held_license
from service.web.at_hand import now
from service.web.auth import client

license_moves = Resource(
    "license_moves", __name__, url_prefix=f"{PREFIX}/licenses", description="Moves of licenses"
)
cures = Resource("cures", __name__, url_prefix=f"{PREFIX}/notices", description="Breaches cured")
_WRITES: dict[str, Any] = {"scope": Scope.CONTRACTS_WRITE, "answers": LicenseSchema}


@moves(license_moves, "/<license_id>/suspend", SuspensionDocument, **_WRITES)
def post_suspend(said: Mapping[str, Any], license_id: str, *, tx: Tx) -> Any:
    """Suspend deliveries, or the license, as far as the contract lets you

    Its period is not extended. The other side gets a letter with the grounds.
    """
    side = giver(held_license(tx, license_id), said["side"])
    return _did(tx, commands.suspend(tx, license_id, **{**said, "side": side}, **_by()))


@moves(license_moves, "/<license_id>/lift", SaidDocument, **_WRITES)
def post_lift(said: Mapping[str, Any], license_id: str, *, tx: Tx) -> Any:
    """Lift a suspension"""
    held_license(tx, license_id)
    return _did(tx, commands.lift_suspension(tx, license_id, said["note"], **_by()))


@moves(license_moves, "/<license_id>/condition", ConditionDocument, **_WRITES)
def post_condition(said: Mapping[str, Any], license_id: str, *, tx: Tx) -> Any:
    """Say whether the condition of the next renewal is met

    It renews if it is, and one side relies on it by a notice of renewal in time.
    """
    held_license(tx, license_id)
    return _did(tx, commands.tick_condition(tx, license_id, **said, **_by()))


@moves(license_moves, "/<license_id>/index", IndexDocument, **_WRITES)
def post_index(said: Mapping[str, Any], license_id: str, *, tx: Tx) -> Any:
    """Enter how the index changed before a renewal

    Cap and floor are applied to it. Entered again, it takes the place of what was entered before.
    """
    held_license(tx, license_id)
    return _did(tx, commands.enter_index(tx, license_id, **said, **_by()))


@moves(license_moves, "/<license_id>/anniversary-index", AnniversaryIndexDocument, **_WRITES)
def post_anniversary_index(said: Mapping[str, Any], license_id: str, *, tx: Tx) -> Any:
    """Enter how the index changed before an anniversary of the first day

    Where the contract lets prices follow an index between renewals, too.
    """
    held_license(tx, license_id)
    return _did(tx, commands.enter_anniversary_index(tx, license_id, **said, **_by()))


@moves(license_moves, "/<license_id>/agreed-renewal", AgreedDocument, **_WRITES)
def post_agreed_renewal(said: Mapping[str, Any], license_id: str, *, tx: Tx) -> Any:
    """Write down that both sides have signed elsewhere that the license renews

    A deal that renews it says so by itself.
    """
    held_license(tx, license_id)
    return _did(tx, commands.agree_renewal(tx, license_id, **said, **_by()))


@moves(license_moves, "/<license_id>/close", SaidDocument, **_WRITES)
def post_close(said: Mapping[str, Any], license_id: str, *, tx: Tx) -> Any:
    """Close a license of which nothing is left to do

    A duty that nobody has done or waived stands in the way, and is named.
    """
    held_license(tx, license_id)
    return _did(tx, commands.close(tx, license_id, said["note"], **_by()))


@moves(cures, "/<notice_id>/pause-cure", NothingDocument, **_WRITES)
def post_pause_cure(_: Mapping[str, Any], notice_id: str, *, tx: Tx) -> Any:
    """Pause the time to cure a breach, as both sides agreed in writing"""
    held_by_notice(tx, notice_id)
    return _did(tx, commands.pause_cure(tx, notice_id, **_by()))


@moves(cures, "/<notice_id>/resume-cure", NothingDocument, **_WRITES)
def post_resume_cure(_: Mapping[str, Any], notice_id: str, *, tx: Tx) -> Any:
    """Let the time to cure a breach go on

    It ends as many days later as it was paused.
    """
    held_by_notice(tx, notice_id)
    return _did(tx, commands.resume_cure(tx, notice_id, **_by()))


@moves(cures, "/<notice_id>/confirm-cure", SaidDocument, **_WRITES)
def post_confirm_cure(said: Mapping[str, Any], notice_id: str, *, tx: Tx) -> Any:
    """Confirm that a breach which our side named is cured"""
    ours = held_by_notice(tx, notice_id).our_side.side
    return _did(tx, commands.confirm_cure(tx, notice_id, said["note"], side=ours, **_by()))


def _by() -> dict[str, Any]:
    return {"by": client().key_id, "at": now()}


def _did(tx: Tx, license: License) -> dict[str, Any]:
    return license_said(license_moves, tx, license.id)
