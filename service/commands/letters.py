"""Writing a letter: from why it is sent to what it says, worked out anew for each attempt."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from service.commands.deal_letters import deal_matter
from service.commands.license_letters import license_matter
from service.commands.monday_letters import monday_matter
from service.commands.seal_ending import seal_matter
from service.commands.signing_letters import attached, signing_matter
from service.desk import Desk
from service.domain.errors import NotFound
from service.domain.letters import AccountLetter, HouseLetter
from service.domain.licenses.follow_ups import LicenseLetter
from service.domain.post import FAILED, Fate, Occasion
from service.notifications import messages
from service.notifications.letter import Letter, LetterRefused
from service.notifications.matter import Matter
from service.notifications.signing import LETTERS
from service.signing.links import SIGN_IN
from service.storage.post_office import PostOffice
from service.storage.views import Views

_ROLES: Final = MappingProxyType(
    {"admin": "an administrator", "approver": "an approver", "drafter": "a drafter"}
)


def compose(desk: Desk, occasion: Occasion) -> Letter:
    """LetterRefused if there is nothing to say any more, such as a link that is used."""
    if occasion.kind not in messages.MESSAGES:
        raise LetterRefused(f"There is no letter of the kind {occasion.kind}.")
    with desk.db.reading(occasion.org) as views:
        try:
            matter = _MATTERS.get(occasion.kind, deal_matter)(desk, views, occasion)
        except NotFound:
            raise LetterRefused("What it is about is no longer there.") from None
        papers = attached(desk, views, occasion)
    letter = messages.compose(occasion, matter)
    return replace(letter, attachments=(*letter.attachments, *papers))


def _link(desk: Desk, views: Views, occasion: Occasion) -> Matter:
    office = _office(views)
    try:
        facts = office.link(occasion.about or "")
    except NotFound:
        raise LetterRefused("Its link is no longer there, or whom it is for has left.") from None
    if facts.used or facts.expires_at <= desk.clock():
        raise LetterRefused("Its link is used or over: make a new one.")
    token = desk.links.token(SIGN_IN, occasion.about or "")
    return Matter(
        org=office.house()[0],
        link=f"{desk.links.base_url}/sign-in/{token}",
        by=facts.by,
        until=facts.expires_at,
        change=_ROLES.get(facts.role, "a member"),
    )


def _security(desk: Desk, views: Views, occasion: Occasion) -> Matter:
    office = _office(views)
    return Matter(
        org=office.house()[0],
        link=f"{desk.links.base_url}/settings/security",
        at=office.by_key(occasion.key).created_at,
        change=occasion.about or "changed",
    )


def _reset(desk: Desk, views: Views, occasion: Occasion) -> Matter:
    """It is about whoever did it."""
    by = _office(views).address_of(occasion.about)
    return replace(_security(desk, views, occasion), by=by, change="")


def _bounce(desk: Desk, views: Views, occasion: Occasion) -> Matter:
    office = _office(views)
    other = office.letter(occasion.about or "")
    # The outbox is for administrators; who else is told sent the letter by what they did on a deal.
    place = f"deals/{other.deal_id}#letters" if other.deal_id else f"settings/outbox/{other.id}"
    return Matter(
        org=office.house()[0],
        link=f"{desk.links.base_url}/{place}",
        at=other.created_at,
        letter=other.to.email,
        fault=other.report_reason or other.fault or "It gave no reason.",
        doubt=other.report not in FAILED and _may_be_out(office, other.id),
    )


def _may_be_out(office: PostOffice, letter: str) -> bool:
    """Whether the last try ended without a clear answer."""
    return any(each.outcome in (None, Fate.UNKNOWN) for each in office.attempts(letter)[-1:])


_MATTERS: Final[Mapping[str, Callable[[Desk, Views, Occasion], Matter]]] = MappingProxyType(
    {
        AccountLetter.SIGN_IN: _link,
        AccountLetter.INVITATION: _link,
        AccountLetter.PASSWORD_CHANGED: _security,
        AccountLetter.SECOND_STEP_CHANGED: _security,
        AccountLetter.SECOND_STEP_RESET: _reset,
        AccountLetter.LETTER_BOUNCED: _bounce,
        **dict.fromkeys(LETTERS, signing_matter),
        **dict.fromkeys(LicenseLetter, license_matter),
        HouseLetter.MONDAY: monday_matter,
        HouseLetter.SEAL_ENDING: seal_matter,
    }
)
"""What is said in letters that are not about a negotiation."""


def _office(views: Views) -> PostOffice:
    return PostOffice(views.connection, views.org)
