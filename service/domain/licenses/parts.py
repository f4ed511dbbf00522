"""What a license is made of: periods, notices, ends, suspensions, and how key dates were settled."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from service.domain.terms.models import OnEnd, WeightsSurvival
from service.domain.terms.notices import NoticeMethod
from service.domain.terms.parties import Side
from service.domain.terms.risk import ControlRight


class Status(StrEnum):
    """`ending`: the end is known, or use winds down; `post_term`: duties after the end remain."""

    SCHEDULED = "scheduled"
    IN_FORCE = "in_force"
    SUSPENDED = "suspended"
    ENDING = "ending"
    POST_TERM = "post_term"
    CLOSED = "closed"


class Cause(StrEnum):
    """Why a period began."""

    START = "start"
    SILENCE = "silence"
    """Nobody gave notice, and the license renews by itself."""
    OPTION = "option"
    CONDITION = "condition"
    AGREEMENT = "agreement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """Terms whose prices the periods before renewal `before` had; later amendments leave them.

    With `until`, period `before` had them, too: for what was delivered or accrued before that day.
    """

    before: int
    terms_sha256: str
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A charge by its id that an amendment, signed on a day, has added to the first payments."""

    charge: str
    on: date


class NoticeKind(StrEnum):
    """The kinds of legal-review.md B11, and the one that brings a renewal about."""

    NON_RENEWAL = "non_renewal"
    RENEWAL = "renewal"
    BREACH = "breach"
    CURE = "cure"
    TERMINATION = "termination"
    WITHDRAWAL_OF_WORKS = "withdrawal_of_works"
    AUDIT = "audit"
    CHANGE_OF_LAW = "change_of_law"
    CLAIM = "claim"


STRICT: Final = frozenset({NoticeKind.BREACH, NoticeKind.TERMINATION})
"""Notices that must go by a method for breach (C52)."""


class NoticeState(StrEnum):
    GIVEN = "given"
    """Sent; it counts as received on the day that the contract says."""
    RECEIVED = "received"
    """The other side confirmed it."""
    BOUNCED = "bounced"
    """Known not to have arrived: no notice, where the contract says so."""
    TAKEN_BACK = "taken_back"


class Ground(StrEnum):
    """Why somebody terminates."""

    BREACH = "breach"
    REPEATED_BREACH = "repeated_breach"
    MISUSE = "misuse"
    ILLEGAL_CONTENT = "illegal_content"
    INSOLVENCY = "insolvency"
    CONVENIENCE = "convenience"
    CHANGE_OF_LAW = "change_of_law"
    WORKS_WITHDRAWN = "works_withdrawn"
    CHANGE_OF_CONTROL = "change_of_control"


class WithdrawalReason(StrEnum):
    """On which ground works are withdrawn (C38)."""

    NO_RIGHT = "no_right"
    """The licensor lacks, has lost or cannot prove the right to license them."""
    CLAIM = "claim"
    """Somebody else makes a claim to them."""
    RELEASE_WITHDRAWN = "release_withdrawn"
    """A contributor, or somebody shown or heard in them, withdraws a release or objects."""
    LAW = "law"
    """Law or an order requires it."""
    LIABILITY = "liability"
    """Their further use would expose the licensor or a contributor to liability."""
    AGREEMENT = "agreement"
    """Another clause treats them as withdrawn: an opt-out, personal data, a missing release."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """Which works a notice withdraws, as the catalog names them (legal-review.md B17)."""

    notice_id: str
    works: tuple[str, ...]
    reason: WithdrawalReason


class Reason(StrEnum):
    """Why a license ends, as far as the contract makes a difference of it."""

    EXPIRY = "expiry"
    NON_RENEWAL = "non_renewal"
    LICENSEE_BREACH = "licensee_breach"
    LICENSOR_BREACH = "licensor_breach"
    INSOLVENCY = "insolvency"
    CONVENIENCE = "convenience"
    CHANGE_OF_LAW = "change_of_law"
    WORKS_WITHDRAWN = "works_withdrawn"
    CHANGE_OF_CONTROL = "change_of_control"
    REPLACED = "replaced"


def outcome_of(reason: Reason, on_end: OnEnd) -> WeightsSurvival | None:
    """What becomes of trained models; null is what expiry makes of them (C47)."""
    match reason:
        case Reason.LICENSEE_BREACH:
            return on_end.licensee_breach
        case Reason.LICENSOR_BREACH:
            return on_end.licensor_breach
        case Reason.CHANGE_OF_LAW:
            return on_end.change_of_law
        case Reason.WORKS_WITHDRAWN:
            return on_end.works_withdrawn
        case _:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodRow:
    """The initial period (`n` 0) or a renewal; `last_day` is null without a fixed end.

    `rises` are the percentages by which prices rose up to it, as decimals in text; null while they
    are not known.
    """

    n: int
    first_day: date
    last_day: date | None
    cause: Cause
    rises: tuple[str, ...] | None = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """`counts_on` is the day of receipt that the contract gives it; `by` is who gave it, an id.

    `n` is the renewal that it stops or brings about. `about` is the notice that it answers or
    rests on. `cure_ends_on` of a breach moves on while the cure is paused, from `paused_on`.
    `recorded` where we wrote down what the other side sent us.
    """

    id: str
    kind: NoticeKind
    side: Side
    method: NoticeMethod
    sent_on: date
    counts_on: date
    grounds: str
    by: str
    effective_on: date | None = None
    ground: Ground | None = None
    about: str | None = None
    n: int | None = None
    tracking: str | None = None
    evidence_sha256: str | None = None
    state: NoticeState = NoticeState.GIVEN
    settled_on: date | None = None
    detail: str | None = None
    cure_ends_on: date | None = None
    paused_on: date | None = None
    cured_on: date | None = None
    recorded: bool = False

    @property
    def stands(self) -> bool:
        return self.state in (NoticeState.GIVEN, NoticeState.RECEIVED)

    @property
    def cures(self) -> bool:
        """Whether a breach waits to be cured, in time or not."""
        return self.kind is NoticeKind.BREACH and self.stands and self.cured_on is None

    def goes_by_letter(self, given_on: date) -> bool:
        """Whether our letter is the notice; else the letter is a copy, whatever becomes of it."""
        ours = self.method in (NoticeMethod.PLATFORM, NoticeMethod.EMAIL) and not self.recorded
        return ours and self.sent_on == given_on

    def resumed(self, on: date) -> date | None:
        """The last day to cure if the pause ends on `on`."""
        if self.paused_on is None or self.cure_ends_on is None:
            return self.cure_ends_on
        return self.cure_ends_on + max(on - self.paused_on, timedelta())


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """The last day of the license as it is known; `n` is the renewal that does not come about."""

    on: date
    reason: Reason
    notice_id: str | None = None
    n: int | None = None


class Scope(StrEnum):
    """What rests while a license is suspended: further delivery in each case."""

    DELIVERY = "delivery"
    UNPAID_ITEMS = "unpaid_items"
    """And the use of items that are not paid, as far as the contract says."""
    LICENSE = "license"
    """And the use of all items."""


class SuspendedFor(StrEnum):
    """For what the whole license may be suspended where its grant says so (C06)."""

    UNPAID_FEES = "unpaid_fees"
    """Overdue and not disputed, after a notice of them and the time to cure."""
    MISUSE = "misuse"
    """A use outside the license that goes on, or that nobody has said to have stopped: at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension:
    since: date
    side: Side
    scope: Scope
    grounds: str
    notice_id: str | None = None
    ground: SuspendedFor | None = None


class SettledHow(StrEnum):
    DONE = "done"
    WAIVED = "waived"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """How a key date was dealt with: done, or waived by an approver who says why."""

    key: str
    how: SettledHow
    on: date
    by: str
    note: str
    file_sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """What a person says of the condition on which renewal `n` depends."""

    n: int
    met: bool
    note: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexChange:
    """The change of the price index before renewal `n`, in percent, as somebody entered it."""

    n: int
    pct: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnniversaryChange:
    """The change of the price index before an anniversary of the first day (`year` 1: the first)."""

    year: int
    pct: str
    source: str


REASONS: Final[Mapping[Ground, Reason]] = MappingProxyType(
    {
        Ground.INSOLVENCY: Reason.INSOLVENCY,
        Ground.CONVENIENCE: Reason.CONVENIENCE,
        Ground.CHANGE_OF_LAW: Reason.CHANGE_OF_LAW,
        Ground.WORKS_WITHDRAWN: Reason.WORKS_WITHDRAWN,
        Ground.CHANGE_OF_CONTROL: Reason.CHANGE_OF_CONTROL,
    }
)


def reason_of(notice: Notice, right: ControlRight) -> Reason:
    """A termination for the other's breach, misuse or illegal content is the other's breach.

    So is one for a change of control that the other side needed consent to (C16); `right` says that.
    """
    theirs = {Side.LICENSOR: Reason.LICENSEE_BREACH, Side.LICENSEE: Reason.LICENSOR_BREACH}
    ground = notice.ground or Ground.CONVENIENCE
    if ground is Ground.CHANGE_OF_CONTROL and right is ControlRight.CONSENT:
        return theirs[notice.side]
    return REASONS.get(ground, theirs[notice.side])
