"""The deals of `examples/` that an organization may look around with."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from schemas.deal import load_deal
from schemas.json_text import parse_json
from schemas.terms import written
from service.commands.seed import Demo
from service.drafting.library import newest_versions

EXAMPLES: Final = Path(__file__).parents[2] / "examples"

_FILES: Final[Mapping[str, str]] = {
    "photos": "photo-archive",
    "speech": "speech-tiers",
    "film": "video-hours",
    "nature": "exclusive-film",
    "music": "evergreen-music",
}
_RELEASES: Final[Mapping[str, str]] = {"speech": "86", "film": "94"}
"""Percent of the releases that are there: what is missing must be released by an approver."""


def demo_deals() -> dict[str, Demo]:
    return dict(_demos())


def example(name: str, **header: Any) -> Demo:
    """One of the examples, with other words beside its terms."""
    return _read({**_document(name), **header})


def _demos() -> Iterator[tuple[str, Demo]]:
    for name, file in _FILES.items():
        document = {**_document(file), "external_id": f"demo-{name}"}
        if name in _RELEASES:
            document["terms"]["materials"]["lines"][0]["releases_pct"] = _RELEASES[name]
        yield name, _read(document)


def _document(name: str) -> dict[str, Any]:
    document: dict[str, Any] = parse_json((EXAMPLES / f"{name}.json").read_bytes())
    return document


def _read(document: dict[str, Any]) -> Demo:
    read = load_deal(document, newest_versions())
    return Demo(read.header, written(read.terms))
