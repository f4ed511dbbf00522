"""Who comes in by a personal link. The token in the path is the whole credential: no cookie.

A form is taken from our own page alone: `docs/decisions/0009-forms-behind-a-link.md` says how.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

from flask import Blueprint, Response, g, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from service.domain.errors import NotFound
from service.domain.party import PartyMember, Visit
from service.signing.links import DEAL, DEAL_FORM
from service.storage.deal_links import DealLinks, member_of
from service.web.at_hand import desk, now
from service.web.auth import Guard, let_in
from service.web.party.speech import speaks_json
from service.web.problem import problem

View = TypeVar("View", bound=Callable[..., Any])

FORM_TOKEN: Final = "csrf_token"  # noqa: S105 - the name of a field


class FormNotOurs(BadRequest):
    """The form does not come from the page behind this link."""

    description = "The form was not sent from the page behind your link: open that and use its own."


def pages_behind_a_link(name: str, module: str) -> Blueprint:
    """Pages under `/d/<token>`: views and templates never handle the token themselves."""
    pages = Blueprint(name, module, url_prefix="/d/<token>")
    pages.url_value_preprocessor(_take_token)
    pages.url_defaults(_give_token)
    pages.after_request(_closed_to_others)
    pages.register_error_handler(NotFound, _opens_nothing)
    pages.register_error_handler(FormNotOurs, _not_ours)
    return pages


def party(view: View) -> View:
    """Only whoever has a link to a deal that still opens; a form only from the page behind it.

    NotFound for every other token, whether we never made it, it is over or was revoked. A look is
    noted as fetched, since programs that look after mail follow links; an act as viewed.
    """

    return _guarded(view, notes=True)


def party_typing(view: View) -> View:
    """The same for what a page sends while its reader types, which is no visit of its own."""
    return _guarded(view, notes=False)


def _guarded(view: View, *, notes: bool) -> View:
    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        g.party = _member(g.link_token)
        acts = request.method == "POST"
        if acts:
            _refuse_foreign(g.party)
        if notes:
            _note(g.party, Visit.VIEWED if acts else Visit.FETCHED)
        return view(*args, **kwargs)

    return let_in(guarded, Guard(party=True))  # type: ignore[return-value]


def member() -> PartyMember:
    """Whose link it is; only behind `party`."""
    found: PartyMember = g.party
    return found


def form_token() -> str:
    """What the forms of this page carry."""
    return desk().links.token(DEAL_FORM, member().link_id)


def _member(token: str) -> PartyMember:
    link_id = desk().links.link_id(DEAL, token)
    if link_id is None:
        raise NotFound
    with desk().db.reading_work() as connection:
        return member_of(connection, link_id, now())


def _refuse_foreign(member: PartyMember) -> None:
    """A program that knows the token sends JSON, which no page of another site can send here."""
    given = desk().links.link_id(DEAL_FORM, request.form.get(FORM_TOKEN, ""))
    if not _from_here() or not (speaks_json() or given == member.link_id):
        raise FormNotOurs


def _from_here() -> bool:
    """By what the browser says of where a form stood.

    Our pages send no referrer, for which browsers give the origin of their forms as null.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin", "null")
    return origin == "null" or urlsplit(origin).netloc == request.host


def _note(member: PartyMember, visit: Visit) -> None:
    agent = request.user_agent.string
    with desk().db.transaction(member.org_id) as tx:
        links = DealLinks(tx.connection, tx.org)
        links.note(member.link_id, visit, now(), request.remote_addr or "", agent)


def _take_token(_: str | None, values: dict[str, Any] | None) -> None:
    g.link_token = (values or {}).pop("token", "")


def _give_token(_: str, values: dict[str, Any]) -> None:
    values.setdefault("token", g.get("link_token", ""))


def _closed_to_others(answer: Response) -> Response:
    """Nobody keeps what stands behind a link, and no search engine lists it."""
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer


def _opens_nothing(error: NotFound) -> ResponseReturnValue:
    """The same for whatever does not open."""
    if speaks_json():
        return problem(404, error.code, str(error))
    return render_template("party/closed.html"), 404


def _not_ours(error: FormNotOurs) -> ResponseReturnValue:
    if speaks_json():
        return problem(400, "bad_request", error.description)
    return render_template("party/refused.html", advice=error.description), 400
