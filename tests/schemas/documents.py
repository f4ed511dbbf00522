"""Documents for the doors: read, changed at one place, and what is refused in them."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

from schemas.deal import load_deal
from schemas.json_text import parse_json
from schemas.terms import load_terms
from service.domain.deal import DealFile
from service.domain.errors import Fault, TermsRefused
from service.drafting.library import newest_versions


def example(name: str) -> dict[str, Any]:
    """A deal of `examples/`."""
    found: dict[str, Any] = parse_json(Path("examples", f"{name}.json").read_bytes())
    return found


def read(document: Any) -> DealFile:
    return load_deal(document, newest_versions())


def keys_of(pointer: str) -> list[str]:
    return [key.replace("~1", "/").replace("~0", "~") for key in pointer.split("/")[1:]]


def at(document: Any, pointer: str) -> Any:
    for key in keys_of(pointer):
        document = document[int(key)] if isinstance(document, list) else document[key]
    return document


def having(document: Any, changes: dict[str, Any]) -> Any:
    """A copy with other values at these pointers; objects that are missing on the way are made."""
    whole = {"": deepcopy(document)}
    for pointer, value in changes.items():
        inner: Any = whole
        key = ""
        for next_key in keys_of(pointer):
            inner = _made(inner, key)
            key = next_key
        inner[int(key) if isinstance(inner, list) else key] = value
    return whole[""]


def _made(inner: Any, key: str) -> Any:
    return inner[int(key)] if isinstance(inner, list) else inner.setdefault(key, {})


def without(document: Any, pointer: str) -> Any:
    """A copy that lacks what stands at the pointer."""
    copied = deepcopy(document)
    parent, _, key = pointer.rpartition("/")
    holder = at(copied, parent)
    del holder[int(key) if isinstance(holder, list) else keys_of(f"/{key}")[0]]
    return copied


def pointers(document: Any, pointer: str = "") -> Iterator[str]:
    """Everything that stands in a document, objects and lists before what is in them."""
    entries: Any = ()
    if isinstance(document, dict):
        entries = document.items()
    elif isinstance(document, list):
        entries = enumerate(document)
    for key, inner in entries:
        here = f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}"
        yield here
        yield from pointers(inner, here)


def refusal_of(load: Callable[[Any], object], document: Any) -> tuple[Fault, ...]:
    """Why it is refused; nothing when it is read. Whatever else it raises goes on its way."""
    try:
        load(document)
    except TermsRefused as refusal:
        return refusal.faults
    return ()


def faults_in(load: Callable[[Any], object], document: Any) -> tuple[Fault, ...]:
    found = refusal_of(load, document)
    assert found, "It is not refused."
    return found


def deal_faults(document: Any) -> dict[str, str]:
    """Message by pointer, in the order in which they are told."""
    return {fault.pointer: fault.message for fault in faults_in(read, document)}


def terms_faults(terms: Any) -> dict[str, str]:
    return {fault.pointer: fault.message for fault in faults_in(load_terms, terms)}
