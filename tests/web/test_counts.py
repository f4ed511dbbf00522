"""Requests are counted by window, and callers whose window is over are forgotten."""

from service.web.counts import Counts


def test_a_window_counts_up() -> None:
    counts = Counts()
    assert [counts.incr("a", 60) for _ in range(3)] == [1, 2, 3]
    assert (counts.get("a"), counts.get("b")) == (3, 0)


def test_a_window_that_is_over_begins_anew() -> None:
    counts = Counts()
    counts.incr("a", -1)
    assert counts.get("a") == 0
    assert counts.incr("a", 60) == 1


def test_a_window_does_not_move_with_each_request() -> None:
    counts = Counts()
    counts.incr("a", 60)
    end = counts.get_expiry("a")
    counts.incr("a", 6000)
    assert counts.get_expiry("a") == end


def test_memory_does_not_grow_with_callers_that_are_gone() -> None:
    counts = Counts()
    for n in range(10_001):
        counts.incr(f"gone {n}", -1)
    counts.incr("here", 60)
    assert counts.reset() == 1
