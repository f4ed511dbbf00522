"""Looks at a PDF that is said to be a license signed elsewhere, and says whether it can be kept.

It is kept as it came and handed to people of the organization, so it must be one that a reader can
open without a password and that runs nothing. For a worker process, within its limits.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

from service.domain.verdict import LARGEST

MOST_PAGES: Final = 3000
MOST_OBJECTS: Final = 300_000

_BEGINS: Final = b"%PDF-"
_MIB: Final = 1024 * 1024
_DEEPEST: Final = 20
_RUNS: Final = frozenset({"/JavaScript", "/Launch", "/Rendition", "/RichMediaExecute"})
"""Actions that do something to the reader's machine (ISO 32000-2, 12.6.4)."""

_RUNNING: Final = ("/JS", "/JavaScript", "/XFA")
"""Keys under which scripts and forms that run scripts stand."""

_DAMAGED: Final = "It is damaged, or was never a whole PDF: print or scan it to a PDF again."


def why_no_signed_file(data: bytes) -> str | None:
    """Why it cannot be kept, as a sentence for whoever sent it; null where it can."""
    if len(data) > LARGEST:
        return f"It is larger than {LARGEST // _MIB} MB: scan it again with less detail."
    if not data.startswith(_BEGINS):
        return "It does not begin as a PDF does: give the signed license as a PDF."
    try:
        return _looked_at(data)
    except MemoryError:
        raise
    except Exception:
        return _DAMAGED


def _looked_at(data: bytes) -> str | None:
    import pikepdf  # loads qpdf, which a web process never needs

    try:
        pdf = pikepdf.open(BytesIO(data))
    except pikepdf.PasswordError:
        return "It is locked with a password: give it without one."
    with pdf:
        pages = len(pdf.pages)
        if not 1 <= pages <= MOST_PAGES:
            return f"It has {pages:,} pages: give one with 1 to {MOST_PAGES:,}."
        if len(pdf.objects) > MOST_OBJECTS:
            return "It is made of more pieces than a contract has: print it to a PDF again."
        if any(_runs(each) for thing in pdf.objects for each in _inside(thing, _DEEPEST)):
            return "It carries a program that would run where it is read: print it to a PDF again."
    return None


def _runs(thing: Any) -> bool:
    """Whether a dictionary is an action that runs something, or holds a script."""
    return str(thing.get("/S", "")) in _RUNS or any(key in thing for key in _RUNNING)


def _inside(thing: Any, levels: int) -> Iterator[Any]:
    """The dictionaries of one object; those of others, which it refers to, come by themselves."""
    import pikepdf

    if isinstance(thing, pikepdf.Stream):
        yield from _inside(thing.stream_dict, levels)
    elif isinstance(thing, pikepdf.Dictionary):
        yield thing
        for key in thing.keys() if levels else ():
            yield from _below(thing[key], levels)
    elif isinstance(thing, pikepdf.Array):
        for each in thing if levels else ():
            yield from _below(each, levels)


def _below(thing: Any, levels: int) -> Iterator[Any]:
    if getattr(thing, "is_indirect", False):
        return
    yield from _inside(thing, levels - 1)
