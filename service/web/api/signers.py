"""Signers of a contract: named, reminded, replaced, handed over. Their links are never told."""

from collections.abc import Mapping
from typing import Any

from schemas.deal_moves import NothingDocument
from schemas.signers import SignerListSchema, SignerSchema, SignersDocument, SomebodyDocument
from service.commands import signing
from service.domain.execution import Execution
from service.domain.people import Scope
from service.domain.signing_events import Somebody
from service.storage.deals import Tx
from service.storage.executions import Executions
from service.storage.views import Views
from service.web.api.contract_answer import signer_said, signers_said
from service.web.api.document import PREFIX, Resource
from service.web.api.moving import moves
from service.web.api.versions import check_version, check_version_of
from service.web.at_hand import desk, now
from service.web.auth import client, key

signers = Resource("signers", __name__, url_prefix=PREFIX, description="Signers")


@signers.route("/contracts/<contract_id>/signers", methods=["GET"])
@key(Scope.DEALS_READ)
@signers.etag
@signers.response(200, SignerListSchema)
@signers.alt_response(409, response="CONFLICT")
def get_signers(contract_id: str) -> Any:
    """Read who signs a contract, for which party, and how far each is

    Those whose place somebody else took stay in the list, with `ended_at`.
    """
    with desk().db.reading(client().org_id) as views:
        return _everybody(views, _executions(views).of_contract(contract_id))


@signers.route("/contracts/<contract_id>/signers", methods=["PUT"])
@key(Scope.CONTRACTS_WRITE)
@signers.arguments(SignersDocument)
@signers.etag
@signers.alt_response(409, response="CONFLICT")
@signers.response(200, SignerListSchema)
def put_signers(said: Mapping[str, Any], contract_id: str) -> Any:
    """Name who signs, in place of all who were named before, until the contract is sent

    Those whom the terms name are there from the beginning. Any number may sign for a party, one
    after the other by their turns; nobody signs for both sides. Needs If-Match with the ETag that
    you read.
    """
    with desk().db.transaction(client().org_id) as tx:
        check_version(tx.deal(_executions(tx).deal_of(contract_id)))
        by = client().key_id
        return _everybody(
            tx, signing.name_signers(tx, contract_id, said["signers"], by=by, at=now())
        )


@moves(
    signers,
    "/signers/<signer_id>/remind",
    NothingDocument,
    scope=Scope.CONTRACTS_WRITE,
    answers=SignerSchema,
)
def post_remind_signer(_: Mapping[str, Any], signer_id: str, *, tx: Tx) -> Any:
    """Send a signer whose turn it is the link again, as a reminder"""
    _check(tx, signer_id)
    execution = signing.remind(tx, signer_id, by=client().key_id, at=now())
    return _one(tx, execution, signer_id)


@moves(
    signers,
    "/signers/<signer_id>/replace",
    SomebodyDocument,
    scope=Scope.CONTRACTS_WRITE,
    answers=SignerSchema,
)
def post_replace_signer(who: Somebody, signer_id: str, *, tx: Tx) -> Any:
    """Put somebody else in a signer's place; the answer is the new signer

    The old link opens nothing from now on. After somebody declined, signing goes on by this.
    """
    _check(tx, signer_id)
    execution = signing.replace(tx, signer_id, who, by=client().key_id, at=now())
    new = next(each for each in execution.live if each.took_over_from == signer_id)
    return _one(tx, execution, new.id)


@moves(
    signers,
    "/signers/<signer_id>/reassign",
    SomebodyDocument,
    scope=Scope.CONTRACTS_WRITE,
    answers=SignerSchema,
)
def post_reassign_signer(who: Somebody, signer_id: str, *, tx: Tx) -> Any:
    """Propose that somebody else signs in the place of a signer of our own side

    The notice address of the party is asked; until it has agreed, nothing changes.
    """
    _check(tx, signer_id)
    side = tx.deal(_deal_of(tx, signer_id)).header.our_side.side
    by = client().key_id
    execution = signing.propose_for_us(tx, signer_id, who, side=side, by=by, at=now())
    return _one(tx, execution, signer_id)


def _everybody(views: Views, execution: Execution) -> dict[str, Any]:
    return signers_said(signers, views.deal(execution.deal_id), execution)


def _one(views: Views, execution: Execution, signer_id: str) -> dict[str, Any]:
    return signer_said(signers, views.deal(execution.deal_id), execution, signer_id)


def _check(tx: Tx, signer_id: str) -> None:
    check_version_of(tx, _deal_of(tx, signer_id))


def _deal_of(views: Views, signer_id: str) -> str:
    executions = _executions(views)
    return executions.deal_of(executions.contract_of_signer(signer_id))


def _executions(views: Views) -> Executions:
    return Executions(views.connection, views.org)
