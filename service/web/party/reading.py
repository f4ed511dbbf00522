"""Reading a deal behind a link. To look changes nothing, and does not count as viewed."""

from typing import Any

from flask import jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from service.commands.comments import read_comments
from service.domain.party import PartyMember
from service.storage.party_views import PartyDeal, party_deal
from service.web.at_hand import desk, now
from service.web.party.answer import answer
from service.web.party.door import any_link, form_token, holder, member, pages_behind_a_link, party
from service.web.party.shown import shown
from service.web.party.unfinished import draft_of_reader
from service.web.party.words import DONE
from service.web.speech import speaks_json

pages = pages_behind_a_link("party", __name__)


@pages.get("")
@any_link
def get_deal() -> ResponseReturnValue:
    """To a person what counts now: the license, once there is one."""
    alone = not isinstance(holder(), PartyMember)
    asked = speaks_json() or "done" in request.args
    if alone or (holder().license_id and not asked):
        return redirect(url_for("party_license.get_license"), 303)
    return jsonify(answer(the_deal())) if speaks_json() else deal_page()


@pages.get("/deal")
@party
def get_negotiation() -> ResponseReturnValue:
    """How the license came about."""
    return deal_page()


@pages.post("/viewed")
@party
def post_viewed() -> ResponseReturnValue:
    """The page sends it when its reader first scrolls, touches or types: the door has noted it."""
    with desk().db.transaction(member().org_id) as tx:
        read_comments(tx, member().deal_id, member().link_id, shared_only=True)
    return "", 204


def the_deal() -> PartyDeal:
    with desk().db.reading(member().org_id) as views:
        return party_deal(views, member(), now())


def deal_page(
    faults: dict[str, str] | None = None, refusal: str | None = None, tried: str = ""
) -> str:
    """`faults` belong to the form of the move that was `tried`, which stays open as it was typed."""
    return render_template(
        "party/deal.html",
        **shown(the_deal()),
        **around(),
        unfinished=draft_of_reader(),
        faults=faults or {},
        refusal=refusal,
        tried=tried,
        typed=request.form if tried else {},
        done=DONE.get(request.args.get("done", "")),
    )


def around() -> dict[str, Any]:
    return {"reader": member(), "form_token": form_token()}
