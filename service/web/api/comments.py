"""Comments on a deal: shared with the other side, or our own people's alone."""

from collections.abc import Mapping
from typing import Any

from schemas.comments import CommentDocument, CommentListSchema, CommentSchema
from schemas.labels import NAMES
from schemas.query import PageQuery
from service.commands.comments import comment
from service.domain.comments import Comment
from service.domain.labels import NONE, Labels
from service.domain.people import Scope
from service.storage.actors import organization_name
from service.storage.comments import Comments
from service.storage.deals import Tx
from service.storage.labels import labels_of
from service.web.api.document import PREFIX, Resource
from service.web.api.idempotent import idempotent
from service.web.at_hand import desk, now
from service.web.auth import client, key

comments = Resource("comments", __name__, url_prefix=f"{PREFIX}/deals", description="Comments")


@comments.route("/<deal_id>/comments", methods=["GET"])
@key(Scope.DEALS_READ)
@comments.arguments(PageQuery, location="query")
@comments.response(200, CommentListSchema)
def get_comments(asked: Mapping[str, Any], deal_id: str) -> Any:
    """List the comments on a deal, the first one first

    Nothing counts as read by it: a program reads for nobody.
    """
    with desk().db.reading(client().org_id) as views:
        views.deal_row(deal_id)
        page = Comments(views.connection, views.org).page(deal_id, **asked)
        kept = labels_of(views.connection, views.org, [made.id for made in page.rows])
    rows = [_answer(made, kept.get(made.id, NONE)) for made in page.rows]
    return {"data": rows, "pagination": {"next": page.next}}


@comments.route("/<deal_id>/comments", methods=["POST"])
@key(Scope.DEALS_WRITE)
@comments.arguments(CommentDocument)
@idempotent
@comments.response(201, CommentSchema)
def post_comment(document: Mapping[str, Any], deal_id: str, *, tx: Tx) -> Any:
    """Comment on a deal, or on one of its clauses

    It is said in the name of the organization: what a key is called is nobody else's business.
    """
    name = organization_name(tx.connection, tx.org)
    labels = Labels(**{key: document[key] for key in NAMES})
    said = {key: value for key, value in document.items() if key not in NAMES}
    by = client().key_id
    made = comment(tx, deal_id, **said, labels=labels, by=by, by_name=name, at=now())
    return _answer(made, labels)


def _answer(made: Comment, labels: Labels) -> dict[str, Any]:
    return {
        "id": made.id,
        "deal_id": made.deal_id,
        "number": made.number,
        "side": made.side,
        "by": {"id": made.by, "name": made.by_name},
        "created_at": made.at,
        "shared": made.shared,
        "clause": made.clause,
        "text": made.text,
        "mentions": made.mentions,
        "external_id": labels.external_id,
        "metadata": labels.metadata,
    }
