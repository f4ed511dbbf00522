"""How a contract is told to somebody who signs it: what is asked of them, and whom it waits for."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from service.commands.signer_view import ToSign
from service.domain.drawing_up import ContractStatus
from service.domain.open_signing import SignerMove
from service.domain.signers import CopyState
from service.domain.terms.signing import SignatureLevel
from service.web.words import Tag

WHAT_IT_IS: Final = (
    "What you give here is a simple electronic signature of yourself, bound to your mailbox and to "
    "the exact document. It is not an advanced or qualified one, which needs a certificate of your "
    "own. When everybody has signed, the operator of this service seals the document: that seal "
    "shows every later change, and is the operator's, not yours."
)

IN_INK: Final = (
    "Nothing is signed on this page. The copy that both sides say is the contract is what counts; the "
    "operator of this service then seals it: that seal shows every later change to the file, and "
    "is not a signature of yours."
)

DONE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "signed": "Your signature is there.",
        "taken-back": "Your signature is taken back. You can sign again, or decline.",
        "declined": "You declined to sign. Whoever sent the contract is told, with your reason.",
        "proposed": "Your proposal is with the party's notice address. Until it agrees, it is you who signs.",
        "given": "The signed copy is there. The other side is asked whether it is the contract.",
        "confirmed": "You confirmed the signed copy: the contract is formed.",
        "refused": "You refused the signed copy. The other side is told, with your reason.",
    }
)
"""What the page says after an act, by the word that stands in its address."""

LEVELS: Final[Mapping[SignatureLevel, str]] = MappingProxyType(
    {
        SignatureLevel.SES: "with simple electronic signatures",
        SignatureLevel.AES: "with advanced electronic signatures",
        SignatureLevel.QES: "with qualified electronic signatures",
        SignatureLevel.WET_INK: "in ink",
    }
)


def what_it_is(seen: ToSign) -> str:
    """What a signature here is, and what it is not."""
    return IN_INK if seen.execution.ink else WHAT_IT_IS


def headline(seen: ToSign) -> str:
    """The page's heading, from the reader's side."""
    match seen.execution.status:
        case ContractStatus.EXECUTED:
            return "The contract is signed and sealed"
        case ContractStatus.SIGNED:
            return "Everybody has signed"
        case ContractStatus.VOIDED:
            return "This contract was ended before everybody signed"
        case ContractStatus.DECLINED:
            return _declined(seen)
    if seen.expired:
        return "The last day to sign has passed"
    if seen.execution.ink:
        return _inked(seen)
    if seen.signer.signed_at is not None:
        return "You have signed"
    if SignerMove.SIGN in seen.moves:
        return f"Sign for {seen.signer.party}"
    return "Others sign before you"


def tag(seen: ToSign) -> Tag:
    """Whose turn it is, or how it ended."""
    found = _TAGS.get(seen.execution.status)
    if found is not None:
        return found
    if seen.expired:
        return Tag("Over")
    waits = seen.copy_moves if seen.execution.ink else SignerMove.SIGN in seen.moves
    return Tag("Waiting for you", "warn") if waits else Tag(waiting_for(seen), "info")


def waiting_for(seen: ToSign) -> str:
    """Those whose turn it is, by name."""
    others = [each for each in seen.execution.on_turn if each.id != seen.signer.id]
    if seen.execution.ink or not others:
        return "Waiting for the other side"
    return f"Waiting for {', '.join(f'{each.name} ({each.party})' for each in others)}"


def _declined(seen: ToSign) -> str:
    if seen.signer.declined_at is not None:
        return "You declined to sign"
    return "Signing rests: somebody declined"


def _inked(seen: ToSign) -> str:
    copy = seen.copy
    if copy is None or copy.state is not CopyState.GIVEN:
        return f"This contract is signed {how(seen)}"
    if copy.side is seen.signer.side:
        return "Your side gave a signed copy"
    return "A signed copy waits for your answer"


def how(seen: ToSign) -> str:
    """A consumer signs by hand, whatever the terms say."""
    level = seen.execution.level
    return LEVELS[SignatureLevel.WET_INK if level is SignatureLevel.SES else level]


_TAGS: Final[Mapping[ContractStatus, Tag]] = MappingProxyType(
    {
        ContractStatus.EXECUTED: Tag("Executed", "good"),
        ContractStatus.SIGNED: Tag("Being sealed", "info"),
        ContractStatus.VOIDED: Tag("Void"),
        ContractStatus.DECLINED: Tag("Signing rests", "bad"),
    }
)
