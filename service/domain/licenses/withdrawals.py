"""What stands withdrawn from a license, and whether the licensee has done what follows (C38)."""

from dataclasses import dataclass
from datetime import date

from service.domain.licenses.key_dates import (
    OWED_BY,
    DateState,
    DueDate,
    LicenseDateKind,
    key_of,
)
from service.domain.licenses.license import License
from service.domain.licenses.parts import Notice, Settled, SettledHow, WithdrawalReason
from service.domain.licenses.withdrawing import DELETION_RULE, deletions, standing, withdrawn_in
from service.domain.terms.models import Unlearning
from service.domain.terms.parties import Side

_KIND = LicenseDateKind.WORKS_DELETED_BY


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """By the notice `notice_id` of `side`; `n` counts notices of withdrawal (legal-review.md B17).

    `works` is empty and `reason` null where the notice says them in words alone, its `grounds`.
    From `withdrawn_on` no training starts on them. `remedy` is the Unlearning Measure, beside the
    deletion of copies by `delete_by`; both are null where the terms are not known.
    """

    n: int
    notice_id: str
    side: Side
    works: tuple[str, ...]
    reason: WithdrawalReason | None
    grounds: str
    remedy: Unlearning | None
    withdrawn_on: date
    delete_by: date | None
    state: DateState | None
    settled: Settled | None

    @property
    def confirmation(self) -> Settled | None:
        """That the licensee did it; a waiver is none."""
        done = self.settled is not None and self.settled.how is SettledHow.DONE
        return self.settled if done else None

    @property
    def outstanding(self) -> int:
        """How many of `works` wait to be deleted, as far as the record tells."""
        return 0 if self.settled else len(self.works)


def withdrawals(license: License) -> tuple[Withdrawal, ...]:
    """By every notice that stands, the earliest first."""
    until = dict(deletions(license))
    return tuple(_said(license, n, each, until.get(n)) for n, each in standing(license))


def _said(license: License, n: int, notice: Notice, until: date | None) -> Withdrawal:
    named = withdrawn_in(license, notice)
    due = _due(license, n, until) if until else None
    return Withdrawal(
        n=n,
        notice_id=notice.id,
        side=notice.side,
        works=named.works if named else (),
        reason=named.reason if named else None,
        grounds=notice.grounds,
        remedy=license.terms.models.unlearning if license.facts is None else None,
        withdrawn_on=notice.counts_on,
        delete_by=until,
        state=due.state if due else None,
        settled=due.settled if due else None,
    )


def _due(license: License, n: int, on: date) -> DueDate:
    side = OWED_BY[_KIND]
    key = key_of(_KIND, n, side, None)
    settled, missed = license.settled_as(key), key in license.missed
    return DueDate(
        key=key,
        kind=_KIND,
        n=n,
        on=on,
        rule=DELETION_RULE,
        side=side,
        duty=True,
        settled=settled,
        missed=missed,
    )
