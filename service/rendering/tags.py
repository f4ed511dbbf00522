"""Last touches to the tags WeasyPrint wrote, so that a screen reader hears the contract alone.

WeasyPrint tags running heads as content, lists every attachment twice, and knows neither
what a table is about nor that its only list is the contents. This works on the objects of
pydyf before they are written, so nothing is parsed again.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

Objects = dict[bytes, Any]
_CONTENTS = {"/L": "/TOC", "/LI": "/TOCI", "/LBody": "/Reference"}


def tidy(document: Any, pdf: Any) -> None:
    """Changes `pdf`, a pydyf.PDF that WeasyPrint made of `document`."""
    objects: Objects = {thing.reference: thing for thing in pdf.objects}
    root = objects[pdf.catalog["StructTreeRoot"]]
    elements = [*_below(objects, root)]
    _margins_apart(objects, root, {element.reference for element in elements})
    _name_contents(elements)
    _describe_tables(objects, elements, _captions(document))
    if "AF" in pdf.catalog:
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])


def _below(objects: Objects, parent: Any) -> Iterator[Any]:
    """Every element of the tree under `parent`, in reading order."""
    for kid in parent["K"]:
        element = objects.get(kid) if isinstance(kid, bytes) else None
        if _is_element(element):
            yield element
            yield from _below(objects, element)


def _is_element(thing: Any) -> bool:
    return isinstance(thing, dict) and thing.get("Type") == "/StructElem"


def _margins_apart(objects: Objects, root: Any, held: set[bytes]) -> None:
    """What no element of the tree holds stands in the margins: an artifact, not content."""
    marks: defaultdict[bytes, set[int]] = defaultdict(set)
    for stray in objects.values():
        if _is_element(stray) and stray.reference not in held:
            marks[stray["Pg"]].update(kid for kid in stray["K"] if isinstance(kid, int))
            stray.clear()
    numbers = objects[root["ParentTree"]]["Nums"]
    owners = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for reference, strays in marks.items():
        page = objects[reference]
        _make_artifacts(objects[page["Contents"]].stream, strays)
        for mark in strays:
            owners[page["StructParents"]][mark] = b"null"


def _make_artifacts(content: list[Any], marks: set[int]) -> None:
    for at, (_, properties) in enumerate(pairwise(content)):
        if isinstance(properties, dict) and properties.get("MCID") in marks:
            content[at] = b"/Artifact"
            properties.clear()
            properties["Type"] = "/Pagination"


def _name_contents(elements: list[Any]) -> None:
    for element in elements:
        element["S"] = _CONTENTS.get(element["S"], element["S"])


def _describe_tables(objects: Objects, elements: list[Any], captions: Iterator[str]) -> None:
    tables = [element for element in elements if element["S"] == "/Table"]
    for table, caption in zip(tables, captions, strict=True):
        table["A"] = _summary(caption)
        for cell in _below(objects, table):
            if cell["S"] == "/TH":
                cell["A"]["Scope"] = _scope(objects, cell)


def _captions(document: Any) -> Iterator[str]:
    """What each table on each page is about; a table that goes on says it on every page."""
    for page in document.pages:
        for box in page._page_box.descendants():
            if getattr(box, "is_table_wrapper", False):
                yield box.element.find("caption").text


def _summary(caption: str) -> Any:
    from pydyf import Dictionary, String

    return Dictionary({"O": "/Table", "Summary": String(caption)})


def _scope(objects: Objects, cell: Any) -> str:
    group = objects[objects[cell["P"]]["P"]]
    return "/Column" if group["S"] == "/THead" else "/Row"
