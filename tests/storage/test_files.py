"""Files are kept under the digest of what they hold."""

import hashlib
from pathlib import Path

import pytest

from service.domain.errors import NotFound
from service.storage.files import Files


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path / "files")


def test_what_was_put_is_got(files: Files) -> None:
    assert files.get(files.put(b"paper")) == b"paper"


def test_a_file_is_known_by_its_sha256(files: Files) -> None:
    assert files.put(b"paper") == hashlib.sha256(b"paper").hexdigest()


def test_putting_the_same_again_keeps_one_file(files: Files, tmp_path: Path) -> None:
    files.put(b"paper")
    files.put(b"paper")
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_a_file_that_was_never_put_is_not_found(files: Files) -> None:
    with pytest.raises(NotFound):
        files.get("0" * 64)


def test_a_file_that_somebody_changed_is_not_given_out(files: Files, tmp_path: Path) -> None:
    digest = files.put(b"paper")
    (tmp_path / "files" / digest[:2] / digest).write_bytes(b"other")
    with pytest.raises(NotFound):
        files.get(digest)
