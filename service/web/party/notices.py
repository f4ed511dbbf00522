"""Giving a notice behind a link: written, looked at once more, and given with a code; and receipts."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask import Response, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from schemas.party_license import ReceiptDocument, WrittenNoticeDocument
from service.commands import party_licenses as commands
from service.commands.license_notices import asking, text_given
from service.commands.party_licenses import Caller, Written, behind
from service.domain.errors import (
    CodeRefused,
    CodeRequired,
    CounterpartError,
    NotFound,
    TermsRefused,
    TooManyTries,
)
from service.domain.licenses.deciding import breaches_to_cure
from service.domain.licenses.license import License
from service.domain.licenses.openings import GroundOpening, grounds_open
from service.domain.licenses.parts import Notice, NoticeKind
from service.storage.deals import Tx
from service.web.api.idempotent import idempotent_behind_a_link, idempotent_behind_a_link_after
from service.web.at_hand import desk, letters_folder, now
from service.web.brought import brought
from service.web.errors import STATUS, rule_said_no
from service.web.forms import by_field
from service.web.notice_words import GROUNDS, SAY, WITHDRAWN
from service.web.party.door import holder, in_force, pages_behind_a_link
from service.web.party.license import around_license, license_page, the_license
from service.web.party.license_answer import brings_answer, license_answer
from service.web.party.license_words import (
    ASKS_DAY,
    OPTIONAL_GROUNDS,
    brings_words,
)
from service.web.speech import speaks_json

pages = pages_behind_a_link("party_notices", __name__)

_OF_THE_CODE: Final = (CodeRefused, CodeRequired, TooManyTries)
_SHOWN: Final = (409, 422, 429)


@pages.get("/notices/new/<kind>")
@in_force
def get_new(kind: str) -> ResponseReturnValue:
    """The form of one kind; NotFound for what the contract does not let this side give."""
    _, seen = the_license()
    found = next((each for each in seen.choices if each.kind == kind), None)
    if found is None:
        raise NotFound
    if found.why_not is not None:
        return redirect(url_for("party_license.get_license") + "#give", 303)
    return _form(found.kind, {})


@pages.post("/notices/review")
@in_force
def post_review() -> ResponseReturnValue:
    """All of it once more, before anything is given (UETA 10(2)); a program rehearses."""
    if request.form.get("do") == "change":
        return _typed_again()
    written, _ = _written()
    if not speaks_json():
        return _review(written)
    with desk().db.reading(holder().org_id) as views:
        return jsonify(brings_answer(commands.rehearse(views, holder(), written, now())))


@pages.post("/notices/code")
@in_force
def post_code() -> ResponseReturnValue:
    """Mails a new one-time code; a page shows the review again, as it was."""
    commands.count_code(desk(), holder(), now())
    if speaks_json():
        return _code_for_program()
    written, _ = _written()
    with desk().db.transaction(holder().org_id) as tx:
        commands.ask_code(tx, holder(), at=now())
    return _review(written, mailed=True)


@idempotent_behind_a_link
def _code_for_program(*, tx: Tx) -> ResponseReturnValue:
    commands.ask_code(tx, holder(), at=now())
    return _answer(tx)


@pages.post("/notices")
@in_force
def post_notice() -> ResponseReturnValue:
    if speaks_json():
        return _given_by_program()
    written, code_id = _proven()
    with desk().db.transaction(holder().org_id) as tx:
        commands.give_notice(tx, holder(), written, _caller(), code_id=code_id, at=now())
    return redirect(url_for("party_license.get_license", done="given"), 303)


def _proven() -> tuple[Written, str]:
    """What a rule refuses costs no try at the code."""
    written, code = _written()
    with desk().db.reading(holder().org_id) as views:
        commands.rehearse(views, holder(), written, now())
    return written, commands.prove_code(desk(), holder(), code, now())


@idempotent_behind_a_link_after(_proven)
def _given_by_program(written: Written, code_id: str, *, tx: Tx) -> ResponseReturnValue:
    commands.give_notice(tx, holder(), written, _caller(), code_id=code_id, at=now())
    return _answer(tx), 201


@pages.post("/notices/<notice_id>/receipt")
@in_force
def post_receipt(notice_id: str) -> ResponseReturnValue:
    """Says that a notice of the other side came."""
    on = brought(ReceiptDocument())["on"]
    if speaks_json():
        return _received_by_program(notice_id, on)
    with desk().db.transaction(holder().org_id) as tx:
        commands.confirm_receipt(tx, holder(), notice_id, on, _caller(), at=now())
    return redirect(url_for("party_license.get_license", done="received"), 303)


@idempotent_behind_a_link
def _received_by_program(notice_id: str, on: Any, *, tx: Tx) -> ResponseReturnValue:
    commands.confirm_receipt(tx, holder(), notice_id, on, _caller(), at=now())
    return _answer(tx)


def _written() -> tuple[Written, str | None]:
    """The notice, and the code that came with it."""
    said = brought(WrittenNoticeDocument())
    code = said.pop("code")
    return Written(**{**said, "grounds": said["grounds"] or ""}), code


def _caller() -> Caller:
    return Caller(request.remote_addr or "", request.user_agent.string)


def _answer(tx: Tx) -> Response:
    return jsonify(license_answer(behind(tx, holder(), now())[1]))


def _form(kind: NoticeKind, typed: Mapping[str, Any], **said: Any) -> str:
    license, seen = the_license()
    grounds = _grounds(license) if kind is NoticeKind.TERMINATION else []
    return render_template(
        "party/notice.html",
        **around_license(seen),
        kind=kind,
        grounds={each.ground: GROUNDS[each.ground][0] for each in grounds},
        about=_about(license, kind, grounds),
        say=SAY[kind],
        reasons=WITHDRAWN,
        asks_day=kind in ASKS_DAY,
        optional=kind in OPTIONAL_GROUNDS,
        typed=typed,
        **{"faults": {}, "refusal": None, **said},
    )


def _grounds(license: License) -> list[GroundOpening]:
    """Those that are open to this side now."""
    found = grounds_open(license, asking(license, holder().side, now()))
    return [each for each in found if not each.why_not]


def _about(license: License, kind: NoticeKind, grounds: Sequence[GroundOpening]) -> list[Notice]:
    """What the notice can rest on or answer, each once."""
    if kind is NoticeKind.CURE:
        return [*breaches_to_cure(license, holder().side)]
    return [*dict.fromkeys(each for ground in grounds for each in ground.about)]


def _review(written: Written, **said: Any) -> str:
    with desk().db.reading(holder().org_id) as views:
        _, seen = behind(views, holder(), now())
        brings = commands.rehearse(views, holder(), written, now())
    return render_template(
        "party/notice_review.html",
        **around_license(seen),
        brings=brings,
        does=[*brings_words(seen, brings)],
        text=text_given(brings.license, brings.notice),
        typed=request.form,
        letters_folder=letters_folder(),
        **{"fault": None, "mailed": False, **said},
    )


def _refused(error: CounterpartError) -> ResponseReturnValue:
    """What concerns the code stands at the code, what concerns a field at the field."""
    status = STATUS[type(error)]
    if speaks_json() or request.method != "POST" or status not in _SHOWN:
        return rule_said_no(error)
    if request.path.endswith("/receipt"):
        tried = str((request.view_args or {}).get("notice_id"))
        fault = by_field(error).get("on") if isinstance(error, TermsRefused) else None
        return license_page(refusal=None if fault else str(error), tried=tried, fault=fault), status
    return _written_again(error), status


def _written_again(error: CounterpartError) -> str:
    if isinstance(error, _OF_THE_CODE):
        return _review(_written()[0], fault=str(error))
    faults = by_field(error) if isinstance(error, TermsRefused) else {}
    return _typed_again(faults=faults, refusal=None if faults else str(error))


def _typed_again(**said: Any) -> str:
    """The form with what was typed; of no kind of notice there is none."""
    kind = request.form.get("kind", "")
    if kind not in {*NoticeKind}:
        return license_page(refusal="Choose which notice you want to give.")
    return _form(NoticeKind(kind), request.form, **said)


pages.register_error_handler(CounterpartError, _refused)
