"""The clause library: versioned texts and families, read from `contract_templates/`."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

ROOT: Final = Path(__file__).parents[2] / "contract_templates"

DEEPEST: Final = 3
"""Levels of a list: 12.1, (a), (i)."""

_FRONT: Final = re.compile(r"\A\+\+\+\n(.*?)\n\+\+\+\n", re.DOTALL)


class LibraryError(Exception):
    """A text in `contract_templates/` is not written as docs/contract-text.md says."""


@dataclass(frozen=True, slots=True)
class Item:
    """One paragraph of a block as written: `level` 1 to 3, marks still in it."""

    level: int
    source: str


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A position's wording; `guidance` is for the drafter and never printed."""

    name: str
    guidance: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """One version of a clause's, a schedule's or a Law Rider's text."""

    id: str
    version: int
    heading: str
    cuad: tuple[str, ...]
    blocks: Mapping[str, TextBlock]


@dataclass(frozen=True, slots=True)
class Family:
    """One version of a kind of contract, with the version of every text pinned."""

    id: str
    version: int
    title: str
    clauses: Mapping[str, int]
    optional: frozenset[str]
    omitted: frozenset[str]
    schedules: Mapping[str, int]
    riders: Mapping[str, int]


@cache
def newest_versions() -> Mapping[str, int]:
    """The newest version of every family."""
    return _newest("families", "*.toml")


@cache
def newest_clauses() -> Mapping[str, int]:
    """The newest version of every clause."""
    return _newest("clauses", "*.md")


def _newest(kind: str, files: str) -> Mapping[str, int]:
    return MappingProxyType(
        {
            folder.name: max(int(file.stem) for file in folder.glob(files))
            for folder in sorted((ROOT / kind).iterdir())
        }
    )


@cache
def family(id: str, version: int) -> Family:
    data = tomllib.loads((ROOT / "families" / id / f"{version}.toml").read_text("utf-8"))
    return Family(
        id=id,
        version=version,
        title=data["title"],
        clauses=MappingProxyType(data["clauses"]),
        optional=frozenset(data["optional"]),
        omitted=frozenset(data["omitted"]),
        schedules=MappingProxyType(data["schedules"]),
        riders=MappingProxyType(data["riders"]),
    )


@cache
def clause(id: str, version: int) -> Clause:
    return read_text(ROOT / "clauses" / id / f"{version}.md", id, version)


@cache
def schedule(id: str, version: int) -> Clause:
    return read_text(ROOT / "schedules" / id / f"{version}.md", id, version)


@cache
def rider(id: str, version: int) -> Clause:
    return read_text(ROOT / "riders" / id / f"{version}.md", id, version)


def read_text(path: Path, id: str, version: int) -> Clause:
    """The text in a file; LibraryError where it is not written as docs/contract-text.md says."""
    meta, body = front_matter(path, id)
    return Clause(
        id=id,
        version=version,
        heading=meta["heading"],
        cuad=tuple(meta.get("cuad", ())),
        blocks=MappingProxyType(_by_name(_blocks(body, id), id)),
    )


def front_matter(path: Path, id: str) -> tuple[dict[str, Any], str]:
    """What stands between the +++ lines of a text, and the text behind them; LibraryError."""
    source = path.read_text("utf-8")
    front = _FRONT.match(source)
    if front is None:
        raise LibraryError(f"{path.name} of {id} has no front matter between +++ lines.")
    return _meta(front.group(1), id), source[front.end() :]


def _meta(front: str, id: str) -> dict[str, Any]:
    try:
        meta: dict[str, Any] = tomllib.loads(front)
    except tomllib.TOMLDecodeError as error:
        raise LibraryError(f"The front matter of {id} cannot be read: {error}") from error
    if meta.get("id") != id:
        raise LibraryError(f"The text of {id} calls itself {meta.get('id')}.")
    if not meta.get("heading"):
        raise LibraryError(f"The text of {id} has no heading.")
    return meta


def _by_name(blocks: Iterable[TextBlock], id: str) -> dict[str, TextBlock]:
    named: dict[str, TextBlock] = {}
    for block in blocks:
        if not block.name:
            raise LibraryError(f"{id}: no heading names the block of the first paragraph.")
        if block.name in named:
            raise LibraryError(f"{id} has two blocks {block.name}.")
        if not block.items:
            raise LibraryError(f"{id}: the block {block.name} has no text.")
        named[block.name] = block
    return named


def _blocks(markdown: str, id: str) -> Iterator[TextBlock]:
    name, guidance, items = "", "", list[Item]()
    for kind, level, text in _pieces(markdown):
        if kind == "heading":
            if name:
                yield TextBlock(name, guidance, tuple(items))
            name, guidance, items = text, "", []
        elif kind == "blockquote":
            guidance = text
        elif level > DEEPEST:
            raise LibraryError(f"{id}: a list is deeper than (i): {text[:60]}")
        elif level:
            items.append(Item(level, text))
        else:
            raise LibraryError(f"{id}: a paragraph stands outside the list: {text[:60]}")
    yield TextBlock(name, guidance, tuple(items))


def _pieces(markdown: str) -> Iterator[tuple[str, int, str]]:
    """(heading | blockquote | paragraph, depth of the list, text on one line)."""
    from markdown_it import MarkdownIt  # most pages read no text of a clause

    level, kind = 0, "paragraph"
    for token in MarkdownIt("commonmark").parse(markdown):
        level += {"ordered_list_open": 1, "ordered_list_close": -1}.get(token.type, 0)
        match token.type:
            case "heading_open" | "blockquote_open":
                kind = token.type.removesuffix("_open")
            case "heading_close" | "blockquote_close":
                kind = "paragraph"
            case "inline":
                yield kind, level, " ".join(token.content.split())
