"""The deals of `examples/` that an organization may look around with."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from schemas.deal import load_deal
from schemas.json_text import parse_json
from schemas.terms import written
from service.commands.seed import Demo
from service.domain.deal import WrittenTerms
from service.drafting.library import newest_versions

EXAMPLES: Final = Path(__file__).parents[2] / "examples"

_FILES: Final[Mapping[str, str]] = {
    "photos": "photo-archive",
    "speech": "speech-tiers",
    "film": "video-hours",
    "nature": "exclusive-film",
    "music": "evergreen-music",
    "scans": "mixed-charges",
    "landscapes": "minimal",
    "users": "user-photos",
}
_SIGNING: Final[Mapping[str, str]] = {"models": "mixed-charges", "library": "user-photos"}
_TITLES: Final[Mapping[str, str]] = {
    "landscapes": "Landscape photographs, second tranche",
    "models": "3D models, first season",
    "library": "User photo library, pilot",
}
_RELEASES: Final[Mapping[str, str]] = {"speech": "86", "film": "94"}
"""Percent of the releases that are there: what is missing must be released by an approver."""
_COUNTERS: Final[Mapping[str, tuple[str, int]]] = {"landscapes": ("0.36", 36)}
"""The rate of the first line, and the months."""


def demo_deals() -> dict[str, Demo]:
    return dict(_demos(_FILES))


def signing_deals() -> dict[str, Demo]:
    """Those that come to be signed."""
    return dict(_demos(_SIGNING))


def example(name: str, **header: Any) -> Demo:
    """One of the examples, with other words beside its terms."""
    return _read({**_document(name), **header})


def _demos(files: Mapping[str, str]) -> Iterator[tuple[str, Demo]]:
    for name, file in files.items():
        document = {**_document(file), "external_id": f"demo-{name}"}
        if name in _RELEASES:
            document["terms"]["materials"]["lines"][0]["releases_pct"] = _RELEASES[name]
        if name in _TITLES:
            document["title"] = _TITLES[name]
        yield name, replace(_read(document), counter=_counter(name, document))


def _counter(name: str, document: dict[str, Any]) -> WrittenTerms | None:
    """What the other side answers with: a lower rate, for longer."""
    if name not in _COUNTERS:
        return None
    terms = deepcopy(document["terms"])
    terms["materials"]["lines"][0]["unit_rate"], terms["period"]["months"] = _COUNTERS[name]
    return _read({**document, "terms": terms}).written


def _document(name: str) -> dict[str, Any]:
    document: dict[str, Any] = parse_json((EXAMPLES / f"{name}.json").read_bytes())
    return document


def _read(document: dict[str, Any]) -> Demo:
    read = load_deal(document, newest_versions())
    return Demo(read.header, written(read.terms))
