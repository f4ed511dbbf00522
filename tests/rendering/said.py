"""What finished papers say, read by programs that are not ours."""

import subprocess
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from service.domain.contract import ContractText

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MARGIN, _PAGE = 50, (620, 740)
"""Points: what pdftotext leaves out above, and how wide and high the rest of the page is."""
_SAME_INK = str.maketrans({"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl"})


def in_docx(data: bytes) -> str:
    return ink("".join(body_of(data).itertext()))


def body_of(data: bytes) -> Any:
    """Its root, if every part is well-formed XML."""
    with zipfile.ZipFile(BytesIO(data)) as parts:
        roots = {
            name: ElementTree.fromstring(parts.read(name))  # noqa: S314 - our own paper
            for name in parts.namelist()
            if name.endswith((".xml", ".rels"))
        }
    return roots["word/document.xml"]


def in_pdf(data: bytes) -> str:
    """Pages without their running heads and feet, as pdftotext reads them."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        Path(file.name).write_bytes(data)
        width, height = _PAGE
        crop = ["-x", "0", "-y", f"{_MARGIN}", "-W", f"{width}", "-H", f"{height}"]
        command = ["pdftotext", "-raw", "-enc", "UTF-8", *crop, file.name, "-"]
        said = subprocess.run(command, capture_output=True, check=True)  # noqa: S603 - as above
    return ink(said.stdout.decode())


def in_text(text: ContractText) -> str:
    return ink(" ".join(words for _, words in text.words()))


def missing(values: Iterable[str], said: str) -> list[str]:
    return [value for value in values if ink(value) not in said]


def elements(root: Any) -> Counter[str]:
    """How often each kind of element stands in it."""
    return Counter(element.tag for element in root.iter())


def ink(words: str) -> str:
    """Without white space, which a page sets otherwise, and with ligatures as letters."""
    return "".join(words.translate(_SAME_INK).split())
