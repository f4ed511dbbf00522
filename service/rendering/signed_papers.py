"""What the seal adds for people to see: each signature in its place, and the certificate."""

from collections.abc import Iterator
from dataclasses import replace

from service.domain.certificate import Certificate, Mark
from service.domain.contract import PageSize
from service.domain.errors import PaperFailed
from service.domain.sealing import Stamp
from service.rendering.boxes import boxes_of, page_count, places_in
from service.rendering.certificate import certificate_pdf
from service.rendering.paper import SignedPapers
from service.rendering.stamps import spoken_stamp, stamp_of


def signed_papers(
    pdf: bytes, marks: tuple[Mark, ...], certificate: Certificate, size: PageSize
) -> SignedPapers:
    """`pdf` is what was signed, as it was shown; its pages are counted here.

    For a worker process, since a copy in ink comes from outside. PaperFailed where a signature has
    no box.
    """
    counted = replace(certificate, pages=page_count(pdf))
    return SignedPapers(stamps=(*_stamps(pdf, marks),), certificate=certificate_pdf(counted, size))


def _stamps(pdf: bytes, marks: tuple[Mark, ...]) -> Iterator[Stamp]:
    """Block by block; those who sign for one block share its box in the order given."""
    if not marks:  # signed in ink: the copy is not ours, and has no boxes to look for
        return
    boxes = boxes_of(pdf)
    if strays := {mark.signed.block for mark in marks} - boxes.keys():
        raise PaperFailed(f"The PDF has no box for the signature {min(strays)}.")
    for block, box in boxes.items():
        together = [mark for mark in marks if mark.signed.block == block]
        for mark, place in zip(together, places_in(box, len(together)), strict=True):
            yield Stamp(
                page=place.page,
                box=place.corners,
                appearance=stamp_of(mark, *place.size),
                alternative=spoken_stamp(mark),
            )
