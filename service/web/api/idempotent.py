"""A call made twice has one effect and one answer: key, effect and answer are one commit."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial, wraps
from typing import Any, Final, NoReturn

from flask import Response, g, json, make_response, request
from werkzeug.datastructures import FileStorage

from service.domain.errors import CounterpartError, Fault, TermsRefused
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
Whose = tuple[str, str | None]
"""An organization and, where one was sent, the key under which it keeps the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """How one kind of caller repeats itself.

    `prepare` makes the view's arguments before a transaction is taken, `body` gives what is kept of
    an answer's body, and `told` makes of what was kept what is given again.
    """

    whose: Callable[[], Whose]
    prepare: View = lambda *args: args
    body: Callable[[Response], bytes] = Response.get_data
    told: Callable[[Answer], Answer] = lambda before: before


def idempotent(view: View) -> Callable[..., Response]:
    """Gives the view a transaction of the caller's organization as `tx`.

    With an Idempotency-Key, what the view answers is kept and given again, byte for byte. What it
    refuses is not kept: it had no effect.
    """
    return _once(view, _Way(whose=_of_client))


def idempotent_after(prepare: View) -> Callable[[View], Callable[..., Response]]:
    """The same, for a view that has much to think before it writes.

    `prepare` has the view's arguments before a transaction is taken, and the view what it made of
    them. What it refuses counts only where the call was not answered before.
    """
    return lambda view: _once(view, _Way(whose=_of_client, prepare=prepare))


def idempotent_behind_a_link(view: View) -> Callable[..., Response]:
    """The same for whoever has a personal link: keys of a link are its own.

    An answer is kept without the link's token, which rests nowhere, and given with it.
    """
    return _once(view, _Way(whose=_of_link, body=_tokenless, told=_with_token))


def idempotent_behind_a_link_after(prepare: View) -> Callable[[View], Callable[..., Response]]:
    """The same as `idempotent_after`, for whoever has a personal link."""
    way = _Way(whose=_of_link, prepare=prepare, body=_tokenless, told=_with_token)
    return lambda view: _once(view, way)


def _tokenless(answer: Response) -> bytes:
    return answer.get_data().replace(g.link_token.encode(), _TOKEN)


def _with_token(before: Answer) -> Answer:
    return replace(before, body=before.body.replace(_TOKEN, g.link_token.encode()))


def idempotent_without(secret: str) -> Callable[[View], Callable[..., Response]]:
    """The same, for an answer with a secret under that key: it is kept with null in its place."""

    def hidden(answer: Response) -> bytes:
        return json.dumps({**(answer.get_json() or {}), secret: None}).encode()

    return lambda view: _once(view, _Way(whose=_of_client, body=hidden))


def _of_client() -> Whose:
    return client().org_id, _key()


def _of_link() -> Whose:
    """The organization keeps it under a digest, which no key of its own programs can meet."""
    party, key = g.party, _key()
    if key is None:
        return party.org_id, None
    return party.org_id, hashlib.sha256(f"{party.link_id}\0{key}".encode()).hexdigest()


def _once(view: View, way: _Way) -> Callable[..., Response]:
    @wraps(view)
    def once(*args: Any, **kwargs: Any) -> Response:
        (org, key), given = way.whose(), _prepared(way.prepare, args)
        if key is None:
            ready = given()
            with desk().db.transaction(org) as tx:
                return make_response(view(*ready, tx=tx, **kwargs))
        with desk().db.transaction(org) as tx:
            before = claim(tx.connection, org, key, _fingerprint(), now())
            if before is not None:
                return _again(way.told(before))
            answer = make_response(view(*given(), tx=tx, **kwargs))
            keep(tx.connection, org, key, _kept(answer, way.body(answer)))
            return answer

    once.idempotent = True  # type: ignore[attr-defined]
    return once


def _prepared(prepare: View, args: tuple[Any, ...]) -> Callable[[], tuple[Any, ...]]:
    """Gives what was prepared, or refuses when it is asked for."""
    try:
        made = prepare(*args)
    except CounterpartError as refused:
        return partial(_refuse, refused)
    return lambda: made


def _refuse(refused: CounterpartError) -> NoReturn:
    raise refused


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
    return hashlib.sha256(head + b"\0" + _body()).hexdigest()


def _body() -> bytes:
    """Of parts what they hold: the line between them is another one each time."""
    if request.mimetype != "multipart/form-data":
        return request.get_data()
    parts = [(name, text.encode()) for name, text in request.form.items(multi=True)]
    parts += [(name, _read(file)) for name, file in request.files.items(multi=True)]
    digests = sorted((name, hashlib.sha256(held).hexdigest()) for name, held in parts)
    return json.dumps(digests).encode()


def _read(file: FileStorage) -> bytes:
    """Whoever reads it next begins at the beginning, too."""
    file.seek(0)
    held: bytes = file.read()
    file.seek(0)
    return held


def _kept(answer: Response, body: bytes) -> Answer:
    headers = {name: answer.headers[name] for name in _KEPT if name in answer.headers}
    return Answer(answer.status_code, headers, body)


def _again(before: Answer) -> Response:
    answer = Response(before.body, before.status)
    answer.headers.update(before.headers)
    answer.headers[REPLAYED] = "true"
    return answer
