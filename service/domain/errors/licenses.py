"""The ways in which the rules of a license in force say no."""

from collections.abc import Iterable
from datetime import date, timedelta

from service.domain.errors.base import CounterpartError, TermsRefused


def _day(on: date) -> str:
    """As `wording` writes it, which needs money, which needs these errors."""
    return f"{on.day} {on:%B} {on.year}"


class LicenseMoveNotAllowed(CounterpartError):
    """What somebody wants to do does not fit where the license stands."""

    code = "license_move_not_allowed"

    def __init__(self, status: str, move: str) -> None:
        super().__init__(f"A license that is {status} cannot have {move}.")


class StaleLicense(CounterpartError):
    """Somebody else has moved the license since it was read."""

    code = "stale_license"

    def __init__(self) -> None:
        super().__init__("Something has just happened to this license: look at it anew.")


class MethodDoesNotCount(CounterpartError):
    """The contract does not let such a notice go that way."""

    code = "method_does_not_count"

    def __init__(self, way: str, allowed: Iterable[str]) -> None:
        """Ways in words: "by courier"."""
        super().__init__(
            f"A notice like this does not count {way}: give it {' or '.join(sorted(allowed))}."
        )


class NoticeTooLate(CounterpartError):
    """No renewal is left that the notice could reach."""

    code = "notice_too_late"

    def __init__(self, deadline: date | None) -> None:
        last = f" The last day for it was {_day(deadline)}." if deadline else ""
        super().__init__(f"This notice reaches no renewal that is still to come.{last}")


class NoticeTooEarly(CounterpartError):
    """The contract lets nobody give this notice yet."""

    code = "notice_too_early"

    def __init__(self, opens_on: date) -> None:
        super().__init__(f"This notice has no effect before {_day(opens_on)}: give it then.")


class NotTheirNotice(CounterpartError):
    """The contract gives this right to the other side, or to nobody."""

    code = "not_their_notice"

    def __init__(self, what: str, holders: Iterable[str]) -> None:
        names = [*holders]
        who = f"it is for the {' or '.join(names)}" if names else "the contract has no such right"
        super().__init__(f"{what}: {who}.")


class NoCureHistory(CounterpartError):
    """A termination, or a suspension, without a breach notice whose time to cure is over."""

    code = "no_cure_history"

    def __init__(self, on: date | None, at_once: str = "") -> None:
        """`on` is the last day of a time to cure that runs; `at_once` says what needs none."""
        first = (
            f"the time to cure runs until {_day(on)}, so wait until {_day(on + timedelta(days=1))}"
            if on
            else "give a notice of the breach first, and the time to cure it"
        )
        super().__init__(f"This ground needs a breach that was not cured: {first}.{at_once}")


class CurePausedNow(CounterpartError):
    """The time to cure does not run."""

    code = "cure_paused"

    def __init__(self) -> None:
        super().__init__("The time to cure is paused: let it go on first.")


class EffectiveTooSoon(CounterpartError):
    """The contract asks for more time between the notice and the end."""

    code = "effective_too_soon"

    def __init__(self, first: date) -> None:
        super().__init__(f"It can take effect on {_day(first)} at the earliest.")


class DutiesRemain(CounterpartError):
    """A license is closed when nothing after its end is left to do."""

    code = "duties_remain"

    def __init__(self, what: Iterable[str]) -> None:
        super().__init__(f"Not done or waived yet: {', '.join(what)}.")


class NotSuspended(CounterpartError):
    """There is no suspension to lift."""

    code = "not_suspended"

    def __init__(self) -> None:
        super().__init__("This license is not suspended.")


class AlreadySuspended(CounterpartError):
    """A suspension is lifted before another begins."""

    code = "already_suspended"

    def __init__(self) -> None:
        super().__init__("This license is suspended already: lift that first.")


class KeyDateSettledAlready(CounterpartError):
    """Somebody has dealt with it."""

    code = "key_date_settled"

    def __init__(self) -> None:
        super().__init__("This key date is done or waived already: open it again first.")


class NoDuty(CounterpartError):
    """A day on which something happens by itself is not done by anybody."""

    code = "no_duty"

    def __init__(self, kind: str) -> None:
        super().__init__(f"{kind} is a day that comes by itself: there is nothing to do or waive.")


class CureNotConfirmed(CounterpartError):
    """What the other side owes to cure is cured when we say so of the notice, and not before."""

    code = "cure_not_confirmed"

    def __init__(self) -> None:
        super().__init__(
            "The other side owes this cure: confirm it with the notice of breach, which that settles."
        )


class NoticeSettled(CounterpartError):
    """What becomes of a notice is written down once."""

    code = "notice_settled"

    def __init__(self, state: str) -> None:
        super().__init__(f"This notice is {state} already.")


class LicenseRefused(TermsRefused):
    """What came in about a license has faults; `faults` has all reasons at once."""

    code = "license_refused"


class UncuredBreach(CounterpartError):
    """Whoever is in breach cannot take up an option to renew."""

    code = "uncured_breach"

    def __init__(self) -> None:
        super().__init__("A breach that the other side named is not cured: cure it first.")


class TermsNotKnown(CounterpartError):
    """Of a license that was signed elsewhere only key facts are known."""

    code = "terms_not_known"

    def __init__(self) -> None:
        super().__init__(
            "Only key facts of this license are known here, not its terms, so no paper can be drawn "
            "up that goes on with it. Begin a new deal, or record the license with its terms."
        )
