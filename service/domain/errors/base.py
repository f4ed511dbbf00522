"""What every way of saying no has, and the one that names several faults at once."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with what came in.

    `pointer` is a JSON pointer (RFC 6901) into the document that came in; `message` says what
    would be right.
    """

    pointer: str
    message: str


class CounterpartError(Exception):
    """A rule said no. `code` is part of the public API."""

    code = "counterpart_error"


class TermsRefused(CounterpartError):
    """The terms cannot be agreed as they stand; `faults` has all reasons at once."""

    code = "terms_refused"

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{f.pointer}: {f.message}" for f in self.faults))
