"""A letter refuses what would make it say something else than it shows."""

import pytest

from service.domain.post import Address
from service.notifications.letter import Attachment, LetterRefused, threading
from tests.notifications.letters import a_letter

HIDDEN = ["\r\nBcc: cy@example.org", "\n", "\0", "\u202e", "\u200b", "\u2028", "\ud800"]


@pytest.mark.parametrize("hidden", HIDDEN, ids=ascii)
@pytest.mark.parametrize("part", ["subject", "name", "reply", "header", "attachment"])
def test_no_line_break_or_invisible_character_stands_in_one_line(part: str, hidden: str) -> None:
    text = f"Bo{hidden}"
    changes = {
        "subject": {"subject": text},
        "name": {"to": Address("bo@example.org", text)},
        "reply": {"reply_to": Address("bo@example.org", text)},
        "header": {"headers": (("X-Own", text),)},
        "attachment": {"attachments": (Attachment(text, "text/plain", b""),)},
    }
    with pytest.raises(LetterRefused, match=r"U\+"):
        a_letter(**changes[part])


def test_every_attempt_at_a_letter_has_the_same_message_id() -> None:
    assert threading("k", "example.com") == threading("k", "example.com")
    assert threading("k", "example.com") != threading("l", "example.com")


def test_letters_of_one_thread_refer_to_one_message() -> None:
    first, second = (dict(threading(key, "example.com", "deal_1")) for key in "ab")
    assert first["References"] == second["References"]
    assert first["Message-ID"] != second["Message-ID"]
