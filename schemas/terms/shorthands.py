"""Shorter ways to write terms, rewritten before they are read, so that each has one digest."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Final, TypeGuard

from schemas.fields import DEFAULT_CURRENCY, currency_in
from service.domain.errors import Fault

_ZERO: Final = re.compile(r"0(\.0{1,4})?")
_LONGEST: Final = 1000
"""Longer lists are refused as they stand."""

_FEES: Final[Mapping[str, Mapping[str, Any]]] = MappingProxyType(
    {
        "upfront_fee": {"id": "upfront_fee", "kind": "fixed", "due": {"on": "signature"}},
        "annual_fee": {"id": "annual_fee", "kind": "subscription", "per": "year"},
    }
)


@dataclass(frozen=True, slots=True)
class Moved:
    """What is read at `full` was written at `written`: as one value, or part by part."""

    full: str
    written: str
    in_parts: bool = False

    def back(self, pointer: str) -> str | None:
        """Where the reader finds in the document what stands at `pointer` in the full terms."""
        rest = pointer.removeprefix(self.full)
        if not pointer.startswith(self.full) or rest[:1] not in ("", "/"):
            return None
        return self.written + rest if self.in_parts else self.written


@dataclass(slots=True)
class Expansion:
    """Terms in full, what was moved for that, and where two ways of writing contradict."""

    full: Any
    moved: list[Moved] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def as_written(self, faults: Iterable[Fault]) -> tuple[Fault, ...]:
        """The faults of the full terms, pointing to where the reader wrote what is wrong."""
        return tuple(replace(fault, pointer=self._back(fault.pointer)) for fault in faults)

    def _back(self, pointer: str) -> str:
        found = (each.back(pointer) for each in self.moved)
        return next((written for written in found if written is not None), pointer)


def expanded(terms: Any) -> Expansion:
    """The terms in full; what is not an object where one is expected is left to the schema."""
    if not isinstance(terms, dict):
        return Expansion(terms)
    found = Expansion(dict(terms))
    for key, rewrite in _REWRITES.items():
        if isinstance(terms.get(key), dict):
            found.full[key] = dict(terms[key])
            rewrite(found.full[key], found)
    return found


def currency_of(terms: Any) -> str:
    """The currency that these (still unread) terms are in."""
    pricing = terms.get("pricing") if isinstance(terms, dict) else None
    given = pricing.get("currency") if isinstance(pricing, dict) else None
    return currency_in(given) or DEFAULT_CURRENCY


def _pricing(pricing: dict[str, Any], found: Expansion) -> None:
    """Bare `minimum_guarantee`, `upfront_fee` and `annual_fee`; indexation as one word.

    A charge says its currency only where it is not the deal's own.
    """
    _minimum_guarantee(pricing, found)
    _fees(pricing, found)
    if _is_list(charges := pricing.get("charges")):
        own = currency_of(found.full)
        pricing["charges"] = [_without_own_currency(charge, own) for charge in charges]
    if isinstance(pricing.get("indexation"), str):
        pricing["indexation"] = {"kind": pricing["indexation"]}
        found.moved.append(Moved("/pricing/indexation", "/pricing/indexation"))


def _minimum_guarantee(pricing: dict[str, Any], found: Expansion) -> None:
    amount = pricing.pop("minimum_guarantee", None)
    if _says_nothing(amount):
        return
    if pricing.get("guarantee") is None:
        pricing["guarantee"] = {"kind": "minimum", "amount": amount}
        found.moved.append(Moved("/pricing/guarantee", "/pricing/minimum_guarantee"))
    else:
        found.faults.append(
            Fault("/pricing/minimum_guarantee", "Give this or guarantee, not both.")
        )


def _fees(pricing: dict[str, Any], found: Expansion) -> None:
    charges = pricing.get("charges", [])
    for key, charge in _FEES.items():
        amount = pricing.pop(key, None)
        if not _says_nothing(amount) and _is_list(charges):
            found.moved.append(Moved(f"/pricing/charges/{len(charges)}", f"/pricing/{key}"))
            charges = pricing["charges"] = [*charges, {**charge, "amount": amount}]


def _says_nothing(amount: Any) -> bool:
    """Null and zero are the same as an absent key."""
    return amount is None or (isinstance(amount, str) and _ZERO.fullmatch(amount) is not None)


def _without_own_currency(charge: Any, own: str) -> Any:
    same = isinstance(charge, dict) and currency_in(charge.get("currency")) == own
    return {**charge, "currency": None} if same else charge


def _materials(materials: dict[str, Any], found: Expansion) -> None:
    """A line without an id is called by its place: line-1."""
    if not _is_list(lines := materials.get("lines")):
        return
    materials["lines"] = [*lines]
    for n, line in enumerate(lines):
        if isinstance(line, dict) and line.get("id") is None:
            materials["lines"][n] = {**line, "id": f"line-{n + 1}"}
            found.moved.append(Moved(f"/materials/lines/{n}/id", f"/materials/lines/{n}"))


def _parties(parties: dict[str, Any], found: Expansion) -> None:
    """Principals as a bare list of names."""
    parties["licensor"] = _licensor(parties.get("licensor"), "/parties/licensor", found)
    if _is_list(others := parties.get("other_licensors")):
        parties["other_licensors"] = [
            _licensor(other, f"/parties/other_licensors/{n}", found)
            for n, other in enumerate(others)
        ]


def _licensor(licensor: Any, pointer: str, found: Expansion) -> Any:
    if not isinstance(licensor, dict) or not isinstance(licensor.get("principals"), list):
        return licensor
    written = f"{pointer}/principals"
    found.moved.append(Moved(f"{written}/names", written, in_parts=True))
    return {**licensor, "principals": {"names": licensor["principals"]}}


def _risk(risk: dict[str, Any], found: Expansion) -> None:
    """A cap of type amount says its amount as `value` or `amount`, and has no multiple."""
    cap, at = risk.get("general_cap"), "/risk/general_cap"
    if not isinstance(cap, dict) or cap.get("type") != "amount":
        return
    value, amount = cap.get("value"), cap.get("amount")
    risk["general_cap"] = {**cap, "amount": value if amount is None else amount, "value": None}
    if amount is None:
        found.moved.append(Moved(f"{at}/amount", f"{at}/value"))
    elif value is not None:
        found.faults.append(
            Fault(f"{at}/value", "A cap of type amount has no multiple: leave it out.")
        )


def _period(period: dict[str, Any], found: Expansion) -> None:
    """Months mean nothing beside an end date; a first day means a fixed start."""
    if period.get("mode") in ("end_date", "perpetual"):
        period.setdefault("months", None)
    starts = period.get("starts")
    if isinstance(starts, dict) and starts.get("on") is not None:
        period["starts"] = {"mode": "fixed", **starts}


def _is_list(value: Any) -> TypeGuard[list[Any]]:
    return isinstance(value, list) and len(value) <= _LONGEST


_REWRITES: Final[Mapping[str, Callable[[dict[str, Any], Expansion], None]]] = MappingProxyType(
    {
        "pricing": _pricing,
        "materials": _materials,
        "parties": _parties,
        "risk": _risk,
        "period": _period,
    }
)
