"""Works that a notice withdraws from a license, and the day by which their copies go (C38)."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from service.domain.errors import Fault
from service.domain.licenses.license import License
from service.domain.licenses.parts import Notice, NoticeKind, WithdrawalReason, Withdrawn

MOST_WORKS: Final = 1000
"""In one notice."""

LONGEST_WORK: Final = 200
"""In characters, of the id of a work."""

DELETION_RULE: Final = (
    "the Withdrawal Period after receipt of the notice of withdrawal, or the day that it names"
)


def work_faults(
    kind: NoticeKind, works: Sequence[str], reason: WithdrawalReason | None
) -> Iterator[Fault]:
    """Works and the reason go together, in a notice of withdrawal alone; each work is named once."""
    withdraws = kind is NoticeKind.WITHDRAWAL_OF_WORKS
    if works and not withdraws:
        yield Fault("/works", "Leave it out: only a withdrawal names works.")
    if reason and not withdraws:
        yield Fault("/reason", "Leave it out: only a withdrawal has this.")
    if withdraws and reason and not works:
        yield Fault("/works", "Name the works that are withdrawn, one by one.")
    if withdraws and works and not reason:
        yield Fault("/reason", f"Say why: {', '.join(WithdrawalReason)}.")
    seen: set[str] = set()
    for n, work in enumerate(works):
        if work in seen:
            yield Fault(f"/works/{n}", "Name each work once.")
        seen.add(work)


def withdrawn_by(
    notice_id: str, works: tuple[str, ...], reason: WithdrawalReason | None
) -> Withdrawn | None:
    """Null where the notice describes its works in words."""
    if not works or reason is None:
        return None
    return Withdrawn(notice_id=notice_id, works=works, reason=reason)


def withdrawn_in(license: License, notice: Notice) -> Withdrawn | None:
    return next((each for each in license.withdrawn if each.notice_id == notice.id), None)


def standing(license: License) -> Iterator[tuple[int, Notice]]:
    """The notices of withdrawal that stand, each with its number among all of them, from 1."""
    kind = NoticeKind.WITHDRAWAL_OF_WORKS
    found = (each for each in license.notices if each.kind is kind)
    return ((n, each) for n, each in enumerate(found, 1) if each.stands)


def deletions(license: License) -> Iterator[tuple[int, date]]:
    """By when copies of the works of each are deleted; what another contract says is not known."""
    for n, each in standing(license):
        if each.effective_on is not None and license.facts is None:
            yield n, each.effective_on
