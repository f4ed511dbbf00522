"""Every way a rule says no, with its public code."""

import math
from collections.abc import Iterable
from datetime import timedelta

from service.domain.errors.base import CounterpartError as CounterpartError
from service.domain.errors.base import Fault as Fault
from service.domain.errors.base import TermsRefused as TermsRefused
from service.domain.errors.deliveries import AcceptanceOver as AcceptanceOver
from service.domain.errors.deliveries import DeliveryRefused as DeliveryRefused
from service.domain.errors.deliveries import NothingOpen as NothingOpen
from service.domain.errors.deliveries import NotReplaced as NotReplaced
from service.domain.errors.deliveries import ReportWrong as ReportWrong
from service.domain.errors.deliveries import WholeNotRejected as WholeNotRejected
from service.domain.errors.licenses import AlreadySuspended as AlreadySuspended
from service.domain.errors.licenses import CureNotConfirmed as CureNotConfirmed
from service.domain.errors.licenses import CurePausedNow as CurePausedNow
from service.domain.errors.licenses import DutiesRemain as DutiesRemain
from service.domain.errors.licenses import EffectiveTooSoon as EffectiveTooSoon
from service.domain.errors.licenses import KeyDateSettledAlready as KeyDateSettledAlready
from service.domain.errors.licenses import LicenseMoveNotAllowed as LicenseMoveNotAllowed
from service.domain.errors.licenses import LicenseRefused as LicenseRefused
from service.domain.errors.licenses import MethodDoesNotCount as MethodDoesNotCount
from service.domain.errors.licenses import NoCureHistory as NoCureHistory
from service.domain.errors.licenses import NoDuty as NoDuty
from service.domain.errors.licenses import NoticeSettled as NoticeSettled
from service.domain.errors.licenses import NoticeTooEarly as NoticeTooEarly
from service.domain.errors.licenses import NoticeTooLate as NoticeTooLate
from service.domain.errors.licenses import NotSuspended as NotSuspended
from service.domain.errors.licenses import NotTheirNotice as NotTheirNotice
from service.domain.errors.licenses import StaleLicense as StaleLicense
from service.domain.errors.licenses import TermsNotKnown as TermsNotKnown
from service.domain.errors.licenses import UncuredBreach as UncuredBreach
from service.domain.errors.signing import AlreadyAnswered as AlreadyAnswered
from service.domain.errors.signing import AlreadyFormed as AlreadyFormed
from service.domain.errors.signing import AlreadySigned as AlreadySigned
from service.domain.errors.signing import CodeRequired as CodeRequired
from service.domain.errors.signing import ContractMoveNotAllowed as ContractMoveNotAllowed
from service.domain.errors.signing import DocumentHasMoved as DocumentHasMoved
from service.domain.errors.signing import ElectronicOnly as ElectronicOnly
from service.domain.errors.signing import InkOnly as InkOnly
from service.domain.errors.signing import NotSigned as NotSigned
from service.domain.errors.signing import NotYourTurnToSign as NotYourTurnToSign
from service.domain.errors.signing import OtherSidesSigner as OtherSidesSigner
from service.domain.errors.signing import OwnCopy as OwnCopy
from service.domain.errors.signing import SealFailed as SealFailed
from service.domain.errors.signing import SignersMissing as SignersMissing
from service.domain.errors.signing import SigningOver as SigningOver
from service.domain.errors.signing import SigningPaused as SigningPaused
from service.domain.errors.signing import SigningRefused as SigningRefused
from service.domain.errors.signing import SignsForOtherSide as SignsForOtherSide
from service.domain.errors.signing import StartHasPassed as StartHasPassed


class CurrencyMismatch(CounterpartError):
    """Amounts in two currencies are never added."""

    code = "currency_mismatch"


class WordsLost(CounterpartError):
    """A paper does not say what the contract says."""

    code = "words_lost"


class MoveNotAllowed(CounterpartError):
    """What somebody wants to do does not fit where the deal stands."""

    code = "move_not_allowed"

    def __init__(self, status: str, move: str) -> None:
        super().__init__(f"A deal that is {status} cannot have {move}.")


class NotFound(CounterpartError):
    """There is no such thing, or it belongs to somebody else: nobody learns which."""

    code = "not_found"

    def __init__(self) -> None:
        super().__init__("There is no such thing here.")


class StaleDeal(CounterpartError):
    """Somebody else moved the deal between our reading and our writing."""

    code = "stale_deal"

    def __init__(self) -> None:
        super().__init__("The deal has just changed: read it again, then repeat what you did.")


class ApprovalNotNeeded(CounterpartError):
    """Nothing blocks the deal, so there is nothing to release."""

    code = "approval_not_needed"

    def __init__(self) -> None:
        super().__init__("Nothing in this deal needs an approver.")


class ApprovalNotRequested(CounterpartError):
    """Nobody waits for an approver's answer."""

    code = "approval_not_requested"

    def __init__(self) -> None:
        super().__init__("Nobody has asked for a release of this deal.")


class ApprovalRequired(CounterpartError):
    """Terms that only an approver may let out of the house. `codes` name the findings."""

    code = "approval_required"

    def __init__(self, codes: Iterable[str]) -> None:
        self.codes = tuple(codes)
        super().__init__(f"An approver must release this first: {', '.join(self.codes)}.")


class NotYourTurn(CounterpartError):
    """Nobody answers an offer of its own, or takes back one of the other side."""

    code = "not_your_turn"

    def __init__(self) -> None:
        super().__init__("The offer that stands is not yours to answer in this way.")


class TermsHaveMoved(CounterpartError):
    """What somebody looked at is no longer what stands. `number` is the offer that does."""

    code = "terms_have_moved"

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"Offer {number} stands now, with other terms: look at it first.")


class OfferExpired(CounterpartError):
    """The time that an offer gave is over."""

    code = "offer_expired"

    def __init__(self, number: int) -> None:
        super().__init__(f"The time to answer offer {number} is over.")


class ContractNotReady(CounterpartError):
    """The papers of a contract are not there, or not yet."""

    code = "contract_not_ready"

    def __init__(self, status: str) -> None:
        super().__init__(f"The contract is {status}: its papers come when it is ready.")


class TextHasMoved(CounterpartError):
    """What would be drawn up is not, word for word, what was accepted."""

    code = "text_has_moved"

    def __init__(self) -> None:
        super().__init__("The contract's text is no longer the one that was accepted.")


class IdempotencyKeyReused(CounterpartError):
    """The key came before, with another call."""

    code = "idempotency_key_reused"

    def __init__(self) -> None:
        super().__init__("This Idempotency-Key came before with another request: take a new one.")


class PaperFailed(CounterpartError):
    """A paper could not be made: its maker broke, or was stopped at a limit of time or memory."""

    code = "paper_failed"


class MarkupRefused(CounterpartError):
    """A file that is not read: it is no Word document, or holds what a contract never holds."""

    code = "markup_refused"

    def __init__(self, why: str) -> None:
        super().__init__(f"This file was not read. {why}")
        self.why = why

    def __reduce__(self) -> tuple[type["MarkupRefused"], tuple[str]]:
        """It comes out of a worker process as it went in."""
        return type(self), (self.why,)


class MarkupUnknown(CounterpartError):
    """A Word document that was not made from a paper of this deal. `right` says which would be."""

    code = "markup_unknown"

    def __init__(self, right: str) -> None:
        super().__init__(f"This file was not made from a paper of this deal. {right}")
        self.right = right

    def __reduce__(self) -> tuple[type["MarkupUnknown"], tuple[str]]:
        """It comes out of a worker process as it went in."""
        return type(self), (self.right,)


class DrawingRefused(CounterpartError):
    """A drawn signature is not written as lines of whole numbers; `pointer` leads to where."""

    code = "drawing_refused"

    def __init__(self, pointer: str, message: str) -> None:
        self.pointer = pointer
        super().__init__(f"{pointer}: {message}" if pointer else message)


class LastAdministrator(CounterpartError):
    """An organization keeps somebody who can let others in."""

    code = "last_administrator"

    def __init__(self) -> None:
        super().__init__("Make somebody else an administrator first: one must remain.")


class AlreadyMember(CounterpartError):
    """Somebody who belongs to the organization is not invited anew."""

    code = "already_member"

    def __init__(self, email: str) -> None:
        super().__init__(f"{email} is a member already: change the role, or make a new link.")


class StorageUnavailable(CounterpartError):
    """The database or the disk does not take what it is given; nothing of it was kept."""

    code = "unavailable"

    def __init__(self) -> None:
        super().__init__("Nothing was kept. Try again in a moment.")


class IdempotencyInProgress(CounterpartError):
    """A call with the same key is still under way, and we have waited as long as we wait."""

    code = "idempotency_in_progress"

    def __init__(self) -> None:
        super().__init__("A request with this Idempotency-Key is still under way: repeat it soon.")


class ReportRefused(CounterpartError):
    """What says it is a carrier's report is not proven to be one, or is too old."""

    code = "report_refused"

    def __init__(self) -> None:
        super().__init__("This is not proven to be a report of our carrier's, or it is too old.")


class ReportUnreadable(CounterpartError):
    """A carrier's report that is no list of events."""

    code = "report_unreadable"

    def __init__(self) -> None:
        super().__init__("A report is a JSON array of events.")


class SignInRefused(CounterpartError):
    """What was typed opens nothing; nobody learns which part of it was wrong."""

    code = "sign_in_refused"

    def __init__(self) -> None:
        super().__init__("The address and the password do not go together.")


class CodeRefused(CounterpartError):
    """The code of the second step does not fit, or was used before."""

    code = "code_refused"

    def __init__(self) -> None:
        super().__init__("This code does not fit, or was used before. Take the newest one.")


class TooManyTries(CounterpartError):
    """Whoever tries so often waits first. `seconds` is how long."""

    code = "too_many_tries"

    def __init__(self, wait: timedelta) -> None:
        self.seconds = math.ceil(wait.total_seconds())
        minutes = math.ceil(self.seconds / 60)
        said = f"{minutes} minutes" if minutes > 1 else f"{self.seconds} seconds"
        super().__init__(f"That was tried too often. Wait {said}, then try again.")


class Confined(CounterpartError):
    """Somebody else saw the link that opened this session."""

    code = "confined"

    def __init__(self) -> None:
        super().__init__(
            "An administrator saw the link that you came in by. Sign in with a link sent to your "
            "own address first: only then is it certain that you are you."
        )


class SecondStepOff(CounterpartError):
    """Nothing to reset."""

    code = "second_step_off"

    def __init__(self) -> None:
        super().__init__("They have no second step: nothing was changed.")


class ResetNotAllowed(CounterpartError):
    """Taking somebody's second step off is not this administrator's to do."""

    code = "reset_not_allowed"

    def __init__(self) -> None:
        super().__init__(
            "Only whoever runs Counterpart can reset this second step, with "
            "`counterpart user reset-totp`. Nothing was changed."
        )


class LetterMoveNotAllowed(CounterpartError):
    """What an administrator wants to do does not fit where the letter stands."""

    code = "letter_move_not_allowed"

    def __init__(self) -> None:
        super().__init__("The letter has just moved: look where it stands now.")
