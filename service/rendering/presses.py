"""Presses to choose from: worker processes for a server, this process for one command."""

import atexit
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from service.domain.certificate import Certificate, Mark
from service.domain.contract import ContractText, PageSize
from service.rendering.limits import Limits, within
from service.rendering.paper import Format, Press, SignedPapers
from service.rendering.pool import Pool


@contextmanager
def open_press() -> Iterator[Press]:
    """Worker processes, which end when it is closed."""
    with Pool(Limits()) as pool:
        yield pool.papers_of


def pool_until_exit() -> Pool:
    """Worker processes for a server that does not say when it is done."""
    pool = Pool(Limits())
    atexit.register(pool.close)
    return pool


def press_here(text: ContractText, terms: bytes, formats: frozenset[Format]) -> dict[Format, bytes]:
    """In this process, on its main thread, within the same limits."""
    from service.rendering.press import papers_of  # the libraries are slow to load

    with within(Limits().stretched(text)):
        return papers_of(text, terms, formats)


def redline_here(before: ContractText, after: ContractText, author: str, at: datetime) -> bytes:
    """In this process and without limits."""
    from service.rendering.redline import redline_docx  # the libraries are slow to load

    return redline_docx(before, after, author=author, at=at)


def signed_papers_here(
    pdf: bytes, marks: tuple[Mark, ...], certificate: Certificate, size: PageSize
) -> SignedPapers:
    """In this process and without limits."""
    from service.rendering.signed_papers import signed_papers  # the libraries are slow to load

    return signed_papers(pdf, marks, certificate, size)
