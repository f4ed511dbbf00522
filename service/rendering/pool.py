"""Worker processes that make papers: one that hangs, crashes or eats memory harms no other."""

import errno
import multiprocessing
import os
import signal
from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError, Future
from concurrent.futures.process import BrokenProcessPool
from datetime import datetime
from threading import Lock
from types import TracebackType
from typing import Final, Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from service.domain.certificate import Certificate, Mark
from service.domain.contract import ContractText, PageSize
from service.domain.errors import CounterpartError, MarkupRefused, PaperFailed
from service.domain.markup import Markup
from service.rendering.letter_sheet import LetterSheet
from service.rendering.limits import SECONDS_PER_ROW, Limits, allow_cpu, confine_memory
from service.rendering.paper import Format, SignedPapers

T = TypeVar("T")

WORKERS: Final = 2
JOBS_PER_WORKER: Final = 500
"""Then a new worker takes over, so that what libraries leak does not add up."""

SECONDS_PER_SIGNATURE: Final = 2.0

_OUT_OF_MEMORY: Final = errno.ENOMEM
_READING: Final = Limits(seconds=20, cpu_seconds=15)
"""For a file from outside. A contract marked all over takes half a second."""


class Pool:
    """Starts its workers at the first job: a pool may be made before a web server forks.

    Workers come from a server without threads that has loaded the libraries already. This process
    never loads them.
    """

    def __init__(self, limits: Limits, workers: int = WORKERS) -> None:
        self._limits, self._workers = limits, workers
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["service.rendering.warm"])
        self._guard = Lock()
        self._pool = self._new_pool()

    def papers_of(
        self, text: ContractText, terms: bytes, formats: frozenset[Format]
    ) -> dict[Format, bytes]:
        """A Press."""
        return self._twice(self._limits.stretched(text), _papers_of, text, terms, formats)

    def redline_of(
        self, before: ContractText, after: ContractText, author: str, at: datetime
    ) -> bytes:
        """As `redline_docx`; PaperFailed if the worker broke or was stopped."""
        limits = self._limits.stretched(before).stretched(after)
        return self._twice(limits, _redline_of, before, after, author, at)

    def markup_of(self, data: bytes, bases: Mapping[str, ContractText]) -> Markup:
        """A MarkupReader; the file is to blame where the worker broke or was stopped."""
        try:
            return self._twice(_READING, _markup_of, data, bases)
        except PaperFailed as failed:
            raise MarkupRefused(str(failed)) from None

    def signed_papers(
        self, pdf: bytes, marks: tuple[Mark, ...], certificate: Certificate, size: PageSize
    ) -> SignedPapers:
        """As `signed_papers`; PaperFailed if the worker broke or was stopped."""
        more = SECONDS_PER_SIGNATURE * len(marks) + SECONDS_PER_ROW * len(certificate.records)
        return self._twice(self._limits.longer(more), _signed_papers, pdf, marks, certificate, size)

    def letter_of(self, sheet: LetterSheet) -> bytes:
        """A Letterer."""
        return self._twice(self._limits, _letter_of, sheet)

    def run(self, job: Callable[..., T], *args: object) -> T:
        """What `job` returns from a worker; it is a function of a module, its values pickle.

        PaperFailed if it broke, ended its worker or was stopped at a limit; what a rule says
        inside (WordsLost) is raised here as itself.
        """
        return self._twice(self._limits, job, *args)

    def _twice(self, limits: Limits, job: Callable[..., T], *args: object) -> T:
        try:
            return self._once(limits, job, args)
        except BrokenProcessPool:  # somebody killed an idle worker; making papers twice harms none
            return self._once(limits, job, args)

    def _once(self, limits: Limits, job: Callable[..., T], args: tuple[object, ...]) -> T:
        try:
            return self._started(limits, job, args).result()
        except TimeoutError:
            raise limits.too_long from None
        except ProcessExpired as ended:
            raise _why(limits, ended.exitcode) from None
        except CancelledError:
            raise PaperFailed("The service was stopped meanwhile.") from None

    def close(self) -> None:
        """Stops every worker, whatever it does."""
        with self._guard:
            _end(self._pool)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _started(
        self, limits: Limits, job: Callable[..., T], args: tuple[object, ...]
    ) -> Future[T]:
        with self._guard:
            if not self._pool.active:  # somebody killed an idle worker, or the server of workers
                _end(self._pool)
                self._pool = self._new_pool()
            work = (limits, job, args)
            return self._pool.schedule(_within, args=work, timeout=limits.seconds)

    def _new_pool(self) -> ProcessPool:
        return ProcessPool(
            max_workers=self._workers,
            max_tasks=JOBS_PER_WORKER,
            initializer=confine_memory,
            initargs=(self._limits,),
            context=self._context,
        )


def _why(limits: Limits, exitcode: int) -> PaperFailed:
    if exitcode == -signal.SIGXCPU:
        return limits.too_much_computing
    if exitcode == _OUT_OF_MEMORY:
        return limits.too_large
    ended = signal.Signals(-exitcode).name if exitcode < 0 else f"exit code {exitcode}"
    return PaperFailed(f"The process that made it ended with {ended}.")


def _end(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]
    pool.join()


def _within(limits: Limits, job: Callable[..., T], args: tuple[object, ...]) -> T:
    """In the worker. One that ran out of memory is not used again: nobody knows what it lacks."""
    allow_cpu(limits)
    try:
        return job(*args)
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)
    except CounterpartError:
        raise
    except BaseException as error:  # WeasyPrint's refusal of an address is no Exception
        raise PaperFailed(f"It broke inside: {type(error).__name__}: {error}") from error


def _papers_of(text: ContractText, terms: bytes, formats: frozenset[Format]) -> dict[Format, bytes]:
    from service.rendering.press import papers_of

    return papers_of(text, terms, formats)


def _signed_papers(
    pdf: bytes, marks: tuple[Mark, ...], certificate: Certificate, size: PageSize
) -> SignedPapers:
    from service.rendering.signed_papers import signed_papers

    return signed_papers(pdf, marks, certificate, size)


def _redline_of(before: ContractText, after: ContractText, author: str, at: datetime) -> bytes:
    from service.rendering.redline import redline_docx

    return redline_docx(before, after, author=author, at=at)


def _letter_of(sheet: LetterSheet) -> bytes:
    from service.rendering.paper_letters import letter_pdf

    return letter_pdf(sheet)


def _markup_of(data: bytes, bases: Mapping[str, ContractText]) -> Markup:
    from service.rendering.markup import read_markup

    return read_markup(data, bases)
