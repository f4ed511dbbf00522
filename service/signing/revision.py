"""One more revision of a PDF: the bytes before stay as they are, to the last one."""

from io import BytesIO
from typing import Any, Final

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name as name
from pyhanko.pdf_utils.generic import pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

SEAL: Final = "Seal"
"""The field that carries the operator's seal."""


Revision = IncrementalPdfFileWriter


class _Quiet(IncrementalPdfFileWriter):
    """Says nothing new about the paper itself: title, producer and times stay."""

    def _update_meta(self) -> None:
        return None


def revision_of(data: bytes) -> Revision:
    return _Quiet(BytesIO(data))


def reader_of(data: bytes) -> PdfFileReader:
    return PdfFileReader(BytesIO(data))


def followed(above: Any, key: str, otherwise: Any) -> Any:
    """What stands at a key, behind any reference: pyHanko's own `get` gives the reference."""
    return above[key] if key in above else otherwise  # noqa: SIM401


class Structure:
    """The tree that screen readers follow. A paper without one as ours have it is left without."""

    def __init__(self, revision: Revision) -> None:
        self.revision = revision
        self.root: Any = _structure(revision.root)

    def adopt(
        self, annotation: generic.IndirectObject, page: generic.IndirectObject, kind: str, said: str
    ) -> None:
        """Give an annotation its place after all else that its page's last section says."""
        if self.root is None:
            return
        above = self._section(page)
        element = self.revision.add_object(
            generic.DictionaryObject(
                {
                    name("/Type"): name("/StructElem"),
                    name("/S"): name(kind),
                    name("/P"): above.reference_here,
                    name("/Pg"): page,
                    name("/Alt"): pdf_string(said),
                    name("/K"): _object(annotation, page),
                }
            )
        )
        self._below(above.element, element)
        self._numbered(annotation, element)

    def _section(self, page: generic.IndirectObject) -> "_Section":
        """The last section of the document that begins on the page; else the document."""
        document = _Section(_kids(self.root, "/K")[0])
        sections = map(_Section, reversed(_kids(document.element, "/K")))
        return next((each for each in sections if each.begins_on(page)), document)

    def _below(self, above: generic.DictionaryObject, element: generic.IndirectObject) -> None:
        above[name("/K")] = generic.ArrayObject([*_kids(above, "/K"), element])
        self.revision.update_container(above)

    def _numbered(
        self, annotation: generic.IndirectObject, element: generic.IndirectObject
    ) -> None:
        """The way back from the annotation to its element."""
        number = generic.NumberObject(self.root["/ParentTreeNextKey"])
        numbers = self.root["/ParentTree"]["/Nums"]
        numbers.extend([number, element])
        self.revision.update_container(numbers)
        self.root[name("/ParentTreeNextKey")] = generic.NumberObject(number + 1)
        self.revision.update_container(self.root)
        annotation.get_object()[name("/StructParent")] = number
        self.revision.update_container(annotation.get_object())


def _structure(root: generic.DictionaryObject) -> Any:
    """Null for none, and for one of others, whose numbers may be kept in another way."""
    there = followed(root, "/StructTreeRoot", {})
    ours = "/ParentTreeNextKey" in there and "/Nums" in there["/ParentTree"] and "/K" in there
    return there if ours else None


class _Section:
    def __init__(self, reference: generic.IndirectObject) -> None:
        self.reference_here = reference
        self.element: generic.DictionaryObject = reference.get_object()

    def begins_on(self, page: generic.IndirectObject) -> bool:
        if self.element.get("/S") != "/Sect" or "/Pg" not in self.element:
            return False
        began: generic.IndirectObject = self.element.raw_get("/Pg")
        return began.reference == page.reference


def _kids(above: generic.DictionaryObject, key: str) -> list[generic.IndirectObject]:
    below = above.raw_get(key)
    found = below.get_object() if isinstance(below, generic.IndirectObject) else below
    return [*found] if isinstance(found, generic.ArrayObject) else [below]


def _object(
    annotation: generic.IndirectObject, page: generic.IndirectObject
) -> generic.DictionaryObject:
    return generic.DictionaryObject(
        {name("/Type"): name("/OBJR"), name("/Obj"): annotation, name("/Pg"): page}
    )
