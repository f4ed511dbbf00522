"""Everything a command may need, made once in app.py or cli.py and handed down."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from service.rendering.paper import Press, Redliner
from service.rendering.presses import redline_here
from service.signing.known import none_known
from service.signing.links import Links
from service.signing.verify import Verifier, verify
from service.storage.database import Database
from service.storage.files import Files


@dataclass(frozen=True, slots=True)
class Desk:
    """`clock` gives the moment, aware and in UTC; `seals` the certificates of seals known here."""

    db: Database
    files: Files
    links: Links
    press: Press
    clock: Callable[[], datetime]
    redliner: Redliner = redline_here
    verifier: Verifier = verify
    seals: Callable[[], tuple[bytes, ...]] = none_known
