"""What follows from what somebody has typed: faults, or the fee, findings, dates and contract."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from schemas.forms import Typed, from_form, name_of
from service.commands.dates import DatedTerms, dated_terms
from service.commands.previewing import preview
from service.commands.quoting import Quoted, quoted
from service.domain.checks.fixed import fixed_findings
from service.domain.deal import Deal
from service.domain.errors import Fault, TermsRefused
from service.rendering.pieces import Piece
from service.web.form.wording import is_needed, on_a_form
from service.web.reading import DealRead, read_deal


@dataclass(frozen=True, slots=True, kw_only=True)
class Complete:
    """Terms that can be agreed, and all that is shown beside them."""

    deal: DealRead
    worth: Quoted
    dates: DatedTerms
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """One fault by the name of its field; `open` where a field only waits to be filled in."""

    name: str
    message: str
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """`complete` is null while there is trouble."""

    troubles: tuple[Trouble, ...]
    complete: Complete | None

    @property
    def wrong(self) -> tuple[Trouble, ...]:
        return tuple(trouble for trouble in self.troubles if not trouble.open)

    @property
    def open(self) -> tuple[Trouble, ...]:
        return tuple(trouble for trouble in self.troubles if trouble.open)


def look(typed: Typed, of: Deal | None = None) -> Seen:
    """`of` is the deal whose draft it changes, for what a negotiation that runs holds fast."""
    try:
        deal = read_deal(from_form(typed))
        pieces = preview(deal.terms)
    except TermsRefused as refused:
        return Seen(troubles=tuple(_troubles(refused.faults, typed)), complete=None)
    worth = quoted(deal.terms, deal.header.our_side)
    held = fixed_findings(of, deal.terms) if of else ()
    worth = replace(worth, findings=(*held, *worth.findings))
    dates = dated_terms(deal.terms)
    return Seen(troubles=(), complete=Complete(deal=deal, worth=worth, dates=dates, pieces=pieces))


def _troubles(faults: Iterable[Fault], typed: Typed) -> Iterator[Trouble]:
    for fault in faults:
        name = name_of(fault.pointer)
        blank = not any(value.strip() for value in typed.get(name, ()))
        yield Trouble(
            name=name,
            message=on_a_form(fault.message),
            open=blank and is_needed(fault.message),
        )


def by_name(troubles: Iterable[Trouble], known: frozenset[str]) -> Mapping[str, list[Trouble]]:
    """Each trouble at the nearest place that the form shows: itself, inside it, or around it."""
    found: dict[str, list[Trouble]] = {}
    for trouble in troubles:
        found.setdefault(_nearest(trouble.name, known), []).append(trouble)
    return found


def _nearest(name: str, known: frozenset[str]) -> str:
    if name in known:
        return name
    inside = min((each for each in known if each.startswith(f"{name}.")), default="")
    while not inside and name and name not in known:
        name = name.rpartition(".")[0]
    return inside or name
