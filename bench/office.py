"""LibreOffice kept warm: one process that stays, which a second one asks for each conversion."""

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

PROGRAM = shutil.which("soffice")
_TAGGED_PDF_A_3 = {
    "SelectPdfVersion": {"type": "long", "value": "3"},
    "UseTaggedPDF": {"type": "boolean", "value": "true"},
}
_FILTER = f"pdf:writer_pdf_Export:{json.dumps(_TAGGED_PDF_A_3)}"
_PIPES = "OSL_PIPE_*_SingleOfficeIPC_*"
_SECONDS = 60


@contextmanager
def kept_warm(open_in_it: bytes) -> Iterator[Callable[[bytes], bytes]]:
    """Gives what makes a tagged PDF/A-3 of a Word file.

    LibreOffice stays while it has a document open, so it has `open_in_it` open all the time.
    """
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "open.docx").write_bytes(open_in_it)
        office = _started(folder)
        try:
            yield lambda data: _converted(folder, data)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(office.pid, signal.SIGKILL)
            office.wait()


def _command(folder: Path, *arguments: str) -> list[str]:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    return [str(PROGRAM), profile, "--headless", "--norestore", "--nologo", *arguments]


def _started(folder: Path) -> subprocess.Popen[bytes]:
    before = {*Path("/tmp").glob(_PIPES)}  # noqa: S108 - where LibreOffice puts its pipe
    office = subprocess.Popen(  # noqa: S603 - our own arguments
        _command(folder, str(folder / "open.docx")),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    until = time.monotonic() + _SECONDS
    while before >= {*Path("/tmp").glob(_PIPES)}:  # noqa: S108
        if time.monotonic() > until:
            raise TimeoutError("LibreOffice did not start")
        time.sleep(0.1)
    return office


def _converted(folder: Path, data: bytes) -> bytes:
    source, made = folder / "deal.docx", folder / "deal.pdf"
    source.write_bytes(data)
    made.unlink(missing_ok=True)
    subprocess.run(  # noqa: S603 - our own arguments
        _command(folder, "--convert-to", _FILTER, "--outdir", str(folder), str(source)),
        check=True,
        capture_output=True,
        timeout=_SECONDS,
    )
    return made.read_bytes()
