"""Giving a notice under a license: a form, a look at what it says and does, and then it binds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import Schema

from schemas.license_moves import NoticeDocument, TerminationDocument
from service.commands import license_notices as commands
from service.commands.paper_letters import notice_paper
from service.domain import errors as e
from service.domain.licenses.license import License
from service.domain.licenses.notices import Given, giver
from service.domain.licenses.openings import grounds_open, opening
from service.domain.licenses.parts import NoticeKind
from service.domain.licenses.placeholders import NOWHERE
from service.domain.people import Act
from service.domain.period.zones import day_at
from service.domain.terms.notices import NoticeMethod
from service.domain.terms.parties import Side
from service.rendering.paper import Format
from service.storage.licenses import Licenses
from service.web.at_hand import desk, now
from service.web.auth import people, person
from service.web.forms import by_field, nullable, read
from service.web.license_words import fate_body, fate_head
from service.web.notice_words import GROUNDS, HOW, PURPOSES, SAY, WITHDRAWN
from service.web.pages.license_framed import framed, license_read
from service.web.paper import paper_file

pages = Blueprint("notice_giving", __name__)

_PLACE: Final = "/licenses/<license_id>/notices/new/<kind>"
SAID: Final = (
    e.CurePausedNow,
    e.EffectiveTooSoon,
    e.LicenseMoveNotAllowed,
    e.MethodDoesNotCount,
    e.NoCureHistory,
    e.NotTheirNotice,
    e.NoticeTooEarly,
    e.NoticeTooLate,
    e.StaleLicense,
    e.UncuredBreach,
)
_WITH_A_DAY: Final = (
    NoticeKind.TERMINATION,
    NoticeKind.AUDIT,
    NoticeKind.WITHDRAWAL_OF_WORKS,
)
_FIELDS: Final = (
    "ground",
    "about",
    "works",
    "reason",
    "grounds",
    "effective_on",
    "method",
    "sent_on",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A notice that is not given yet."""

    side: Side
    given: Given


@pages.get(_PLACE)
@people(Act.APPROVE)
def get_new(license_id: str, kind: str) -> ResponseReturnValue:
    return _form(license_id, _kind(kind))


@pages.post(f"{_PLACE}/change")
@people(Act.APPROVE)
def post_change(license_id: str, kind: str) -> ResponseReturnValue:
    """Back from the review, with what was typed."""
    return _form(license_id, _kind(kind))


@pages.post(f"{_PLACE}/review")
@people(Act.APPROVE)
def post_review(license_id: str, kind: str) -> ResponseReturnValue:
    """Nothing happens yet; what the rules would refuse is refused here."""
    with desk().db.reading(person().org_id) as reading:
        license = license_read(reading, license_id)
    return _review(license, _draft(license, _kind(kind)))


@pages.post(f"{_PLACE}/letter.pdf")
@people(Act.APPROVE)
def post_letter(license_id: str, kind: str) -> ResponseReturnValue:
    """To print and sign, before the courier takes it; nothing is given yet."""
    with desk().db.reading(person().org_id) as reading:
        license = license_read(reading, license_id)
    draft = _draft(license, _kind(kind))
    by = person().user_id
    after = commands.rehearsed(license, draft.given, side=draft.side, by=by, at=now())
    data = notice_paper(desk(), after, after.notices[-1])
    return paper_file(data, Format.PDF, f"{kind.replace('_', '-')}-{license_id}")


@pages.post(_PLACE)
@people(Act.APPROVE)
def post_notice(license_id: str, kind: str) -> ResponseReturnValue:
    """StaleLicense where something has happened since it was reviewed."""
    with desk().db.transaction(person().org_id) as tx:
        license = Licenses(tx).held(license_id)
        draft = _draft(license, _kind(kind))
        if request.form.get("version") != str(license.version):
            raise e.StaleLicense
        if request.form.get("sure") != "yes":
            return _review(license, draft, {"sure": "Say first that you may give it."}), 422
        by = person().user_id
        after = commands.hand_in(tx, license_id, draft.given, side=draft.side, by=by, at=now())
    notice = after.notices[-1]
    flash("The notice is given. " + _NEXT[notice.method])
    place = url_for("notice_list.get_notices", license_id=license_id)
    return redirect(f"{place}#{notice.id}", 303)


_NEXT: Final[Mapping[NoticeMethod, str]] = {
    NoticeMethod.PLATFORM: "It is on its way to the notice address; both sides get a copy.",
    NoticeMethod.EMAIL: "It is on its way to the notice address; both sides get a copy.",
    NoticeMethod.COURIER: "Keep its tracking number here, and what shows that it was delivered.",
}


def _draft(license: License, kind: NoticeKind) -> _Draft:
    """What goes by platform or e-mail is sent by us, today."""
    said = read(_schema(kind), nullable(_schema(kind)))
    side = giver(license, said.pop("side"))
    today = day_at(now(), license.zone)
    typed = said["sent_on"] if said["method"] is NoticeMethod.COURIER else None
    beside = {"kind": kind, "sent_on": typed or today, "grounds": said["grounds"] or ""}
    return _Draft(side=side, given=Given(**{**said, **beside}))


def _schema(kind: NoticeKind) -> Schema:
    if kind is NoticeKind.TERMINATION:
        return TerminationDocument()
    return NoticeDocument(exclude=("kind", "ground"))


def _form(license_id: str, kind: NoticeKind, **more: Any) -> str:
    with desk().db.reading(person().org_id) as reading:
        license = license_read(reading, license_id)
    side = _side(license)
    asking = commands.asking(license, side, now())
    grounds = grounds_open(license, asking) if kind is NoticeKind.TERMINATION else ()
    return render_template(
        "license/notice_new.html",
        **{**framed(license), **more},
        kind=kind,
        side=side,
        opening=opening(license, kind, asking),
        grounds=grounds,
        ground_words=GROUNDS,
        how=HOW,
        reasons=WITHDRAWN,
        purpose=PURPOSES[kind],
        say=SAY[kind],
        with_a_day=kind in _WITH_A_DAY,
        before=fate_head(license),
        typed=request.form,
    )


def _review(license: License, draft: _Draft, faults: Mapping[str, str] | None = None) -> str:
    said: dict[str, Any] = {"side": draft.side, "by": person().user_id, "at": now()}
    after = commands.rehearsed(license, draft.given, **said)
    notice = after.notices[-1]
    return render_template(
        "license/notice_review.html",
        **{**framed(license), "faults": faults or {}},
        kind=notice.kind,
        notice=notice,
        text=commands.text_given(after, notice),
        before=(fate_head(license), fate_body(license)),
        after=(fate_head(after), fate_body(after)),
        missed=range(license.renewed + 1, notice.n or 0),
        readers=license.terms.parties.of(notice.side.other),
        nowhere=NOWHERE,
        how=HOW[notice.method],
        typed=request.form,
    )


def _side(license: License) -> Side:
    """Ours; an intermediary chooses, the licensor first."""
    ours = license.our_side.side
    named = request.values.get("side", "")
    return ours or (Side(named) if named in {*Side} else Side.LICENSOR)


def _kind(word: str) -> NoticeKind:
    if word not in {*NoticeKind}:
        raise e.NotFound
    return NoticeKind(word)


def _again(**more: Any) -> str:
    place = request.view_args or {}
    return _form(str(place["license_id"]), _kind(str(place["kind"])), **more)


@pages.errorhandler(e.TermsRefused)
def _refused(refused: e.TermsRefused) -> ResponseReturnValue:
    """Beside the field; what has none, above the form."""
    faults = by_field(refused)
    elsewhere = " ".join(said for name, said in faults.items() if name not in _FIELDS)
    return _again(faults=faults, no=elsewhere), 422


def _said_no(error: e.CounterpartError) -> ResponseReturnValue:
    """Above the form, with what was typed."""
    return _again(no=str(error)), 409


for _error in SAID:
    pages.register_error_handler(_error, _said_no)
