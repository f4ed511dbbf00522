"""The zip file around a paper, read by another program than the one that wrote it."""

import zipfile
from io import BytesIO

from service.rendering.package import joined, member, package, piece

MEMBERS = {"word/b.xml": b"b" * 5000, "[Content_Types].xml": b"types", "word/a.xml": b""}


def written() -> zipfile.ZipFile:
    return zipfile.ZipFile(BytesIO(package([member(n, d) for n, d in MEMBERS.items()])))


def test_every_member_is_read_back_whole() -> None:
    assert written().testzip() is None
    assert {name: written().read(name) for name in MEMBERS} == MEMBERS


def test_what_names_the_types_comes_first() -> None:
    assert written().namelist() == ["[Content_Types].xml", "word/a.xml", "word/b.xml"]


def test_no_member_tells_when_it_was_written() -> None:
    assert {entry.date_time for entry in written().infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_members_are_compressed() -> None:
    assert written().getinfo("word/b.xml").compress_size < 100


def test_a_member_may_be_joined_from_pieces() -> None:
    pieces = [piece(data) for data in (b"first ", b"", b"second")]
    paper = zipfile.ZipFile(BytesIO(package([joined("word/a.xml", pieces)])))
    assert paper.testzip() is None
    assert paper.read("word/a.xml") == b"first second"
