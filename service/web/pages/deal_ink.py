"""On the page of a deal: a contract that is signed in ink, by the signed copy that is brought."""

from typing import Final

from flask import flash, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from schemas.deal_moves import ReasonDocument
from schemas.signer_moves import SignedOnDocument
from service.commands import executed_copies as commands
from service.domain.errors import Fault, NotFound, SigningRefused
from service.domain.people import Act
from service.domain.verdict import LARGEST
from service.rendering.paper import Format
from service.storage.contracts import Contracts
from service.storage.deals import Tx
from service.storage.executions import Executions
from service.web.at_hand import desk, now
from service.web.auth import people, person
from service.web.forms import sent
from service.web.limits import takes
from service.web.pages.deal_moving import seen, to
from service.web.pages.signing_refusals import signing_pages
from service.web.paper import paper_file

pages = signing_pages("deal_ink", __name__)

_MIB: Final = 1024 * 1024


@pages.post("/deals/<deal_id>/executed-copy")
@people(Act.DRAFT)
@takes(LARGEST + _MIB)
def post_copy(deal_id: str) -> ResponseReturnValue:
    """The file is read in a worker process, before anything is held."""
    with desk().db.reading(person().org_id) as views:
        views.deal(deal_id)
    said, data = sent(SignedOnDocument()), _file()
    sha256 = commands.keep_copy(desk(), data)
    with desk().db.transaction(person().org_id) as tx:
        side = seen(tx, deal_id).header.our_side.side
        by = person().user_id
        commands.give_copy(tx, _contract(tx, deal_id), sha256, **said, side=side, by=by, at=now())
    flash("The signed copy is kept. The other side is asked whether it is the contract.")
    return to(deal_id)


@pages.get("/deals/<deal_id>/executed-copies/<copy_id>.pdf")
@people(Act.READ)
def get_copy(deal_id: str, copy_id: str) -> ResponseReturnValue:
    with desk().db.reading(person().org_id) as views:
        found = Executions(views.connection, views.org).of_deal(deal_id)
    for each in found.copies if found else ():
        if each.id == copy_id:
            return paper_file(desk().files.get(each.sha256), Format.PDF, f"signed-{copy_id}")
    raise NotFound


@pages.post("/deals/<deal_id>/executed-copies/<copy_id>/confirm-copy")
@people(Act.APPROVE)
def post_confirm(deal_id: str, copy_id: str) -> ResponseReturnValue:
    with desk().db.transaction(person().org_id) as tx:
        side = seen(tx, deal_id).header.our_side.side
        if request.form.get("compared") != "yes":
            raise SigningRefused([Fault("/compared", "Compare the copy with the contract first.")])
        by = person().user_id
        commands.confirm_copy(tx, _contract(tx, deal_id), copy_id, side=side, by=by, at=now())
    flash("The contract is formed. Its file is being sealed.")
    return to(deal_id)


@pages.post("/deals/<deal_id>/executed-copies/<copy_id>/refuse-copy")
@people(Act.APPROVE)
def post_refuse(deal_id: str, copy_id: str) -> ResponseReturnValue:
    with desk().db.transaction(person().org_id) as tx:
        side = seen(tx, deal_id).header.our_side.side
        said = sent(ReasonDocument())
        contract_id, by = _contract(tx, deal_id), person().user_id
        commands.refuse_copy(tx, contract_id, copy_id, **said, side=side, by=by, at=now())
    flash("The signed copy is refused. Another one may be given.")
    return to(deal_id)


@pages.errorhandler(RequestEntityTooLarge)
def _too_large(_: RequestEntityTooLarge) -> ResponseReturnValue:
    """The form cannot be read, and is not shown again."""
    flash(f"Nothing was kept: that file is larger than {LARGEST // _MIB} MB. Scan it again.")
    return to(str((request.view_args or {})["deal_id"]))


def _file() -> bytes:
    file = request.files.get("file")
    data = file.read() if file is not None else b""
    if not data:
        raise SigningRefused([Fault("/file", "Choose the signed copy as a PDF first.")])
    return data


def _contract(tx: Tx, deal_id: str) -> str:
    contract = Contracts(tx.connection, tx.org).of_deal(deal_id)
    if contract is None:
        raise NotFound
    return contract.id
