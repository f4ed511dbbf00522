"""What the form shows and in what order, read from `layout/`; a new term needs an entry there."""

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from schemas.forms import field_at, is_rows

FOLDER: Final = Path(__file__).parent / "layout"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One control. `path` has `*` for the number of a row.

    `optional` is a term that is needed but worked out where nobody gives it.

    `clause` is where the wording of each choice stands: in the block `names` gives for it, or else
    the one called like the choice behind `prefix`.
    """

    path: str
    label: str
    hint: str = ""
    widget: str = ""
    optional: bool = False
    clause: str = ""
    prefix: str = ""
    names: Mapping[str, str] = field(default_factory=dict)

    def block_of(self, choice: str) -> str:
        return self.names.get(choice, f"{self.prefix}{choice}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Controls that are decided together; `item` names one of its rows where it has rows."""

    at: str = ""
    title: str = ""
    lead: str = ""
    item: str = ""
    fold: bool = False
    paste: bool = False
    fields: tuple[Entry, ...] = ()
    groups: "tuple[Group, ...]" = ()

    @property
    def has_rows(self) -> bool:
        return bool(self.at) and is_rows(field_at(self.at))


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    id: str
    title: str
    lead: str
    groups: tuple[Group, ...]


@cache
def sections() -> tuple[Section, ...]:
    return tuple(_section(tomllib.loads(file.read_text("utf-8"))) for file in _files())


def entries(groups: Sequence[Group] | None = None) -> Iterator[Entry]:
    """Every control that the form can show."""
    found = [group for section in sections() for group in section.groups]
    for group in found if groups is None else groups:
        yield from group.fields
        yield from entries(group.groups)


@cache
def labels() -> Mapping[str, str]:
    """What each control is called away from its place: with its group, where two share a label."""
    named = [pair for section in sections() for pair in _named(section.groups, ())]
    often = Counter(entry.label for entry, _ in named)
    return {
        entry.path: entry.label if often[entry.label] == 1 else ": ".join((*titles, entry.label))
        for entry, titles in named
    }


def _named(
    groups: Sequence[Group], above: tuple[str, ...]
) -> Iterator[tuple[Entry, tuple[str, ...]]]:
    for group in groups:
        titles = (*above, group.title) if group.title else above
        yield from ((entry, titles) for entry in group.fields)
        yield from _named(group.groups, titles)


@cache
def rows_at(path: str) -> Group:
    """The group whose rows stand at a path with `*`; KeyError where there is none."""
    return {group.at: group for group in _with_rows([g for s in sections() for g in s.groups])}[
        path
    ]


def _with_rows(groups: Sequence[Group]) -> Iterator[Group]:
    for group in groups:
        if group.has_rows:
            yield group
        yield from _with_rows(group.groups)


def _files() -> Sequence[Path]:
    return sorted(FOLDER.glob("*.toml"))


def _section(data: Mapping[str, Any]) -> Section:
    shapes = data.get("shapes", {})
    groups = tuple(_group(each, "", shapes) for each in data["groups"])
    return Section(id=data["id"], title=data["title"], lead=data["lead"], groups=groups)


def _group(data: Mapping[str, Any], inside: str, shapes: Mapping[str, Any]) -> Group:
    at = f"{inside}{data['at']}" if "at" in data else inside.removesuffix(".")
    rows = "item" in data
    below = f"{at}.*." if rows else f"{at}." if at else ""
    parts = [*data.get("groups", ()), *shapes.get(data.get("shape", ""), ())]
    return Group(
        at=at if rows else "",
        **{key: data[key] for key in ("title", "lead", "item", "fold", "paste") if key in data},
        fields=tuple(_entry(below, key, said) for key, said in data.get("fields", {}).items()),
        groups=tuple(_group(part, below, shapes) for part in parts),
    )


def _entry(below: str, key: str, said: Any) -> Entry:
    path = f"{below}{key}"
    if isinstance(said, Mapping):
        return Entry(path=path, **said)
    label, hint = said
    return Entry(path=path, label=label, hint=hint)
