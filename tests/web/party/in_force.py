"""The license of the sample deal behind Bo's link, which was made for the deal."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select

from service.commands.raising import raise_dates
from service.desk import Desk
from service.domain.licenses.license import License
from service.domain.terms import Terms
from service.domain.terms.signing import Signing
from service.signing.links import NOTICE_CODE
from service.storage.license_tables import license_events
from service.storage.negotiation_tables import link_codes
from tests.builders import some_terms
from tests.conftest import NOON, Clock
from tests.licensed import Kept, executed
from tests.web.counterparts import Counterpart

BEFORE_THE_DEADLINE = datetime(2028, 11, 20, 15, tzinfo=UTC)
GROUNDS = "We will not need the archive after 2029."


@dataclass(frozen=True)
class Reader:
    """Bo by his link, and the license that it opens."""

    bo: Counterpart
    kept: Kept
    clock: Clock

    def license(self) -> License:
        return self.kept.license()

    def goes_on(self, at: datetime) -> None:
        """What is due by then happens."""
        self.clock.moment = at
        self.kept.do(lambda tx: raise_dates(tx, self.kept.license_id, at=at))

    def read(self) -> Any:
        answer = self.bo.get("/license", Accept="application/json")
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return answer.json

    def code(self) -> str:
        """As the newest letter says it."""
        with self.bo.desk.db.engine.connect() as connection:
            found = connection.scalar(
                select(link_codes.c.id)
                .where(link_codes.c.link_id == self.bo.link_id)
                .order_by(link_codes.c.created_at.desc(), link_codes.c.id)
                .where(link_codes.c.expires_at > self.clock())
            )
        assert found
        return self.bo.desk.links.code(NOTICE_CODE, found)

    def asks_code(self) -> str:
        answer = self.bo.call("/notices/code", {})
        assert answer.status_code == 200, answer.json
        return self.code()

    def gives(self, **said: Any) -> Any:
        """By a program, with a code."""
        document = {"kind": "non_renewal", "grounds": GROUNDS, "code": self.asks_code(), **said}
        return self.bo.call("/notices", document)

    def events(self) -> list[Any]:
        with self.bo.desk.db.engine.connect() as connection:
            return [
                *connection.execute(
                    select(license_events)
                    .where(license_events.c.license_id == self.kept.license_id)
                    .order_by(license_events.c.seq)
                )
            ]


def a_reader(desk: Desk, browser: FlaskClient, clock: Clock, terms: Terms | None = None) -> Reader:
    """Executed on the clock's day, which is before the license starts."""
    kept, desktop = executed(desk.db, terms or some_terms(signing=Signing()), NOON)
    table = desktop.table
    bo = Counterpart(browser, desk, table.org, table.deal_id, table.bo.link_id)
    return Reader(bo, kept, clock)
