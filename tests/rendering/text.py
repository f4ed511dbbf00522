"""A small contract that has everything a paper must be able to print."""

from dataclasses import replace

from service.domain.contract import (
    Align,
    Block,
    Cell,
    ContractText,
    Defined,
    PageSize,
    Paragraph,
    Part,
    PartKind,
    Reference,
    Section,
    Table,
    TableKind,
    Words,
    plain,
)

NASTY = (
    "{{7*7}}",
    "{% raw %}{_{ not a brace }_}{%_%}",
    "A & B <Ltd>",
    "</w:t></w:r></w:p>",
    "]]>",
    "&amp; &#65; &lt;",
    "\"quoted\" and 'quoted'",
    "“curly” and \u2018curly\u2019",
    "office, ﬁnal, afflict, fjord",
    "two  spaces and a no-break\u00a0space",
    "line one\nline two",
    "pre-trained, re-licensed; well-known/long-standing",
    "Łódź, Αθήνα, Київ, Đặng, €1.234,56",
    "ΆΛΦΑ ΈΨΙΛΟΝ ΊΩΤΑ",
    "https://example.com/a?b=c&d=%7B%7B1%7D%7D#" + "x" * 120,
    "$1,560,000.00 (100%) §4 ©",
    "cycler.__init__.__globals__",
)

_TERMS_ROWS = (
    ("Licensor", "Example Photo Archive GmbH, Kantstraße 12, 10623 Berlin, Germany"),
    ("Licensee", "Example Labs, Inc., 548 Market Street, San Francisco, CA 94104, USA"),
    ("Permitted Purposes", "Pre-training; fine-tuning; evaluation"),
    ("Period", "24 months from 31 January 2027; the last day is 30 January 2029"),
    ("Fee", "$1,560,000.00 (one million five hundred and sixty thousand US dollars)"),
    ("Notice of non-renewal", "Received by 1 December 2028; by e-mail, sent by 30 November 2028"),
    ("Liability cap", "The greater of $3,120,000.00 and twice the Fees paid in the last 12 months"),
)

_SENTENCES = (
    "Licensor grants Licensee a non-exclusive license to reproduce the Materials for the "
    "Permitted Purposes during the Period, and Licensee accepts it on these terms.",
    "Licensee shall keep Usage Records that show which Delivered Materials were used, when, and "
    "for which of the Permitted Purposes, and shall keep them for as long as the law requires.",
    "A party that becomes aware of a breach of this Section shall tell the other party without "
    "undue delay and shall say what it has done and what it will do to cure the breach.",
    "Nothing in this Section limits a right that cannot be limited under the governing law.",
)

_HEADINGS = (
    "Definitions",
    "Grant of license",
    "Permitted and prohibited uses",
    "Delivery and acceptance",
    "Fees and payment",
    "Records, reports and audit",
    "Warranties",
    "Indemnities",
    "Limits of liability",
    "Confidentiality",
    "Period, renewal and termination",
    "Governing law and disputes",
)


def some_text(**changes: object) -> ContractText:
    """A contract of four parts; `changes` replace its fields."""
    text = ContractText(
        title="Training Data License Agreement",
        subtitle="between Example Photo Archive GmbH and Example Labs, Inc.",
        language="en",
        form="bulk-media 1",
        terms_sha256="3fa9" * 16,
        page_size=PageSize.A4,
        parts=(key_terms(), standard_terms(), schedule(1), signatures()),
    )
    return replace(text, **changes)  # type: ignore[arg-type]


def short_text(**changes: object) -> ContractText:
    """A contract of two short parts, for tests that make many papers."""
    parts = (_with_sections(standard_terms(), 1), _with_sections(schedule(1, rows=3), 1))
    return some_text(parts=parts, **changes)


def text_of(*blocks: Block, **changes: object) -> ContractText:
    """A contract of one part that says `blocks` under one numbered section."""
    section = Section("cl_C01", "Words", "1", blocks)
    part = Part(PartKind.STANDARD_TERMS, "pt_one", "Terms", (), (section,))
    return some_text(parts=(part,), **changes)


def clause(number: str, words: str, level: int = 1) -> Paragraph:
    return Paragraph((Words(words),), level, number)


def _with_sections(part: Part, count: int) -> Part:
    return replace(part, sections=part.sections[:count])


def key_terms() -> Part:
    return Part(
        kind=PartKind.KEY_TERMS,
        bookmark="pt_key_terms",
        heading="Key Terms",
        blocks=(plain("The parties agree these Key Terms and the Standard Terms that follow."),),
        sections=(
            Section("kt_deal", "The deal", "", (_terms_table(_TERMS_ROWS),)),
            Section(
                "kt_uses",
                "Uses",
                "",
                (
                    plain("The table names the uses that apply."),
                    Table(
                        TableKind.TERMS,
                        "What Licensee may do with the Materials",
                        (),
                        (Align.START, Align.START),
                        (((plain("Permitted Purposes"),), _lettered("Pre-training", "Testing")),),
                    ),
                ),
            ),
        ),
    )


def standard_terms() -> Part:
    return Part(
        kind=PartKind.STANDARD_TERMS,
        bookmark="pt_standard_terms",
        heading="Standard Terms",
        blocks=(plain("These Standard Terms are the same in every contract of this form."),),
        sections=tuple(_clause(n, h) for n, h in enumerate(_HEADINGS, start=1)),
    )


def schedule(number: int, rows: int = 60) -> Part:
    return Part(
        kind=PartKind.SCHEDULE,
        bookmark=f"pt_schedule_{number}",
        heading=f"Schedule {number}: Materials",
        blocks=(plain("This Schedule is part of the Agreement."), grid(rows)),
        sections=(
            Section(
                f"sc{number}_delivery",
                "How Materials are delivered",
                "1",
                (
                    Paragraph(
                        (Words("Licensor delivers the Materials by object storage."),), 1, "1.1"
                    ),
                    Paragraph((Words("A delivery is complete when:"),), 1, "1.2"),
                    Paragraph((Words("every file has its digest; and"),), 2, "(a)"),
                    Paragraph((Words("the manifest is signed."),), 2, "(b)"),
                ),
            ),
            Section(
                f"sc{number}_odd",
                "Odd words",
                "2",
                tuple(
                    Paragraph((Words(words),), 1, f"2.{n}")
                    for n, words in enumerate(NASTY, start=1)
                ),
            ),
        ),
    )


def signatures() -> Part:
    rows = tuple(
        (f"{who}", f"Signed electronically for {name} by the person named for it in the Record.")
        for who, name in (("Licensor", "Example Photo Archive GmbH"), ("Licensee", "Example Labs"))
    )
    return Part(
        kind=PartKind.SIGNATURES,
        bookmark="pt_signatures",
        heading="Signatures",
        blocks=(plain("The Signature Record is part of this Agreement."), _terms_table(rows)),
        sections=(),
    )


def grid(rows: int = 60) -> Table:
    """A price list with a head row and one line of totals."""
    return Table(
        kind=TableKind.GRID,
        caption="Materials, their volume and what they cost",
        head=("Line", "Materials", "Volume", "Rate", "Amount"),
        align=(Align.START, Align.START, Align.END, Align.END, Align.END),
        rows=(*(_grid_row(n) for n in range(1, rows + 1)), _total_row(rows)),
        foot=1,
    )


def _grid_row(n: int) -> tuple[Cell, ...]:
    kind = ("Photographs with captions", "Video, broadcast quality", "Newspaper articles")[n % 3]
    words = (f"{n}", f"{kind}, collection {n}", f"{n * 1200:,}", "0.0460", f"{n * 55.2:,.2f}")
    return tuple((plain(word),) for word in words)


def _total_row(rows: int) -> tuple[Cell, ...]:
    total = f"{sum(n * 55.2 for n in range(1, rows + 1)):,.2f}"
    return ((plain(""),), (plain("Total"),), (), (), (plain(total),))


def _terms_table(rows: tuple[tuple[str, str], ...]) -> Table:
    return Table(
        kind=TableKind.TERMS,
        caption="Terms and what they are in this deal",
        head=(),
        align=(Align.START, Align.START),
        rows=tuple(((plain(label),), (plain(value),)) for label, value in rows),
    )


def _lettered(*words: str) -> Cell:
    return tuple(
        Paragraph((Words(word),), 2, f"({letter})")
        for letter, word in zip("abcdefgh", words, strict=False)
    )


def _clause(number: int, heading: str) -> Section:
    blocks: tuple[Block, ...] = (
        _defining(f"{number}.1", heading),
        _referring(f"{number}.2"),
        Paragraph((Words("Licensee shall not:"),), 1, f"{number}.3"),
        Paragraph((Words(_SENTENCES[0]),), 2, "(a)"),
        Paragraph((Words("do any of these:"),), 2, "(b)"),
        Paragraph((Words(_SENTENCES[1]),), 3, "(i)"),
        Paragraph((Words(_SENTENCES[2]),), 3, "(ii)"),
        Paragraph((Words("help another to do so."),), 2, "(c)"),
        Paragraph((Words(_SENTENCES[3]),), 1, f"{number}.4"),
        plain("This paragraph has no number. " + _SENTENCES[2]),
    )
    return Section(f"cl_C{number:02}", heading, f"{number}", blocks)


def _defining(number: str, heading: str) -> Paragraph:
    spans = (Words("In this Agreement “"), Defined(heading), Words(f"” means: {_SENTENCES[1]}"))
    return Paragraph(spans, 1, number)


def _referring(number: str) -> Paragraph:
    spans = (
        Words("This is subject to "),
        Reference("Section 1", "cl_C01"),
        Words(" and to "),
        Reference("Schedule 1", "pt_schedule_1"),
        Words(". " + _SENTENCES[0]),
    )
    return Paragraph(spans, 1, number)
