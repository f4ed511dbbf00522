"""Everything a command may need, made once in app.py or cli.py and handed down."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from service.domain.post import Address
from service.domain.seal_work import Sealer, Upgrader, no_seal, no_upgrade
from service.domain.sealing import Authority
from service.rendering.letter_sheet import Letterer
from service.rendering.paper import MarkupReader, Press, Redliner, SignedFileReader
from service.rendering.presses import letter_here, markup_here, redline_here
from service.rendering.signed_files import why_no_signed_file
from service.signing.copies import CopyReader, why_no_copy
from service.signing.links import Links
from service.signing.verify import Verifier, verify
from service.storage.database import Database
from service.storage.files import Files

if TYPE_CHECKING:
    # A web process, which never seals, does without what keys are read with.
    from service.signing.seal_keys import SealKey


@dataclass(frozen=True, slots=True)
class Desk:
    """`clock` gives the moment, aware and in UTC.

    `own_seal_key` is the operator's; without it contracts are sealed with the one that set-up made.
    `authority` stamps the time on seals. `sender` is whom letters come from.
    """

    db: Database
    files: Files
    links: Links
    press: Press
    clock: Callable[[], datetime]
    sender: Address
    redliner: Redliner = redline_here
    markup_reader: MarkupReader = markup_here
    letterer: Letterer = letter_here
    sealer: Sealer = no_seal
    upgrader: Upgrader = no_upgrade
    own_seal_key: "SealKey | None" = None
    authority: Authority | None = None
    verifier: Verifier = verify
    copy_reader: CopyReader = why_no_copy
    signed_file_reader: SignedFileReader = why_no_signed_file
