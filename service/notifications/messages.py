"""What each letter says, from its reader's side: one function a letter."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final
from urllib.parse import urlsplit

from service.domain.letters import AccountLetter, DealLetter, HouseLetter
from service.domain.post import Occasion
from service.notifications import licenses, mondays, negotiating, signing
from service.notifications.dated import dated_file
from service.notifications.letter import Letter, threading, unsubscribing
from service.notifications.look import as_html, as_text
from service.notifications.matter import Matter, Stance
from service.notifications.said import Said
from service.notifications.seal_ending import seal_ending
from service.notifications.wording import moment_of


def compose(occasion: Occasion, matter: Matter) -> Letter:
    """The letter for an occasion; answers go to whoever acted, unless the reader did.

    KeyError for a kind that has no letter.
    """
    said = MESSAGES[occasion.kind](matter)
    host = urlsplit(matter.link).hostname or "localhost"
    return Letter(
        key=occasion.key,
        kind=occasion.kind,
        to=occasion.to,
        subject=said.subject,
        text=as_text(said, matter.org, matter.link),
        html=as_html(said, matter.org, matter.link),
        reply_to=None if matter.between.stance is Stance.READER else matter.by,
        headers=(*threading(occasion.key, host, occasion.deal), *unsubscribing(matter.unsubscribe)),
        attachments=dated_file(matter),
    )


def sign_in(matter: Matter) -> Said:
    return Said(
        subject="Your link to sign in to Counterpart",
        glimpse=f"It works once, until {moment_of(matter.until)}.",
        heading=f"Sign in to {matter.org}",
        paragraphs=(
            "Open the link and press the button there. It works once, "
            f"until {moment_of(matter.until)}.",
        ),
        button="Sign in",
        advice=(
            "The link is yours alone: whoever has it can sign in as you. If you did not ask for "
            "it, leave it unused and nothing happens.",
        ),
        why="You get this letter because somebody gave your address on the sign-in page.",
    )


def invitation(matter: Matter) -> Said:
    who = _who(matter, f"An administrator of {matter.org}")
    return Said(
        subject=f"{who} invites you to {matter.org} on Counterpart",
        glimpse=f"Your link works once, until {moment_of(matter.until)}.",
        heading=f"Join {matter.org}",
        paragraphs=(
            f"{who} has made you {matter.change} of {matter.org} on Counterpart, where the terms "
            "of licenses for AI training data become contracts.",
            f"Your link works once, until {moment_of(matter.until)}. After that, ask for a new one "
            "on the sign-in page: your address is all it takes.",
        ),
        button="Join and sign in",
        advice=(
            "The link is yours alone. If you do not know who sent this, leave it unused and "
            "nothing happens.",
        ),
        why=f"You get this letter because {matter.org} entered your address.",
    )


def password_changed(matter: Matter) -> Said:
    return _secured(matter, "Your password")


def second_step_changed(matter: Matter) -> Said:
    return _secured(matter, "Your second step for signing in")


def second_step_reset(matter: Matter) -> Said:
    heading = "Your second step for signing in was reset"
    return Said(
        subject=heading,
        glimpse="Sign in without your app, then set it up anew.",
        heading=heading,
        paragraphs=(
            f"{_who(matter, 'Whoever runs Counterpart')} took it off on {moment_of(matter.at)}, so "
            "that you can come in without your app. Every session of yours is over.",
            "Sign in by a link or with your password, then set up a new second step.",
        ),
        button="Set it up anew",
        advice=("If you did not ask for it, tell your administrator now.",),
        why="You get this letter whenever the way you sign in changes. It cannot be turned off.",
    )


def _secured(matter: Matter, what: str) -> Said:
    changed = f"{what} was {matter.change}"
    return Said(
        subject=changed,
        glimpse="If that was you, there is nothing to do.",
        heading=changed,
        paragraphs=(
            f"It happened on {moment_of(matter.at)}. If that was you, there is nothing to do.",
            "If it was not you, open your security settings now: set another password, end the "
            "sessions you do not recognize, and tell your administrator.",
        ),
        button="Check your security",
        why="You get this letter whenever the way you sign in changes. It cannot be turned off.",
    )


def approval_requested(matter: Matter) -> Said:
    name = matter.deal.name
    return _about(
        matter,
        subject=f"Please release {name}",
        heading=f"{_who(matter)} asks you to release {name}",
        sentence="It has findings that only an approver may let pass. Until somebody releases "
        "it or refuses, the draft cannot leave the house.",
        button="Release it or refuse",
        why=f"You get this letter because you may release deals of {matter.org}.",
    )


def approval_given(matter: Matter) -> Said:
    name = matter.deal.name
    return _about(
        matter,
        subject=f"Released: {name}",
        heading=f"{_who(matter)} has released {name}",
        sentence="You can go on with the draft as it stands. If its terms change, what blocks "
        "it then must be released anew.",
        button="Go on with the draft",
        why="You get this letter because you asked for the release.",
    )


def approval_refused(matter: Matter) -> Said:
    name = matter.deal.name
    return _about(
        matter,
        subject=f"Not released: {name}",
        heading=f"{_who(matter)} has not released {name}",
        sentence="The draft is as you left it. Change its terms and ask again, or withdraw it.",
        button="Read why",
        why="You get this letter because you asked for the release.",
    )


def letter_bounced(matter: Matter) -> Said:
    missed = "may not have reached" if matter.doubt else "did not reach"
    known = "Ask whether they have it" if matter.doubt else "Nobody there knows what it said"
    return Said(
        subject=f"A letter {missed} {matter.letter}",
        glimpse=matter.fault,
        heading=f"A letter {missed} {matter.letter}",
        paragraphs=(
            f"{known}. Check the address: an administrator can put it right and send the "
            "letter again.",
        ),
        facts=(("What the mail said", matter.fault), ("When", moment_of(matter.at))),
        button="See the letter",
        why="You get this letter because the other one was sent for you or your organization.",
    )


MESSAGES: Final[Mapping[str, Callable[[Matter], Said]]] = MappingProxyType(
    {
        AccountLetter.SIGN_IN: sign_in,
        AccountLetter.INVITATION: invitation,
        AccountLetter.PASSWORD_CHANGED: password_changed,
        AccountLetter.SECOND_STEP_CHANGED: second_step_changed,
        AccountLetter.SECOND_STEP_RESET: second_step_reset,
        AccountLetter.LETTER_BOUNCED: letter_bounced,
        "approval_requested": approval_requested,
        "approval_given": approval_given,
        "approval_refused": approval_refused,
        "offer": negotiating.offer,
        "agreed": negotiating.agreed,
        "rejected": negotiating.rejected,
        "withdrawn": negotiating.withdrawn,
        "lapsed": negotiating.lapsed,
        "drawn_up": negotiating.drawn_up,
        DealLetter.DEAL_LINK: negotiating.deal_link,
        DealLetter.COMMENT: negotiating.comment,
        DealLetter.MENTIONED: negotiating.mentioned,
        **signing.LETTERS,
        **licenses.LETTERS,
        HouseLetter.MONDAY: mondays.monday,
        HouseLetter.SEAL_ENDING: seal_ending,
    }
)
"""Every kind of letter there is."""


def _about(
    matter: Matter, *, subject: str, heading: str, sentence: str, button: str, why: str
) -> Said:
    return Said(
        subject=subject,
        glimpse=sentence,
        heading=heading,
        paragraphs=(sentence,),
        quoted=matter.said,
        facts=matter.deal.facts,
        button=button,
        why=why,
    )


def _who(matter: Matter, otherwise: str = "A colleague") -> str:
    return matter.by.name if matter.by and matter.by.name else otherwise
