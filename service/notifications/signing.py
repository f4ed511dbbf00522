"""Letters of signing, from the side of whoever reads them: one function a letter."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from service.domain.letters import DealLetter
from service.notifications.matter import Matter, Part
from service.notifications.said import Said
from service.notifications.wording import moment_of

_YOURS_ALONE: Final = (
    "The link is yours alone: whoever has it can act as you. If somebody else should sign, say so "
    "on the page instead of passing this letter on."
)


def sign_request(matter: Matter) -> Said:
    how = (
        "Sign it on paper or by your own certificate, then bring the signed copy there."
        if matter.signing.ink
        else "Read it, then sign it there. It takes a few minutes, and you need no account."
    )
    return _told(
        matter,
        heading=f"{matter.org} asks you to sign a contract",
        sentences=(f"{how} {_last_day(matter)}".strip(), "Nobody is bound until all have signed."),
        button="Read and sign",
    )


def sign_reminder(matter: Matter) -> Said:
    return _told(
        matter,
        heading="A contract waits for your signature",
        sentences=(
            f"{matter.org} asked you to sign it. {_last_day(matter)}".strip(),
            "This is an automatic reminder from Counterpart. It is not a notice under the contract "
            "and changes no right.",
        ),
        button="Read and sign",
    )


def sign_code(matter: Matter) -> Said:
    return _told(
        matter,
        heading="Your code to sign a contract",
        sentences=(
            f"Type {matter.signing.code} on the page where you sign. It is good until "
            f"{moment_of(matter.until)}, once.",
            "If you did not ask for it, do nothing, and tell whoever sent you the contract.",
        ),
        button="Back to the contract",
    )


def sign_link(matter: Matter) -> Said:
    return _told(
        matter,
        heading="Your link to a contract",
        sentences=(
            "Somebody asked for it at this address. It opens the contract that you are named to "
            f"sign, and what became of it. {_last_day(matter)}".strip(),
            "If that was not you, do nothing: nobody else got it.",
        ),
        button="Open the contract",
    )


def reassign_asked(matter: Matter) -> Said:
    return _told(
        matter,
        heading="Shall somebody else sign a contract for you?"
        if matter.signing.part is Part.NOTICE
        else "A signer asks that somebody else signs",
        sentences=(
            f"{matter.signing.who} should sign{_for(matter)} instead, says whoever was asked to. "
            "They get a link only once that is confirmed.",
        ),
        button="Confirm or refuse",
    )


def reassigned(matter: Matter) -> Said:
    return _told(
        matter,
        heading=f"{matter.signing.who} signs instead",
        sentences=(f"It was confirmed{_for(matter)}. {_ended(matter)}".strip(),),
        button="See who signs",
    )


def reassign_refused(matter: Matter) -> Said:
    return _told(
        matter,
        heading="You remain the one who signs",
        sentences=("It was not agreed that somebody else signs. Your link opens as before.",),
        button="Read and sign",
    )


def replaced(matter: Matter) -> Said:
    return _told(
        matter,
        heading=f"{matter.signing.who} signs instead",
        sentences=(f"{matter.org} has named somebody else. {_ended(matter)}".strip(),),
        button="See who signs",
    )


def declined(matter: Matter) -> Said:
    return _told(
        matter,
        heading=f"{matter.signing.who or 'A signer'} has declined to sign",
        sentences=("Signing rests until somebody else is named, or the contract is ended.",),
        button="See where it stands",
    )


def signature_withdrawn(matter: Matter) -> Said:
    return _told(
        matter,
        heading=f"{matter.signing.who or 'A signer'} has taken a signature back",
        sentences=("Until the last signer has signed, everybody may. Nobody is bound.",),
        button="See where it stands",
    )


def voided(matter: Matter) -> Said:
    return _told(
        matter,
        heading="A contract was ended before everybody had signed",
        sentences=("It is void: nobody is bound, and nothing is left to sign.",),
        button="See where it stands",
    )


def signing_expired(matter: Matter) -> Said:
    return _told(
        matter,
        heading="The time to sign a contract is over",
        sentences=("Its last day to sign has passed. It is void: nobody is bound.",),
        button="See where it stands",
    )


def formed(matter: Matter) -> Said:
    return _told(
        matter,
        heading="Everybody has signed: the contract is formed",
        sentences=(
            f"The last signature came on {moment_of(matter.at)}. The contract binds from then on.",
            "It is being sealed; then everybody gets the same sealed file.",
        ),
        button="See the contract",
    )


def executed(matter: Matter) -> Said:
    return _told(
        matter,
        heading="Your contract, signed by everybody and sealed",
        sentences=(
            "Keep the sealed PDF: it holds the signatures' record and proves itself. Anybody can "
            "check it without us. Keep this letter too: by the digests below you can tell that "
            "neither the file nor our log of what led to it was changed later.",
        ),
        button="Check it" if matter.signing.part is Part.NOTICE else "Get the contract",
    )


def seal_overdue(matter: Matter) -> Said:
    return _told(
        matter,
        heading="A signed contract has no seal yet",
        sentences=(
            "Everybody has signed and the contract is formed, but for more than five minutes it "
            "could not be sealed. It is tried again by itself; whoever runs Counterpart should "
            "look.",
        ),
        button="See where it stands",
    )


def copy_given(matter: Matter) -> Said:
    return _told(
        matter,
        heading="A signed copy of the contract is there",
        sentences=("The side that did not bring it says whether it is the contract.",),
        button="Look at the copy",
    )


def copy_refused(matter: Matter) -> Said:
    return _told(
        matter,
        heading="A signed copy was not accepted",
        sentences=("The other side says that it is not the contract. Bring another copy.",),
        button="Read why",
    )


LETTERS: Final[Mapping[str, Callable[[Matter], Said]]] = MappingProxyType(
    {
        "sign_request": sign_request,
        "sign_reminder": sign_reminder,
        DealLetter.SIGN_CODE: sign_code,
        DealLetter.SIGN_LINK: sign_link,
        "reassign_asked": reassign_asked,
        "reassigned": reassigned,
        "reassign_refused": reassign_refused,
        "replaced": replaced,
        "declined": declined,
        "signature_withdrawn": signature_withdrawn,
        "voided": voided,
        "signing_expired": signing_expired,
        "formed": formed,
        "executed": executed,
        DealLetter.SEAL_OVERDUE: seal_overdue,
        "copy_given": copy_given,
        "copy_refused": copy_refused,
    }
)
"""Every kind of letter about signing."""


def _told(matter: Matter, *, heading: str, sentences: tuple[str, ...], button: str) -> Said:
    title = f": {matter.deal.name}" if matter.deal.title else ""
    signs = matter.signing.part is Part.SIGNER and not matter.signing.ended
    return Said(
        subject=f"{heading}{title}",
        glimpse=sentences[0],
        heading=heading,
        paragraphs=sentences,
        quoted=matter.said,
        facts=(*matter.deal.facts, *matter.signing.digests),
        button=button,
        advice=(_YOURS_ALONE,) if signs else (),
        why=_why(matter),
    )


def _why(matter: Matter) -> str:
    match matter.signing.part:
        case Part.SIGNER:
            return f"You get this letter because you are named to sign a contract of {matter.org}."
        case Part.NOTICE:
            return "You get this letter because the contract names this address for notices."
        case Part.LINK:
            return f"You get this letter because you act for a side of a deal with {matter.org}."
        case Part.OWNER:
            return "You get this letter because you work on this deal."


def _last_day(matter: Matter) -> str:
    return f"It can be signed until {moment_of(matter.until)}." if matter.until else ""


def _for(matter: Matter) -> str:
    return f" for {matter.signing.party}" if matter.signing.party else ""


def _ended(matter: Matter) -> str:
    return "Your link opens nothing any more." if matter.signing.ended else ""
