"""A table as a workbook of one sheet (ISO/IEC 29500), the same bytes for the same table.

Text is written as text, never as a formula; what a spreadsheet could take for one also has the
mark of text that was typed after an apostrophe, so that it stays text when somebody edits it.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from html import escape
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from service.web.exports import Flat, Table, flat_rows, headings, would_run

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_KIND: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_DAY_0: Final = date(1899, 12, 30)
_FIRST_DAY: Final = date(1900, 3, 1)
"""Spreadsheets count a 29 February 1900; days before it are written as text."""

_DIGITS: Final = 15
"""A spreadsheet keeps so many digits of a number; a longer one is written as text."""

_MOST: Final = 32_767
_PLAIN, _HEAD, _DAY, _TYPED = range(4)
_DECIMALS: Final = {0: 4, 2: 5, 3: 6, 4: 7}
_STYLES: Final = (
    (0, 0, ""),
    (0, 1, ' applyFont="1"'),
    (164, 0, ""),
    (49, 0, ' quotePrefix="1"'),
    *((number, 0, "") for number in (3, 4, 165, 166)),
)
"""Number format, font and more of each style: plain, heading, day, typed text, then decimals."""

_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NOT_IN_TITLE: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_TITLE: Final = 31


def workbook_of(table: Table) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, text in _parts(table):
            part = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            part.compress_type = ZIP_DEFLATED
            archive.writestr(part, _XML + text)
    return out.getvalue()


def _parts(table: Table) -> Iterator[tuple[str, str]]:
    yield "[Content_Types].xml", _types()
    yield "_rels/.rels", _relations(("officeDocument", "xl/workbook.xml"))
    yield "xl/workbook.xml", _book(table.title)
    yield (
        "xl/_rels/workbook.xml.rels",
        _relations(
            ("worksheet", "worksheets/sheet1.xml"),
            ("styles", "styles.xml"),
            ("sharedStrings", "sharedStrings.xml"),
        ),
    )
    yield "xl/styles.xml", _styles()
    texts: dict[str, int] = {}
    yield "xl/worksheets/sheet1.xml", _sheet(table, texts)
    yield "xl/sharedStrings.xml", _shared(texts)


def _types() -> str:
    parts = (
        ("workbook", "sheet.main"),
        ("worksheets/sheet1", "worksheet"),
        ("styles", "styles"),
        ("sharedStrings", "sharedStrings"),
    )
    named = "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="{_KIND}.{kind}+xml"/>'
        for name, kind in parts
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{named}</Types>'
    )


def _relations(*targets: tuple[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _book(title: str) -> str:
    named = _NOT_IN_TITLE.sub(" ", title).strip(" '")[:_LONGEST_TITLE] or "Table"
    return (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        f'<sheet name="{escape(named)}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )


def _styles() -> str:
    own = ((164, "yyyy-mm-dd"), (165, "#,##0.000"), (166, "#,##0.0000"))
    formats = "".join(f'<numFmt numFmtId="{n}" formatCode="{code}"/>' for n, code in own)
    cells = "".join(
        f'<xf numFmtId="{number}" fontId="{font}" fillId="0" borderId="0" xfId="0" '
        f'applyNumberFormat="1"{more}/>'
        for number, font, more in _STYLES
    )
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts count="{len(own)}">{formats}</numFmts>'
        '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
        '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        f'</cellStyleXfs><cellXfs count="{len(_STYLES)}">{cells}</cellXfs></styleSheet>'
    )


def _shared(texts: dict[str, int]) -> str:
    items = "".join(f'<si><t xml:space="preserve">{text}</t></si>' for text in texts)
    return f'<sst xmlns="{_MAIN}" uniqueCount="{len(texts)}">{items}</sst>'


def _sheet(table: Table, texts: dict[str, int]) -> str:
    """The sheet; each text is put into `texts` once, with its number."""
    names = headings(table)
    head = "".join(_text(name, _cell_name(i, 1), _HEAD, texts) for i, name in enumerate(names))
    body = "".join(_row(row, n, texts) for n, row in enumerate(flat_rows(table), 2))
    return (
        f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>'
        f'</sheetViews><cols><col min="1" max="{len(names)}" width="18" customWidth="1"/></cols>'
        f'<sheetData><row r="1">{head}</row>{body}</sheetData></worksheet>'
    )


def _row(row: Sequence[Flat], n: int, texts: dict[str, int]) -> str:
    cells = "".join(_cell(value, _cell_name(i, n), texts) for i, value in enumerate(row))
    return f'<row r="{n}">{cells}</row>'


def _cell(value: Flat, at: str, texts: dict[str, int]) -> str:
    match value:
        case None:
            return ""
        case str():
            return _text(value, at, _TYPED if would_run(value) else _PLAIN, texts)
        case date() if value < _FIRST_DAY:
            return _text(value.isoformat(), at, _PLAIN, texts)
        case date():
            return f'<c r="{at}" s="{_DAY}"><v>{(value - _DAY_0).days}</v></c>'
        case _:
            return _number(Decimal(value), at, texts)


def _number(value: Decimal, at: str, texts: dict[str, int]) -> str:
    text = f"{value:f}"
    if len(text.lstrip("-0.").replace(".", "")) > _DIGITS:
        return _text(text, at, _PLAIN, texts)
    exponent = value.as_tuple().exponent
    style = _DECIMALS.get(-exponent, _PLAIN) if isinstance(exponent, int) else _PLAIN
    return f'<c r="{at}" s="{style}"><v>{text}</v></c>'


def _text(value: str, at: str, style: int, texts: dict[str, int]) -> str:
    """What XML cannot carry is left out; what is too long for a cell says so at its end."""
    clean = _CONTROL.sub("", value)
    if len(clean) > _MOST:
        clean = clean[: _MOST - 1] + "…"
    written = escape(_ESCAPE.sub("_x005F_", clean), quote=False).replace("\r", "_x000D_")
    return f'<c r="{at}" s="{style}" t="s"><v>{texts.setdefault(written, len(texts))}</v></c>'


def _cell_name(column: int, row: int) -> str:
    """A1 for column 0, row 1; after Z comes AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"
