"""Writing a letter: from why it is sent to what it says, worked out anew for each attempt."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from service.commands.deal_letters import deal_matter
from service.desk import Desk
from service.domain.errors import NotFound
from service.domain.letters import AccountLetter
from service.domain.post import Occasion
from service.notifications import messages
from service.notifications.letter import Letter, LetterRefused
from service.notifications.matter import Matter
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
    return messages.compose(occasion, matter)


def _link(desk: Desk, views: Views, occasion: Occasion) -> Matter:
    office = _office(views)
    try:
        facts = office.link(occasion.about or "")
    except NotFound:
        raise LetterRefused("Whom it invites no longer belongs to the organization.") from None
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


def _bounce(desk: Desk, views: Views, occasion: Occasion) -> Matter:
    office = _office(views)
    other = office.letter(occasion.about or "")
    return Matter(
        org=office.house()[0],
        link=f"{desk.links.base_url}/settings/outbox/{other.id}",
        at=other.created_at,
        letter=other.to.email,
        fault=other.report_reason or other.fault or "It gave no reason.",
    )


_MATTERS: Final[Mapping[str, Callable[[Desk, Views, Occasion], Matter]]] = MappingProxyType(
    {
        AccountLetter.SIGN_IN: _link,
        AccountLetter.INVITATION: _link,
        AccountLetter.PASSWORD_CHANGED: _security,
        AccountLetter.SECOND_STEP_CHANGED: _security,
        AccountLetter.LETTER_BOUNCED: _bounce,
    }
)
"""What is said in letters that are not about a deal."""


def _office(views: Views) -> PostOffice:
    return PostOffice(views.connection, views.org)
