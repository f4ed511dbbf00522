"""One form in work: what was typed, what follows from it, and what a page of it has to show."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any, Final

from schemas.forms import TERMS, field_at, is_rows, parts_of
from service.rendering.pieces import Piece
from service.web.form import rows
from service.web.form.controls import Filled, Offer, Part, Rows, anchors, id_of, offers
from service.web.form.layout import labels, rows_at
from service.web.form.look import Seen, Trouble, by_name
from service.web.form.paste import Pasted, pasted
from service.web.form.rows import Fields

_LONGEST_NAME: Final = 200
_MOST_NAMES: Final = 50_000


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """`asked` says that somebody wanted to record it, so what is open is marked as well."""

    address: str
    deal_id: str | None
    typed: Fields
    seen: Seen
    saved_at: datetime
    asked: bool = False

    def answering(self) -> "Sheet":
        return replace(self, asked=True)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        return Filled(self.typed, self.marked).parts()

    @cached_property
    def placed(self) -> Mapping[str, Sequence[Trouble]]:
        """All that is wrong or open, by the place that the form shows it at."""
        known = frozenset(anchors(Filled(self.typed).parts()))
        return by_name(self.seen.troubles, known)

    @cached_property
    def marked(self) -> Mapping[str, Sequence[Trouble]]:
        """What is said beside the fields: what is open only when somebody has asked."""
        shown = (
            (name, [t for t in found if self.asked or not t.open])
            for name, found in self.placed.items()
        )
        return {name: found for name, found in shown if found}

    @property
    def first(self) -> str:
        """Where the reader should look first, in the order of the page."""
        return next((name for name in anchors(self.parts) if name in self.marked), "")

    @cached_property
    def offers(self) -> tuple[Offer, ...]:
        return offers(self.typed)

    def rows(self, at: str) -> Rows:
        return Filled(self.typed, self.marked).rows(rows_at(_starred(at)), at)

    def place(self, do: str) -> str:
        """The list that a button is about; blank for no list of the form."""
        at = do.partition(":")[2].partition(":")[0]
        return at if at and _is_list(at) else ""

    def anchor(self, at: str) -> str:
        return f"#{id_of(at)}" if at else ""

    def pasted(self, sent: Mapping[str, str], at: str) -> tuple[Pasted, ...]:
        return _pasted(sent, at) if sent.get("do", "").startswith("check:") else ()

    def shown(self) -> str:
        """What the page shows of the contract, for it to send back: each piece with its digest."""
        ready = self.seen.complete
        return "" if ready is None else " ".join(f"{p.bookmark}:{p.digest}" for p in ready.pieces)

    def changed(self, shown: str) -> "Changes":
        """What a page that shows `shown` of the contract has to be sent."""
        ready = self.seen.complete
        if ready is None:
            return Changes(whole=False, pieces=())
        before = dict(each.split(":", 1) for each in shown.split() if ":" in each)
        new = tuple(p for p in ready.pieces if before.get(p.bookmark) != p.digest)
        same = [*before] == [p.bookmark for p in ready.pieces]
        return Changes(whole=not same, pieces=new if before else ())


@dataclass(frozen=True, slots=True)
class Changes:
    """The pieces of a contract that read differently; `whole` where some came or went."""

    whole: bool
    pieces: tuple[Piece, ...]

    @property
    def bookmarks(self) -> frozenset[str]:
        return frozenset(piece.bookmark for piece in self.pieces)


def typed_in(sent: Any) -> Fields:
    """What a request says of the deal, lines ended as we end them; anything else is not kept."""
    names = [name for name in sent if _is_ours(name)]
    return {
        name: [value.replace("\r\n", "\n") for value in sent.getlist(name)]
        for name in names[:_MOST_NAMES]
    }


def rows_after(typed: Fields, sent: Any) -> Fields:
    """With the rows that the pressed button added, removed, moved or pasted."""
    do, _, rest = sent.get("do", "").partition(":")
    at, _, number = rest.partition(":")
    if not at or not _is_list(at):
        return typed
    match do:
        case "add":
            return rows.added(typed, at)
        case "remove" if number.isdecimal():
            return rows.removed(typed, at, int(number))
        case "up" if number.isdecimal():
            return rows.moved_up(typed, at, int(number))
        case "paste":
            return rows.added(_without_blank(typed, at), at, [*_new_rows(sent, at)])
        case _:
            return typed


def _new_rows(sent: Mapping[str, str], at: str) -> Iterator[Mapping[str, list[str]]]:
    for row in _pasted(sent, at):
        yield {key: [value] for key, value in row.fields.items()}


def _without_blank(typed: Fields, at: str) -> Fields:
    """A list that nobody has begun makes way for the rows that come."""
    return rows.renumbered(
        typed, at, lambda kept: [n for n in kept if not rows.is_blank(typed, at, n)]
    )


def _pasted(sent: Mapping[str, str], at: str) -> tuple[Pasted, ...]:
    return pasted(sent.get(f"table:{at}", ""), at)


def _is_ours(name: str) -> bool:
    first = name.partition(".")[0]
    return len(name) <= _LONGEST_NAME and (first == TERMS or first in _header_names())


def _header_names() -> frozenset[str]:
    return frozenset({"family", "title", "our_side", "relation", "external_id", "metadata"})


def _is_list(at: str) -> bool:
    try:
        return is_rows(field_at(at)) and bool(parts_of(field_at(at)))
    except KeyError:
        return False


def label_of(name: str) -> str:
    """ "Volume (no. 2)": what a place of the form is called."""
    said = labels().get(_starred(name)) or _list_label(name)
    numbers = [int(step) + 1 for step in name.split(".") if step.isdecimal()]
    return f"{said} ({', '.join(f'no. {n}' for n in numbers)})" if numbers else said


def _list_label(name: str) -> str:
    try:
        group = rows_at(_starred(name))
    except KeyError:
        return name.rpartition(".")[2].replace("_", " ").capitalize()
    return group.title or group.item.capitalize()


def _starred(name: str) -> str:
    return ".".join("*" if step.isdecimal() else step for step in name.split("."))
