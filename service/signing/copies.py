"""Looks at a file that is said to be a contract signed elsewhere, and says whether it could be sealed."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from service.domain.sealing import Attached
from service.domain.verdict import LARGEST
from service.signing.records_check import ends_as_it_should

CopyReader = Callable[[bytes], str | None]
"""As `why_no_copy`."""

_BEGINS: Final = b"%PDF-"
_MIB: Final = 1024 * 1024
_ROOM: Final = 2 * 8192
_ANY_TIME: Final = datetime(2000, 1, 1, tzinfo=UTC)
_ANY_FILE: Final = Attached(name="a", data=b"a", mime="text/plain", description="a")


def why_no_copy(data: bytes) -> str | None:
    """Why it cannot be sealed, as a sentence for whoever sent it; null where it can.

    For a worker process, which is not used again after a MemoryError. A copy that was taken and
    then could not be sealed would leave a contract that is formed without its file.
    """
    if len(data) > LARGEST:
        return f"It is larger than {LARGEST // _MIB} MB: scan it again with less detail."
    if not data.startswith(_BEGINS):
        return "It does not begin as a PDF does: give the signed contract as a PDF."
    try:
        return _tried(data)
    except MemoryError:
        raise
    except Exception:
        return "It is damaged, or was never a whole PDF: print or scan it to a PDF again."


def _tried(data: bytes) -> str | None:
    # pyHanko takes a second to load.
    from service.signing.revision import SEAL, reader_of

    reader = reader_of(data)
    if reader.encrypted:
        return "It is locked with a password: give it without one."
    if any(each.field_name == SEAL for each in reader.embedded_signatures):
        return "It carries a seal already: give the copy as the parties signed it."
    if not ends_as_it_should(data):
        return "Something stands behind its end: print or scan it to a PDF again."
    if reader.root["/Pages"]["/Count"] < 1:
        return "It has no pages."
    _seal_without_a_key(data)
    return None


def _seal_without_a_key(data: bytes) -> None:
    """All that sealing does to the file itself."""
    from pyhanko.sign.fields import SigSeedSubFilter
    from pyhanko.sign.signers.pdf_byterange import SignatureObject

    from service.signing.revision import SEAL, revision_of
    from service.signing.signature_field import SignatureField
    from service.signing.stamped import attach

    revision = revision_of(data)
    attach(revision, (_ANY_FILE,), _ANY_TIME)
    field = SignatureField(revision, SEAL, -1, SEAL, first=True)
    field.closed(SignatureObject(subfilter=SigSeedSubFilter.PADES, bytes_reserved=_ROOM))
