"""Ways to tamper with a sealed file. Each takes the file and the number of a case, from 0."""

import re
from collections.abc import Callable, Mapping
from io import BytesIO
from types import MappingProxyType
from typing import Any, Final

from pyhanko.pdf_utils import embed, generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from tests.signing.sealed_files import a_key, name_object, sealed, shown, signed_again, way_of

Tamper = Callable[[bytes, int], bytes]

_STRIDE: Final = 7919
"""Prime: the places of cases spread over a part of a file of any length."""


def flipped(data: bytes, at: int, mask: int = 1) -> bytes:
    """With a bit of one byte turned."""
    return data[:at] + bytes([data[at] ^ mask]) + data[at + 1 :]


def contents_of(data: bytes) -> tuple[int, int]:
    """Where the hexadecimal digits of the last signature begin, and where they end."""
    start = data.rindex(b"/Contents <") + len(b"/Contents <")
    return start, data.index(b">", start)


def _in(part: Callable[[bytes], tuple[int, int]]) -> Tamper:
    """A flipped bit somewhere from the first to the last byte of a part."""

    def tamper(data: bytes, case: int) -> bytes:
        start, end = part(data)
        return flipped(data, start + case * _STRIDE % (end - start), 1 << case % 3)

    return tamper


def _header(data: bytes) -> tuple[int, int]:
    return 0, data.index(b"\n")


def _body(data: bytes) -> tuple[int, int]:
    return data.index(b"\n"), data.index(b"startxref")


def _xref(data: bytes) -> tuple[int, int]:
    """Of the revision that was sealed; a table or a stream."""
    place = int(re.findall(rb"startxref\s+(\d+)", data)[-1])
    return place, data.rindex(b"startxref")


def _trailer(data: bytes) -> tuple[int, int]:
    return data.rindex(b"startxref"), len(data)


def _byte_range(data: bytes) -> tuple[int, int]:
    start = data.rindex(b"/ByteRange")
    return start + len(b"/ByteRange"), data.index(b"]", start) + 1


def _used(data: bytes) -> tuple[int, int]:
    start, end = contents_of(data)
    return start, start + len(data[start:end].rstrip(b"0"))


def _padding(data: bytes) -> tuple[int, int]:
    end = contents_of(data)[1]
    return _used(data)[1] + 1, end


def append(data: bytes, case: int) -> bytes:
    extra = (b"\n", b"\n\n", b" ", b"\0", b"% a remark\n", b"x" * (case + 1), b"%%EOF\n", shown())
    return data + extra[case % len(extra)] + b"\n" * (case // len(extra))


def truncate(data: bytes, case: int) -> bytes:
    return data[: -(1 + case * case * 3 % (len(data) - 10))]


def prefix(data: bytes, case: int) -> bytes:
    return (b"\n", b"%PDF-1.4\n", b"\0", b"x" * (case + 1))[case % 4] + data


def duplicate(data: bytes, case: int) -> bytes:
    return data * (2 + case % 3)


def _updated(change: Callable[[IncrementalPdfFileWriter, int], Any]) -> Tamper:
    """With a revision on top that changes something, as a PDF editor saves it."""

    def tamper(data: bytes, case: int) -> bytes:
        writer = IncrementalPdfFileWriter(BytesIO(data))
        change(writer, case)
        out = BytesIO()
        writer.write(out)
        return out.getvalue()

    return tamper


def _page(writer: IncrementalPdfFileWriter, case: int) -> None:
    page, _ = writer.find_page_for_modification(0)
    other = generic.StreamObject(stream_data=f"BT /F 7 Tf 9 {case} Td (Fee: 1) Tj ET".encode())
    page.get_object()[name_object("/Contents")] = writer.add_object(other)
    writer.mark_update(page)


def _metadata(writer: IncrementalPdfFileWriter, case: int) -> None:
    writer.set_info(
        writer.add_object(
            generic.DictionaryObject({name_object("/Title"): generic.pdf_string(f"Another {case}")})
        )
    )


def _annotation(writer: IncrementalPdfFileWriter, case: int) -> None:
    page, _ = writer.find_page_for_modification(0)
    note = generic.DictionaryObject(
        {
            name_object("/Type"): name_object("/Annot"),
            name_object("/Subtype"): name_object("/FreeText"),
            name_object("/Rect"): generic.ArrayObject(map(generic.NumberObject, (9, 9, 99, 99))),
            name_object("/Contents"): generic.pdf_string(f"The fee is {case}"),
            name_object("/DA"): generic.pdf_string("/F 9 Tf"),
        }
    )
    writer.register_annotation(page, writer.add_object(note))


def _form(writer: IncrementalPdfFileWriter, case: int) -> None:
    field = generic.DictionaryObject(
        {
            name_object("/FT"): name_object("/Tx"),
            name_object("/T"): generic.pdf_string(f"Fee{case}"),
            name_object("/V"): generic.pdf_string("1"),
        }
    )
    form = writer.root["/AcroForm"]
    form["/Fields"].append(writer.add_object(field))
    writer.update_container(form)
    writer.update_container(form["/Fields"])


def _attachment(writer: IncrementalPdfFileWriter, case: int) -> None:
    name = ("audit.json", "terms.json", "annex.txt")[case % 3]
    file = embed.EmbeddedFileObject.from_file_data(writer, data=f"{{}}{case}".encode())
    spec = embed.FileSpec(name, file_name=name, embedded_data=file).as_pdf_object()
    kids = generic.ArrayObject([generic.pdf_string(name), writer.add_object(spec)])
    tree = generic.DictionaryObject({name_object("/Names"): kids})
    names = generic.DictionaryObject({name_object("/EmbeddedFiles"): writer.add_object(tree)})
    writer.root[name_object("/Names")] = names
    writer.update_root()


def _shadow_hide(writer: IncrementalPdfFileWriter, case: int) -> None:
    """What lay over the page is taken away: what was under it shows."""
    page, _ = writer.find_page_for_modification(0)
    page.get_object()[name_object("/Resources")] = generic.DictionaryObject()
    page.get_object()[name_object("/Rotate")] = generic.NumberObject(90 * (case % 4))
    writer.mark_update(page)


def _shadow_replace(writer: IncrementalPdfFileWriter, case: int) -> None:
    """The catalog leads to other pages."""
    page = generic.DictionaryObject(
        {
            name_object("/Type"): name_object("/Page"),
            name_object("/MediaBox"): generic.ArrayObject(
                map(generic.NumberObject, (0, 0, 300, 200 + case))
            ),
        }
    )
    pages = generic.DictionaryObject(
        {
            name_object("/Type"): name_object("/Pages"),
            name_object("/Kids"): generic.ArrayObject([writer.add_object(page)]),
            name_object("/Count"): generic.NumberObject(1),
        }
    )
    writer.root[name_object("/Pages")] = writer.add_object(pages)
    writer.update_root()


def rename_byte_range(data: bytes, case: int) -> bytes:
    return data.replace(b"/ByteRange", (b"/ByteRangE", b"/XyteRange", b"/Byte#52ang")[case % 3])


def widen_byte_range(data: bytes, case: int) -> bytes:
    """The hole for the signature takes in some of what is around it."""
    start, end = _byte_range(data)
    numbers = [int(each) for each in re.findall(rb"\d+", data[start:end])]
    numbers[1] -= case % 2 + case // 4
    numbers[2] += 1 + case % 3
    numbers[3] -= 1 + case % 3
    told = b"[" + b" ".join(str(each).encode() for each in numbers) + b"]"
    return data[:start] + told.ljust(end - start) + data[end:]


def zero_contents(data: bytes, case: int) -> bytes:
    start, end = contents_of(data)
    kept = case * 2
    return data[: start + kept] + b"0" * (end - start - kept) + data[end:]


def empty_contents(data: bytes, case: int) -> bytes:
    start, end = contents_of(data)
    return data[:start] + (b" ", b"0" * case)[case % 2] + data[end:]


def swap_signatures(data: bytes, case: int) -> bytes:
    """The signature of another sealed file in its place."""
    another = shown(f"Another agreement {case}")
    theirs = sealed(another, way_of(another))
    start, end = contents_of(data)
    other = theirs[slice(*contents_of(theirs))][: end - start].ljust(end - start, b"0")
    return data[:start] + other + data[end:]


def upper_case(data: bytes, case: int) -> bytes:
    """The same signature in other letters."""
    start, end = contents_of(data)
    letters = [at for at in range(start, end) if chr(data[at]).isalpha()]
    return flipped(data, letters[case * _STRIDE % len(letters)], 0x20)


def seal_again(data: bytes, case: int) -> bytes:
    return signed_again(data, a_key(f"Stranger {case % 3}"))


def seal_another(data: bytes, case: int) -> bytes:
    """Something else, sealed by a stranger who calls it by our name."""
    other = shown(f"License agreement for a fee of {case}")
    return sealed(other, way_of(other, a_forged_key()))


def a_forged_key() -> Any:
    """Of the same name as ours."""
    return a_key("Seal of Ada", days=36_501)


TAMPERS: Final[Mapping[str, Tamper]] = MappingProxyType(
    {
        "header": _in(_header),
        "body": _in(_body),
        "xref": _in(_xref),
        "trailer": _in(_trailer),
        "byte range": _in(_byte_range),
        "contents used": _in(_used),
        "contents padding": _in(_padding),
        "contents in other letters": upper_case,
        "append": append,
        "truncate": truncate,
        "prefix": prefix,
        "duplicate": duplicate,
        "page update": _updated(_page),
        "metadata update": _updated(_metadata),
        "annotation update": _updated(_annotation),
        "form update": _updated(_form),
        "attachment update": _updated(_attachment),
        "byte range renamed": rename_byte_range,
        "byte range widened": widen_byte_range,
        "contents zeroed": zero_contents,
        "contents emptied": empty_contents,
        "signature of another file": swap_signatures,
        "shadow hide": _updated(_shadow_hide),
        "shadow replace": _updated(_shadow_replace),
        "second seal": seal_again,
        "another seal": seal_another,
    }
)
