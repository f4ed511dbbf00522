"""On the page of a deal: a marked-up Word file read back, and taken into our draft."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from service.commands.markup import read_for_us
from service.domain.open_moves import may_change
from service.domain.people import Act
from service.web.at_hand import desk
from service.web.auth import people, person
from service.web.markup import file_chosen, taken, with_special_terms
from service.web.pages.deal_moving import explained
from service.web.pages.drafting import form_of, keep, typed_of

pages = explained(Blueprint("deal_markup", __name__))


@pages.post("/deals/<deal_id>/markup")
@people(Act.DRAFT)
def post_markup(deal_id: str) -> ResponseReturnValue:
    """Shows what the file says; keeps nothing of it."""
    with desk().db.reading(person().org_id) as views:
        deal, row, offers = views.deal(deal_id), views.deal_row(deal_id), views.offers_of(deal_id)
    read = read_for_us(desk(), file_chosen(), deal, offers)
    open_ = may_change(deal)
    return render_template("deal_markup.html", deal=deal, row=row, read=read, may_take=open_)


@pages.post("/deals/<deal_id>/markup/take")
@people(Act.DRAFT)
def post_take(deal_id: str) -> ResponseReturnValue:
    """Adds special terms to what this person has typed about the deal, or to the draft as it is."""
    special = taken()
    with desk().db.transaction(person().org_id) as tx:
        draft = form_of(tx, tx.deal(deal_id))
        keep(tx, draft, with_special_terms(typed_of(draft), special))
    flash("The form has the changes as special terms, at its end. Look at them, then record it.")
    return redirect(url_for("drafting.get_edit", deal_id=deal_id), 303)
