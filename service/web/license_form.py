"""What the form of a license that was signed elsewhere offers, and how it shows what was typed."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from schemas.forms import Typed, name_of
from schemas.license_file import delivery_rows
from service.domain.deal import OurSide
from service.domain.errors import Fault
from service.domain.terms.bounds import Code
from service.domain.terms.compliance import Reports
from service.domain.terms.delivery import SpanUnit
from service.domain.terms.materials import Unit
from service.domain.terms.notices import LagUnit, NoticeMethod
from service.domain.terms.period import (
    NoticeBasis,
    PeriodMode,
    RenewalMode,
    RenewalPriceMode,
)
from service.drafting.wording import first_upper
from service.web.form.choices import Option, codes, options_of
from service.web.form.wording import on_a_form

FIRST: Final[Typed] = MappingProxyType(
    {
        "facts.period.mode": ["months"],
        "facts.committed.currency": ["USD"],
    }
)
"""What a form holds before anybody has typed into it."""


def _said(words: Mapping[Any, str]) -> tuple[Option, ...]:
    return tuple(Option(str(value), said) for value, said in words.items())


_MODES: Final = {
    RenewalMode.NONE: "It does not renew",
    RenewalMode.AUTO_EVERGREEN: "By itself, unless a side gives notice",
    RenewalMode.AUTO_FIXED_N: "By itself, a limited number of times",
    RenewalMode.OPTION_LICENSEE: "If the licensee gives notice that it renews",
    RenewalMode.OPTION_LICENSOR: "If the licensor gives notice that it renews",
    RenewalMode.MUTUAL: "If both sides agree",
    RenewalMode.CONDITIONAL: "If a condition is met",
}
_PRICES: Final = {
    RenewalPriceMode.SAME: "Unchanged",
    RenewalPriceMode.UPLIFT: "Raised by a percentage",
    RenewalPriceMode.CPI: "Raised with a price index",
    RenewalPriceMode.NEGOTIATED: "To be agreed",
}
_BASES: Final = {
    NoticeBasis.RECEIVED: "It must be received in time",
    NoticeBasis.SENT: "It must be sent in time",
}
_WAYS: Final = {
    NoticeMethod.COURIER: "By courier or registered post",
    NoticeMethod.EMAIL: "By e-mail",
    NoticeMethod.PLATFORM: "Through Counterpart",
}


@cache
def choices() -> Mapping[str, Any]:
    """What the form offers; asked for when somebody looks at it."""
    return {
        "sides": options_of(OurSide),
        "periods": options_of(PeriodMode),
        "modes": _said(_MODES),
        "prices": _said(_PRICES),
        "bases": _said(_BASES),
        "ways": _said(_WAYS),
        "spans": options_of(SpanUnit),
        "lags": options_of(LagUnit),
        "reports": options_of(Reports),
        "units": options_of(Unit),
        "codes": lambda code: codes(Code(code)),
    }


class Typing:
    """What was typed, by the names of the fields."""

    def __init__(self, typed: Typed) -> None:
        self.typed = typed
        self.deliveries: Sequence[Mapping[str, str]] = delivery_rows(typed)

    def __getitem__(self, name: str) -> str:
        return next(iter(self.typed.get(name, ())), "")

    def has(self, name: str, value: str) -> bool:
        return value in self.typed.get(name, ())

    def any(self, *starts: str) -> bool:
        """Whether something stands in a field below one of these names, beyond what stood there."""
        return any(_is_new(name, values) for name, values in self._below(starts))

    def _below(self, starts: tuple[str, ...]) -> Iterable[tuple[str, Sequence[str]]]:
        return (pair for pair in self.typed.items() if pair[0].startswith(starts))


def by_field(faults: Iterable[Fault]) -> Mapping[str, str]:
    """The first fault of each field, by the field's name, in the order of the document."""
    found: dict[str, str] = {}
    for fault in faults:
        found.setdefault(name_of(fault.pointer), on_a_form(fault.message))
    return found


def _is_new(name: str, values: Sequence[str]) -> bool:
    """A unit stands in its field from the beginning."""
    return not name.endswith(".unit") and any(value.strip() for value in values)


_SIDES: Final = {"licensor": "Licensor", "licensee": "Licensee"}
_LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "document": "Signed license",
        "signed_on": "Day of the last signature",
        "our_side": "Our side",
        "title": "What you call it",
        "external_id": "Its number in your own system",
        "starts_on": "First day",
        "renewed": "How often it has renewed",
        "legal_name": "name",
        "notice_email": "e-mail address for notices",
        "notice_post": "postal address for notices",
        "timezone": "Time zone",
        "governing_law": "Governing law",
        "period": "First period",
        "renewal": "Renewal",
        "notice": "notice",
        "notice_licensor": "notice by the licensor",
        "notice_licensee": "notice by the licensee",
        "notice_basis": "what must be in time",
        "methods": "ways that count",
        "receipt": "counts as received",
        "not_earlier_than": "not earlier than",
        "max": "number of renewals",
        "mode": "what the contract says",
        "committed": "Committed",
        "reports": "Reports",
        "cure_days": "Days to cure a breach",
        "wind_down_days": "Days of use after the end",
        "retention_days": "Days until copies must be deleted",
        "deliveries": "Delivery",
        "ends_on": "last day",
        "due_on": "due on",
        "what": "what is delivered",
        "pct": "percent",
        "price": "price",
        "value": "how long",
    }
)


def fact_label(name: str) -> str:
    """ "Renewal, notice, how long": what a field is called where its fault is listed."""
    steps = [step for step in name.split(".") if step != "facts"]
    said = (_LABELS.get(step) or _SIDES.get(step) or _spoken(step) for step in steps)
    return first_upper(", ".join(said)) or "The form"


def _spoken(step: str) -> str:
    return str(int(step) + 1) if step.isdecimal() else step.replace("_", " ")
