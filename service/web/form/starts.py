"""How a form begins: empty, from a preset of the family, an earlier deal, an example or a file."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from schemas.deal import load_deal
from schemas.forms import to_form
from schemas.json_text import parse_json
from schemas.terms import dump_terms
from service.domain.deal import Deal, DealHeader
from service.domain.drafts import copied_header
from service.domain.errors import Fault, NotFound, TermsRefused
from service.drafting.library import newest_versions
from service.storage import codec
from service.web.form.rows import Fields

_PRESETS: Final = Path(__file__).parent / "presets"
_EXAMPLES: Final = Path(__file__).parents[3] / "examples"
_LOST: Final = "There is no such key."


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """One way to begin, by its id in the form that asks."""

    id: str
    title: str
    lead: str


@cache
def presets(family: str) -> tuple[Start, ...]:
    return tuple(Start(id=p["id"], title=p["title"], lead=p["lead"]) for p in _presets(family))


@cache
def examples() -> tuple[Start, ...]:
    return tuple(
        Start(id=path.stem, title=_example(path.stem).get("title") or path.stem, lead="")
        for path in sorted(_EXAMPLES.glob("*.json"))
    )


def empty(family: str) -> Fields:
    return to_form(_pinned({"family": family, "our_side": "licensor"}))


def preset(family: str, id: str) -> Fields:
    """NotFound where the family has no such preset."""
    terms = next((p["terms"] for p in _presets(family) if p["id"] == id), None)
    if terms is None:
        raise NotFound
    return to_form(_pinned({"family": family, "our_side": "licensor", "terms": terms}))


def example(id: str) -> Fields:
    """NotFound where there is none."""
    if id not in {start.id for start in examples()}:
        raise NotFound
    return to_form(_pinned(_example(id)))


def copied(deal: Deal) -> Fields:
    """The terms of an earlier deal; what names that deal is left behind."""
    return _of(copied_header(deal), deal)


def opened(deal: Deal) -> Fields:
    """A deal as it stands, to be changed."""
    return _of(deal.header, deal)


def imported(data: bytes) -> tuple[Fields, tuple[Fault, ...]]:
    """A deal document as a form, even one with faults, which the form then shows.

    Else nothing, and the faults that no form can hold: no JSON, another family, unknown keys.
    """
    try:
        document = parse_json(data)
    except TermsRefused as refused:
        return {}, refused.faults
    lost = tuple(_lost(document))
    return ({}, lost) if lost else (to_form(_pinned(document)), ())


def _lost(document: Any) -> Iterator[Fault]:
    try:
        load_deal(document, newest_versions())
    except TermsRefused as refused:
        for fault in refused.faults:
            if fault.message.startswith(_LOST) or fault.pointer in ("", "/family"):
                yield fault


def _of(header: DealHeader, deal: Deal) -> Fields:
    return to_form({**codec.encode(header), "terms": dump_terms(deal.written.terms)})


def _pinned(document: Mapping[str, Any]) -> dict[str, Any]:
    """With the newest version of the family's text, where none is named."""
    terms = document.get("terms")
    terms = terms if isinstance(terms, Mapping) else {}
    family = str(document["family"])
    newest = {"family": family, "version": newest_versions()[family]}
    given = terms.get("form")
    form = {**newest, **(given if isinstance(given, Mapping) else {})}
    return {**document, "terms": {**terms, "form": form}}


@cache
def _presets(family: str) -> Sequence[Mapping[str, Any]]:
    path = _PRESETS / f"{family}.toml"
    found: Sequence[Mapping[str, Any]] = (
        tomllib.loads(path.read_text("utf-8"))["presets"] if path.exists() else ()
    )
    return found


@cache
def _example(id: str) -> dict[str, Any]:
    document: dict[str, Any] = parse_json((_EXAMPLES / f"{id}.json").read_bytes())
    return document
