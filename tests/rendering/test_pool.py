"""The presses: what breaks one is said clearly, and the next paper is made all the same."""

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from service.domain.contract import ContractText, plain
from service.domain.errors import PaperFailed, WordsLost
from service.rendering.limits import Limits, within
from service.rendering.paper import Format, Press
from service.rendering.pool import Pool
from service.rendering.press import papers_of
from tests.rendering.papers import TERMS
from tests.rendering.text import some_text, text_of

MIB = 2**20
NARROW = Limits(seconds=60, cpu_seconds=1, memory=600 * MIB)
HASTY = Limits(seconds=5, cpu_seconds=60, memory=600 * MIB)
HEAVY = {
    "weasyprint",
    "docxtpl",
    "docx",
    "pikepdf",
    "pypdfium2",
    "pyhanko",
    "asn1crypto",
    "xlsxwriter",
}
WEB_WORKER_MB = 120
START_PAGE = """
import sys
from service.app import create_app, make_desk
from service.rendering.presses import new_pool
from service.settings import Settings

settings = Settings(database_url="sqlite://", secret_key="x" * 32)
with new_pool() as pool:
    answer = create_app(settings, make_desk(settings, pool.papers_of)).test_client().get("/")
size = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(answer.status_code, int(size.split()[1]) // 1024, *sys.modules)
"""


def work() -> str:
    return "done"


def process_id() -> int:
    return os.getpid()


def compute_for_ever() -> None:
    while True:
        pass


def swallow_and_go_on() -> None:
    try:
        compute_for_ever()
    except PaperFailed:
        compute_for_ever()


def wait_for_ever() -> None:
    signal.pause()


def wait_for_ever_and_refuse_to_end() -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    while True:
        signal.pause()


def eat_memory() -> int:
    return len(bytearray(4096 * MIB))


def eat_memory_in_bites() -> None:
    eaten = []
    while True:
        eaten.append(bytes(64 * MIB))


def end_at_once() -> None:
    os._exit(3)


def crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def recurse() -> None:
    recurse()


def leave() -> None:
    raise SystemExit("by a library")


def size_after_papers(text: ContractText) -> int:
    """The most address space that the worker has had, in bytes."""
    papers_of(text, TERMS, frozenset(Format))
    status = Path("/proc/self/status").read_text("utf-8")
    return int(status.split("VmPeak:")[1].split()[0]) * 1024


@pytest.fixture(scope="module")
def narrow() -> Iterator[Pool]:
    with Pool(NARROW, workers=1) as pool:
        yield pool


@pytest.fixture(scope="module")
def hasty() -> Iterator[Pool]:
    with Pool(HASTY, workers=1) as pool:
        yield pool


@pytest.mark.parametrize(
    ("job", "said"),
    [
        (compute_for_ever, "more than 1 seconds of computing"),
        (eat_memory, "more than 600 MB of memory"),
        (eat_memory_in_bites, "more than 600 MB of memory"),
        (end_at_once, "ended with exit code 3"),
        (crash, "ended with SIGSEGV"),
        (recurse, "RecursionError"),
        (leave, "SystemExit: by a library"),
    ],
)
def test_a_job_that_breaks_is_said_to_fail_and_the_next_one_works(
    job: Callable[[], object], said: str, narrow: Pool
) -> None:
    with pytest.raises(PaperFailed, match=said):
        narrow.run(job)
    assert narrow.run(work) == "done"


@pytest.mark.parametrize("job", [wait_for_ever, wait_for_ever_and_refuse_to_end])
def test_a_job_that_hangs_is_stopped_and_the_next_one_works(
    job: Callable[[], object], hasty: Pool
) -> None:
    with pytest.raises(PaperFailed, match="more than 5 seconds and was stopped"):
        hasty.run(job)
    assert hasty.run(work) == "done"


def test_what_a_rule_says_in_a_worker_arrives_as_itself(press: Press) -> None:
    with pytest.raises(WordsLost, match="no paper can hold"):
        press(text_of(plain("\x0b")), TERMS, frozenset({Format.DOCX}))


def test_an_idle_worker_that_somebody_kills_is_replaced(narrow: Pool) -> None:
    os.kill(narrow.run(process_id), signal.SIGKILL)
    assert narrow.run(work) == "done"


def test_a_worker_does_many_jobs(narrow: Pool) -> None:
    assert narrow.run(process_id) == narrow.run(process_id) != os.getpid()


def test_a_closed_pool_leaves_no_process_behind() -> None:
    with Pool(NARROW, workers=1) as pool:
        worker = pool.run(process_id)
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


def test_a_pool_that_nobody_used_closes(press: Press) -> None:
    Pool(NARROW).close()


def test_papers_of_an_ordinary_contract_need_less_than_half_of_the_memory(narrow: Pool) -> None:
    with Pool(Limits(), workers=1) as pool:
        assert pool.run(size_after_papers, some_text()) < Limits().memory / 2


def test_a_web_process_loads_no_library_that_makes_paper_and_stays_small() -> None:
    ran = subprocess.run(  # noqa: S603 - our own interpreter and script
        [sys.executable, "-c", START_PAGE], capture_output=True, check=True, text=True
    )
    status, megabytes, *modules = ran.stdout.split()
    assert status == "200"
    assert not HEAVY & set(modules)
    assert int(megabytes) < WEB_WORKER_MB


def test_a_command_that_hangs_in_its_own_process_is_stopped() -> None:
    with pytest.raises(PaperFailed, match=r"more than 0\.05 seconds"), within(Limits(seconds=0.05)):
        compute_for_ever()


def test_a_command_that_hangs_where_errors_are_swallowed_is_stopped() -> None:
    with pytest.raises(PaperFailed, match="seconds"), within(Limits(seconds=0.05)):
        swallow_and_go_on()


def test_a_command_that_eats_memory_in_its_own_process_is_stopped() -> None:
    with pytest.raises(PaperFailed, match="more than 2048 MB of memory"), within(Limits()):
        eat_memory()


def test_limits_end_with_the_work_that_they_were_for() -> None:
    before = resource.getrlimit(resource.RLIMIT_AS)
    with within(Limits()):
        assert resource.getrlimit(resource.RLIMIT_AS) != before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert resource.getrlimit(resource.RLIMIT_AS) == before
