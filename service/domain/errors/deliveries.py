"""The ways in which the rules of deliveries and their acceptance say no."""

from datetime import date

from service.domain.errors.base import CounterpartError, TermsRefused


class DeliveryRefused(TermsRefused):
    """What came in about a delivery has faults; `faults` has all reasons at once."""

    code = "delivery_refused"


class NothingOpen(CounterpartError):
    """Every item of it has been accepted or rejected."""

    code = "nothing_open"

    def __init__(self, number: int) -> None:
        super().__init__(f"Delivery {number} has no items that are neither accepted nor rejected.")


class AcceptanceOver(CounterpartError):
    """The time to test has passed."""

    code = "acceptance_over"

    def __init__(self, number: int, last: date) -> None:
        super().__init__(
            f"The time to reject items of delivery {number} ended on {last.isoformat()}."
        )


class WholeNotRejected(CounterpartError):
    """The terms do not let this delivery be rejected as a whole."""

    code = "whole_not_rejected"


class NotReplaced(CounterpartError):
    """What was rejected is not replaced, or not any more."""

    code = "not_replaced"


class ReportWrong(TermsRefused):
    """A report of use or revenue has faults; `faults` has all reasons at once."""

    code = "report_wrong"
