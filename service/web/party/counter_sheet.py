"""The form of a counter-offer: the drafting form without what is not this side's to say."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final

from flask import url_for

from schemas.forms import TERMS, to_form
from schemas.terms import dump_terms
from service.domain.deal import Offer, OurSide
from service.domain.terms.parties import Side
from service.drafting.differences import Differences, differences_between
from service.storage.party_views import PartyDeal
from service.web.form.controls import Block, Part, anchors
from service.web.form.look import Seen, look
from service.web.form.rows import Fields
from service.web.form.sheet import Sheet

THEIRS: Final[Mapping[Side, tuple[str, ...]]] = MappingProxyType(
    {
        Side.LICENSOR: (
            "terms.parties.licensor.",
            "terms.parties.other_licensors",
            "terms.parties.licensors_liability",
        ),
        Side.LICENSEE: ("terms.parties.licensee.",),
    }
)
"""Where a form says of a side who it is: the other side leaves that alone (legal-review.md B6)."""

_FORM: Final = "terms.form."


@dataclass(frozen=True, kw_only=True)
class CounterSheet(Sheet):
    """`locked` are the beginnings of names that the other side alone may fill in.

    `focus` is the control or the list that the reader should find, where nothing is wrong. `kept`
    says that what was typed is saved.
    """

    locked: tuple[str, ...]
    focus: str = ""
    kept: bool = False

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        return tuple(self._open_parts(super().parts))

    @property
    def first(self) -> str:
        return super().first or self.focus

    def is_open(self, part: Part) -> bool:
        """Whether something in it is to be put right, or has just been added."""
        return any(name in self.marked or name == self.focus for name in anchors((part,)))

    def _open_parts(self, parts: tuple[Part, ...]) -> Iterator[Part]:
        for part in parts:
            blocks = tuple(b for block in part.blocks if not _is_empty(b := self._cut(block)))
            if blocks:
                yield replace(part, blocks=blocks)

    def _cut(self, block: Block) -> Block:
        rows = block.rows
        return replace(
            block,
            controls=tuple(c for c in block.controls if self._is_ours(c.name)),
            rows=rows if rows and self._is_ours(rows.at) else None,
            blocks=tuple(b for inner in block.blocks if not _is_empty(b := self._cut(inner))),
        )

    def _is_ours(self, name: str) -> bool:
        return name.startswith(f"{TERMS}.") and not name.startswith(self.locked)


def _is_empty(block: Block) -> bool:
    return not (block.controls or block.rows or block.blocks)


def own_fields(deal: PartyDeal, fields: Fields) -> Fields:
    """Those that this side may fill in."""
    fixed = _fixed(deal)
    return {
        name: values
        for name, values in fields.items()
        if name.startswith(f"{TERMS}.") and not name.startswith(fixed)
    }


def offered_fields(deal: PartyDeal, offer: Offer) -> Fields:
    """The terms of an offer as the fields of a form, without anything beside them."""
    header: dict[str, Any] = {"family": deal.family, "our_side": OurSide(deal.side.value)}
    return to_form({**header, TERMS: dump_terms(offer.written.terms)})


def counter_sheet(
    deal: PartyDeal, own: Fields, saved_at: datetime, *, kept: bool, asked: bool = False
) -> CounterSheet:
    """`own` is what this side says; the rest is as it stands."""
    stands = offered_fields(deal, deal.standing)
    theirs = {name: stands[name] for name in stands.keys() - own_fields(deal, stands).keys()}
    typed = {**theirs, **own}
    return CounterSheet(
        address=url_for("party_counter.post_counter"),
        deal_id=deal.id,
        typed=typed,
        seen=_without_findings(look(typed)),
        saved_at=saved_at,
        asked=asked,
        locked=THEIRS[deal.side.other],
        kept=kept,
    )


def changes_of(deal: PartyDeal, sheet: Sheet) -> Differences | None:
    """What this offer would change; null while the form is not complete."""
    ready = sheet.seen.complete
    return differences_between(deal.standing.written.terms, ready.deal.terms) if ready else None


def _fixed(deal: PartyDeal) -> tuple[str, ...]:
    return (*THEIRS[deal.side.other], _FORM)


def _without_findings(seen: Seen) -> Seen:
    """What law and prudence say is the organization's alone (legal-review.md B20)."""
    ready = seen.complete
    if ready is None:
        return seen
    worth = replace(ready.worth, bands=(), findings=())
    return replace(seen, complete=replace(ready, worth=worth))
