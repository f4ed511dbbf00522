"""Letters as files in a folder: for one machine, and for looking at what would go out."""

import hashlib
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from service.domain.post import Address, Fate, Outcome
from service.notifications.letter import Letter
from service.notifications.mime import message


@dataclass(frozen=True, slots=True)
class FileMailer:
    """One `.eml` a letter; names sort by time, and a key is written once."""

    folder: Path
    sender: Address
    clock: Callable[[], datetime]
    idempotent: bool = True

    def send(self, letter: Letter, attempt: int) -> Outcome:
        try:
            self._write(letter)
            return Outcome(fate=Fate.ACCEPTED)
        except OSError as error:
            return Outcome(fate=Fate.NOT_NOW, detail=f"The folder of letters: {error.strerror}.")

    def _write(self, letter: Letter) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256(letter.key.encode()).hexdigest()[:16]
        if any(self.folder.glob(f"*-{digest}.eml")):
            return
        at = self.clock()
        path = self.folder / f"{at:%Y%m%dT%H%M%S%fZ}-{digest}.eml"
        _whole(path, message(letter, self.sender, at).as_bytes())


def _whole(path: Path, data: bytes) -> None:
    """Only its owner may read it, since links stand in it."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".letter.")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
