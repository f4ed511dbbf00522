"""Letters about licenses in force: one function a letter."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from service.domain.licenses.follow_ups import LicenseLetter
from service.notifications.matter import Copy, Matter, NoticeSaid
from service.notifications.said import Said
from service.notifications.wording import moment_of

NO_NOTICE: Final = (
    "This is an automatic reminder from Counterpart. It is not a notice under the contract and "
    "changes no right."
)
_MESSAGE: Final = (
    "This is an automatic message from Counterpart. It is not itself a notice under the contract."
)


def reminder(matter: Matter) -> Said:
    license = matter.license
    days = "tomorrow" if license.days == 1 else f"in {license.days} days"
    when = "soon" if license.late else days
    late = ("This reminder comes late: it should have reached you before.",) * license.late
    return _told(
        matter,
        heading=f"{_capital(when)}, {license.on}: {license.what}",
        sentences=(
            f"The day is {license.on}, in {license.zone}.",
            license.ways,
            license.silence,
            *late,
        ),
        button="See the license",
        advice=(NO_NOTICE,),
    )


def notice(matter: Matter) -> Said:
    """In full where the reader may have it so: to whom it goes by letter, this is the notice."""
    return _whole(matter, matter.license.notice) if matter.license.notice else _in_a_line(matter)


def _whole(matter: Matter, said: NoticeSaid) -> Said:
    silence = matter.license.silence if said.copy is Copy.OWN else ""
    subject = f"{said.title} from {said.sender}"
    told = _told(
        matter,
        heading=said.title,
        sentences=(said.opening, said.declares, *said.effects, silence),
        button=_button(matter, "See the notice"),
        advice=(_standing(said, matter.license.method),),
    )
    return replace(told, subject=subject, glimpse=said.declares, facts=said.facts)


def _standing(said: NoticeSaid, method: str) -> str:
    """What this letter is under the contract."""
    if said.recorded:
        return (
            f"{said.recorder or 'The other side'} recorded this notice as one that it received by "
            f"{method}. This copy is for your records: if anything in it is wrong, say so now."
        )
    match said.copy:
        case Copy.NOTICE:
            return "This letter is the notice under the contract. Keep it."
        case Copy.ADVISER:
            return "This copy is for your records: you get it as the contract names you for copies."
        case Copy.OF_OTHER_WAY:
            return f"This copy is for your records: the notice itself goes by {method}."
        case _:
            return f"This copy is for your records: the notice goes to the other side by {method}."


def _in_a_line(matter: Matter) -> Said:
    license = matter.license
    received = f" It counts as received on {license.on}." if license.on else ""
    return _told(
        matter,
        heading=f"{_capital(license.what)}",
        sentences=(
            f"It was given by {license.method}.{received}",
            license.silence,
        ),
        button=_button(matter, "See the notice"),
    )


def link(matter: Matter) -> Said:
    heading = f"Your link to the {matter.license.agreement}"
    told = _told(
        matter,
        heading=heading,
        sentences=(
            f"{matter.org} sends it to you. It opens the license for your side: how it stands, the "
            "days that count, and the notices. You can give notice there, too. You need no account.",
            "The link is yours alone: whoever has it can act as you.",
        ),
        button="See the license",
        advice=(_MESSAGE,),
    )
    return replace(told, subject=heading)


def notice_code(matter: Matter) -> Said:
    return _told(
        matter,
        heading="Your code to give a notice",
        sentences=(
            f"Type {matter.license.code} on the page where you give the notice. It is good until "
            f"{moment_of(matter.until)}, once.",
            "If you did not ask for it, do nothing, and tell whoever sent you the link.",
        ),
        button="Back to the license",
        advice=(_MESSAGE,),
    )


def notice_returned(matter: Matter) -> Said:
    what = f": {matter.license.what}" if matter.license.what else ""
    return _told(
        matter,
        heading=f"A notice did not arrive{what}",
        sentences=(
            "It does not count, unless the contract says otherwise: give it again without delay, "
            "by another method that the contract lets count.",
            matter.license.silence,
        ),
        button="Give it again",
    )


def notice_received(matter: Matter) -> Said:
    license = matter.license
    return _plain(
        matter,
        "A notice was received",
        f"Receipt of the {license.what} is confirmed. It counts as received on {license.on}.",
    )


def notice_taken_back(matter: Matter) -> Said:
    return _plain(matter, "A notice was taken back", "Both sides have agreed to that.")


def cure_lapsed(matter: Matter) -> Said:
    return _plain(
        matter,
        "The time to cure a breach is over",
        "Nobody has confirmed a cure. What may be done now stands with the license.",
    )


def renewed(matter: Matter) -> Said:
    return _plain(
        matter, "A license has renewed", f"The new period runs until {matter.license.on}."
    )


def ended(matter: Matter) -> Said:
    over = replace(matter, license=replace(matter.license, silence=""))
    return _plain(
        over,
        "A license has ended",
        f"Its last day was {matter.license.on}. Duties after the end remain.",
    )


def suspended(matter: Matter) -> Said:
    sentence = f"{matter.license.what} The period runs on meanwhile."
    return _plain(matter, "A license is suspended", sentence)


def resumed(matter: Matter) -> Said:
    return _plain(matter, "A suspension was lifted", "The license goes on as before.")


def missed(matter: Matter) -> Said:
    license = matter.license
    return _plain(
        matter,
        f"Not done in time: {license.what}",
        f"The day was {license.on}. Say that it is done, or have an approver waive it.",
    )


def delivered(matter: Matter) -> Said:
    return _happened(matter, f"The day of delivery was {matter.license.on}.", "See the deliveries")


def settled(matter: Matter) -> Said:
    return _happened(matter, f"The day was {matter.license.on}.", "See the deliveries")


def reported(matter: Matter) -> Said:
    sentence = f"The report covers the time until {matter.license.on}."
    return _happened(matter, sentence, "See the statement")


LETTERS: Final[Mapping[str, Callable[[Matter], Said]]] = MappingProxyType(
    {
        LicenseLetter.REMINDER: reminder,
        LicenseLetter.NOTICE: notice,
        LicenseLetter.NOTICE_RETURNED: notice_returned,
        LicenseLetter.NOTICE_RECEIVED: notice_received,
        LicenseLetter.NOTICE_TAKEN_BACK: notice_taken_back,
        LicenseLetter.CURE_LAPSED: cure_lapsed,
        LicenseLetter.RENEWED: renewed,
        LicenseLetter.ENDED: ended,
        LicenseLetter.SUSPENDED: suspended,
        LicenseLetter.RESUMED: resumed,
        LicenseLetter.MISSED: missed,
        LicenseLetter.DELIVERED: delivered,
        LicenseLetter.SETTLED: settled,
        LicenseLetter.REPORTED: reported,
        LicenseLetter.LINK: link,
        LicenseLetter.NOTICE_CODE: notice_code,
    }
)
"""Every kind of letter about a license."""


def _button(matter: Matter, ours: str) -> str:
    """Whoever has no link can at least check the file that they have; empty if it is not of ours."""
    license = matter.license
    if license.linked or not license.party:
        return ours
    return "Check the signed contract" if license.ours else ""


def _plain(matter: Matter, heading: str, sentence: str) -> Said:
    return _told(
        matter,
        heading=heading,
        sentences=(sentence, matter.license.silence),
        button=_button(matter, "See the license"),
        advice=(_MESSAGE,),
    )


def _happened(matter: Matter, sentence: str, button: str) -> Said:
    return _told(
        matter,
        heading=_capital(matter.license.what),
        sentences=(sentence, matter.license.silence),
        button=_button(matter, button),
        advice=(_MESSAGE,),
    )


def _told(
    matter: Matter,
    *,
    heading: str,
    sentences: tuple[str, ...],
    button: str,
    advice: tuple[str, ...] = (),
) -> Said:
    title = f": {_named(matter)}" if _named(matter) else ""
    said = tuple(filter(None, sentences))
    return Said(
        subject=f"{heading}{title}",
        glimpse=said[0],
        heading=heading,
        paragraphs=said,
        quoted=matter.said,
        facts=matter.deal.facts,
        button=button,
        advice=advice,
        why=_why(matter),
    )


def _named(matter: Matter) -> str:
    """Our title of it is for our own people: the other side knows it by the day it was signed."""
    if matter.license.party:
        return matter.license.agreement
    return f"“{matter.deal.title}”" if matter.deal.title else ""


def _why(matter: Matter) -> str:
    license = matter.license
    if not license.party:
        return "You get this letter because you look after this license."
    if license.linked:
        return f"You get this letter because you act for a party of the {license.agreement}."
    return f"You get this letter because the {license.agreement} names this address for notices."


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
