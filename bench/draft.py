"""The draft of the sample deal against the same words made the usual way, in one run.

Calls inside this process, after one of each, and whole processes. Each call has a deal between
other parties about another volume; where the row says so, another term on each page of the Key Terms
as well. Times are wall clock medians; only the ratios of one run mean anything, since machines
differ.
"""

import html
import json
import re
import statistics
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
import pypdfium2

from bench import office
from bench.deals import terms_of, text_of
from bench.naive import naive_docx, naive_pdf
from schemas.terms import canonical
from service.commands.drafting import draw_up
from service.domain.contract import ContractText
from service.rendering.docx import docx_of
from service.rendering.paper import Format
from service.rendering.pdf import pdf_of
from service.rendering.press import papers_of
from service.rendering.printing import forget_parts
from service.rendering.read_back import prove_same_words

DEAL = Path("examples/photo-archive.json")
RESULTS = Path("var/bench.json")


def main(rounds: int = 5, cold_rounds: int = 3) -> None:
    data = DEAL.read_bytes()
    _same_words(data)
    rows = [*_warm(data, rounds), *_against_office(data, rounds), _cold(cold_rounds)]
    _print(rows, text_of(data, 0).words())
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(rows, indent=2) + "\n")
    click.echo(f"The figures are in {RESULTS}.")


def _warm(data: bytes, rounds: int) -> list[dict[str, float | str]]:
    def usual(n: int) -> None:
        text = text_of(data, n)
        naive_docx(text), naive_pdf(text)

    def usual_everywhere(n: int) -> None:
        text = text_of(data, n, everywhere=True)
        naive_docx(text), naive_pdf(text)

    texts = [text_of(data, n) for n in range(rounds + 1)]
    others = [text_of(data, n, everywhere=True) for n in range(rounds + 1)]

    def new_pdf(n: int) -> None:
        forget_parts()
        pdf_of(texts[n])

    pairs: list[tuple[str, Callable[[int], object], Callable[[int], object]]] = [
        ("DOCX", lambda n: docx_of(texts[n]), lambda n: naive_docx(texts[n])),
        (
            "PDF, Standard Terms seen before",
            lambda n: pdf_of(texts[n]),
            lambda n: naive_pdf(texts[n]),
        ),
        (
            "PDF, another term on each page of Key Terms",
            lambda n: pdf_of(others[n]),
            lambda n: naive_pdf(others[n]),
        ),
        ("PDF, all new", new_pdf, lambda n: naive_pdf(texts[n])),
        ("whole draft with read-back", lambda n: _draft(data, n), usual),
        (
            "the same, another term on each page",
            lambda n: _draft(data, n, everywhere=True),
            usual_everywhere,
        ),
    ]
    return [_pair(name, first, second, rounds) for name, first, second in pairs]


def _draft(data: bytes, n: int, everywhere: bool = False) -> None:
    terms = terms_of(data, n, everywhere)
    draw_up(papers_of, terms, canonical(terms), frozenset({Format.DOCX, Format.PDF}))


def _against_office(data: bytes, rounds: int) -> list[dict[str, float | str]]:
    """Its time includes the small process that asks the one that is kept warm."""
    if office.PROGRAM is None:
        click.echo("LibreOffice is not installed: no figures against it.")
        return []
    with office.kept_warm(naive_docx(text_of(data, 0))) as pdf_of_docx:
        name = "whole draft; usual: docxtpl, LibreOffice kept warm"
        usual = lambda n: pdf_of_docx(naive_docx(text_of(data, n)))  # noqa: E731
        return [_pair(name, lambda n: _draft(data, n), usual, rounds)]


def _pair(
    name: str, ours: Callable[[int], object], usual: Callable[[int], object], rounds: int
) -> dict[str, float | str]:
    """In turn, so that a change in the machine's speed reaches both."""
    ours(0), usual(0)
    times = [(_timed(ours, n), _timed(usual, n)) for n in range(1, rounds + 1)]
    return _row(name, [t for t, _ in times], [t for _, t in times])


def _timed(call: Callable[[int], object], n: int) -> float:
    start = time.perf_counter()
    call(n)
    return (time.perf_counter() - start) * 1000


def _cold(rounds: int) -> dict[str, float | str]:
    with TemporaryDirectory() as folder:
        ours = ["-m", "service.cli", "draft", str(DEAL), "-o", folder]
        usual = ["-m", "bench.naive", str(DEAL)]
        times = [(_process(ours), _process(usual)) for _ in range(rounds)]
    return _row(
        "whole draft with read-back, new process", [t for t, _ in times], [t for _, t in times]
    )


def _process(arguments: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)  # noqa: S603
    return (time.perf_counter() - start) * 1000


def _row(name: str, ours: list[float], usual: list[float]) -> dict[str, float | str]:
    ratios = [theirs / mine for mine, theirs in zip(ours, usual, strict=True)]
    return {
        "what": name,
        "ours_ms": round(statistics.median(ours), 1),
        "usual_ms": round(statistics.median(usual), 1),
        "times_faster": round(statistics.median(ratios), 2),
        "slowest_ratio": round(min(ratios), 2),
        "fastest_ratio": round(max(ratios), 2),
    }


def _same_words(data: bytes) -> None:
    """Both sides of every comparison say the same words, or the comparison means nothing."""
    text = text_of(data, 0)
    docx, pdf = docx_of(text), pdf_of(text)
    prove_same_words(text, docx=docx, pdf=pdf)
    assert _docx_ink(docx) == _docx_ink(naive_docx(text)), "the two DOCX differ in words"
    assert _pdf_ink(text, pdf) == _pdf_ink(text, naive_pdf(text)), "the two PDF differ in words"


def _docx_ink(data: bytes) -> str:
    with zipfile.ZipFile(BytesIO(data)) as parts:
        xml = parts.read("word/document.xml").decode()
    said = "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", xml))
    return "".join(html.unescape(said).split())


def _pdf_ink(text: ContractText, data: bytes) -> str:
    """What stands between the margins from the first part on; pages are numbered differently."""
    document = pypdfium2.PdfDocument(data)
    pages = ["".join(_between_margins(page).split()) for page in document]
    first = "".join(text.parts[0].heading.split())
    start = next(n for n, page in enumerate(pages) if page.startswith(first))
    return "".join(pages[start:]).partition("Thispagebelongsto")[0]


def _between_margins(page: Any) -> str:
    """The margins are 25 mm high."""
    edge = 25 / 25.4 * 72 - 1
    words: str = page.get_textpage().get_text_bounded(bottom=edge, top=page.get_height() - edge)
    return words


def _print(rows: list[dict[str, float | str]], words: object) -> None:
    count = sum(len(text.split()) for _, text in words)  # type: ignore[attr-defined]
    click.echo(f"Sample deal, {count:,} words; medians in ms; ratio = usual / ours, pair by pair")
    head = f"{'':50}{'ours':>10}{'usual':>10}{'ratio':>8}{'least':>8}{'most':>8}"
    click.echo(head)
    for row in rows:
        click.echo(
            f"{row['what']:50}{row['ours_ms']:>10}{row['usual_ms']:>10}"
            f"{row['times_faster']:>8}{row['slowest_ratio']:>8}{row['fastest_ratio']:>8}"
        )


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
