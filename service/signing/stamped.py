"""What the sealing revision adds to see and to open: signatures on their page, files inside."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Final

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.embed import EmbeddedFileObject, EmbeddedFileParams, FileSpec
from pyhanko.pdf_utils.generic import pdf_name as name
from pyhanko.pdf_utils.generic import pdf_string
from pyhanko.pdf_utils.reader import PdfFileReader

from service.domain.sealing import Attached, Stamp
from service.signing.revision import Revision, Structure

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
    source = PdfFileReader(BytesIO(stamp.appearance))
    appearance = revision.import_page_as_xobject(source)
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
    tree = revision.root["/Names"]["/EmbeddedFiles"]
    pairs = [*tree["/Names"]]
    known = {str(key): spec for key, spec in zip(pairs[::2], pairs[1::2], strict=True)}
    listed = sorted((known | added).items())
    tree[name("/Names")] = generic.ArrayObject(
        part for key, spec in listed for part in (pdf_string(key), spec)
    )
    revision.update_container(tree)
    revision.root["/AF"].extend(added.values())
    revision.update_root()


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
