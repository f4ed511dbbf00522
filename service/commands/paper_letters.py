"""Letters to print: a notice that goes by courier, and the reminder that New York wants served."""

from typing import Any, Final

from service.commands.license_notices import text_given
from service.commands.making_licenses import days_of
from service.desk import Desk
from service.domain.contract import PageSize
from service.domain.errors import NotFound
from service.domain.licenses.key_dates import LicenseDateKind, dates_of
from service.domain.licenses.license import License
from service.domain.licenses.notice_text import agreement
from service.domain.licenses.parts import Notice
from service.domain.licenses.placeholders import NOWHERE
from service.domain.period.notice import notice_deadline
from service.domain.period.renewals import first_day
from service.domain.period.words import length
from service.domain.period.zones import day_at
from service.domain.terms.delivery import SpanUnit
from service.domain.terms.notices import NoticeMethod
from service.domain.terms.parties import Party, Side
from service.domain.wording import day_in_words
from service.drafting.wording import address
from service.rendering.letter_sheet import LetterSheet

_AMERICAN: Final = frozenset({"US", "CA"})
_WAYS: Final = {
    NoticeMethod.PLATFORM: "Through the platform",
    NoticeMethod.EMAIL: "By e-mail",
    NoticeMethod.COURIER: "By courier",
}


def notice_paper(desk: Desk, license: License, notice: Notice) -> bytes:
    """A PDF with the words that stand on the page and in the mail."""
    text = text_given(license, notice)
    sheet = _sheet(
        license,
        notice.side,
        title=text.title,
        way=_WAYS[notice.method],
        dated=day_in_words(notice.sent_on),
        paragraphs=(text.opening,),
        declares=text.declares,
        quoted=text.grounds,
        after=text.effects,
        facts=text.facts,
    )
    return desk.letterer(sheet)


def statutory_paper(desk: Desk, license: License) -> bytes:
    """To be served before the coming renewal; NotFound where no such duty is open."""
    return desk.letterer(_reminder(desk, license))


def _reminder(desk: Desk, license: License) -> LetterSheet:
    today = day_at(desk.clock(), license.zone)
    days, period = days_of(license.terms), license.counted.period
    by_law = LicenseDateKind.STATUTORY_NOTICE_BY
    served = [each for each in dates_of(license, today, days) if each.kind is by_law]
    if not served:
        raise NotFound
    n = next((each.n for each in served if each.on >= today and each.open), served[0].n)
    by = notice_deadline(period, license.starts_on, n, Side.LICENSEE, days)
    begins = day_in_words(first_day(period, license.starts_on, n))
    return _sheet(
        license,
        Side.LICENSOR,
        title="Reminder of automatic renewal",
        way="Served in person or by certified mail",
        dated=day_in_words(today),
        paragraphs=(
            f"This letter calls the attention of {license.terms.parties.name_of(Side.LICENSEE)} "
            f"to a provision for automatic renewal in {agreement(license)}.",
        ),
        declares=(
            f"The agreement renews on {begins} for "
            f"{length(period.renewal.months, SpanUnit.MONTHS)}, unless a notice of non-renewal is "
            f"in time. The last day for it is {day_in_words(by)}."
        ),
        quoted="",
        after=(
            "This letter is meant to be served as New York General Obligations Law, section 5-903, "
            "asks. It is no notice of non-renewal and changes no right under the agreement.",
        ),
        facts=(("First day of the license", day_in_words(license.starts_on)),),
    )


def _sheet(license: License, side: Side, **said: Any) -> LetterSheet:
    parties = license.terms.parties
    ours, theirs = parties.of(side), parties.of(side.other)
    countries = {each.address.country for each in (*ours, *theirs)}
    return LetterSheet(
        sender=(ours[0].legal_name, *_lines(ours[0], post=False)),
        readers=tuple((each.legal_name, *_lines(each, post=True)) for each in theirs),
        signs=tuple(each.legal_name for each in ours),
        size=PageSize.LETTER if countries <= _AMERICAN else PageSize.A4,
        **said,
    )


def _lines(party: Party, *, post: bool) -> tuple[str, ...]:
    """None where no address is known."""
    place = (party.notice_post or party.address) if post else party.address
    return () if place == NOWHERE else tuple(address(place).split(", "))
