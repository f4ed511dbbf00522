"""On the page of a deal: its contract is sent for signature, followed, and ended where it must be."""

from collections.abc import Sequence
from typing import Any

from flask import flash, request
from flask.typing import ResponseReturnValue
from marshmallow import ValidationError

from schemas.deal_moves import MaybeReasonDocument, ReasonDocument
from schemas.faults import faults_of
from schemas.signers import SeatDocument, SomebodyDocument
from service.commands import signing
from service.domain import errors as e
from service.domain.execution import Execution
from service.domain.people import Act
from service.domain.seats import Seat
from service.domain.signing_events import Somebody
from service.storage.contracts import Contracts
from service.storage.deals import Tx
from service.storage.executions import Executions
from service.web.at_hand import desk, now
from service.web.auth import people, person
from service.web.forms import sent
from service.web.pages.deal_moving import seen, to
from service.web.pages.deal_signers import Line, typed_lines
from service.web.pages.signing_refusals import signing_pages

pages = signing_pages("deal_signing", __name__)


@pages.post("/deals/<deal_id>/name-signers")
@people(Act.DRAFT)
def post_name_signers(deal_id: str) -> ResponseReturnValue:
    with desk().db.transaction(person().org_id) as tx:
        seen(tx, deal_id)
        _name(tx, _contract(tx, deal_id))
    flash("It is kept who signs. Nobody has a letter yet.")
    return to(deal_id, "#signers")


@pages.post("/deals/<deal_id>/send-contract")
@people(Act.DRAFT)
def post_send(deal_id: str) -> ResponseReturnValue:
    """To those whom the form names, whether or not they were kept before."""
    with desk().db.transaction(person().org_id) as tx:
        seen(tx, deal_id)
        contract_id = _contract(tx, deal_id)
        _name(tx, contract_id)
        if request.form.get("start") == "meant":
            signing.confirm_start(tx, contract_id, by=person().user_id, at=now())
        signing.send(tx, contract_id, by=person().user_id, at=now())
    flash("The contract is out for signature: whoever signs now gets a letter.")
    return to(deal_id, "#signers")


@pages.post("/deals/<deal_id>/confirm-start")
@people(Act.DRAFT)
def post_confirm_start(deal_id: str) -> ResponseReturnValue:
    with desk().db.transaction(person().org_id) as tx:
        contract_id = _contract(tx, deal_id)
        signing.confirm_start(tx, contract_id, by=person().user_id, at=now())
    flash("The period starts on the day that was agreed, although it has passed.")
    return to(deal_id)


@pages.post("/deals/<deal_id>/void")
@people(Act.DRAFT)
def post_void(deal_id: str) -> ResponseReturnValue:
    with desk().db.transaction(person().org_id) as tx:
        side = seen(tx, deal_id).header.our_side.side
        reason = sent(ReasonDocument())["reason"]
        contract_id = _contract(tx, deal_id)
        signing.void(tx, contract_id, reason, side=side, by=person().user_id, at=now())
    flash("The contract is void, and the deal is over. Everybody who was asked to sign is told.")
    return to(deal_id)


@pages.post("/deals/<deal_id>/signers/<signer_id>/remind")
@people(Act.DRAFT)
def post_remind(deal_id: str, signer_id: str) -> ResponseReturnValue:
    """Whatever has happened meanwhile, a reminder to somebody who is to sign is right."""
    with desk().db.transaction(person().org_id) as tx:
        name = _signer(tx, deal_id, signer_id)
        signing.remind(tx, signer_id, by=person().user_id, at=now())
    flash(f"{name} gets a reminder with the link.")
    return to(deal_id, "#signers")


@pages.post("/deals/<deal_id>/signers/<signer_id>/replace")
@people(Act.DRAFT)
def post_replace(deal_id: str, signer_id: str) -> ResponseReturnValue:
    with desk().db.transaction(person().org_id) as tx:
        name = _signer(tx, deal_id, signer_id)
        who: Somebody = sent(SomebodyDocument())
        signing.replace(tx, signer_id, who, by=person().user_id, at=now())
    flash(f"{who.name} signs instead of {name}, whose link opens nothing any more.")
    return to(deal_id, "#signers")


@pages.post("/deals/<deal_id>/signers/<signer_id>/reassign")
@people(Act.DRAFT)
def post_reassign(deal_id: str, signer_id: str) -> ResponseReturnValue:
    with desk().db.transaction(person().org_id) as tx:
        _signer(tx, deal_id, signer_id)
        side = tx.deal(deal_id).header.our_side.side
        who: Somebody = sent(SomebodyDocument())
        signing.propose_for_us(tx, signer_id, who, side=side, by=person().user_id, at=now())
    flash(f"Our address for notices is asked whether {who.name} may sign instead.")
    return to(deal_id, "#signers")


@pages.post("/deals/<deal_id>/reassignments/<reassignment_id>/confirm")
@people(Act.DRAFT)
def post_confirm_reassignment(deal_id: str, reassignment_id: str) -> ResponseReturnValue:
    with desk().db.transaction(person().org_id) as tx:
        _ours(tx, deal_id, reassignment_id)
        signing.confirm_reassignment(tx, reassignment_id, by=person().user_id, at=now())
    flash("Somebody else signs instead, and both sides can see it.")
    return to(deal_id, "#signers")


@pages.post("/deals/<deal_id>/reassignments/<reassignment_id>/refuse")
@people(Act.DRAFT)
def post_refuse_reassignment(deal_id: str, reassignment_id: str) -> ResponseReturnValue:
    with desk().db.transaction(person().org_id) as tx:
        _ours(tx, deal_id, reassignment_id)
        said = sent(MaybeReasonDocument())
        signing.refuse_reassignment(tx, reassignment_id, **said, by=person().user_id, at=now())
    flash("The signer stays who it was.")
    return to(deal_id, "#signers")


def _name(tx: Tx, contract_id: str) -> None:
    """Nothing where the form names those who are named already."""
    named = _seats(typed_lines(request.form))
    if named != _named(Executions(tx.connection, tx.org).of_contract(contract_id)):
        signing.name_signers(tx, contract_id, named, by=person().user_id, at=now())


def _named(execution: Execution) -> list[Seat]:
    return [
        Seat(
            block=each.block,
            who=Somebody(name=each.name, title=each.title, email=each.email),
            turn=each.turn,
        )
        for each in execution.live
    ]


def _seats(lines: Sequence[Line]) -> list[Seat]:
    """SigningRefused with the faults of every line."""
    wrong: dict[int, Any] = {}
    seats = [seat for line in lines if (seat := _read(line, wrong)) is not None]
    if wrong:
        raise e.SigningRefused(faults_of({"signers": wrong}))
    return seats


def _read(line: Line, wrong: dict[int, Any]) -> Seat | None:
    said = {name: getattr(line, name) for name in ("block", "name", "title", "email", "turn")}
    try:
        seat: Seat = SeatDocument().load(said)
    except ValidationError as error:
        wrong[line.number] = error.messages
        return None
    return seat


def _contract(tx: Tx, deal_id: str) -> str:
    """NotFound where nothing was accepted, and for another organization's deal."""
    contract = Contracts(tx.connection, tx.org).of_deal(deal_id)
    if contract is None:
        raise e.NotFound
    return contract.id


def _signer(tx: Tx, deal_id: str, signer_id: str) -> str:
    """The name; NotFound for one of another deal."""
    return _execution(tx, deal_id).signer(signer_id).name


def _ours(tx: Tx, deal_id: str, reassignment_id: str) -> None:
    """NotFound unless somebody of our own side is to be taken over: the others ask their own house."""
    execution, side = _execution(tx, deal_id), tx.deal(deal_id).header.our_side.side
    for each in execution.reassignments:
        if each.id == reassignment_id and execution.signer(each.signer_id).side is side:
            return
    raise e.NotFound


def _execution(tx: Tx, deal_id: str) -> Execution:
    found = Executions(tx.connection, tx.org).of_deal(deal_id)
    if found is None:
        raise e.NotFound
    return found
