"""Last touches to the tags WeasyPrint wrote, so that a screen reader hears the contract alone.

WeasyPrint tags running heads as content, gives each line of a paragraph an element of its own,
and knows neither what a table is about nor that its only list is the contents. This works on
the objects of pydyf before they are written, so nothing is parsed again.
"""

from collections import defaultdict
from collections.abc import Iterator, Set
from itertools import groupby, pairwise
from typing import Any

Objects = dict[bytes, Any]
_CONTENTS = {"/L": "/TOC", "/LI": "/TOCI", "/LBody": "/Reference"}
_PIECES = frozenset({"/Span", "/NonStruct"})
_PRINTED = 4

NUMBER = "Number"
"""The title of an element that holds the number of a paragraph."""


def tidy(document: Any, pdf: Any) -> None:
    """Changes `pdf`, a pydyf.PDF that WeasyPrint made of `document`."""
    objects: Objects = {thing.reference: thing for thing in pdf.objects}
    root = objects[pdf.catalog["StructTreeRoot"]]
    elements = [*_below(objects, root)]
    numbers = objects[root["ParentTree"]]["Nums"]
    owners = dict(zip(numbers[::2], numbers[1::2], strict=True))
    _margins_apart(objects, owners, {element.reference for element in elements})
    _name_contents(elements)
    _describe_tables(objects, elements, _captions(document))
    _describe_links(document)
    _join_lines(objects, owners, elements)
    for name in ("Names", "Outlines"):
        pdf.catalog.pop(name, None)


def _below(objects: Objects, parent: Any) -> Iterator[Any]:
    """Every element of the tree under `parent`, in reading order."""
    for kid in parent["K"]:
        element = objects.get(kid) if isinstance(kid, bytes) else None
        if _is_element(element):
            yield element
            yield from _below(objects, element)


def _is_element(thing: Any) -> bool:
    return isinstance(thing, dict) and thing.get("Type") == "/StructElem"


def _margins_apart(objects: Objects, owners: dict[int, Any], held: set[bytes]) -> None:
    """What no element of the tree holds stands in the margins: an artifact, not content."""
    marks: defaultdict[bytes, set[int]] = defaultdict(set)
    for stray in objects.values():
        if _is_element(stray) and stray.reference not in held:
            marks[stray["Pg"]].update(kid for kid in stray["K"] if isinstance(kid, int))
            stray.clear()
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
    """Scopes say it all: no cell is headed by any but its own row and column."""
    tables = [element for element in elements if element["S"] == "/Table"]
    for table, caption in zip(tables, captions, strict=True):
        for cell in _below(objects, table):
            if cell["S"] == "/TH":
                cell["A"] = _of_table(Scope=_scope(objects, cell))
            elif cell["S"] == "/TD":
                del cell["A"]
            cell.pop("ID", None)
        table["A"] = _of_table(Summary=_string(caption))


def _captions(document: Any) -> Iterator[str]:
    """What each table on each page is about; a table that goes on says it on every page."""
    for box in _boxes(document):
        if getattr(box, "is_table_wrapper", False):
            yield box.element.find("caption").text


def _boxes(document: Any) -> Iterator[Any]:
    for page in document.pages:
        yield from page._page_box.descendants()


def _of_table(**said: Any) -> Any:
    from pydyf import Dictionary

    return Dictionary({"O": "/Table", **said})


def _string(words: str) -> Any:
    from pydyf import String

    return String(words)


def _scope(objects: Objects, cell: Any) -> str:
    group = objects[objects[cell["P"]]["P"]]
    return "/Column" if group["S"] == "/THead" else "/Row"


def _describe_links(document: Any) -> None:
    """A link is called what it says, not what its target is called in the file; it is printed."""
    for box in _boxes(document):
        if link := box.link_annotation:
            link["Contents"] = _string("".join(box.element.itertext()))
            link["F"] = _PRINTED


def _join_lines(objects: Objects, owners: dict[int, Any], elements: list[Any]) -> None:
    """Words that follow each other hang together, whatever lines they are broken into."""
    lines = {element.reference for element in elements if _is_line(element, frozenset())}
    lines |= {element.reference for element in elements if _is_line(element, lines)}
    for element in elements:
        if element["S"] == "/Span" and element.reference not in lines:
            element["T"] = _string(NUMBER)
        if element.reference not in lines and not lines.isdisjoint(element["K"]):
            element["K"][:] = _joined(objects, element, lines)
            for holder in (element, *(objects[k] for k in element["K"] if k in lines)):
                _own(objects, owners, holder)


def _is_line(element: Any, lines: Set[bytes]) -> bool:
    """A piece of words, or a piece that means nothing by itself and holds such pieces only."""
    if element["S"] not in _PIECES or (lines and element["S"] != "/NonStruct"):
        return False
    return all(isinstance(kid, int) or kid in lines for kid in element["K"])


def _joined(objects: Objects, element: Any, lines: Set[bytes]) -> list[Any]:
    """Marks hang in the element directly where nothing else does, else in the first line's own."""
    kids: list[Any] = []
    for is_line, group in groupby(element["K"], key=lines.__contains__):
        run = [*group]
        kids += _run(objects, element, run) if is_line else run
    if len(kids) == 1 and kids[0] in lines:
        return list(objects[kids[0]]["K"])
    return kids


def _run(objects: Objects, element: Any, run: list[bytes]) -> list[bytes]:
    marks = [mark for line in run for mark in _marks(objects, line)]
    if not marks:
        return []
    first = objects[run[0]]
    first.update({"S": "/Span", "P": element.reference})
    first["K"][:] = marks
    return run[:1]


def _marks(objects: Objects, line: bytes) -> Iterator[int]:
    for kid in objects[line]["K"]:
        if isinstance(kid, int):
            yield kid
        else:
            yield from _marks(objects, kid)


def _own(objects: Objects, owners: dict[int, Any], element: Any) -> None:
    """The page knows which element holds each of its pieces."""
    for mark in element["K"]:
        if isinstance(mark, int):
            owners[objects[element["Pg"]]["StructParents"]][mark] = element.reference
