"""An organization with the demo's deals, served on a port of this machine."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from playwright.sync_api import Browser, Page
from sqlalchemy import select

from service.app import create_app
from service.commands import setup
from service.commands.seed import seed
from service.desk import Desk
from service.domain.deal import Deal
from service.domain.people import Role
from service.domain.post import Heard, Report
from service.rendering.presses import new_pool
from service.settings import Settings
from service.storage.credentials import Credentials
from service.storage.post_office import LetterRow, PostOffice
from service.storage.tables import deals, outbox
from service.storage.views import Views
from service.web.demo import demo_deals
from tests import databases
from tests.conftest import PATIENCE, SECRET
from tests.desks import a_desk
from tests.serving import a_server

ORG = "demo"


@dataclass(frozen=True)
class House:
    address: str
    desk: Desk
    app: Flask

    def deals(self) -> dict[str, str]:
        """The id of each of the demo's deals by the name of its story."""
        with self._views() as views:
            rows = views.deal_list(limit=50).rows
        return {str(row.external_id).removeprefix("demo-"): row.id for row in rows}

    def deal(self, deal_id: str) -> Deal:
        with self._views() as views:
            return views.deal(deal_id)

    def letter(self) -> str:
        """The id of one that came back: the speech deal asked for a release."""
        with self._views() as views:
            rows: Sequence[LetterRow] = PostOffice(views.connection, views.org).stuck(1)
        return rows[0].id

    @contextmanager
    def _views(self) -> Iterator[Views]:
        with self.desk.db.reading_accounts() as accounts:
            org = accounts.organization_of(ORG)
        with self.desk.db.reading(org) as views:
            yield views

    def enter(self, page: Page, role: Role) -> None:
        """Signs in by a link, as the person of that role."""
        at = self.desk.clock()
        email = f"{role}@demo.example"
        invited = setup.invite(self.desk, ORG, email, role.title(), role, at)
        page.goto(f"{self.address}/sign-in/{invited.token}")
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("navigation", name="Main").wait_for()


@contextmanager
def a_house(folder: Path) -> Iterator[House]:
    with databases.an_empty_database("sqlite", folder) as db, new_pool() as pool:
        desk = a_desk(db, folder, pool.papers_of)
        setup.set_up(desk, ORG, "admin@localhost", desk.clock())
        seed(desk, ORG, demo_deals(), desk.clock())
        _troubled(desk)
        app = create_app(Settings(secret_key=SECRET), desk)
        with a_server(app) as server:
            yield House(f"http://127.0.0.1:{server.server_port}", desk, app)


def _troubled(desk: Desk) -> None:
    """A letter has come back, and somebody has a second step that could get lost."""
    at = desk.clock()
    with desk.db.accounts() as accounts:
        victor = Credentials(accounts.connection, accounts.user("victor@demo.example", "", at))
        victor.keep_secret("sealed")
        victor.turn_on(1, at)
    with desk.db.outbox() as box:
        asked = select(outbox.c.key).join(deals).where(deals.c.external_id == "demo-speech")
        key = box.connection.scalars(asked).first()
        assert key is not None
        said = {"type": "bounce", "reason": "550 There is no such mailbox.", "at": at}
        box.heard([Heard(id="e1", key=key, attempt=None, report=Report.BOUNCED, **said)], at)


@contextmanager
def a_page(browser: Browser, width: int, height: int = 900) -> Iterator[Page]:
    """A window without anything from another one; it must not complain about any page."""
    context = browser.new_context(viewport={"width": width, "height": height})
    found = context.new_page()
    found.set_default_timeout(PATIENCE * 1000)
    complaints: list[str] = []
    found.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    try:
        yield found
    finally:
        context.close()
    assert not complaints, complaints
