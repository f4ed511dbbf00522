"""Who is it: a person by a session, or a program by a key. Each route says whom it lets in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, Final, TypeVar

from flask import Flask, g, redirect, request, url_for
from flask_login import LoginManager, UserMixin, current_user
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Forbidden, Unauthorized

from service.domain.people import Act, Client, Person, Scope
from service.storage.accounts import SEEN_EVERY
from service.web.at_hand import desk, now

View = TypeVar("View", bound=Callable[..., Any])

_BEARER: Final = "Bearer "


@dataclass(frozen=True, slots=True)
class Guard:
    """Whom a route lets in: everybody, people who may do something, keys with a scope, or parties.

    A party is whoever has a personal link to a deal.
    """

    act: Act | None = None
    scope: Scope | None = None
    party: bool = False


class Visitor(UserMixin):  # type: ignore[misc]
    """A person as Flask-Login knows one: by the id of a session."""

    def __init__(self, person: Person) -> None:
        self.person = person

    def get_id(self) -> str:
        return self.person.session_id


class KeyMissing(Unauthorized):
    """No key, or none that we know."""

    description = "Send a key of your organization: Authorization: Bearer <key>."

    def __init__(self) -> None:
        super().__init__(www_authenticate=WWWAuthenticate("bearer"))


class ScopeMissing(Forbidden):
    """The key is ours, but not for this."""

    def __init__(self, scope: Scope) -> None:
        super().__init__(f"This key has not the scope {scope}.")


class RoleMissing(Forbidden):
    """Somebody of the organization, whose role does not reach this."""

    description = "Your role does not reach this. Ask an administrator of your organization."


def install(app: Flask) -> None:
    manager = LoginManager(app)
    manager.session_protection = None
    manager.user_loader(_visitor)
    let_in(app.view_functions["static"], Guard())


def _visitor(session_id: str) -> Visitor | None:
    with desk().db.reading_accounts() as accounts:
        found = accounts.person(session_id, now())
        noted = accounts.seen_lately(session_id, now())
    if found is not None and not noted:
        with desk().db.accounts() as accounts:
            accounts.seen(session_id, now())
    return None if found is None else Visitor(found)


def public(view: View) -> View:
    """Anybody may come here."""
    return let_in(view, Guard())


def people(act: Act) -> Callable[[View], View]:
    """Only somebody who is signed in and whose role allows `act`."""

    def decorator(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if not current_user.is_authenticated:
                return redirect(url_for("sign_in.get_sign_in", next=_here()), 303)
            if not person().may(act):
                raise RoleMissing
            return view(*args, **kwargs)

        return let_in(guarded, Guard(act=act))  # type: ignore[return-value]

    return decorator


def key(scope: Scope) -> Callable[[View], View]:
    """Only a program whose key has the scope; a browser's session opens nothing here."""

    def decorator(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            g.client = _client()
            if not g.client.may(scope):
                raise ScopeMissing(scope)
            return view(*args, **kwargs)

        return let_in(guarded, Guard(scope=scope))  # type: ignore[return-value]

    return decorator


def person() -> Person:
    """Who is signed in; only behind `people`."""
    found: Person = current_user.person
    return found


def visitor() -> Person | None:
    """Who is signed in, if anybody is: for doors that everybody may come through."""
    signed_in = bool(current_user) and current_user.is_authenticated
    return person() if signed_in else None


def client() -> Client:
    """Whose key it is; only behind `key`."""
    found: Client = g.client
    return found


def _client() -> Client:
    given = request.headers.get("Authorization", "")
    if not given.startswith(_BEARER) or not given.isascii():
        raise KeyMissing
    with desk().db.reading_accounts() as accounts:
        found = accounts.client(given.removeprefix(_BEARER).strip())
    if found is None:
        raise KeyMissing
    _note_use(found, now())
    return found


def _note_use(client: Client, at: datetime) -> None:
    """So that somebody can tell a key that is in use from one that can go."""
    if client.used_at is None or client.used_at < at - SEEN_EVERY:
        with desk().db.accounts() as accounts:
            accounts.used_key(client.key_id, at)


def _here() -> str:
    """Where to go back to after signing in; a form that was sent is not sent again."""
    return request.full_path.rstrip("?") if request.method == "GET" else "/"


def let_in(view: View, guard: Guard) -> View:
    view.guard = guard  # type: ignore[attr-defined]
    return view
