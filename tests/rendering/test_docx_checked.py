"""The Word file before strangers: two validators, and LibreOffice, which counts numbers itself."""

import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from schemas.terms import canonical
from service.domain.contract import ContractText, PageSize
from service.drafting.assemble import assemble
from service.rendering.columns import tables_of
from service.rendering.docx import docx_of
from service.rendering.layout import Letterhead
from service.rendering.lines import entries
from service.rendering.printed import rows_of
from tests.rendering.checkers import word_faults
from tests.rendering.text import NASTY, clause, some_text, text_of
from tests.schemas.documents import example, read
from tests.sizes import cases

EXAMPLES = (
    "photo-archive",
    "exclusive-film",
    "minimal",
    "mixed-charges",
    "evergreen-music",
    "speech-tiers",
    "user-photos",
    "video-hours",
)
FIRM = Letterhead(("Example & Partners LLP", "1 Strand, London"))
PAPERS = {PageSize.A4: (595, 842), PageSize.LETTER: (612, 792)}
MARGIN = 62
"""Points at the head and the foot of a page where its margins say words of their own."""
ONE_INK = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"})


@cache
def contract(name: str) -> ContractText:
    if name == "odd":
        return text_of(*(clause(f"1.{n}", words) for n, words in enumerate(NASTY, start=1)))
    if name == "all kinds":
        return some_text()
    terms = read(example(name)).terms
    return assemble(terms, canonical(terms).sha256)


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("papers")
    for name in ("all kinds", "odd", *EXAMPLES):
        letterhead = FIRM if name == "all kinds" else Letterhead()
        (folder / f"{name}.docx").write_bytes(docx_of(contract(name), letterhead))
    return folder


@pytest.mark.parametrize("name", ("minimal", "all kinds", "odd", *EXAMPLES)[: cases(3, 11)])
def test_no_validator_finds_a_fault(papers: Path, name: str) -> None:
    assert [*word_faults(papers / f"{name}.docx")] == []


PRINTED = EXAMPLES[: cases(2, 8)]


@pytest.fixture(scope="session")
def printed(papers: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages that LibreOffice makes of the papers, all in one start of the program."""
    files = [papers / f"{name}.docx" for name in PRINTED]
    return converted(files, "pdf", tmp_path_factory.mktemp("printed"))


def converted(files: list[Path], format: str, folder: Path) -> Path:
    """The folder, with what LibreOffice makes of the files."""
    soffice = shutil.which("soffice")
    assert soffice is not None, "LibreOffice is not installed"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", format, "--outdir", str(folder)]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=300)  # noqa: S603
    return folder


@pytest.mark.parametrize("name", PRINTED)
def test_libreoffice_prints_the_words_and_counts_the_numbers_of_the_contract(
    printed: Path, name: str
) -> None:
    text = contract(name)
    listed = "".join(ink(f"{entry.number}{entry.heading}") for entry in entries(text))
    front = ink(f"{text.title}{text.subtitle}Contents") + listed
    pages = pages_of(printed / f"{name}.pdf", text.page_size)
    said = "".join(_without_repeated_heads(pages, front + _rest(text), text))
    assert said == front + _rest(text)


def _rest(text: ContractText) -> str:
    """Everything after the title and the subtitle, which stand before the contents."""
    rows = [*rows_of(text)][2 if text.subtitle else 1 :]
    return ink("".join(number + words for row in rows for cell in row for number, words in cell))


def _without_repeated_heads(pages: list[str], wanted: str, text: ContractText) -> Iterator[str]:
    """The head of a table comes again on each page the table goes on to."""
    heads = [ink("".join(table.head)) for table in tables_of(text) if table.head]
    at = 0
    for page in pages:
        if not wanted.startswith(page, at):
            head = next((head for head in heads if page.startswith(head)), "")
            page = page.removeprefix(head)
        at += len(page)
        yield page


def pages_of(pdf: Path, size: PageSize) -> list[str]:
    """The ink of each page between its margins, in the order in which it is laid down."""
    width, height = PAPERS[size]
    area = ["-x", "0", "-y", str(MARGIN), "-W", str(width), "-H", str(height - 2 * MARGIN)]
    pdftotext = shutil.which("pdftotext")
    assert pdftotext is not None, "poppler-utils are not installed"
    command = [pdftotext, "-raw", *area, str(pdf), "-"]
    made = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    return [ink(page) for page in made.stdout.split("\f")]


def ink(words: str) -> str:
    """Words without white space, which a page sets its own way."""
    return "".join(words.translate(ONE_INK).split())
