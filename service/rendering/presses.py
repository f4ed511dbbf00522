"""Presses to choose from: worker processes for a server, this process for one command."""

import atexit
from collections.abc import Mapping
from datetime import datetime

from service.domain.contract import ContractText
from service.domain.markup import Markup
from service.rendering.letter_sheet import LetterSheet
from service.rendering.limits import Limits, within
from service.rendering.paper import Format
from service.rendering.pool import WORKERS, Pool


def new_pool() -> Pool:
    """Worker processes, which end when it is closed."""
    return Pool(Limits())


def pool_until_exit(limits: Limits | None = None, workers: int = WORKERS) -> Pool:
    """Worker processes for a server that does not say when it is done."""
    pool = Pool(limits or Limits(), workers)
    atexit.register(pool.close)
    return pool


def press_here(text: ContractText, terms: bytes, formats: frozenset[Format]) -> dict[Format, bytes]:
    """In this process, on its main thread, within the same limits."""
    from service.rendering.press import papers_of  # the libraries are slow to load

    with within(Limits().stretched(text)):
        return papers_of(text, terms, formats)


def letter_here(sheet: LetterSheet) -> bytes:
    """In this process and without limits."""
    from service.rendering.paper_letters import letter_pdf  # the libraries are slow to load

    return letter_pdf(sheet)


def redline_here(before: ContractText, after: ContractText, author: str, at: datetime) -> bytes:
    """In this process and without limits."""
    from service.rendering.redline import redline_docx  # the libraries are slow to load

    return redline_docx(before, after, author=author, at=at)


def markup_here(data: bytes, bases: Mapping[str, ContractText]) -> Markup:
    """In this process and without limits of time and memory."""
    from service.rendering.markup import read_markup  # the libraries are slow to load

    return read_markup(data, bases)
