"""Any sequence of moves of two sides, over HTTP, against a small model of what may happen when."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select

from service.app import create_app
from service.commands.drawing_up import draw_up_next
from service.domain.audit import broken_at
from service.domain.contract import ContractText
from service.domain.deal import NEGOTIATING, OPEN, Offer, Status
from service.domain.drawing_up import ContractStatus
from service.domain.terms.parties import Side
from service.rendering.paper import Format
from service.storage.comments import Comments
from service.storage.contracts import Contracts
from service.storage.database import open_database
from service.storage.deal_links import DealLinks
from service.storage.negotiation_tables import contracts
from service.worker.deals import lapse_due
from tests import databases
from tests.conftest import SETTINGS, Clock
from tests.desks import a_desk
from tests.sizes import cases
from tests.storage.history import replayed
from tests.storage.kept import records_of
from tests.web.callers import Caller, a_caller, a_document
from tests.web.counterparts import Counterpart

MONTHS: Final = st.integers(24, 34)
DAYS: Final = st.sampled_from((None, 1, 30))
FRESH: Final = st.sampled_from((True, True, True, False))
"""Most who act have seen the last offer, and when it is their turn."""
US, THEM = Side.LICENSOR, Side.LICENSEE


def _terms(months: int) -> dict[str, Any]:
    terms: dict[str, Any] = deepcopy(a_document()["terms"])
    terms["period"]["months"] = months
    return terms


def _pages(text: ContractText, _: bytes, formats: frozenset[Format]) -> dict[Format, bytes]:
    """Papers that say of which text they are, and are there at once."""
    return {format: f"{format} {text.text_sha256}".encode() for format in formats}


@dataclass
class Made:
    """An offer as whoever made it was told."""

    id: str
    side: Side
    months: int
    ends: datetime | None


class Negotiation(RuleBasedStateMachine):
    """What the model knows: the status, the offers made, what our draft says, and no more."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.clock = Clock()
        self.key: tuple[str, str, str] | None = None
        self._open()
        self.ada = a_caller(self.desk, self.browser, "archive")
        self.key = (self.ada.org, self.ada.key_id, self.ada.key)
        self._begin()

    def _begin(self) -> None:
        self.deal_id = self.ada.drafted()["id"]
        self.draft: int = a_document()["terms"]["period"]["months"]
        self.status, self.version, self.comments = Status.DRAFT, 1, 0
        self.offers: list[Made] = []
        self.kept: list[Offer] = []
        self.was_agreed = False

    def teardown(self) -> None:
        self.db.close()
        self.folder.cleanup()

    def _open(self) -> None:
        path = Path(self.folder.name)
        self.db = open_database(databases.url_of("sqlite", path))
        self.desk = a_desk(self.db, path, _pages, self.clock)
        self.browser = create_app(SETTINGS, self.desk).test_client()

    # What may happen when, in the words of the refusals.

    def _stands(self) -> Iterator[str]:
        if self.status not in NEGOTIATING:
            yield "move_not_allowed"

    def _in_time(self) -> Iterator[str]:
        ends = self.offers[-1].ends if self.offers else None
        if self.status in NEGOTIATING and ends is not None and ends <= self.clock():
            yield "offer_expired"

    def _by_other(self, side: Side) -> Iterator[str]:
        if self.offers and self.offers[-1].side is side:
            yield "not_your_turn"

    def _fresh(self, made: Made | None) -> Iterator[str]:
        if self.offers and made is not None and made is not self.offers[-1]:
            yield "terms_have_moved"

    def _offerable(self, side: Side, months: int, view: Made | None) -> set[str]:
        said = {*self._fresh(view), *self._in_time()}
        if self.status is not Status.DRAFT:
            said |= {*self._stands()}
        if self.offers and (self.offers[-1].side, self.offers[-1].months) == (_other(side), months):
            said.add("terms_refused")
        return said

    def _acceptable(self, side: Side, seen: Made) -> set[str]:
        said = {*self._stands(), *self._in_time(), *self._by_other(side)}
        if seen.months != self.offers[-1].months:
            said.add("terms_have_moved")
        return said

    def _rejectable(self, side: Side, seen: Made) -> set[str]:
        return {*self._stands(), *self._by_other(side), *self._fresh(seen)}

    # What is done, and what comes of it.

    def _ends(self, answer: Any, refusals: set[str], status: Status) -> bool:
        """Whether it was done, which is exactly where nothing speaks against it."""
        said = answer.status_code, answer.json.get("code")
        if refusals:
            assert said[0] in (409, 422), said
            assert said[1] in refusals, said
            return False
        assert said[0] in (200, 201), said
        self.status = status
        return True

    def _seen(self, fresh: bool) -> Made:
        return self.offers[-1] if fresh else self.offers[0]

    def _ours(self, in_turn: bool) -> bool:
        """Whether we act, where whoever is waited for does, or the other one."""
        return (self.offers[-1].side is THEM) == in_turn

    def _offered(
        self, side: Side, post: Callable[[Any], Any], months: int | None, fresh: bool, days: Any
    ) -> None:
        view = self._seen(fresh) if self.offers else None
        ends = None if days is None else self.clock() + timedelta(days=days)
        document = {
            "terms": None if months is None else _terms(months),
            "answers": view and view.id,
            "expires_at": ends and ends.isoformat(),
        }
        months = months or self.draft
        why_not = self._offerable(side, months, view)
        status = Status.OFFERED if side is US else Status.COUNTERED
        if self._ends(post(document), why_not, status):
            with self.db.reading(self.ada.org) as views:
                made = views.offers_of(self.deal_id)[-1]
            if side is US or self.draft == self.offers[-1].months:
                self.draft = months
            self.offers.append(Made(made.id, side, months, ends))

    @property
    def bo(self) -> Counterpart:
        with self.db.reading(self.ada.org) as views:
            (link,) = DealLinks(views.connection, views.org).of_side(self.deal_id, THEM)
        return Counterpart(self.browser, self.desk, self.ada.org, self.deal_id, link)

    def _digest(self, made: Made) -> str:
        with self.db.reading(self.ada.org) as views:
            return views.offer(made.id).written.canonical.sha256

    @initialize(days=DAYS)
    def open(self, days: int | None) -> None:
        self.offer(None, True, days)

    @precondition(lambda self: self.status not in OPEN | {Status.SIGNING})
    @rule(days=DAYS)
    def begin_another(self, days: int | None) -> None:
        self._begin()
        self.open(days)

    @rule(months=st.none() | MONTHS, fresh=FRESH, days=DAYS)
    def offer(self, months: int | None, fresh: bool, days: int | None) -> None:
        def post(document: Any) -> Any:
            return self.ada.post(f"/deals/{self.deal_id}/offers", document)

        self._offered(US, post, months, fresh, days)

    @rule(months=MONTHS, fresh=FRESH, days=DAYS)
    def counter(self, months: int, fresh: bool, days: int | None) -> None:
        bo = self.bo
        self._offered(THEM, lambda said: bo.call("/offers", said), months, fresh, days)

    @rule(fresh=FRESH, in_turn=FRESH)
    def accept(self, fresh: bool, in_turn: bool) -> None:
        """Ours names the offer as well, the other side quotes its digest alone."""
        seen, ours = self._seen(fresh), self._ours(in_turn)
        why_not = self._acceptable(US if ours else THEM, seen)
        said = {"terms_sha256": self._digest(seen)}
        if ours:
            why_not |= {*self._fresh(seen)}
            answer = self.ada.post(f"/offers/{seen.id}/accept", said)
        else:
            answer = self.bo.call("/accept", said)
        self.was_agreed |= self._ends(answer, why_not, Status.AGREED)

    @precondition(lambda self: len(self.offers) > 2)
    @rule(fresh=FRESH, in_turn=FRESH)
    def reject(self, fresh: bool, in_turn: bool) -> None:
        seen, ours = self._seen(fresh), self._ours(in_turn)
        why_not = self._rejectable(US if ours else THEM, seen)
        if ours:
            answer = self.ada.post(f"/offers/{seen.id}/reject", {"reason": "No."})
        else:
            answer = self.bo.call("/reject", {"reason": "No.", "answers": seen.id})
        self._ends(answer, why_not, Status.REJECTED)

    @precondition(lambda self: len(self.offers) > 2)
    @rule(fresh=FRESH)
    def take_back(self, fresh: bool) -> None:
        seen = self._seen(fresh)
        why_not = {*self._stands(), *self._by_other(_other(US)), *self._fresh(seen)}
        answer = self.ada.post(f"/offers/{seen.id}/withdraw", {})
        self._ends(answer, why_not, Status.WITHDRAWN)

    @precondition(lambda self: len(self.offers) > 2)
    @rule(ours=st.booleans())
    def leave(self, ours: bool) -> None:
        why_not = set() if self.status in OPEN else {"move_not_allowed"}
        if ours:
            answer = self.ada.post(f"/deals/{self.deal_id}/withdraw", {})
        else:
            answer = self.bo.call("/withdraw", {})
        self._ends(answer, why_not, Status.WITHDRAWN)

    @rule(months=MONTHS)
    def prepare(self, months: int) -> None:
        """Our next draft, which nobody of the other side sees."""
        tag = self.ada.get(f"/deals/{self.deal_id}").headers["ETag"]
        document = {"terms": _terms(months)}
        answer = self.ada.patch(f"/deals/{self.deal_id}", document, if_match=tag)
        may = self.status in NEGOTIATING | {Status.DRAFT} or months == self.draft
        if self._ends(answer, set() if may else {"move_not_allowed"}, self.status):
            self.draft = months

    @rule(hours=st.sampled_from((1, 36)), swept=st.booleans())
    def time_passes(self, hours: int, swept: bool) -> None:
        self.clock.forward(hours=hours)
        if swept:
            over = [*self._in_time()]
            lapse_due(self.desk)
            self.status = Status.LAPSED if over else self.status

    @rule()
    def draw_up(self) -> None:
        worked = draw_up_next(self.desk, "worker")
        assert worked == (self.status is Status.AGREED)
        self.status = Status.SIGNING if worked else self.status

    @rule(ours=st.booleans(), shared=st.booleans())
    def comment(self, ours: bool, shared: bool) -> None:
        if ours:
            said = {"text": "Ours.", "shared": shared}
            answer = self.ada.post(f"/deals/{self.deal_id}/comments", said)
        else:
            answer = self.bo.call("/comments", {"text": "Theirs."})
        self._ends(answer, set(), self.status)
        self.comments += 1

    @rule()
    def restart(self) -> None:
        self.db.close()
        self._open()
        assert self.key is not None
        self.ada = Caller(self.browser, *self.key)

    @rule()
    def look(self) -> None:
        """Each side is told of just the moves that would be taken."""
        last = self.offers[-1]
        theirs = {each["name"] for each in self.bo.read()["links"]["actions"]}
        told = self.ada.get(f"/offers/{last.id}").json["links"]["actions"]
        ours = {each["name"] for each in told}
        for side, names in ((US, ours), (THEM, theirs)):
            assert ("accept" in names) == (not self._acceptable(side, last)), names
        assert ("reject" in ours) == (not self._rejectable(US, last))
        assert ("withdraw" in theirs) == (self.status in OPEN)

    # What is true at any time.

    @invariant()
    def it_stands_where_the_model_says(self) -> None:
        with self.db.reading(self.ada.org) as views:
            deal = views.deal(self.deal_id)
        assert deal.status is self.status
        assert deal.written.terms.period.months == self.draft
        assert deal.version >= self.version
        self.version = deal.version

    @invariant()
    def its_history_tells_the_same(self) -> None:
        with self.db.reading(self.ada.org) as views:
            deal = views.deal(self.deal_id)
        records, head = records_of(self.db, self.deal_id)
        assert len(records) == deal.version
        assert broken_at(records, head) is None
        assert replayed(self.db, self.ada.org, self.deal_id) == deal

    @invariant()
    def offers_never_change(self) -> None:
        with self.db.reading(self.ada.org) as views:
            found = views.offers_of(self.deal_id)
        assert [offer.id for offer in found] == [made.id for made in self.offers]
        assert [offer.number for offer in found] == [*range(1, len(found) + 1)]
        assert found[: len(self.kept)] == self.kept
        self.kept = found

    @invariant()
    def there_is_one_contract_where_it_was_agreed(self) -> None:
        with self.db.reading(self.ada.org) as views:
            mine = select(contracts).where(contracts.c.deal_id == self.deal_id)
            rows = [*views.connection.execute(mine)]
            row = Contracts(views.connection, views.org).of_deal(self.deal_id)
        assert len(rows) == self.was_agreed
        if row is not None:
            assert row.status is _CONTRACTS[self.status]
            assert (row.docx_sha256 is None) == (row.status is ContractStatus.DRAWING_UP) or (
                row.status is ContractStatus.VOIDED
            )

    @invariant()
    def comments_are_numbered(self) -> None:
        with self.db.reading(self.ada.org) as views:
            found = Comments(views.connection, views.org).of_deal(self.deal_id, shared_only=False)
        assert [comment.number for comment in found] == [*range(1, self.comments + 1)]


_CONTRACTS: Final = {
    Status.AGREED: ContractStatus.DRAWING_UP,
    Status.SIGNING: ContractStatus.READY,
    Status.WITHDRAWN: ContractStatus.VOIDED,
}


def _other(side: Side) -> Side:
    return THEM if side is US else US


TestNegotiation = Negotiation.TestCase
TestNegotiation.settings = settings(
    max_examples=cases(10, 300),
    stateful_step_count=40,
    suppress_health_check=[*HealthCheck],
)
