"""What worker processes print for a sealed file: signatures for its boxes, and the certificate."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import groupby

import pikepdf

from service.domain.certificate import Certificate
from service.domain.contract import PageSize
from service.domain.sealing import Stamp
from service.rendering.boxes import Box, boxes_of, places_in
from service.rendering.certificate import certificate_pdf
from service.rendering.stamps import Mark, spoken_stamp, stamp_of


def stamps_for(shown: bytes, marks: Sequence[Mark]) -> tuple[Stamp, ...]:
    """Each signature in the box of its block; those of one block share it."""
    boxes = boxes_of(shown)
    return tuple(
        _stamp(mark, place)
        for block, found in groupby(marks, lambda mark: mark.signed.block)
        for mark, place in _placed(boxes[block], [*found])
    )


def certificate_for(certificate: Certificate, signed: bytes, size: PageSize) -> bytes:
    """`signed` is the PDF that bears the signatures, whose pages are counted."""
    with pikepdf.open(BytesIO(signed)) as file:
        counted = replace(certificate, pages=len(file.pages))
    return certificate_pdf(counted, size)


def _placed(box: Box, marks: list[Mark]) -> Iterator[tuple[Mark, Box]]:
    yield from zip(marks, places_in(box, len(marks)), strict=True)


def _stamp(mark: Mark, place: Box) -> Stamp:
    return Stamp(
        page=place.page,
        box=place.corners,
        appearance=stamp_of(mark, *place.size),
        alternative=spoken_stamp(mark),
    )
