"""Writing a letter: from why it is sent to what it says."""

from service.desk import Desk
from service.domain.post import Occasion
from service.notifications.letter import Letter, threading

HOST = "counterpart.invalid"


def compose(desk: Desk, occasion: Occasion) -> Letter:
    """The letter of an occasion, worked out anew for each attempt; LetterRefused if it has none."""
    subject = occasion.kind.replace("_", " ").capitalize()
    return Letter(
        key=occasion.key,
        kind=occasion.kind,
        to=occasion.to,
        subject=subject,
        text=subject,
        html=f"<p>{subject}</p>",
        headers=threading(occasion.key, HOST, occasion.deal),
    )
