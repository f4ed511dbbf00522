"""Looking at a file that is said to have been sealed here: nothing of it is kept."""

from collections.abc import Callable
from typing import Final

from service.desk import Desk
from service.domain.errors import PaperFailed
from service.domain.verdict import Verdict
from service.rendering.limits import Limits, within
from service.signing.verify import Known, Verifier, examine, unreadable, verify
from service.storage.seal_keys import SealKeys

LIMITS: Final = Limits(seconds=15, cpu_seconds=10, memory=1024 * 1024 * 1024)
"""A sealed contract of 20 MB takes a second; what takes longer was made to."""


def known_seals(desk: Desk) -> tuple[bytes, ...]:
    """The certificates (DER) of every key that seals here or ever did."""
    own = desk.own_seal_key
    with desk.db.reading_work() as connection:
        made_here = SealKeys(connection).certificates()
    return (own.certificate, *made_here) if own else made_here


def verdict_on(desk: Desk, data: bytes) -> Verdict:
    """Known are the seals of this installation."""
    return desk.verifier(data, Known(known_seals(desk)))


def in_workers(run: Callable[..., Verdict]) -> Verifier:
    """`run` calls a function in a worker process, as a Pool does."""

    def verified(data: bytes, known: Known) -> Verdict:
        try:
            return run(examine, data, known)
        except PaperFailed as stopped:
            return unreadable(data, str(stopped))

    return verified


def verify_here(data: bytes, known: Known) -> Verdict:
    """In this process, on its main thread, within the same limits."""
    try:
        with within(LIMITS):
            return verify(data, known)
    except PaperFailed as stopped:
        return unreadable(data, str(stopped))
