"""Behind a personal link: the marked-up Word file of an offer read back, and taken into a counter-offer."""

from flask import jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from service.commands.markup import read_markup
from service.domain.errors import CounterpartError
from service.domain.party_moves import PartyMove
from service.web.at_hand import desk
from service.web.markup import file_chosen, file_sent, markup_answer, taken, with_special_terms
from service.web.party.counter import counter_page
from service.web.party.door import pages_behind_a_link, party
from service.web.party.moves import refused
from service.web.party.reading import around, the_deal
from service.web.party.words import them
from service.web.speech import speaks_json

pages = pages_behind_a_link("party_markup", __name__)
pages.register_error_handler(CounterpartError, refused)


@pages.post("/markup")
@party
def post_markup() -> ResponseReturnValue:
    """Shows what the file says otherwise than the offer that it was made from; keeps nothing of it."""
    deal = the_deal()
    read = read_markup(desk(), file_sent() if speaks_json() else file_chosen(), deal.offers)
    if speaks_json():
        return jsonify(markup_answer(read))
    may_take = PartyMove.OFFER in deal.moves
    words = {"read": read, "may_take": may_take, "them": them(deal)}
    return render_template("party/markup.html", **around(), deal=deal, **words)


@pages.post("/markup/take")
@party
def post_take() -> ResponseReturnValue:
    """The form of a counter-offer with what was ticked among its special terms; nothing is offered."""
    deal, special = the_deal(), taken()
    if PartyMove.OFFER not in deal.moves:
        return redirect(url_for("party.get_deal"), 303)
    return counter_page(deal, lambda typed: with_special_terms(typed, special))
