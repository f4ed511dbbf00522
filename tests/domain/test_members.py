"""Who may be let in, changed or let go."""

import pytest

from service.domain.errors import AlreadyMember, LastAdministrator, NotFound, ResetNotAllowed
from service.domain.members import check_change, check_new, check_reset
from service.domain.people import Role

ROLES = {"ada": Role.ADMIN, "bo": Role.DRAFTER}


def test_a_new_address_is_welcome() -> None:
    check_new("cy@x.example", frozenset({"ada@x.example"}))


def test_an_address_of_theirs_is_not_invited_again() -> None:
    with pytest.raises(AlreadyMember):
        check_new("ada@x.example", frozenset({"ada@x.example"}))


@pytest.mark.parametrize("role", [None, Role.VIEWER, Role.APPROVER, Role.DRAFTER])
def test_the_last_administrator_stays_one(role: Role | None) -> None:
    with pytest.raises(LastAdministrator):
        check_change(ROLES, "ada", role)


@pytest.mark.parametrize("role", [None, Role.VIEWER])
def test_one_of_two_administrators_may_go(role: Role | None) -> None:
    check_change({**ROLES, "bo": Role.ADMIN}, "ada", role)


@pytest.mark.parametrize("role", [None, *Role])
def test_anybody_else_may_change(role: Role | None) -> None:
    check_change(ROLES, "bo", role)


@pytest.mark.parametrize("role", [None, *Role])
def test_somebody_who_is_no_member_is_not_found(role: Role | None) -> None:
    with pytest.raises(NotFound):
        check_change(ROLES, "cy", role)


def test_a_member_of_this_house_alone_is_helped_by_an_administrator() -> None:
    check_reset("archive", "bo", by="ada", houses=["archive"])


def test_no_administrator_weakens_another_house() -> None:
    with pytest.raises(ResetNotAllowed):
        check_reset("archive", "bo", by="ada", houses=["archive", "labs"])


def test_nobody_gets_rid_of_their_own_second_step_so() -> None:
    with pytest.raises(ResetNotAllowed):
        check_reset("archive", "ada", by="ada", houses=["archive"])


@pytest.mark.parametrize("houses", [[], ["labs"], ["labs", "news"]])
def test_a_stranger_is_not_found(houses: list[str]) -> None:
    with pytest.raises(NotFound):
        check_reset("archive", "cy", by="ada", houses=houses)
