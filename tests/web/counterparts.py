"""Somebody who acts for the other side by a personal link: in a browser without cookies, or a program."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from schemas.terms import written
from service.commands import deals, negotiation
from service.commands.negotiation import Put
from service.desk import Desk
from service.domain.deal import Deal, WrittenTerms
from service.domain.terms.parties import Side
from service.signing.links import DEAL, DEAL_FORM
from service.storage.deal_links import DealLinks, member_of
from service.web.demo import example
from tests.conftest import NOON

EXAMPLE = "photo-archive"
JSON = "application/json"


@dataclass(frozen=True)
class Counterpart:
    """Bo, who acts for the licensee of Ada's deal."""

    browser: FlaskClient
    desk: Desk
    org: str
    deal_id: str
    link_id: str

    @property
    def at(self) -> str:
        return f"/d/{self.desk.links.token(DEAL, self.link_id)}"

    def get(self, path: str = "", **headers: str) -> TestResponse:
        return self.browser.get(self.at + path, headers=headers)

    def page(self, path: str = "") -> str:
        """The page, which must be there."""
        answer = self.get(path)
        assert answer.status_code == 200, answer.get_data(as_text=True)[-2000:]
        return answer.get_data(as_text=True)

    @property
    def form_token(self) -> str:
        """What stands in every form of the page."""
        return self.desk.links.token(DEAL_FORM, self.link_id)

    def post(self, path: str, fields: Any = (), **more: Any) -> TestResponse:
        """A form of the page."""
        data = {"csrf_token": self.form_token, **dict(fields), **more}
        return self.browser.post(self.at + path, data=data)

    def call(self, path: str, document: Any = None, **headers: str) -> TestResponse:
        """By a program: JSON in, JSON out."""
        sent = {"Accept": JSON, **{name.replace("_", "-"): v for name, v in headers.items()}}
        body = {} if document is None else {"json": document}
        return self.browser.post(self.at + path, headers=sent, **body)

    def read(self) -> Any:
        answer = self.get(Accept=JSON)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return answer.json

    def deal(self) -> Deal:
        with self.desk.db.reading(self.org) as views:
            return views.deal(self.deal_id)

    def colleague(self, email: str) -> "Counterpart":
        """Whoever was invited at that address, by the link of their own."""
        with self.desk.db.reading(self.org) as views:
            links = DealLinks(views.connection, self.org).of_deal(self.deal_id)
        return replace(self, link_id=next(link.id for link in links if link.email == email))

    def viewed_at(self) -> datetime | None:
        with self.desk.db.reading(self.org) as views:
            links = DealLinks(views.connection, self.org).of_deal(self.deal_id)
        return next(link.viewed_at for link in links if link.id == self.link_id)

    def digest(self) -> str:
        return self.deal().standing.canonical.sha256


def an_organization(desk: Desk, slug: str = "archive") -> tuple[str, str]:
    """Its id and that of Ada, who belongs to it."""
    with desk.db.accounts() as accounts:
        org = accounts.organization(slug, f"{slug.title()} Desk", NOON)
        return org, accounts.user(f"ada@{slug}.example", "Ada Brook", NOON)


def a_counterpart(
    desk: Desk,
    browser: FlaskClient,
    slug: str = "archive",
    side: Side = Side.LICENSEE,
    put: Put | None = None,
    **header: Any,
) -> Counterpart:
    """The deal of the example, offered by the other side, and the link of whoever answers it."""
    org, ada = an_organization(desk, slug)
    ours = Side.LICENSOR if side is Side.LICENSEE else Side.LICENSEE
    given = {"our_side": ours.value, **header}
    demo = example(EXAMPLE, **given)
    with desk.db.transaction(org) as tx:
        deal = deals.draft(tx, demo.header, demo.written, by=ada, at=desk.clock())
        negotiation.offer(tx, deal.id, put or Put(), by=ada, at=desk.clock())
        link = DealLinks(tx.connection, org).of_side(deal.id, side)[0]
    return Counterpart(browser, desk, org, deal.id, link)


def counter_of(bo: Counterpart, put: Put) -> Deal:
    """Bo's side, as if by its page."""
    with bo.desk.db.transaction(bo.org) as tx:
        member = member_of(tx.connection, bo.link_id, bo.desk.clock())
        return negotiation.counter(tx, member, put, at=bo.desk.clock())


def ours(bo: Counterpart, put: Put) -> Deal:
    """Our side offers again."""
    with bo.desk.db.transaction(bo.org) as tx:
        ada = tx.offers_of(bo.deal_id)[0].by
        return negotiation.offer(tx, bo.deal_id, put, by=ada, at=bo.desk.clock())


def months(bo: Counterpart, count: int) -> WrittenTerms:
    """The terms that stand, for another number of months."""
    terms = bo.deal().standing.terms
    return written(replace(terms, period=replace(terms.period, months=count)))
