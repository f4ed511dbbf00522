"""What a command may need from outside, in one frozen value."""

import atexit
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from service.domain.contract import ContractText
from service.rendering.limits import Limits, within
from service.rendering.paper import Format, Press
from service.rendering.pool import Pool


@dataclass(frozen=True, slots=True)
class Desk:
    press: Press


@contextmanager
def open_desk() -> Iterator[Desk]:
    """A desk for many: papers are made in worker processes, which end when it is closed."""
    with Pool(Limits()) as pool:
        yield Desk(press=pool.papers_of)


def desk_until_exit() -> Desk:
    """The same for a server that does not say when it is done."""
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(open_desk())


def desk_for_one() -> Desk:
    """A desk for one command: papers are made in this process, on its main thread."""
    return Desk(press=_press_here)


def _press_here(
    text: ContractText, terms: bytes, formats: frozenset[Format]
) -> dict[Format, bytes]:
    from service.rendering.press import papers_of  # the libraries are slow to load

    with within(Limits().stretched(text)):
        return papers_of(text, terms, formats)
