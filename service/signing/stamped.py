"""What the sealing revision adds to see and to open: signatures on their page, files inside."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.embed import EmbeddedFileObject, EmbeddedFileParams, FileSpec
from pyhanko.pdf_utils.generic import pdf_name as name
from pyhanko.pdf_utils.generic import pdf_string

from service.domain.sealing import Attached, Stamp
from service.signing.revision import Revision, Structure, followed, reader_of

_FLAGS: Final = 4 | 64 | 128
"""Printed, read only, locked (ISO 32000-1, 12.5.3); PDF/A wants the first."""


def put_stamps(revision: Revision, structure: Structure, stamps: Sequence[Stamp]) -> None:
    for stamp in stamps:
        page, _ = revision.find_page_for_modification(stamp.page)
        annotation = revision.add_object(_annotation(revision, page, stamp))
        revision.register_annotation(page, annotation)
        structure.adopt(annotation, page, "/Annot", stamp.alternative)


def _annotation(
    revision: Revision, page: generic.IndirectObject, stamp: Stamp
) -> generic.DictionaryObject:
    """A reader fits the appearance into the box (ISO 32000-1, 12.5.5)."""
    appearance = revision.import_page_as_xobject(reader_of(stamp.appearance))
    return generic.DictionaryObject(
        {
            name("/Type"): name("/Annot"),
            name("/Subtype"): name("/Stamp"),
            name("/Rect"): generic.ArrayObject(map(generic.FloatObject, stamp.box)),
            name("/F"): generic.NumberObject(_FLAGS),
            name("/P"): page,
            name("/Contents"): pdf_string(stamp.alternative),
            name("/AP"): generic.DictionaryObject({name("/N"): appearance}),
        }
    )


def attach(revision: Revision, files: Sequence[Attached], at: datetime) -> None:
    """Next to those that are inside already, in the order of their names as PDF wants it."""
    added = {each.name: _specification(revision, each, at) for each in files}
    names = _below(revision, revision.root, "/Names", generic.DictionaryObject)
    tree = _below(revision, names, "/EmbeddedFiles", generic.DictionaryObject)
    listed = sorted((dict(_listed(tree)) | added).items())
    tree.pop(name("/Kids"), None)
    tree[name("/Names")] = generic.ArrayObject(
        part for key, spec in listed for part in (pdf_string(key), spec)
    )
    revision.update_container(tree)
    _below(revision, revision.root, "/AF", generic.ArrayObject).extend(added.values())
    revision.update_root()


def _below(revision: Revision, above: Any, key: str, kind: type[Any]) -> Any:
    """What is there, or a new one that is there from now on; either will be written."""
    if key not in above:
        above[name(key)] = kind()
        revision.update_container(above)
    revision.update_container(above[key])
    return above[key]


def _listed(tree: Any) -> Iterator[tuple[str, Any]]:
    """Names and specifications of a name tree (ISO 32000-1, 7.9.6)."""
    pairs = [*followed(tree, "/Names", ())]
    yield from zip(map(str, pairs[::2]), pairs[1::2], strict=True)
    for kid in followed(tree, "/Kids", ()):
        yield from _listed(kid.get_object())


def _specification(revision: Revision, file: Attached, at: datetime) -> generic.IndirectObject:
    data = EmbeddedFileObject.from_file_data(
        revision,
        file.data,
        params=EmbeddedFileParams(creation_date=at, modification_date=at),
        mime_type=file.mime,
    )
    specification = FileSpec(
        file.name,
        file_name=file.name,
        embedded_data=data,
        description=file.description,
        af_relationship=name(f"/{file.relationship}"),
    )
    return revision.add_object(specification.as_pdf_object())
