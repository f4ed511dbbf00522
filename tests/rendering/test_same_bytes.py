"""The same text makes the same bytes, whoever makes them, where and when."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from service.rendering.docx import docx_of
from service.rendering.html import html_of
from service.rendering.paper import Format, Press
from service.rendering.pdf import pdf_of
from tests.rendering.papers import TERMS
from tests.rendering.text import short_text

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
from tests.rendering.test_same_bytes import digests
print(*digests())
"""


def digests() -> tuple[str, str]:
    text = short_text()
    papers = docx_of(text), pdf_of(text, {"terms.json": TERMS, "a.txt": b"a"})
    return hashlib.sha256(papers[0]).hexdigest(), hashlib.sha256(papers[1]).hexdigest()


def digests_elsewhere(root: Path, **surroundings: str) -> tuple[str, ...]:
    made = subprocess.run(  # noqa: S603 - our own interpreter and script
        [sys.executable, "-c", SCRIPT],
        cwd=root,
        env={"PATH": os.environ["PATH"], **surroundings},  # noqa: TID251 - a bare child
        capture_output=True,
        check=True,
        text=True,
    )
    return tuple(made.stdout.split())


def test_twice_in_one_process() -> None:
    assert digests() == digests()


@pytest.mark.parametrize(
    "surroundings",
    [
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "America/New_York", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "4294967295"},
        {"TZ": "Asia/Kathmandu", "LC_ALL": "ar_EG.UTF-8", "PYTHONHASHSEED": "7", "PYTHONUTF8": "0"},
        {"LANG": "ja_JP.UTF-8", "PANGO_LANGUAGE": "ja", "FONTCONFIG_FILE": "/etc/fonts/fonts.conf"},
    ],
)
def test_in_another_process_and_other_surroundings(surroundings: dict[str, str]) -> None:
    assert digests_elsewhere(ROOT, **surroundings) == digests()


def test_in_a_worker_process(press: Press) -> None:
    text, terms = short_text(), {"terms.json": TERMS}
    papers = press(text, TERMS, frozenset(Format))
    assert papers[Format.PDF] == pdf_of(text, terms)
    assert papers[Format.DOCX] == docx_of(text)
    assert papers[Format.HTML] == html_of(text).encode()


def test_from_another_folder(tmp_path: Path) -> None:
    for name in ("service", "contract_templates/layout", "tests/rendering"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "tests" / "__init__.py").touch()
    assert digests_elsewhere(tmp_path, HOME=str(tmp_path)) == digests()
