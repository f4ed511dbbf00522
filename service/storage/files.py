"""Files kept under the digest of what they hold: written whole or not at all."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from service.domain.errors import NotFound


@dataclass(frozen=True, slots=True)
class Files:
    """A folder; a file's place in it is its SHA-256."""

    root: Path

    def put(self, data: bytes) -> str:
        """The SHA-256 in hex, under which the bytes are on disk when this returns."""
        sha256 = hashlib.sha256(data).hexdigest()
        path = self._path(sha256)
        if not path.exists():
            write_whole(path, data)
        return sha256

    def get(self, sha256: str) -> bytes:
        """NotFound if there is none, or if what is there is no longer what was put."""
        try:
            data = self._path(sha256).read_bytes()
        except FileNotFoundError:
            raise NotFound from None
        if hashlib.sha256(data).hexdigest() != sha256:
            raise NotFound
        return data

    def can_be_written(self) -> bool:
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self.root):
                return True
        except OSError:
            return False

    def _path(self, sha256: str) -> Path:
        return self.root / sha256[:2] / sha256


def write_whole(path: Path, data: bytes) -> None:
    """Writes beside the file and renames, so that no reader ever sees a part of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(0o644)
        beside.replace(path)
        _sync(path.parent)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _sync(folder: Path) -> None:
    """A new name is on disk only when its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
