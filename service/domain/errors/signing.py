"""The ways in which the rules of signing say no."""

from collections.abc import Iterable

from service.domain.errors.base import CounterpartError, TermsRefused


class ContractMoveNotAllowed(CounterpartError):
    """What somebody wants to do does not fit where the contract stands."""

    code = "contract_move_not_allowed"

    def __init__(self, status: str, move: str) -> None:
        super().__init__(f"A contract that is {status} cannot have {move}.")


class AlreadyFormed(CounterpartError):
    """Everybody has signed: nothing undoes a contract (legal-review.md B3)."""

    code = "already_formed"

    def __init__(self) -> None:
        super().__init__("Everybody has signed: the contract is formed, and this is too late.")


class DocumentHasMoved(CounterpartError):
    """What somebody looked at is not the document that is signed."""

    code = "document_has_moved"

    def __init__(self) -> None:
        super().__init__("This is not the document that is to be signed: look at it anew.")


class NotYourTurnToSign(CounterpartError):
    """Others sign first."""

    code = "not_your_turn_to_sign"

    def __init__(self) -> None:
        super().__init__("Others sign first. You get a letter when it is your turn.")


class AlreadySigned(CounterpartError):
    """There is a signature of theirs."""

    code = "already_signed"

    def __init__(self) -> None:
        super().__init__("This signature is there already.")


class NotSigned(CounterpartError):
    """There is no signature to take back."""

    code = "not_signed"

    def __init__(self) -> None:
        super().__init__("There is no signature to take back.")


class SigningPaused(CounterpartError):
    """Somebody declined to sign."""

    code = "signing_paused"

    def __init__(self) -> None:
        super().__init__(
            "Somebody has declined to sign. Signing goes on when somebody else signs instead."
        )


class SigningOver(CounterpartError):
    """The last day to sign has passed."""

    code = "signing_over"

    def __init__(self) -> None:
        super().__init__("The last day to sign this contract has passed.")


class InkOnly(CounterpartError):
    """This contract is not signed by a link (legal-review.md B9)."""

    code = "ink_only"

    def __init__(self) -> None:
        super().__init__(
            "This contract is signed on paper or by a certificate of the signer's own: sign it "
            "there, then give the signed copy."
        )


class ElectronicOnly(CounterpartError):
    """This contract is signed by links, not by a copy that is brought."""

    code = "electronic_only"

    def __init__(self) -> None:
        super().__init__("This contract is signed by each signer's own link, not by a signed copy.")


class CodeRequired(CounterpartError):
    """A signature without the one-time code of the signer's mailbox."""

    code = "code_required"

    def __init__(self) -> None:
        super().__init__("Type the code that we mail you: it shows that the mailbox is yours.")


class SigningRefused(TermsRefused):
    """What came in for signing has faults; `faults` has all reasons at once."""

    code = "signing_refused"


class SignersMissing(CounterpartError):
    """Nobody is named who signs for them."""

    code = "signers_missing"

    def __init__(self, parties: Iterable[str]) -> None:
        super().__init__(f"Name who signs for {', '.join(parties)}.")


class SignsForOtherSide(CounterpartError):
    """Nobody signs for both sides."""

    code = "signs_for_other_side"

    def __init__(self, email: str) -> None:
        super().__init__(f"{email} signs for the other side already.")


class OtherSidesSigner(CounterpartError):
    """A party says for itself who signs for it."""

    code = "other_sides_signer"

    def __init__(self) -> None:
        super().__init__(
            "Only a signer of your own side is handed over in this way. Replace a signer of the "
            "other side, or let the signer propose somebody."
        )


class StartHasPassed(CounterpartError):
    """The period would have begun before the contract (legal-review.md B4)."""

    code = "start_has_passed"

    def __init__(self) -> None:
        super().__init__(
            "The period starts on a day that has passed. Whoever sent the contract must confirm "
            "that this is meant before the last one signs."
        )


class OwnCopy(CounterpartError):
    """A signed copy is confirmed or refused by the side that did not give it."""

    code = "own_copy"

    def __init__(self) -> None:
        super().__init__("The other side says whether this copy is the contract.")


class AlreadyAnswered(CounterpartError):
    """A question that is answered, or that nobody asks any more."""

    code = "already_answered"

    def __init__(self) -> None:
        super().__init__("This was answered before, or is no longer asked.")


class SealFailed(CounterpartError):
    """The sealed file could not be made, or is not what was signed with a seal on it."""

    code = "seal_failed"
