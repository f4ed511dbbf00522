"""The deliveries of a license: what was agreed against what came, and what our side does about it."""

from collections.abc import Sequence
from typing import Any, Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from schemas.deliveries import WholeDocument
from service.commands import deliveries as commands
from service.commands.delivery_stand import Stand, stand_of
from service.domain.deliveries.batch import Batch
from service.domain.deliveries.events import SampleTest
from service.domain.deliveries.open_moves import DeliveryMove
from service.domain.deliveries.schedule import scheduled
from service.domain.errors import (
    AcceptanceOver,
    CounterpartError,
    LicenseMoveNotAllowed,
    NothingOpen,
    NotReplaced,
    StaleLicense,
    TermsRefused,
    WholeNotRejected,
)
from service.domain.people import Act
from service.domain.statements.lines import lines_of
from service.domain.terms.positions import Position
from service.domain.verdict import LARGEST
from service.drafting.words import units
from service.storage.deals import Tx
from service.web import delivery_words as words
from service.web.at_hand import desk, now
from service.web.auth import people, person
from service.web.forms import by_field, sent
from service.web.limits import takes
from service.web.pages import delivery_forms as forms
from service.web.pages.license_framed import framed

pages = Blueprint("license_deliveries", __name__)

PAGE: Final = 20
_MIB: Final = 1024 * 1024
_SAID: Final = (
    AcceptanceOver,
    LicenseMoveNotAllowed,
    NothingOpen,
    NotReplaced,
    StaleLicense,
    WholeNotRejected,
)


@pages.get("/licenses/<license_id>/deliveries")
@people(Act.READ)
def get_deliveries(license_id: str) -> ResponseReturnValue:
    return _page(license_id)


@pages.post("/licenses/<license_id>/deliveries")
@people(Act.DRAFT)
@takes(LARGEST + _MIB)
def post_delivery(license_id: str) -> ResponseReturnValue:
    with desk().db.transaction(person().org_id) as tx:
        stand = _stand(tx, license_id)
        said = forms.delivered(_ids(stand))
        on = said["delivered_on"] or stand.today
        who: dict[str, Any] = {"by": person().user_id, "at": now()}
        made = commands.deliver(tx, license_id, **{**said, "delivered_on": on, **who})
    flash(f"Delivery {made.number} is recorded.")
    return _to(license_id, made.id)


@pages.post("/licenses/<license_id>/deliveries/<delivery_id>/accept")
@people(Act.DRAFT)
def post_accept(license_id: str, delivery_id: str) -> ResponseReturnValue:
    with desk().db.transaction(person().org_id) as tx:
        _batch(tx, license_id, delivery_id)
        made = commands.accept(tx, delivery_id, by=person().user_id, at=now())
    flash(f"Delivery {made.number} is accepted.")
    return _to(license_id, delivery_id)


@pages.post("/licenses/<license_id>/deliveries/<delivery_id>/reject")
@people(Act.DRAFT)
def post_reject(license_id: str, delivery_id: str) -> ResponseReturnValue:
    with desk().db.transaction(person().org_id) as tx:
        stand = _stand(tx, license_id)
        batch = stand.deliveries.batch(delivery_id)
        said = forms.rejected(_ids(stand, batch))
        commands.reject(tx, delivery_id, said, by=person().user_id, at=now())
    asks = _LIST if stand.rules.known else ""
    flash(f"Items of delivery {batch.number} are rejected. {asks}".rstrip())
    return _to(license_id, delivery_id)


@pages.post("/licenses/<license_id>/deliveries/<delivery_id>/reject-whole")
@people(Act.DRAFT)
def post_reject_whole(license_id: str, delivery_id: str) -> ResponseReturnValue:
    with desk().db.transaction(person().org_id) as tx:
        batch, said = _batch(tx, license_id, delivery_id), sent(WholeDocument())
        test = SampleTest(tested=said["tested"], defective=said["defective"])
        who: dict[str, Any] = {"by": person().user_id, "at": now()}
        commands.reject_whole(tx, delivery_id, test, said["reason"], **who)
    flash(f"Delivery {batch.number} is rejected.")
    return _to(license_id, delivery_id)


@pages.post("/licenses/<license_id>/deliveries/<delivery_id>/use")
@people(Act.DRAFT)
def post_use(license_id: str, delivery_id: str) -> ResponseReturnValue:
    with desk().db.transaction(person().org_id) as tx:
        stand = _stand(tx, license_id)
        batch = stand.deliveries.batch(delivery_id)
        said = forms.used(_ids(stand, batch))
        commands.use(tx, delivery_id, said, by=person().user_id, at=now())
    flash(f"What was used of delivery {batch.number} is accepted for good.")
    return _to(license_id, delivery_id)


_LIST: Final = "The contract asks for a list that names each of them: send it, too."


def _page(license_id: str, **more: Any) -> str:
    """`more` is what went wrong; the form that was sent stays open."""
    with desk().db.reading(person().org_id) as reading:
        stand = stand_of(reading, license_id, now())
    newest = stand.deliveries.batches[::-1]
    begin = _place(newest, request.args.get("after"))
    page, rest = newest[begin : begin + PAGE], newest[begin + PAGE :]
    faults: dict[str, str] = more.get("faults", {})
    if faults and not _shows(stand, page):
        more["no"] = " ".join(dict.fromkeys(faults.values()))
    return render_template(
        "license/deliveries.html",
        **{**framed(stand.license), **more},
        stand=stand,
        line_of={line.id: line for line in stand.rules.terms.materials.lines},
        units=units,
        lines=[*lines_of(stand.rules, stand.deliveries)],
        rows=[*scheduled(stand.rules, stand.deliveries)],
        batches=page,
        after=page[-1].id if rest else None,
        first_page=begin == 0,
        numbers={batch.id: batch.number for batch in stand.deliveries.batches},
        may=person().may(Act.DRAFT),
        by_sample=stand.rules.known and stand.rules.wording is not Position.LICENSOR,
        said=words,
        typed=request.form,
        tried=_tried(),
    )


def _place(newest: Sequence[Batch], after: str | None) -> int:
    """Behind that delivery; from the newest on where it is none of these."""
    found = (n for n, batch in enumerate(newest, 1) if batch.id == after)
    return next(found, 0)


def _shows(stand: Stand, page: Sequence[Batch]) -> bool:
    """Whether the form that was sent is still there to show what is wrong."""
    delivery_id, move = _tried()
    if not delivery_id:
        return stand.takes_more
    wanted = _FORMS.get(move)
    return any(wanted in stand.moves(batch) for batch in page if batch.id == delivery_id)


_FORMS: Final = {
    "accept": DeliveryMove.ACCEPT,
    "reject": DeliveryMove.REJECT,
    "reject-whole": DeliveryMove.REJECT,
    "use": DeliveryMove.USE,
    "deliveries": DeliveryMove.REPLACE,
}


def _tried() -> tuple[str, str]:
    """Which form was sent: the delivery's id and the move; a new one has no id."""
    if request.method != "POST":
        return "", ""
    replaced = request.form.get("replaces", "")
    return (request.view_args or {}).get("delivery_id", replaced), request.path.split("/")[-1]


def _stand(tx: Tx, license_id: str) -> Stand:
    return stand_of(tx, license_id, now())


def _batch(tx: Tx, license_id: str, delivery_id: str) -> Batch:
    """NotFound for a delivery of another license."""
    return _stand(tx, license_id).deliveries.batch(delivery_id)


def _ids(stand: Stand, batch: Batch | None = None) -> list[str]:
    """The lines in the order of the form: all, or those of a delivery."""
    ids = [line.id for line in stand.rules.terms.materials.lines]
    return [id for id in ids if batch.lot(id)] if batch else ids


def _to(license_id: str, delivery_id: str) -> ResponseReturnValue:
    place = url_for("license_deliveries.get_deliveries", license_id=license_id)
    return redirect(f"{place}#{delivery_id}", 303)


@pages.errorhandler(TermsRefused)
def _refused(refused: TermsRefused) -> ResponseReturnValue:
    with desk().db.reading(person().org_id) as reading:
        ids = _ids(stand_of(reading, _license_id(), now()))
    faults = {**by_field(refused), **forms.by_row(refused, ids)}
    return _page(_license_id(), faults=faults), 422


@pages.errorhandler(RequestEntityTooLarge)
def _too_large(_: RequestEntityTooLarge) -> ResponseReturnValue:
    """The form cannot be read, and is not shown again."""
    size = LARGEST // _MIB
    flash(f"Nothing was kept: that file is larger than {size} MB. Give its SHA-256 instead.")
    return _to(_license_id(), "record")


def _said_no(error: CounterpartError) -> ResponseReturnValue:
    return _page(_license_id(), no=str(error)), 409


def _license_id() -> str:
    return str((request.view_args or {})["license_id"])


for _error in _SAID:
    pages.register_error_handler(_error, _said_no)
