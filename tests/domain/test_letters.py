"""What can be done with a letter, wherever it stands."""

import pytest

from service.domain.errors import LetterMoveNotAllowed
from service.domain.letters import HANDLINGS, Handling, handled
from service.domain.post import State


@pytest.mark.parametrize("state", State)
def test_every_state_says_what_can_be_done(state: State) -> None:
    assert state in HANDLINGS


def test_a_letter_that_is_leaving_is_let_be() -> None:
    for handling in Handling:
        with pytest.raises(LetterMoveNotAllowed):
            handled(State.SENDING, handling)


@pytest.mark.parametrize(
    ("state", "handling", "then"),
    [
        (State.PENDING, Handling.HOLD, State.HELD),
        (State.HELD, Handling.RELEASE, State.PENDING),
        (State.DEAD, Handling.SEND_AGAIN, State.PENDING),
        (State.NEEDS_REVIEW, Handling.RELEASE, State.PENDING),
    ],
)
def test_a_letter_is_held_released_or_sent_again(
    state: State, handling: Handling, then: State
) -> None:
    assert handled(state, handling) is then


def test_a_letter_that_waits_is_not_sent_twice() -> None:
    with pytest.raises(LetterMoveNotAllowed):
        handled(State.PENDING, Handling.SEND_AGAIN)
