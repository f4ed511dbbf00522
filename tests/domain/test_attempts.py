"""How long somebody waits who tries again and again."""

from datetime import timedelta

from service.domain.attempts import FIRST_WAIT, FREE, LONGEST_WAIT, wait_after


def test_the_first_tries_cost_nothing() -> None:
    assert {wait_after(tries) for tries in range(1, FREE)} == {timedelta(0)}


def test_each_further_try_waits_twice_as_long() -> None:
    assert wait_after(FREE) == FIRST_WAIT
    assert wait_after(FREE + 1) == 2 * FIRST_WAIT


def test_nobody_waits_longer_than_the_longest_wait() -> None:
    assert wait_after(FREE + 5) == LONGEST_WAIT
    assert wait_after(10**9) == LONGEST_WAIT
