"""What happens to a license; each is a record of its own chain."""

from dataclasses import dataclass
from datetime import date

from service.domain.deal import OurSide, WrittenTerms
from service.domain.event import Event
from service.domain.licenses.key_facts import KeyFacts
from service.domain.licenses.parts import (
    AnniversaryChange,
    Cause,
    End,
    IndexChange,
    Notice,
    Settled,
    Suspension,
    Tick,
    Withdrawn,
)
from service.domain.link_events import LinkRevoked as LinkRevoked
from service.domain.link_events import LinkSent as LinkSent


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenseMade(Event):
    """By execution, or recorded (`deal_id` null) with the file of what was signed elsewhere.

    `facts` are all that is known of it, where nobody entered its terms; null where all are.
    """

    written: WrittenTerms
    starts_on: date
    last_day: date | None
    deal_id: str | None = None
    contract_id: str | None = None
    document_sha256: str | None = None
    renewed: int = 0
    signed_on: date | None = None
    facts: KeyFacts | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenseCorrected(Event):
    """What was recorded wrongly, or less than is known by now, is replaced whole; so is `our_side`.

    The signed file stays. It begins anew, as if it had been recorded so from the beginning.
    """

    our_side: OurSide
    written: WrittenTerms
    starts_on: date
    last_day: date | None
    renewed: int
    signed_on: date
    facts: KeyFacts | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenseStarted(Event):
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenseRenewed(Event):
    """For renewal `n`; `rises` is null while the price of the period is not known."""

    n: int
    first_day: date
    last_day: date
    cause: Cause
    rises: tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalAgreed(Event):
    """Both sides signed that renewal `n` takes place; `deal_id` is the deal in which they did."""

    n: int
    deal_id: str | None = None
    document_sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionTicked(Event):
    tick: Tick


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexEntered(Event):
    change: IndexChange


@dataclass(frozen=True, slots=True, kw_only=True)
class AnniversaryIndexEntered(Event):
    change: AnniversaryChange


@dataclass(frozen=True, slots=True, kw_only=True)
class ByLink:
    """The evidence of what somebody did by a personal link, whose id is `by` (UETA 9).

    `email` is the mailbox that the link was made for, and `code_proved` says that whoever acted
    reads it; `address` is where the call came from.
    """

    email: str
    address: str
    user_agent: str
    code_proved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeGiven(Event):
    """`via` where the other side gave it by its link; `withdrawn` where it names works one by one."""

    notice: Notice
    via: ByLink | None = None
    withdrawn: Withdrawn | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeProved(Event):
    """The tracking number, or a file that shows that the notice was sent."""

    notice_id: str
    tracking: str | None = None
    evidence_sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeReceived(Event):
    """The other side confirmed it: `on` is then the day of receipt, if it is earlier.

    `note` says how, where our side wrote that down.
    """

    notice_id: str
    on: date
    counts_on: date
    n: int | None = None
    cure_ends_on: date | None = None
    via: ByLink | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeBounced(Event):
    """`counts` where the contract lets it count as received all the same."""

    notice_id: str
    on: date
    detail: str
    counts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeTakenBack(Event):
    """With the other side's written consent, which `detail` names."""

    notice_id: str
    on: date
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CurePaused(Event):
    notice_id: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CureResumed(Event):
    notice_id: str
    on: date
    cure_ends_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachCured(Event):
    notice_id: str
    on: date
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CureLapsed(Event):
    """The time to cure is over, and the breach is not cured."""

    notice_id: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class EndKnown(Event):
    """From now on the last day is known."""

    end: End


@dataclass(frozen=True, slots=True, kw_only=True)
class EndFellAway(Event):
    """What would have ended the license does not: the license goes on as if it had not been."""

    notice_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenseSuspended(Event):
    suspension: Suspension


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspensionLifted(Event):
    on: date
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenseEnded(Event):
    """The End Date is over. `use_ends_on` is the last day of the wind-down."""

    end: End
    use_ends_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class UseEnded(Event):
    """What remains are the duties after the end."""

    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenseClosed(Event):
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenseAmended(Event):
    """`changed` are pointers to the named terms; all others, the start and what accrued stay.

    `priced_from` is the renewal whose prices the terms state; null where the amendment leaves it.
    `on` is the day of the last signature where that is not the day of the record.
    """

    written: WrittenTerms
    changed: tuple[str, ...]
    last_day: date | None
    deal_id: str | None = None
    priced_from: int | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyDateSettled(Event):
    settled: Settled


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyDateReopened(Event):
    key: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyDateMissed(Event):
    """The day is over and nobody said that it was dealt with: approvers hear of it."""

    key: str
    on: date
