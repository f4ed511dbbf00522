"""A call made twice has one effect and one answer: key, effect and answer are one commit."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any, Final

from flask import Response, g, json, make_response, request

from service.domain.errors import Fault, TermsRefused
from service.storage.idempotency import Answer, claim, keep
from service.web.at_hand import desk, now
from service.web.auth import client

HEADER: Final = "Idempotency-Key"
REPLAYED: Final = "Idempotent-Replayed"
LONGEST: Final = 255
_KEPT: Final = ("Content-Type", "ETag", "Location")
_TOKEN: Final = b"\0token"
"""Stands in a kept answer where the token of a link stood."""


View = Callable[..., Any]


def idempotent(view: View) -> Callable[..., Response]:
    """Gives the view a transaction of the caller's organization as `tx`.

    With an Idempotency-Key, what the view answers is kept and given again, byte for byte. What it
    refuses is not kept: it had no effect.
    """
    return _once(view, Response.get_data)


def idempotent_behind_a_link(view: View) -> Callable[..., Response]:
    """The same for whoever has a personal link: keys of a link are its own.

    An answer is kept without the link's token, which rests nowhere, and given with it.
    """

    def hidden(answer: Response) -> bytes:
        return answer.get_data().replace(g.link_token.encode(), _TOKEN)

    def told(before: Answer) -> Answer:
        return replace(before, body=before.body.replace(_TOKEN, g.link_token.encode()))

    return _once(view, hidden, _of_link, told)


def idempotent_without(secret: str) -> Callable[[View], Callable[..., Response]]:
    """The same, for an answer with a secret under that key: it is kept with null in its place."""

    def hidden(answer: Response) -> bytes:
        return json.dumps({**(answer.get_json() or {}), secret: None}).encode()

    return lambda view: _once(view, hidden)


def _of_client() -> tuple[str, str | None]:
    return client().org_id, _key()


def _of_link() -> tuple[str, str | None]:
    """The organization keeps it under a digest, which no key of its own programs can meet."""
    party, key = g.party, _key()
    if key is None:
        return party.org_id, None
    return party.org_id, hashlib.sha256(f"{party.link_id}\0{key}".encode()).hexdigest()


def _once(
    view: View,
    body: Callable[[Response], bytes],
    whose: Callable[[], tuple[str, str | None]] = _of_client,
    told: Callable[[Answer], Answer] = lambda before: before,
) -> Callable[..., Response]:
    """`body` gives what is kept of an answer's body, `whose` the organization and the key.

    `told` makes of what was kept what is given again.
    """

    @wraps(view)
    def once(*args: Any, **kwargs: Any) -> Response:
        org, key = whose()
        with desk().db.transaction(org) as tx:
            if key is None:
                return make_response(view(*args, tx=tx, **kwargs))
            before = claim(tx.connection, org, key, _fingerprint(), now())
            if before is not None:
                return _again(told(before))
            answer = make_response(view(*args, tx=tx, **kwargs))
            keep(tx.connection, org, key, _kept(answer, body(answer)))
            return answer

    once.idempotent = True  # type: ignore[attr-defined]
    return once


def _key() -> str | None:
    given = request.headers.get(HEADER)
    if given is not None and not (0 < len(given) <= LONGEST and given.isprintable()):
        message = f"Give {HEADER} as 1 to {LONGEST} printable characters."
        raise TermsRefused([Fault("", message)])
    return given


def _fingerprint() -> str:
    """Of all that makes this call another one."""
    parts = (request.method, request.path, request.query_string.decode("latin-1"))
    head = "\0".join(parts).encode()
    return hashlib.sha256(head + b"\0" + request.get_data()).hexdigest()


def _kept(answer: Response, body: bytes) -> Answer:
    headers = {name: answer.headers[name] for name in _KEPT if name in answer.headers}
    return Answer(answer.status_code, headers, body)


def _again(before: Answer) -> Response:
    answer = Response(before.body, before.status)
    answer.headers.update(before.headers)
    answer.headers[REPLAYED] = "true"
    return answer
