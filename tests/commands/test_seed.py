"""The demo's deals."""

import pytest

from service.commands import setup
from service.commands.seed import PEOPLE, STORIES, seed
from service.desk import Desk
from service.domain.errors import NotFound
from service.storage.views import DealRow
from service.web.demo import demo_deals
from tests.conftest import NOON


@pytest.fixture
def org(desk: Desk) -> str:
    setup.set_up(desk, "demo", "admin@localhost", NOON)
    with desk.db.reading_accounts() as accounts:
        return accounts.organization_of("demo")


def _rows(desk: Desk, org: str) -> list[DealRow]:
    with desk.db.reading(org) as views:
        return list(views.deal_list(limit=50).rows)


def test_every_story_has_its_deal() -> None:
    assert set(STORIES) == set(demo_deals())


def test_the_deals_stand_in_different_places(desk: Desk, org: str) -> None:
    assert seed(desk, "demo", demo_deals(), NOON) == len(STORIES)
    stands = {(row.status, row.approval, bool(row.to_release)) for row in _rows(desk, org)}
    assert stands == {
        ("draft", "none", False),
        ("draft", "requested", True),
        ("draft", "given", False),
        ("offered", "none", False),
        ("countered", "none", False),
        ("agreed", "none", False),
        ("withdrawn", "none", False),
    }


def test_the_newest_deal_began_last(desk: Desk, org: str) -> None:
    seed(desk, "demo", demo_deals(), NOON)
    assert next(row.external_id for row in _rows(desk, org)) == "demo-photos"


def test_seeding_again_makes_nothing(desk: Desk, org: str) -> None:
    seed(desk, "demo", demo_deals(), NOON)
    assert seed(desk, "demo", demo_deals(), NOON) == 0
    assert len(_rows(desk, org)) == len(STORIES)


def test_the_people_are_there_in_their_roles(desk: Desk, org: str) -> None:
    seed(desk, "demo", demo_deals(), NOON)
    with desk.db.reading_accounts() as accounts:
        roles = {member.email: member.role for member in accounts.members(org)}
    assert {email: roles[email] for _, email, _, _ in PEOPLE} == {e: r for _, e, _, r in PEOPLE}


def test_an_unknown_organization_is_not_seeded(desk: Desk) -> None:
    with pytest.raises(NotFound):
        seed(desk, "nobody", demo_deals(), NOON)
