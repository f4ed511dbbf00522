"""What waits for an approver, and what open deals commit to."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from service.commands import deals as commands
from service.commands import negotiation
from service.domain.money import Money
from service.domain.terms import Terms
from service.storage.database import Database
from tests.builders import a_charge, some_terms
from tests.conftest import NOON
from tests.storage.kept import BY, a_deal


def _blocked() -> Terms:
    """Not all of the people in its first line have released their likeness."""
    terms = some_terms()
    lines = tuple(replace(line, releases_pct=Decimal(50)) for line in terms.materials.lines)
    return replace(terms, materials=replace(terms.materials, lines=lines))


def _asked(db: Database, org: str, deal_id: str) -> None:
    with db.transaction(org) as tx:
        commands.request_approval(tx, deal_id, note=None, by=BY, at=NOON)


def test_a_draft_that_must_be_released_is_found(db: Database, ada: str) -> None:
    a_deal(db, ada)
    blocked = a_deal(db, ada, terms=_blocked())
    with db.reading(ada) as views:
        assert [(row.id, row.to_release) for row in views.blocked(10)] == [(blocked.id, 1)]
        assert views.asked(10) == []


def test_a_draft_waits_from_when_somebody_asks(db: Database, ada: str) -> None:
    blocked = a_deal(db, ada, terms=_blocked())
    _asked(db, ada, blocked.id)
    with db.reading(ada) as views:
        assert [row.id for row in views.asked(10)] == [blocked.id]
        assert views.blocked(10) == []


def test_a_released_draft_waits_no_more(db: Database, ada: str) -> None:
    blocked = a_deal(db, ada, terms=_blocked())
    with db.transaction(ada) as tx:
        commands.approve(tx, blocked.id, reason="So it is.", by=BY, at=NOON)
    with db.reading(ada) as views:
        assert views.blocked(10) == []
        assert views.deal_row(blocked.id).to_release == 0


def test_a_withdrawn_draft_waits_no_more(db: Database, ada: str) -> None:
    blocked = a_deal(db, ada, terms=_blocked())
    _asked(db, ada, blocked.id)
    with db.transaction(ada) as tx:
        negotiation.withdraw_deal(tx, blocked.id, reason=None, by=BY, at=NOON)
    with db.reading(ada) as views:
        assert views.asked(10) == []
        assert views.worth(3) == []


def test_the_longest_wait_comes_first_and_strangers_never(db: Database, ada: str, cy: str) -> None:
    later = a_deal(db, ada, terms=_blocked(), at=NOON + timedelta(days=1))
    first = a_deal(db, ada, terms=_blocked())
    a_deal(db, cy, terms=_blocked())
    with db.reading(ada) as views:
        assert [row.id for row in views.blocked(10)] == [first.id, later.id]
        assert [row.id for row in views.blocked(1)] == [first.id]


def test_worth_is_added_up_by_currency_with_the_largest_first(db: Database, ada: str) -> None:
    small = a_deal(db, ada)
    large = a_deal(db, ada, terms=_with_a_charge("1000"))
    with db.reading(ada) as views:
        (worth,) = views.worth(1)
        rows = {id: views.deal_row(id).committed for id in (small.id, large.id)}
    assert worth.deals == 2
    assert worth.total == rows[small.id] + rows[large.id]
    assert [row.id for row in worth.largest] == [large.id]


def _with_a_charge(amount: str) -> Terms:
    terms = some_terms()
    charge = a_charge(id="extra", amount=Money.of(Decimal(amount), "USD"))
    charges = (*terms.pricing.charges, charge)
    return replace(terms, pricing=replace(terms.pricing, charges=charges))
