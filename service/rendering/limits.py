"""How much time and memory a paper may take, and how the system is told to hold us to it."""

import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from types import FrameType

from service.domain.contract import ContractText
from service.domain.errors import PaperFailed
from service.rendering.printed import rows_of

_MIB = 1024 * 1024
SECONDS_PER_ROW = 0.05


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` pass on the wall, `cpu_seconds` of computing; `memory` is address space in bytes."""

    seconds: float = 30
    cpu_seconds: int = 25
    memory: int = 2048 * _MIB

    def stretched(self, text: ContractText) -> "Limits":
        """For the papers of this contract: more time for long tables, which take most of it.

        An ordinary contract has 700 rows and takes 5 seconds and 400 MB with both papers; the
        largest that the terms allow has 8,000, takes 200 seconds and 1,700 MB.
        """
        return self.longer(SECONDS_PER_ROW * sum(1 for _ in rows_of(text)))

    def longer(self, more: float) -> "Limits":
        """By so many seconds, of computing too."""
        return replace(self, seconds=self.seconds + more, cpu_seconds=self.cpu_seconds + int(more))

    @property
    def too_long(self) -> PaperFailed:
        return PaperFailed(f"It took more than {round(self.seconds, 2):g} seconds and was stopped.")

    @property
    def too_much_computing(self) -> PaperFailed:
        said = f"It needed more than {self.cpu_seconds} seconds of computing and was stopped."
        return PaperFailed(said)

    @property
    def too_large(self) -> PaperFailed:
        return PaperFailed(f"It needed more than {self.memory // _MIB} MB of memory.")


def confine_memory(limits: Limits) -> None:
    """From here on this process gets no more memory, and leaves no core when it dies."""
    _set_soft(resource.RLIMIT_AS, limits.memory)
    _set_soft(resource.RLIMIT_CORE, 0)


def allow_cpu(limits: Limits) -> None:
    """So many more seconds of computing, then the system ends this process.

    The system counts from the start of the process, so each job moves the limit on.
    """
    used = resource.getrusage(resource.RUSAGE_SELF)
    _set_soft(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + limits.cpu_seconds + 1)


@contextmanager
def within(limits: Limits) -> Iterator[None]:
    """Holds what happens inside to `limits`, or PaperFailed; for the main thread of a command."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise limits.too_long

    memory_before = resource.getrlimit(resource.RLIMIT_AS)[0]
    alarm_before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, limits.seconds, 1)  # again, if a library swallows it
    try:
        _set_soft(resource.RLIMIT_AS, limits.memory)
        yield
    except MemoryError:
        raise limits.too_large from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, alarm_before)
        _set_soft(resource.RLIMIT_AS, memory_before)


def _set_soft(which: int, value: int) -> None:
    """Never above what whoever started us allows."""
    _, hard = resource.getrlimit(which)
    unbounded = resource.RLIM_INFINITY
    soft = value if hard == unbounded else hard if value == unbounded else min(value, hard)
    resource.setrlimit(which, (soft, hard))
