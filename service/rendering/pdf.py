"""A contract as a tagged PDF/A-3a, with files attached."""

from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from threading import Lock
from types import MappingProxyType
from typing import Any

from service.domain.contract import ContractText
from service.domain.errors import WordsLost
from service.rendering.engine import Engine, engine
from service.rendering.html import html_of
from service.rendering.tags import tidy

NOTHING: Mapping[str, bytes] = MappingProxyType({})

# A paper says the same whenever it is made, so the moment of making is not among its bytes.
_NO_MOMENT = datetime(1980, 1, 1, tzinfo=UTC)
# Pango lays out one paper at a time with the fonts that all papers share.
_one_at_a_time = Lock()


def pdf_of(text: ContractText, attachments: Mapping[str, bytes] = NOTHING) -> bytes:
    """The same text and attachments give the same bytes; raises WordsLost for a missing glyph."""
    with _one_at_a_time:
        e = engine()
        page = e.weasyprint.HTML(string=html_of(text), url_fetcher=e.closed)

        def finish(document: Any, pdf: Any) -> None:
            _refuse_missing_glyphs(document)
            tidy(document, pdf)

        data: bytes = page.write_pdf(
            font_config=e.fonts,
            finisher=finish,
            pdf_variant="pdf/a-3a",
            pdf_identifier=text.text_sha256[:32].encode(),
            attachments=[_attached(e, *file) for file in sorted(attachments.items())],
        )
    return data


def _attached(e: Engine, name: str, data: bytes) -> Any:
    return e.weasyprint.Attachment(
        file_obj=BytesIO(data),
        name=name,
        description=name,
        created=_NO_MOMENT,
        modified=_NO_MOMENT,
        relationship="Source",
    )


def _refuse_missing_glyphs(document: Any) -> None:
    missing = {code for font in document.fonts.values() for code in font.missing}
    if missing:
        names = ", ".join(f"U+{code:04X}" for code in sorted(missing))
        raise WordsLost(f"PDF: the fonts have no glyph for {names}")
