"""Whether somebody else may sign: read, confirmed or refused by the party's notice address."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from flask import jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from schemas.deal_moves import MaybeReasonDocument, NothingDocument
from schemas.hand_over import HandOverSchema
from service.commands import hand_over as commands
from service.commands.hand_over import HandOver
from service.domain.errors import CounterpartError, TermsRefused
from service.domain.open_signing import ProposalMove
from service.storage.deals import Tx
from service.storage.views import Views
from service.web.api.idempotent import idempotent_behind_a_link
from service.web.api.links import action, links
from service.web.at_hand import desk, now
from service.web.brought import brought
from service.web.errors import STATUS, rule_said_no
from service.web.forms import by_field
from service.web.hand_over.door import asked, form_token, notice_address, question_pages
from service.web.speech import speaks_json

pages = question_pages("hand_over", __name__)

_SCHEMA: Final = HandOverSchema()
_DOORS: Final[Mapping[ProposalMove, str]] = {
    ProposalMove.CONFIRM: "hand_over.post_confirm",
    ProposalMove.REFUSE: "hand_over.post_refuse",
}
_SHOWN: Final = (409, 422)


@pages.get("")
@notice_address
def get_question() -> ResponseReturnValue:
    with desk().db.reading(asked().org_id) as views:
        return jsonify(_answer(views)) if speaks_json() else _page(_seen(views))


@pages.post("/confirm")
@notice_address
def post_confirm() -> ResponseReturnValue:
    brought(NothingDocument())
    return _acted(lambda tx: commands.confirm(tx, asked(), at=now()))


@pages.post("/refuse")
@notice_address
def post_refuse() -> ResponseReturnValue:
    said = brought(MaybeReasonDocument())
    return _acted(lambda tx: commands.refuse(tx, asked(), **said, at=now()))


def _acted(move: Callable[[Tx], None]) -> ResponseReturnValue:
    """A program gets the question as it stands then, a person the page."""
    if speaks_json():
        return _by_program(move)
    with desk().db.transaction(asked().org_id) as tx:
        move(tx)
    return redirect(url_for("hand_over.get_question", done="yes"), 303)


@idempotent_behind_a_link
def _by_program(move: Callable[[Tx], None], *, tx: Tx) -> ResponseReturnValue:
    move(tx)
    return jsonify(_answer(tx))


def _seen(views: Views) -> HandOver:
    return commands.hand_over(views, asked(), now())


def _answer(views: Views) -> dict[str, Any]:
    seen = _seen(views)
    written: dict[str, Any] = _SCHEMA.dump(
        {
            "id": seen.proposal.id,
            "state": seen.proposal.state,
            "sent_by": seen.host,
            "licensors": [each.legal_name for each in seen.parties.licensors],
            "licensee": seen.parties.licensee.legal_name,
            "party": seen.signer.party,
            "signer": seen.signer,
            "proposed": seen.proposal.who,
            "notice_email": seen.proposal.notice_email,
            "asked_at": seen.proposal.at,
            "contract_status": seen.execution.status,
            "ends_at": seen.execution.ends_at,
            "links": links(
                url_for("hand_over.get_question"),
                [action(move, "POST", url_for(_DOORS[move])) for move in seen.moves],
            ),
        }
    )
    return written


def _page(
    seen: HandOver, faults: Mapping[str, str] | None = None, refusal: str | None = None
) -> str:
    return render_template(
        "hand_over/question.html",
        seen=seen,
        zone=seen.execution.zone,
        form_token=form_token(),
        faults=faults or {},
        refusal=refusal,
        typed=request.form if faults else {},
        done="Your answer is kept." if request.args.get("done") else None,
    )


def _refused(error: CounterpartError) -> ResponseReturnValue:
    """The question as it stands now, and why that was not done."""
    status = STATUS[type(error)]
    if speaks_json() or status not in _SHOWN:
        return rule_said_no(error)
    with desk().db.reading(asked().org_id) as views:
        seen = _seen(views)
    if isinstance(error, TermsRefused):
        return _page(seen, faults=by_field(error)), status
    return _page(seen, refusal=str(error)), status


pages.register_error_handler(CounterpartError, _refused)
