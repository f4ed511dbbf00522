"""Word files as the other side sends them back: ours, with changes that Word would track or not."""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx_plus.comments import add_comment
from lxml import etree

from service.rendering.word_xml import W

KIM = "Kim Labs"
AT = datetime(2026, 3, 5, 9, 30, tzinfo=UTC)
_AT = "2026-03-05T09:30:00Z"


@dataclass
class Editor:
    """A file that is being edited; each change is tracked by `author`, or not where it is blank."""

    data: bytes
    author: str = KIM
    _body: Any = field(init=False)
    _root: Any = field(init=False)

    def __post_init__(self) -> None:
        with zipfile.ZipFile(BytesIO(self.data)) as parts:
            self._root = etree.fromstring(parts.read("word/document.xml"))
        self._body = self._root.find(f"{W}body")

    def replaced(self, old: str, new: str, among: str = "") -> "Editor":
        """These words, which stand in one run, of the first paragraph that has `among` as well."""
        paragraph = self._paragraph(old, among)
        run = next(r for r in paragraph.iter(f"{W}r") if old in _said(r))
        head, _, tail = _said(run).partition(old)
        pieces = [_run(head), *self._gone(old), *self._come(new), _run(tail)]
        for piece in pieces:
            run.addprevious(piece)
        run.getparent().remove(run)
        return self

    def deleted(self, words: str) -> "Editor":
        """The whole paragraph that has these words, with its end."""
        paragraph = self._paragraph(words)
        if not self.author:
            paragraph.getparent().remove(paragraph)
            return self
        for run in [*paragraph.findall(f"{W}r"), *paragraph.findall(f"{W}hyperlink")]:
            around = self._mark("del")
            run.addprevious(around)
            around.append(run)
            for each in [*run.iter(f"{W}t")]:
                each.tag = f"{W}delText"
        self._end(paragraph, "del")
        return self

    def added(self, after: str, words: str) -> "Editor":
        """A paragraph behind the one that has the words `after`, looking alike."""
        before = self._paragraph(after)
        new = etree.Element(f"{W}p")
        look = before.find(f"{W}pPr")
        if look is not None:
            new.append(etree.fromstring(etree.tostring(look)))
        new.extend(self._come(words))
        before.addnext(new)
        if self.author:
            self._end(new, "ins")
        return self

    def moved(self, words: str, after: str) -> "Editor":
        """A paragraph that Word tracks as moved behind another one."""
        paragraph = self._paragraph(words)
        said = _said(paragraph)
        self.added(after, said)
        new = self._paragraph(after).getnext()
        for each in [*new.findall(f"{W}ins")]:
            each.tag = f"{W}moveTo"
        self.deleted_element(paragraph, "moveFrom")
        return self

    def deleted_element(self, paragraph: Any, name: str) -> None:
        for run in [*paragraph.findall(f"{W}r")]:
            around = self._mark(name)
            run.addprevious(around)
            around.append(run)
        self._end(paragraph, "del")

    def cell(self, label: str, new: str) -> "Editor":
        """The words beside a label of the Key Terms."""
        row = next(r for r in self._body.iter(f"{W}tr") if _said(r[1]).strip() == label)
        paragraph = row.findall(f"{W}tc")[1].find(f"{W}p")
        for run in [*paragraph.findall(f"{W}r")]:
            for piece in self._gone(_said(run)):
                run.addprevious(piece)
            paragraph.remove(run)
        paragraph.extend(self._come(new))
        return self

    def spoiled(self, spoil: Callable[[Any], None]) -> "Editor":
        spoil(self._body)
        return self

    def saved(self) -> bytes:
        return with_part(self.data, "word/document.xml", etree.tostring(self._root))

    def _paragraph(self, *words: str) -> Any:
        found = (p for p in self._body.iter(f"{W}p") if not _is_entry(p))
        return next(p for p in found if all(each in _said(p) for each in words))

    def _gone(self, words: str) -> list[Any]:
        if not self.author:
            return []
        around = self._mark("del")
        around.append(_run(words, "delText"))
        return [around]

    def _come(self, words: str) -> list[Any]:
        if not self.author:
            return [_run(words)]
        around = self._mark("ins")
        around.append(_run(words))
        return [around]

    def _mark(self, name: str) -> Any:
        told = {"id": "900001", "author": self.author, "date": _AT}
        return etree.Element(W + name, {W + key: value for key, value in told.items()})

    def _end(self, paragraph: Any, name: str) -> None:
        look = paragraph.find(f"{W}pPr")
        if look is None:
            look = etree.Element(f"{W}pPr")
            paragraph.insert(0, look)
        run_look = look.find(f"{W}rPr")
        if run_look is None:
            run_look = etree.SubElement(look, f"{W}rPr")
        run_look.append(self._mark(name))


def commented(data: bytes, words: str, said: str, author: str = KIM) -> bytes:
    """With a comment on the first paragraph that has these words."""
    document, out = Document(BytesIO(data)), BytesIO()
    paragraph = next(p for p in document.paragraphs if words in p.text and not _is_entry(p._p))
    add_comment(paragraph, said, author=author)
    document.save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, part: bytes) -> bytes:
    """The file with another content of one part, or one part more."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as parts, zipfile.ZipFile(out, "w", 8) as new:
        for each in parts.namelist():
            if each != name:
                new.writestr(each, parts.read(each))
        new.writestr(name, part)
    return out.getvalue()


def part_in(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as parts:
        return parts.read(name)


def _run(words: str, tag: str = "t") -> Any:
    run = etree.Element(f"{W}r")
    text = etree.SubElement(run, W + tag)
    text.text = words
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return run


def _said(element: Any) -> str:
    return "".join(text.text or "" for text in element.iter(f"{W}t"))


def _is_entry(paragraph: Any) -> bool:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style is not None and str(style.get(f"{W}val")).startswith("TOC")
