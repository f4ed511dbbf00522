"""Keys for programs: list, make, revoke."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask import url_for

from schemas.api_keys import KeyDocument, KeyListSchema, KeySchema, NewKeySchema
from schemas.deal_moves import NothingDocument
from service.commands import api_keys as commands
from service.domain.people import Scope
from service.storage.accounts import KeyRow
from service.storage.deals import Tx
from service.web.api.document import PREFIX, Resource
from service.web.api.idempotent import idempotent, idempotent_without
from service.web.api.links import action, links
from service.web.at_hand import desk, now
from service.web.auth import client, key

keys = Resource("api_keys", __name__, url_prefix=f"{PREFIX}/api_keys", description="API keys")


@keys.route("", methods=["GET"])
@key(Scope.ADMIN)
@keys.response(200, KeyListSchema)
def get_keys() -> Any:
    """List the keys of the organization, all at once"""
    with desk().db.reading_accounts() as accounts:
        rows = accounts.keys(client().org_id)
    return {"data": [*map(_answer, rows)], "pagination": {"next": None}}


@keys.route("", methods=["POST"])
@key(Scope.ADMIN)
@keys.arguments(KeyDocument)
@idempotent_without("key")
@keys.response(201, NewKeySchema)
def post_key(document: Mapping[str, Any], *, tx: Tx) -> Any:
    """Make a key

    The key itself is in this answer and nowhere else, not even in what an Idempotency-Key replays.
    """
    row, secret = commands.make_key(tx, **document, by=client().key_id, at=now())
    return {**_answer(row), "key": secret}


@keys.route("/<key_id>/revoke", methods=["POST"])
@key(Scope.ADMIN)
@keys.arguments(NothingDocument, required=False)
@idempotent
@keys.response(200, KeySchema)
def post_revoke(_: Mapping[str, Any], key_id: str, *, tx: Tx) -> Any:
    """Revoke a key, so that it opens nothing from now on"""
    return _answer(commands.revoke_key(tx, key_id, at=now()))


def _answer(row: KeyRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "scopes": row.scopes,
        "created_at": row.created_at,
        "used_at": row.used_at,
        "revoked_at": row.revoked_at,
        "links": links(url_for("api_keys.get_keys"), _actions(row)),
    }


def _actions(row: KeyRow) -> Iterator[dict[str, str]]:
    if row.revoked_at is None:
        yield action("revoke", "POST", url_for("api_keys.post_revoke", key_id=row.id))
