"""The form as a page shows it: each control with its value, its choices and its faults."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from schemas.fields import (
    Choice,
    CodeField,
    Day,
    ExactDecimal,
    MoneyField,
    SafeText,
    Switch,
    WholeNumber,
)
from schemas.forms import Typed, default_of, field_at, is_prose
from schemas.several import Group as GroupField
from schemas.several import Several
from service.domain.terms.bounds import Code
from service.drafting.library import clause, family, newest_versions
from service.drafting.selection import positions_on_offer
from service.web.form.choices import Option, codes, in_words, options_of, wording
from service.web.form.layout import Entry, Group, Section, sections
from service.web.form.look import Trouble
from service.web.form.rows import numbers

_LONG: Final = 300
_LISTED: Final = {Code.ZONE: "zones", Code.JURISDICTION: "jurisdictions"}
Faults = Mapping[str, Sequence[Trouble]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """`kind` says how it is drawn; `values` is what it holds, as typed."""

    name: str
    label: str
    hint: str
    kind: str
    values: Sequence[str]
    options: Sequence[Option] = ()
    required: bool = False
    blank: bool = False
    listed: str = ""
    most: int = 0
    faults: Sequence[Trouble] = ()

    @property
    def id(self) -> str:
        return id_of(self.name)

    @property
    def value(self) -> str:
        return self.values[0] if self.values else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    number: int
    controls: tuple[Control, ...]
    blocks: "tuple[Block, ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """A list of rows; `at` is its name."""

    at: str
    item: str
    paste: bool
    rows: tuple[Row, ...]
    full: bool
    faults: Sequence[Trouble] = ()

    @property
    def id(self) -> str:
        return id_of(self.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Controls under one title; folded away unless somebody has set or mistaken something there."""

    title: str
    lead: str
    fold: bool
    open: bool = False
    controls: tuple[Control, ...] = ()
    rows: Rows | None = None
    blocks: "tuple[Block, ...]" = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    id: str
    title: str
    lead: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """The layout filled in with what was typed and what is wrong with it."""

    typed: Typed
    faults: Faults = field(default_factory=dict)

    def parts(self) -> tuple[Part, ...]:
        return tuple(self._part(section) for section in sections())

    def rows(self, group: Group, at: str) -> Rows:
        """The rows of a group; `at` is its name, with numbers for `*`."""
        rows = tuple(self._row(group, at, n) for n in numbers(self.typed, at))
        most: Any = field_at(group.at)
        return Rows(
            at=at,
            item=group.item,
            paste=group.paste,
            rows=rows,
            full=len(rows) >= most.items.most,
            faults=self.faults.get(at, ()),
        )

    def form(self) -> tuple[str, int]:
        """The family and version whose texts are shown."""
        newest = newest_versions()
        name = next(iter(self.typed.get("family", ())), "")
        name = name if name in newest else min(newest)
        version = next(iter(self.typed.get("terms.form.version", ())), "")
        known = version.isascii() and version.isdecimal() and 0 < int(version) <= newest[name]
        return name, int(version) if known else newest[name]

    def _part(self, section: Section) -> Part:
        blocks = tuple(self._block(group, "") for group in section.groups)
        return Part(id=section.id, title=section.title, lead=section.lead, blocks=blocks)

    def _block(self, group: Group, at: str) -> Block:
        rows = self.rows(group, _placed(group.at, at)) if group.has_rows else None
        controls = () if rows else tuple(self._control(entry, at) for entry in group.fields)
        block = Block(
            title=group.title,
            lead=group.lead,
            fold=group.fold,
            controls=controls,
            rows=rows,
            blocks=() if rows else tuple(self._block(each, at) for each in group.groups),
        )
        return replace(block, open=group.fold and _asks(block))

    def _row(self, group: Group, at: str, number: int) -> Row:
        place = f"{at}.{number}"
        return Row(
            number=number,
            controls=tuple(self._control(entry, place) for entry in group.fields),
            blocks=tuple(self._block(each, place) for each in group.groups),
        )

    def _control(self, entry: Entry, at: str) -> Control:
        name, part = _placed(entry.path, at), field_at(entry.path)
        values = self.typed.get(name, ())
        kind, options = self._drawn(entry, part)
        if kind == "clauses":
            values = [
                f"{k}={v[0]}" for k, v in self.typed.items() if k.startswith(f"{name}.") and v
            ]
        return Control(
            name=name,
            label=entry.label,
            hint=entry.hint,
            kind=kind,
            values=values,
            options=_with_strange(options, values, kind),
            required=part.required and not entry.optional and not _in_optional(entry.path),
            blank=_may_be_blank(part, entry.path, values),
            listed=_LISTED.get(part.code, "") if isinstance(part, CodeField) else "",
            most=part.bounds.most if isinstance(part, SafeText) else 0,
            faults=self.faults.get(name, ()),
        )

    def _drawn(self, entry: Entry, part: Any) -> tuple[str, Sequence[Option]]:
        """How a control looks, and what may be chosen in it."""
        if entry.widget in ("fixed", "clauses"):
            return entry.widget, ()
        if isinstance(part, Switch):
            return "switch", ()
        choice = part.inner if isinstance(part, Several) else part
        if isinstance(choice, Choice):
            return self._chosen(entry, part, choice)
        if isinstance(part, CodeField) and codes(part.code):
            return "select", codes(part.code)
        return _typed_kind(entry, part), ()

    def _chosen(self, entry: Entry, part: Any, choice: Any) -> tuple[str, Sequence[Option]]:
        several = isinstance(part, Several)
        options = options_of(choice.enum)
        if entry.widget == "cards":
            worded = tuple(self._worded(entry, option) for option in options)
            return ("card-checks" if several else "cards"), worded
        if several:
            return "checks", options
        return entry.widget or "select", options

    def _worded(self, entry: Entry, option: Option) -> Option:
        guidance, text = wording(entry.clause, self.form(), entry.block_of(option.value))
        return Option(option.value, option.words, guidance, text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A clause with the positions that the deal may choose, side by side."""

    id: str
    heading: str
    name: str
    options: tuple[Option, ...]
    chosen: str

    @property
    def is_single(self) -> bool:
        """Whether there is nothing to choose."""
        return len(self.options) == 1


def offers(typed: Typed) -> tuple[Offer, ...]:
    """The clauses whose wording no other term decides."""
    form = Filled(typed).form()
    texts = family(*form)
    return tuple(_offer(id, form, typed) for id in texts.clauses if positions_on_offer(id, texts))


def _offer(id: str, form: tuple[str, int], typed: Typed) -> Offer:
    texts, name = family(*form), f"terms.positions.clauses.{id}"
    options = tuple(
        Option(position.value, in_words(position), *wording(id, form, position.value))
        for position in positions_on_offer(id, texts)
    )
    heading = clause(id, texts.clauses[id]).heading
    chosen = next(iter(typed.get(name, ())), "")
    return Offer(id=id, heading=heading, name=name, options=options, chosen=chosen)


def anchors(parts: Sequence[Part]) -> Iterator[str]:
    """Every name at which the form can say what is wrong."""
    for part in parts:
        for block in part.blocks:
            yield from _anchors(block)


def _anchors(block: Block) -> Iterator[str]:
    yield from (control.name for control in block.controls)
    for row in block.rows.rows if block.rows else ():
        yield from (control.name for control in row.controls)
        for inner in row.blocks:
            yield from _anchors(inner)
    if block.rows:
        yield block.rows.at
    for inner in block.blocks:
        yield from _anchors(inner)


def id_of(name: str) -> str:
    return f"f-{name.replace('.', '-')}"


def _placed(path: str, at: str) -> str:
    """The path with the numbers that stand in `at`."""
    steps, known = path.split("."), at.split(".")
    return ".".join(
        k if s == "*" else s for s, k in zip(steps, [*known, *steps[len(known) :]], strict=False)
    )


def _asks(block: Block) -> bool:
    """Whether something in it was set otherwise than by default, or is wrong."""
    if block.rows:
        return bool(block.rows.rows or block.rows.faults)
    return any(map(_is_set, block.controls)) or any(map(_asks, block.blocks))


def _is_set(control: Control) -> bool:
    if control.faults or control.kind in ("fixed", "clauses"):
        return bool(control.faults)
    default = default_of(field_at(control.name))
    return sorted(filter(None, control.values)) != sorted(filter(None, default))


def _typed_kind(entry: Entry, part: Any) -> str:
    if entry.widget:
        return entry.widget
    if isinstance(part, Several):
        return "textarea" if is_prose(part.inner) else "wide"
    if isinstance(part, Day):
        return "date"
    if isinstance(part, WholeNumber):
        return "whole"
    if isinstance(part, MoneyField):
        return "money"
    if isinstance(part, ExactDecimal):
        return "decimal"
    if isinstance(part, CodeField):
        return "email" if part.code is Code.EMAIL else "code"
    return "textarea" if part.bounds.most > _LONG else "text"


def _in_optional(path: str) -> bool:
    """Whether a control stands in a group that may be left out as a whole."""
    steps = path.split(".")
    above = (field_at(".".join(steps[:n])) for n in range(1, len(steps)) if steps[:n] != ["terms"])
    return any(isinstance(group, GroupField) and group.allow_none for group in above)


def _may_be_blank(part: Any, path: str, values: Sequence[str]) -> bool:
    return part.required or part.allow_none or _in_optional(path) or not any(values)


def _with_strange(options: Sequence[Option], values: Sequence[str], kind: str) -> Sequence[Option]:
    """With what an imported file chose and nobody offers, so that it is seen and not lost."""
    known = {option.value for option in options}
    strange = [value for value in values if value and value not in known]
    return (*options, *(Option(v, v) for v in strange)) if options and strange else options
