"""A page that stands for a signed license, in the demo."""

from collections.abc import Sequence
from io import BytesIO
from typing import Final

_A4: Final = (595, 842)
_LEFT, _TOP, _STEP = 72, 760, 22


def stand_in(lines: Sequence[str]) -> bytes:
    """A PDF of one page with these lines; what Latin-1 lacks stands as a question mark."""
    import pikepdf  # loads qpdf, which a web process never needs

    file = pikepdf.new()
    page = file.add_blank_page(page_size=_A4)
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=file.make_indirect(font)))
    page.Contents = file.make_stream(b"\n".join(map(_line, range(len(lines)), lines)))
    made = BytesIO()
    file.save(made, static_id=True)
    return made.getvalue()


def _line(n: int, text: str) -> bytes:
    shown = text.encode("latin-1", "replace")
    for each in (b"\\", b"(", b")"):
        shown = shown.replace(each, b"\\" + each)
    return b"BT /F1 12 Tf %d %d Td (%s) Tj ET" % (_LEFT, _TOP - n * _STEP, shown)
