"""Presses to choose from: worker processes for a server, this process for one command."""

import atexit
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from service.domain.contract import ContractText
from service.rendering.limits import Limits, within
from service.rendering.paper import Format, Press
from service.rendering.pool import Pool


@contextmanager
def open_press() -> Iterator[Press]:
    """Worker processes, which end when it is closed."""
    with Pool(Limits()) as pool:
        yield pool.papers_of


def press_until_exit() -> Press:
    """The same for a server that does not say when it is done."""
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(open_press())


def press_here(text: ContractText, terms: bytes, formats: frozenset[Format]) -> dict[Format, bytes]:
    """In this process, on its main thread, within the same limits."""
    from service.rendering.press import papers_of  # the libraries are slow to load

    with within(Limits().stretched(text)):
        return papers_of(text, terms, formats)
