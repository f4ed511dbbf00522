"""A marked-up Word document read back, clause by clause."""

from typing import Any, Final

from schemas.markup import MarkupSchema
from service.commands.markup import read_for_us
from service.domain.people import Scope
from service.web.api.document import BYTES, PREFIX, Resource
from service.web.at_hand import desk
from service.web.auth import client, key
from service.web.markup import DOCX, file_sent, markup_said

markup = Resource("markup", __name__, url_prefix=f"{PREFIX}/deals", description="Markup")

_BODY: Final = {
    "requestBody": {
        "required": True,
        "description": "The Word document of an offer or its changes, with other changes marked",
        "content": {DOCX: {"schema": BYTES}},
    }
}


@markup.route("/<deal_id>/markup", methods=["POST"])
@key(Scope.DEALS_WRITE)
@markup.doc(**_BODY)
@markup.response(200, MarkupSchema)
@markup.alt_response(422, response="UNPROCESSABLE_ENTITY")
def post_markup(deal_id: str) -> Any:
    """Read back a marked-up Word document of an offer

    What was inserted, taken out, replaced or moved in each clause, by whom as the file says, and what
    nobody tracked; its comments; and for each changed clause a special term that would say it.
    Changes in Key Terms are named with the keys that say them, and never made. Nothing is stored
    and nothing moves, so it is safe to repeat; an Idempotency-Key changes nothing.
    """
    with desk().db.reading(client().org_id) as views:
        deal, offers = views.deal(deal_id), views.offers_of(deal_id)
    return markup_said(read_for_us(desk(), file_sent(), deal, offers))
