"""Drafting a deal on one page: begin a form, type into it, see the contract, record it."""

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from service.commands import deals as commands
from service.domain.deal import Deal
from service.domain.errors import Fault, MoveNotAllowed, NotFound
from service.domain.open_moves import may_change
from service.domain.people import Act
from service.drafting.library import newest_versions
from service.storage.deals import Tx
from service.storage.form_drafts import FormDraft, FormDrafts
from service.storage.views import MOST_ROWS, Views
from service.web.at_hand import desk, now
from service.web.auth import people, person
from service.web.form import starts
from service.web.form.look import Complete, look
from service.web.form.merge import differences, merged
from service.web.form.rows import Fields
from service.web.form.sheet import Sheet, rows_after, typed_in

pages = Blueprint("drafting", __name__)

_UNPROCESSABLE = 422
_CONFLICT = 409


@pages.get("/deals/new")
@people(Act.DRAFT)
def get_new() -> ResponseReturnValue:
    return _start_page()


@pages.post("/deals/new")
@people(Act.DRAFT)
def post_new() -> ResponseReturnValue:
    family = request.form.get("family", min(newest_versions()))
    if family not in newest_versions():
        raise NotFound
    start = request.form.get("start", "empty")
    fields, faults = _begun(family, start)
    if faults:
        return _start_page(faults), _UNPROCESSABLE
    with desk().db.transaction(person().org_id) as tx:
        form_id = _forms(tx).begin(
            _one(fields, "family"), fields, now(), copied_from=_copied_from(start)
        )
    return redirect(url_for("drafting.get_form", form_id=form_id), 303)


@pages.get("/deals/new/<form_id>")
@people(Act.DRAFT)
def get_form(form_id: str) -> ResponseReturnValue:
    with desk().db.reading(person().org_id) as views:
        draft = _new(views, form_id)
    return _page(_sheet(draft, typed_of(draft)))


@pages.post("/deals/new/<form_id>")
@people(Act.DRAFT)
def post_form(form_id: str) -> ResponseReturnValue:
    with desk().db.transaction(person().org_id) as tx:
        sheet = _saved(tx, _new(tx, form_id))
        if request.form.get("do") == "discard":
            _forms(tx).discard(form_id)
            return redirect(url_for("drafting.get_new"), 303)
    if request.form.get("do") != "create":
        return _after_save(sheet)
    return _refused(sheet) if sheet.seen.complete is None else _create(form_id, sheet.seen.complete)


@pages.post("/deals/new/<form_id>/live")
@people(Act.DRAFT)
def post_form_live(form_id: str) -> ResponseReturnValue:
    with desk().db.transaction(person().org_id) as tx:
        sheet = _saved(tx, _new(tx, form_id))
    return _live(sheet)


@pages.get("/deals/<deal_id>/edit")
@people(Act.DRAFT)
def get_edit(deal_id: str) -> ResponseReturnValue:
    with desk().db.transaction(person().org_id) as tx:
        deal = tx.deal(deal_id)
        draft = form_of(tx, deal)
    return _page(_sheet(draft, typed_of(draft), deal))


@pages.post("/deals/<deal_id>/edit")
@people(Act.DRAFT)
def post_edit(deal_id: str) -> ResponseReturnValue:
    with desk().db.transaction(person().org_id) as tx:
        deal = tx.deal(deal_id)
        draft = form_of(tx, deal)
        if request.form.get("do") == "continue":
            return _continue(tx, deal, draft)
        sheet = _saved(tx, draft, deal)
        if request.form.get("do") == "discard":
            _forms(tx).discard(draft.id)
            return redirect(_deal_page(deal_id), 303)
    if request.form.get("do") != "record":
        return _after_save(sheet)
    if sheet.seen.complete is None:
        return _refused(sheet)
    return _record(draft, sheet, sheet.seen.complete)


@pages.post("/deals/<deal_id>/edit/live")
@people(Act.DRAFT)
def post_edit_live(deal_id: str) -> ResponseReturnValue:
    """What arrives late, when the changes are saved or dropped, opens no form anew."""
    with desk().db.transaction(person().org_id) as tx:
        deal = tx.deal(deal_id)
        draft = _forms(tx).of_deal(deal.id)
        if draft is None:
            raise NotFound
        sheet = _saved(tx, draft, deal)
    return _live(sheet)


# Beginning


def _start_page(faults: tuple[Fault, ...] = ()) -> str:
    with desk().db.reading(person().org_id) as views:
        unfinished = [form for form in _forms(views).all() if form.deal_id is None]
        deals = views.deal_list(limit=MOST_ROWS).rows
    return render_template(
        "form_start.html",
        families=[(name, starts.presets(name)) for name in newest_versions()],
        examples=starts.examples(),
        unfinished=unfinished,
        deals=deals,
        chosen=request.values.get("start", ""),
        faults=faults,
    )


def _begun(family: str, start: str) -> tuple[Fields, tuple[Fault, ...]]:
    """The fields of a new form, or why a file gives none; NotFound for a start not on offer."""
    kind, _, id = start.partition(":")
    match kind:
        case "preset":
            return starts.preset(family, id), ()
        case "example":
            return starts.example(id), ()
        case "deal":
            with desk().db.reading(person().org_id) as views:
                return starts.copied(views.deal(id)), ()
        case "file":
            return starts.imported(request.files["file"].read())
        case _:
            return starts.empty(family), ()


def _copied_from(start: str) -> str | None:
    """The id of the deal that a form begins with."""
    kind, _, id = start.partition(":")
    return id if kind == "deal" else None


# Typing


def _forms(views: Views) -> FormDrafts:
    return FormDrafts(views.connection, views.org, person().user_id)


def _new(views: Views, form_id: str) -> FormDraft:
    """NotFound for one that changes a deal: it has a page of its own."""
    draft = _forms(views).draft(form_id)
    if draft.deal_id is not None:
        raise NotFound
    return draft


def form_of(tx: Tx, deal: Deal) -> FormDraft:
    """What this person has typed about a deal; else a form opened on it as it stands."""
    if not may_change(deal):
        raise MoveNotAllowed(deal.status, "changes")
    found = _forms(tx).of_deal(deal.id)
    return found or _open(tx, deal, starts.opened(deal))


def _open(tx: Tx, deal: Deal, typed: Fields) -> FormDraft:
    fields = {**typed, "opened": starts.opened(deal)}
    forms = _forms(tx)
    return forms.draft(forms.begin(deal.header.family, fields, now(), (deal.id, deal.version)))


def _saved(tx: Tx, draft: FormDraft, deal: Deal | None = None) -> Sheet:
    """Keeps what came, with the rows that a button added or took away."""
    typed = rows_after(typed_in(request.form), request.form)
    keep(tx, draft, typed)
    return _sheet(draft, typed, deal)


def keep(tx: Tx, draft: FormDraft, typed: Fields) -> None:
    """What is typed by now, beside what the form was opened with."""
    opened = {"opened": draft.fields["opened"]} if "opened" in draft.fields else {}
    _forms(tx).save(draft.id, {**typed, **opened}, now())


def typed_of(draft: FormDraft) -> Fields:
    return {name: values for name, values in draft.fields.items() if name != "opened"}


def _sheet(draft: FormDraft, typed: Fields, deal: Deal | None = None) -> Sheet:
    """`deal` is the one that is changed; null for a new one."""
    at = (
        url_for("drafting.get_form", form_id=draft.id)
        if draft.deal_id is None
        else url_for("drafting.get_edit", deal_id=draft.deal_id)
    )
    return Sheet(
        address=at,
        deal_id=draft.deal_id,
        typed=typed,
        seen=look(typed, deal),
        saved_at=now(),
        asked=request.form.get("asked") == "yes",
    )


def _page(sheet: Sheet) -> str:
    return render_template("form.html", sheet=sheet, today=now().date())


def _live(sheet: Sheet) -> str:
    return render_template(
        "form_live.html",
        sheet=sheet,
        changed=sheet.changed(request.form.get("shown", "")),
        marked=request.form.get("marked", "").split(),
    )


def _after_save(sheet: Sheet) -> ResponseReturnValue:
    """Rows alone for a page that is alive; else the whole page again, at the same place."""
    at = sheet.place(request.form.get("do", ""))
    if at and request.headers.get("HX-Request"):
        return render_template(
            "form_rows.html",
            sheet=sheet,
            rows=sheet.rows(at),
            pasted=sheet.pasted(request.form, at),
            changed=sheet.changed(request.form.get("shown", "")),
            marked=request.form.get("marked", "").split(),
        )
    if request.form.get("do", "").startswith("check:"):
        return render_template(
            "form.html", sheet=sheet, pasted_at=at, pasted=sheet.pasted(request.form, at)
        )
    return redirect(f"{sheet.address}{sheet.anchor(at)}", 303)


def _refused(sheet: Sheet) -> ResponseReturnValue:
    return make_response(_page(sheet.answering()), _UNPROCESSABLE)


# Recording


def _create(form_id: str, ready: Complete) -> ResponseReturnValue:
    with desk().db.transaction(person().org_id) as tx:
        origin = _new(tx, form_id).copied_from
        deal = commands.draft(
            tx,
            ready.deal.header,
            ready.deal.written,
            by=person().user_id,
            at=now(),
            copied_from=origin,
        )
        _forms(tx).discard(form_id)
    return redirect(_deal_page(deal.id), 303)


def _record(draft: FormDraft, sheet: Sheet, ready: Complete) -> ResponseReturnValue:
    """On the version that the form was opened on; what others did meanwhile is shown first."""
    with desk().db.transaction(person().org_id) as tx:
        deal = tx.deal(draft.deal_id or "")
        if deal.version != draft.deal_version:
            return make_response(_conflict(deal, draft, sheet.typed), _CONFLICT)
        commands.change(
            tx, deal, ready.deal.header, ready.deal.written, by=person().user_id, at=now()
        )
        _forms(tx).discard(draft.id)
    return redirect(_deal_page(deal.id), 303)


def _conflict(deal: Deal, draft: FormDraft, typed: Fields) -> str:
    changes = differences(draft.fields["opened"], starts.opened(deal), typed)
    return render_template("form_conflict.html", deal=deal, changes=changes)


def _continue(tx: Tx, deal: Deal, draft: FormDraft) -> ResponseReturnValue:
    """The same form on the newest version; another change meanwhile is shown in its turn."""
    typed = typed_of(draft)
    if request.form.get("version") != str(deal.version):
        return make_response(_conflict(deal, draft, typed), _CONFLICT)
    theirs = starts.opened(deal)
    changes = differences(draft.fields["opened"], theirs, typed)
    both = merged(typed, theirs, changes, frozenset(request.form.getlist("take")))
    _forms(tx).discard(draft.id)
    _open(tx, deal, both)
    return redirect(url_for("drafting.get_edit", deal_id=deal.id), 303)


def _deal_page(deal_id: str) -> str:
    return f"/deals/{deal_id}"


def _one(fields: Fields, name: str) -> str:
    return fields[name][0]
