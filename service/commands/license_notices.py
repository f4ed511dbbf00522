"""Notices that people give, prove, confirm and take back. Every command: load, decide, record."""

from datetime import date, datetime

from service.commands.licenses import cause_position, moved, terminate
from service.commands.making_licenses import days_of
from service.domain.event import Event
from service.domain.licenses import ending, notices, theirs
from service.domain.licenses.license import License
from service.domain.licenses.notice_text import NoticeText, clause_of, text_of
from service.domain.licenses.notices import Given, Giving
from service.domain.licenses.openings import Asking
from service.domain.licenses.parts import Notice, NoticeKind
from service.domain.terms.parties import Side
from service.drafting.library import clause, family
from service.drafting.spans import section_number
from service.storage.deals import Tx
from service.storage.ids import new_id
from service.storage.licenses import Licenses


def give_notice(
    tx: Tx, license_id: str, given: Given, *, side: Side, by: str, at: datetime
) -> License:
    """The last of its notices is the new one; a termination is `licenses.terminate`."""
    notice_id = new_id("not")
    return moved(
        tx,
        license_id,
        lambda license: notices.give(
            license,
            given,
            Giving(notice_id=notice_id, side=side, days=days_of(license.terms), by=by, at=at),
        ),
    )


def hand_in(tx: Tx, license_id: str, given: Given, *, side: Side, by: str, at: datetime) -> License:
    """Of whichever kind, a termination too."""
    give = terminate if given.kind is NoticeKind.TERMINATION else give_notice
    return give(tx, license_id, given, side=side, by=by, at=at)


def rehearsed(license: License, given: Given, *, side: Side, by: str, at: datetime) -> License:
    """The license as it would be then, its new notice last; refuses as `hand_in` does."""
    giving = Giving(notice_id="", side=side, days=days_of(license.terms), by=by, at=at)
    if given.kind is NoticeKind.TERMINATION:
        position = cause_position(license)
        return license.after(ending.terminate(license, given, giving, position=position))
    return license.after(notices.give(license, given, giving))


def asking(license: License, side: Side, at: datetime) -> Asking:
    """What decides which notices are open to a side."""
    days, position = days_of(license.terms), cause_position(license)
    return Asking(side=side, days=days, at=at, position=position)


def text_given(license: License, notice: Notice) -> NoticeText:
    """What the notice says, with the section of the contract where the contract is in our text."""
    return text_of(license, notice, cited(license, notice))


def cited(license: License, notice: Notice) -> str:
    """ "Section 46 (Termination)"; empty for a license that was signed elsewhere."""
    if license.contract_id is None:
        return ""
    form, named = license.terms.form, clause_of(notice)
    version = family(form.family, form.version).clauses.get(named)
    if version is None:
        return ""
    return f"Section {section_number(named)} ({clause(named, version).heading})"


def write_down(
    tx: Tx, license_id: str, given: Given, *, side: Side, by: str, at: datetime
) -> License:
    """What the other side, `side`, sent us by courier or e-mail; the last of its notices is it."""
    notice_id = new_id("not")

    def rule(license: License) -> tuple[Event, ...]:
        giving = Giving(notice_id=notice_id, side=side, days=days_of(license.terms), by=by, at=at)
        return theirs.write_down(license, given, giving, position=cause_position(license))

    return moved(tx, license_id, rule)


def confirm_receipt(
    tx: Tx, notice_id: str, on: date, *, note: str | None = None, by: str, at: datetime
) -> License:
    """That theirs came to us, or how they confirmed that ours came to them."""
    return moved(
        tx,
        _license_of(tx, notice_id),
        lambda license: theirs.confirm(
            license, notice_id, on, note or "", days=days_of(license.terms), by=by, at=at
        ),
    )


def bounced(tx: Tx, notice_id: str, detail: str, *, by: str, at: datetime) -> License:
    """It came back; whoever gave it must give it again by another method."""
    return moved(
        tx,
        _license_of(tx, notice_id),
        lambda license: notices.bounce(license, notice_id, detail, by=by, at=at),
    )


def take_back(tx: Tx, notice_id: str, consent: str, *, by: str, at: datetime) -> License:
    """`consent` names the other side's written consent."""
    return moved(
        tx,
        _license_of(tx, notice_id),
        lambda license: notices.take_back(license, notice_id, consent, by=by, at=at),
    )


def prove(
    tx: Tx,
    notice_id: str,
    *,
    tracking: str | None,
    evidence_sha256: str | None,
    by: str,
    at: datetime,
) -> License:
    """The courier's tracking number, or the digest of a file that is kept."""
    return moved(
        tx,
        _license_of(tx, notice_id),
        lambda license: notices.prove(
            license,
            notice_id,
            tracking=tracking,
            evidence_sha256=evidence_sha256,
            by=by,
            at=at,
        ),
    )


def _license_of(tx: Tx, notice_id: str) -> str:
    return Licenses(tx).license_of_notice(notice_id)
