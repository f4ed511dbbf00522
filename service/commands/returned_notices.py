"""What follows when the letter that was a notice did not arrive. Load, decide, record."""

from contextlib import suppress
from datetime import datetime
from typing import Final

from service.commands.license_notices import bounced
from service.domain.errors import LicenseMoveNotAllowed, NoticeSettled
from service.domain.people import SYSTEM
from service.domain.post import FAILED
from service.storage.deals import Tx
from service.storage.post_office import LetterRow, PostOffice
from service.storage.returned_notices import forget_returned

_UNSAID: Final = "The mail gave no reason."


def take_returned(tx: Tx, notice_id: str, letter_id: str, *, at: datetime) -> None:
    """Nothing where somebody has confirmed, taken back or closed it meanwhile."""
    letter = PostOffice(tx.connection, tx.org).letter(letter_id)
    with suppress(NoticeSettled, LicenseMoveNotAllowed):
        bounced(tx, notice_id, _why(letter), by=SYSTEM, at=at)
    forget_returned(tx.connection, notice_id)


def _why(letter: LetterRow) -> str:
    happened = "did not arrive" if letter.report in FAILED else "could not be sent"
    reason = letter.report_reason or letter.fault or _UNSAID
    return f"The letter to {letter.to.email} {happened}. {reason}"
