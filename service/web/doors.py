"""Doors for whoever has a personal link. The token in the path is the whole credential: no cookie.

A form is taken from our own page alone: `docs/decisions/0009-forms-behind-a-link.md` says how.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, Final, Generic, Protocol, TypeVar
from urllib.parse import urlsplit

from flask import Blueprint, Response, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from service.domain.errors import NotFound
from service.domain.party import Visit
from service.web.at_hand import desk, now
from service.web.auth import Guard, let_in
from service.web.problem import problem
from service.web.speech import speaks_json

FORM_TOKEN: Final = "csrf_token"  # noqa: S105 - the name of a field


class Reader(Protocol):
    """Whose link it is, and in which organization."""

    @property
    def link_id(self) -> str: ...

    @property
    def org_id(self) -> str: ...


R = TypeVar("R", bound=Reader)
View = TypeVar("View", bound=Callable[..., Any])


class FormNotOurs(BadRequest):
    """The form does not come from the page behind this link."""

    description = "The form was not sent from the page behind your link: open that and use its own."


@dataclass(frozen=True, slots=True, kw_only=True)
class Door(Generic[R]):
    """One kind of link. `purpose` is what its tokens are made for, `form` those of its forms.

    `whose` finds whoever has a link by its id: NotFound for one that is over, revoked, or was never
    made. `note` writes a visit down. `home` is the endpoint of the page behind it, and `opens` what
    stands on the button that leads there.
    """

    address: str
    purpose: str
    form: str
    home: str
    opens: str
    whose: Callable[[Any, str, datetime], R]
    note: Callable[[Any, R, Visit, datetime, str, str], None]

    def pages(self, name: str, module: str) -> Blueprint:
        """Pages under the address: views and templates never handle the token themselves."""
        pages = Blueprint(name, module, url_prefix=f"{self.address}/<token>")
        pages.url_value_preprocessor(_take_token)
        pages.url_defaults(_give_token)
        pages.after_request(_closed_to_others)
        pages.register_error_handler(NotFound, _opens_nothing)
        pages.register_error_handler(FormNotOurs, self._not_ours)
        return pages

    def guarded(self, view: View, *, notes: bool = True) -> View:
        """Only whoever has a link that still opens; a form only from the page behind it.

        NotFound for every other token, whether we never made it, it is over or was revoked. A look
        is noted as fetched, since programs that look after mail follow links; an act as viewed.
        """

        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            g.party = self._found(g.link_token)
            acts = request.method == "POST"
            if acts:
                self._refuse_foreign()
            if notes:
                self._note(Visit.VIEWED if acts else Visit.FETCHED)
            return view(*args, **kwargs)

        return let_in(guarded, Guard(party=True))  # type: ignore[return-value]

    def reader(self) -> R:
        """Whose link it is; only behind `guarded`."""
        found: R = g.party
        return found

    def form_token(self) -> str:
        """What the forms of this page carry."""
        return desk().links.token(self.form, self.reader().link_id)

    def _found(self, token: str) -> R:
        link_id = desk().links.link_id(self.purpose, token)
        if link_id is None:
            raise NotFound
        with desk().db.reading_work() as connection:
            return self.whose(connection, link_id, now())

    def _refuse_foreign(self) -> None:
        """A program that knows the token sends JSON, which no page of another site can send here."""
        given = desk().links.link_id(self.form, request.form.get(FORM_TOKEN, ""))
        if not _from_here() or not (speaks_json() or given == self.reader().link_id):
            raise FormNotOurs

    def _note(self, visit: Visit) -> None:
        reader, agent = self.reader(), request.user_agent.string
        with desk().db.transaction(reader.org_id) as tx:
            self.note(tx.connection, reader, visit, now(), request.remote_addr or "", agent)

    def _not_ours(self, error: FormNotOurs) -> ResponseReturnValue:
        if speaks_json():
            return problem(400, "bad_request", error.description)
        page = render_template(
            "party/refused.html",
            advice=error.description,
            home=url_for(self.home),
            opens=self.opens,
        )
        return page, 400


def _from_here() -> bool:
    """By what the browser says of where a form stood.

    Our pages send no referrer, for which browsers give the origin of their forms as null.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin", "null")
    return origin == "null" or urlsplit(origin).netloc == request.host


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
