"""Letters of a negotiation, from the side of whoever reads them: one function a letter."""

from typing import Final

from service.domain.negotiation import NOT_BINDING
from service.notifications.matter import Matter, Stance
from service.notifications.said import Said
from service.notifications.wording import moment_of

_YOURS_ALONE: Final = (
    "The link is yours alone: whoever has it can act for your side. To bring in a colleague, "
    "invite them on the page instead of passing this letter on."
)
_OVER: Final = "The deal is over, and neither side is bound by anything that was offered."


def offer(matter: Matter) -> Said:
    what = matter.between.what
    heading = {
        Stance.READER: f"You have made {what}",
        Stance.OWN_SIDE: f"{_who(matter)} has made {what} for your side",
        Stance.OTHER_SIDE: f"{_who(matter)} has made you {what}",
        Stance.BETWEEN: f"{_who(matter)} has made {what}",
    }[matter.between.stance]
    answers = matter.between.stance is Stance.OTHER_SIDE
    return _told(
        matter,
        heading=heading,
        glimpse=_turn(matter),
        sentences=(f"{_turn(matter)} {_end(matter)}", NOT_BINDING),
        button="Read it and answer" if answers else "See the offer",
    )


def agreed(matter: Matter) -> Said:
    number = matter.between.number
    heading = {
        Stance.READER: f"You have accepted offer {number}",
        Stance.OWN_SIDE: f"{_who(matter)} has accepted offer {number} for your side",
        Stance.OTHER_SIDE: f"{_who(matter)} has accepted your offer {number}",
        Stance.BETWEEN: f"{_who(matter)} has accepted offer {number}",
    }[matter.between.stance]
    return _told(
        matter,
        heading=heading,
        glimpse=NOT_BINDING,
        sentences=(
            NOT_BINDING,
            "Next, the papers are drawn up from exactly these terms; then the signers get them.",
        ),
        button="See what was agreed",
    )


def rejected(matter: Matter) -> Said:
    number = matter.between.number
    heading = {
        Stance.READER: f"You have rejected offer {number}",
        Stance.OWN_SIDE: f"{_who(matter)} has rejected offer {number} for your side",
        Stance.OTHER_SIDE: f"{_who(matter)} has rejected your offer {number}",
        Stance.BETWEEN: f"{_who(matter)} has rejected offer {number}",
    }[matter.between.stance]
    return _ended(matter, heading)


def withdrawn(matter: Matter) -> Said:
    number = matter.between.number
    what = f"offer {number}" if number else "the deal"
    heading = {
        Stance.READER: f"You have withdrawn {what}",
        Stance.OWN_SIDE: f"{_who(matter)} has withdrawn {what} for your side",
        Stance.OTHER_SIDE: f"{_who(matter)} has withdrawn {what}",
        Stance.BETWEEN: f"{_who(matter)} has withdrawn {what}",
    }[matter.between.stance]
    return _ended(matter, heading)


def lapsed(matter: Matter) -> Said:
    """`acted` is the side whose offer it was."""
    number = matter.between.number
    heading = {
        Stance.OWN_SIDE: f"Nobody answered your offer {number} in time",
        Stance.OTHER_SIDE: f"Offer {number} has lapsed: your side gave no answer in time",
    }.get(matter.between.stance, f"Offer {number} has lapsed: nobody answered in time")
    return _ended(matter, heading)


def drawn_up(matter: Matter) -> Said:
    return _told(
        matter,
        heading=f"The papers of {matter.deal.name} are drawn up",
        glimpse="A PDF and a Word document that say word for word what was accepted.",
        sentences=(
            "There are a PDF and a Word document. Both say word for word what was accepted.",
            "They are no contract yet: neither side is bound until every signer has signed.",
        ),
        button="Get the papers",
        titled=False,
    )


def deal_link(matter: Matter) -> Said:
    invites = f"{matter.by.name} asks you in: y" if matter.by and matter.by.name else "Y"
    return _told(
        matter,
        heading=f"Your link to a deal with {matter.org}",
        glimpse="It opens the offers, what changed in them, and the contract's text.",
        sentences=(
            f"{invites}ou act for the {matter.between.reads_by_link} of a license for AI training "
            "data. The link opens the offers, what changed in them and the contract's text. You "
            "need no account.",
            NOT_BINDING,
        ),
        button="Open the deal",
    )


def comment(matter: Matter) -> Said:
    return _told(
        matter,
        heading=f"{_who(matter)} has written about {matter.deal.name}",
        glimpse="Both sides can read it.",
        sentences=("Both sides can read it, and answer on the page.",),
        button="Read and answer",
        titled=False,
    )


def mentioned(matter: Matter) -> Said:
    readers = (
        "Both sides can read it." if matter.between.shared else "Your own side alone reads it."
    )
    return _told(
        matter,
        heading=f"{_who(matter)} mentions you in {matter.deal.name}",
        glimpse=readers,
        sentences=(readers,),
        button="Read and answer",
        titled=False,
    )


def _ended(matter: Matter, heading: str) -> Said:
    again = "" if matter.between.reads_by_link else " Copy it to begin again with its terms."
    return _told(
        matter,
        heading=heading,
        glimpse=_OVER,
        sentences=(f"{_OVER}{again}",),
        button="See how it ended",
    )


def _told(
    matter: Matter,
    *,
    heading: str,
    glimpse: str,
    sentences: tuple[str, ...],
    button: str,
    titled: bool = True,
) -> Said:
    """`titled` where the subject ends with the title; somebody by a link never reads ours."""
    title = f": {matter.deal.name}" if titled and matter.deal.title else ""
    return Said(
        subject=f"{heading}{title}",
        glimpse=glimpse,
        heading=heading,
        paragraphs=sentences,
        quoted=matter.said,
        facts=matter.deal.facts,
        button=button,
        advice=(_YOURS_ALONE,) if matter.between.reads_by_link else (),
        why=_why(matter),
    )


def _why(matter: Matter) -> str:
    if side := matter.between.reads_by_link:
        return f"You get this letter because you act for the {side} in a deal with {matter.org}."
    return "You get this letter because you work on this deal."


def _who(matter: Matter) -> str:
    """A person by name; people of the house also by its name, where the reader is outside."""
    seen, by = matter.between, matter.by
    if by and by.name:
        of_house = seen.reads_by_link and not seen.by_link
        return f"{by.name} of {matter.org}" if of_house else by.name
    if seen.by_link and seen.stance is Stance.OTHER_SIDE:
        return "The other side"
    if seen.acted and seen.stance is Stance.BETWEEN:
        return f"The {seen.acted}"
    return matter.org


def _turn(matter: Matter) -> str:
    match matter.between.stance:
        case Stance.OTHER_SIDE:
            return "It is your turn: accept it, answer with other terms, or reject it."
        case Stance.BETWEEN:
            waits = "licensee" if matter.between.acted == "licensor" else "licensor"
            return f"It is the {waits}'s turn."
        case _:
            return "It is the other side's turn."


def _end(matter: Matter) -> str:
    """When the offer ends, and what silence does."""
    if matter.until is None:
        return (
            "It has no last day: it stands until somebody answers it or takes it back. Silence "
            "accepts nothing."
        )
    return (
        f"It ends on {moment_of(matter.until)}. Silence accepts nothing: if nobody answers by "
        "then, the offer lapses and the deal is over."
    )
