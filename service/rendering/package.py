"""A Word file put together from members that are compressed already, always the same way.

Python's zipfile can neither take over a compressed member nor leave out the moment of writing.
"""

import struct
import zlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_VERSION, _DEFLATED = 20, 8
_NO_MOMENT = (0, 1 << 5 | 1)
"""Midnight of 1 January 1980, the first that a zip file can tell."""
_LAST_BLOCK = zlib.compressobj(wbits=-zlib.MAX_WBITS).flush()
_LEVEL = 3
"""Half the time of level 6 for a tenth more bytes."""


class Member(NamedTuple):
    name: str
    crc: int
    size: int
    packed: bytes


def member(name: str, data: bytes, level: int = _LEVEL) -> Member:
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Member(name, zlib.crc32(data), len(data), packer.compress(data) + packer.flush())


class Piece(NamedTuple):
    """A piece of a member, compressed so that it can stand before and after any other."""

    data: bytes
    packed: bytes


def piece(data: bytes) -> Piece:
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Piece(data, packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH))


def joined(name: str, pieces: Iterable[Piece]) -> Member:
    packed, crc, size = [], 0, 0
    for part in pieces:
        packed.append(part.packed)
        crc, size = zlib.crc32(part.data, crc), size + len(part.data)
    return Member(name, crc, size, b"".join((*packed, _LAST_BLOCK)))


def package(members: Sequence[Member]) -> bytes:
    """The bytes of the file: what names the types of its members comes first, then by name."""
    files: list[bytes] = []
    index: list[bytes] = []
    offset = 0
    for part in sorted(members, key=lambda part: (part.name[0] not in "[_", part.name)):
        name, facts = part.name.encode("ascii"), _facts(part)
        head = struct.pack("<4sH", _LOCAL, _VERSION) + facts + name
        index.append(_entry(facts, offset) + name)
        files += (head, part.packed)
        offset += len(head) + len(part.packed)
    listed = b"".join(index)
    end = struct.pack("<4s4H2LH", _END, 0, 0, len(index), len(index), len(listed), offset, 0)
    return b"".join((*files, listed, end))


def _facts(part: Member) -> bytes:
    """What the head of a member and its entry in the index both say."""
    sizes = (part.crc, len(part.packed), part.size, len(part.name), 0)
    return struct.pack("<4H3L2H", 0, _DEFLATED, *_NO_MOMENT, *sizes)


def _entry(facts: bytes, offset: int) -> bytes:
    head = struct.pack("<4s2H", _CENTRAL, _VERSION, _VERSION)
    return head + facts + struct.pack("<3H2L", 0, 0, 0, 0, offset)
