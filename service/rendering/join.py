"""Finished parts become one PDF/A-3a under one structure, one outline and one set of names."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO
from threading import Lock
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, String

from service.rendering.attached import attach
from service.rendering.printing import Area, Heading, Place, Printed
from service.rendering.xmp import PRODUCER, metadata

_KEPT_OPEN = 16
# Papers share the parts that are kept open, and QPDF serves one thread at a time.
_one_at_a_time = Lock()
_ARTIFACT = b"/Artifact <</Type /Pagination /Subtype /Footer>> BDC q /Margin Do Q EMC"


@dataclass(frozen=True, slots=True)
class Label:
    """What a file says about itself. `digest` has 64 hex digits and tells it from others."""

    title: str
    language: str
    digest: str


def joined(
    cover: Printed, parts: Sequence[Printed], label: Label, attachments: Mapping[str, bytes]
) -> bytes:
    """`cover` ends with a page that is no page of the paper: what it shows is laid under each.

    Pages keep their contents as they came, byte for byte.
    """
    with _one_at_a_time, ExitStack() as opened:
        out = opened.enter_context(pikepdf.new())
        front = opened.enter_context(pikepdf.open(BytesIO(cover.data)))
        margin = out.copy_foreign(_taken_margin(front))
        sources = (front, *(_open(part.data) for part in parts))
        starts = _add_pages(out, sources)
        _join_structure(out, sources, starts)
        _lay_under(out, margin)
        _add_names(out, (cover, *parts), starts)
        _add_outline(out, parts, starts[1:])
        attach(out, attachments)
        _describe(out, label)
        return _saved(out)


def alone(part: Printed, label: Label) -> bytes:
    """A paper that is one part, with its own margins."""
    with _one_at_a_time, pikepdf.new() as out, pikepdf.open(BytesIO(part.data)) as source:
        starts = _add_pages(out, (source,))
        _join_structure(out, (source,), starts)
        _add_names(out, (part,), starts)
        _add_outline(out, (part,), starts)
        _describe(out, label)
        return _saved(out)


@lru_cache(maxsize=_KEPT_OPEN)
def _open(data: bytes) -> pikepdf.Pdf:
    """A part, to copy from and never to change: most papers want the same Standard Terms."""
    return pikepdf.open(BytesIO(data))


def _add_pages(out: pikepdf.Pdf, sources: Sequence[pikepdf.Pdf]) -> list[int]:
    """The number of the first page of each."""
    starts = []
    for source in sources:
        starts.append(len(out.pages))
        for page in source.pages:
            out.pages.append(page)
    return starts


def _join_structure(
    out: pikepdf.Pdf, sources: Sequence[pikepdf.Pdf], starts: Sequence[int]
) -> None:
    root = out.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = out.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
    kids, numbers, key = Array(), Array(), 0
    pages = list(out.pages)
    for source, start in zip(sources, starts, strict=True):
        tree: Any = out.copy_foreign(source.Root.StructTreeRoot)
        for element in tree.K[0].K:
            element.P = document
            kids.append(element)
        entries = tree.ParentTree.Nums
        for n in range(0, len(entries), 2):
            numbers.append(int(entries[n]) + key)
            numbers.append(entries[n + 1])
        for page in pages[start : start + len(source.pages)]:
            _move_keys(page.obj, key)
        key += int(entries[-2]) + 1
    document.K = kids
    root.K, root.ParentTreeNextKey = Array([document]), key
    root.ParentTree = out.make_indirect(Dictionary(Nums=numbers))
    out.Root.StructTreeRoot = root


def _move_keys(page: Any, by: int) -> None:
    """The keys under which a page and its links are found in the tree of parents."""
    page.StructParents = int(page.StructParents) + by
    for link in page.get("/Annots", ()):
        link.StructParent = int(link.StructParent) + by


def _taken_margin(cover: pikepdf.Pdf) -> Any:
    """The last page of the cover as a drawing; it is no page any more, and says nothing."""
    page, tree = cover.pages[-1], cover.Root.StructTreeRoot
    drawing = page.as_form_xobject()
    numbers: Any = tree.ParentTree.Nums
    at = 2 * (len(cover.pages) - 1)
    del numbers[at : at + 2]
    del tree.K[0].K[-1]
    del cover.pages[-1]
    return drawing


def _lay_under(out: pikepdf.Pdf, margin: Any) -> None:
    """Before the page's own contents, which leave the page upside down."""
    show = out.make_stream(_ARTIFACT)
    for page in out.pages:
        page.obj.Resources.XObject = Dictionary(Margin=margin)
        page.obj.Contents = Array([show, page.obj.Contents])


def _add_names(out: pikepdf.Pdf, parts: Sequence[Printed], starts: Sequence[int]) -> None:
    pages = [page.obj for page in out.pages]
    places: dict[str, Array] = {}
    for part, start in zip(parts, starts, strict=True):
        places.update((name, _destination(pages, at, start)) for name, at in part.places.items())
        places.update((name, _rectangle(pages, box, start)) for name, box in part.boxes.items())
    names = Array(item for name in sorted(places) for item in (String(name), places[name]))
    out.Root.Names = Dictionary(Dests=out.make_indirect(Dictionary(Names=names)))


def _destination(pages: Sequence[Any], place: Place, start: int) -> Array:
    return Array([pages[start + place.page], Name.XYZ, place.left, place.top, 0])


def _rectangle(pages: Sequence[Any], box: Area, start: int) -> Array:
    """A destination that says where all of it is, and not only where it begins."""
    corners = (box.left, box.bottom, box.right, box.top)
    return Array([pages[start + box.page], Name.FitR, *corners])


def _add_outline(out: pikepdf.Pdf, parts: Sequence[Printed], starts: Sequence[int]) -> None:
    pages = [page.obj for page in out.pages]
    with out.open_outline() as outline:
        for part, start in zip(parts, starts, strict=True):
            above = outline.root[-1].children if part.goes_on else outline.root
            above.extend(_items(pages, part.outline, start))


def _items(pages: Sequence[Any], headings: Sequence[Heading], start: int) -> Iterator[OutlineItem]:
    for heading in headings:
        item = OutlineItem(heading.title, _destination(pages, heading.place, start))
        item.children.extend(_items(pages, heading.under, start))
        yield item


def _describe(out: pikepdf.Pdf, label: Label) -> None:
    out.Root.Lang = String(label.language)
    out.Root.MarkInfo = Dictionary(Marked=True)
    out.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    out.Root.OutputIntents = Array([_output_intent(out)])
    out.Root.Metadata = out.make_stream(metadata(label.title), Type=Name.Metadata, Subtype=Name.XML)
    out.docinfo = out.make_indirect(
        Dictionary(Title=String(label.title), Producer=String(PRODUCER))
    )
    identity = String(bytes.fromhex(label.digest[:32]))
    out.trailer.ID = Array([identity, identity])


def _output_intent(out: pikepdf.Pdf) -> Dictionary:
    name = String("sRGB2014.icc")
    return Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=name,
        Info=name,
        DestOutputProfile=out.make_stream(_profile(), N=3),
    )


@cache
def _profile() -> bytes:
    return (files("weasyprint") / "pdf" / "sRGB2014.icc").read_bytes()


def _saved(out: pikepdf.Pdf) -> bytes:
    saved = BytesIO()
    out.save(
        saved,
        min_version="1.7",
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        deterministic_id=True,
        fix_metadata_version=False,
    )
    return saved.getvalue()
