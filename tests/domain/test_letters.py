"""What can be done with a letter, wherever it stands."""

import pytest

from service.domain.errors import LetterMoveNotAllowed
from service.domain.letters import HANDLINGS, AccountLetter, Handling, handled, to_be_told
from service.domain.people import Role
from service.domain.post import State

ROLES = {"adam": Role.ADMIN, "agnes": Role.ADMIN, "dora": Role.DRAFTER, "vic": Role.VIEWER}


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


def _told(
    kind: str = "approval_requested",
    sender: str | None = None,
    reader: str | None = "vic",
    failing: tuple[str, ...] = (),
) -> tuple[str, ...]:
    roles = ROLES
    return to_be_told(kind, sender=sender, reader=reader, roles=roles, failing=frozenset(failing))


def test_whoever_caused_a_letter_hears_that_it_did_not_arrive() -> None:
    assert _told(sender="dora") == ("dora",)


@pytest.mark.parametrize("sender", ["vic", "key_of_a_program", "somebody_who_left", None])
def test_administrators_hear_where_nobody_else_can(sender: str | None) -> None:
    assert _told(sender=sender) == ("adam", "agnes")


def test_an_address_that_fails_gets_no_word_of_it() -> None:
    assert _told(sender="dora", failing=("dora", "adam")) == ("agnes",)
    assert _told(AccountLetter.SIGN_IN, reader="adam") == ("agnes",)


def test_nobody_hears_of_word_that_did_not_arrive() -> None:
    assert _told(AccountLetter.LETTER_BOUNCED, sender="dora") == ()


def test_strangers_who_ask_for_links_cause_one_word_and_no_more() -> None:
    assert _told(AccountLetter.SIGN_IN) == ("adam", "agnes")
    assert _told(AccountLetter.SIGN_IN, failing=("vic",)) == ()
    assert _told(AccountLetter.INVITATION, sender="adam", failing=("vic",)) == ("adam",)
