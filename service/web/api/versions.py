"""Tags of answers about a deal or a license: its version, and a digest of what changes beside it.

If-Match is held to the version alone, since a page that the other side looks at is no reason to
refuse a change; If-None-Match to the whole, so that nobody keeps an answer that would read
otherwise now.
"""

import hashlib
from typing import Protocol

from flask import request
from werkzeug.exceptions import PreconditionFailed

from service.domain.licenses.license import License
from service.storage.deals import Tx
from service.storage.licenses import Licenses
from service.storage.views import Views

_SEPARATOR = "."


class Tag(str):
    """A tag as it is sent."""

    __slots__ = ()


class Versioned(Protocol):
    """What moves, and counts its moves."""

    @property
    def id(self) -> str: ...

    @property
    def version(self) -> int: ...


def tag_of(moves: Versioned, beside: object) -> Tag:
    """`beside` is whatever of the answer does not follow from the version."""
    return Tag(f"{_version(moves)}{_SEPARATOR}{_digest(repr(beside))}")


def check_version(moves: Versioned) -> None:
    """PreconditionFailed where If-Match is sent and names another version."""
    given = request.if_match
    # An empty tag is read as none at all.
    named = {tag.partition(_SEPARATOR)[0] for tag in given.as_set() if tag}
    if given and not given.star_tag and _version(moves) not in named:
        raise PreconditionFailed


def check_version_of(views: Views, deal_id: str) -> None:
    """The same of a deal, which is read only where somebody asks."""
    if request.if_match:
        check_version(views.deal(deal_id))


def held_license(tx: Tx, license_id: str) -> License:
    """One that nobody else moves until this call has ended, at the version that the caller saw."""
    license = Licenses(tx).held(license_id)
    check_version(license)
    return license


def held_by_notice(tx: Tx, notice_id: str) -> License:
    """The same of the license that a notice is about."""
    return held_license(tx, Licenses(tx).license_of_notice(notice_id))


def _version(moves: Versioned) -> str:
    return _digest(f"{moves.id} {moves.version}")


def _digest(said: str) -> str:
    return hashlib.sha256(said.encode()).hexdigest()[:20]
