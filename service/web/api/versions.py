"""Tags of answers about a deal: its version, and a digest of what changes beside it.

If-Match is held to the version alone, since a page that the other side looks at is no reason to
refuse a change; If-None-Match to the whole, so that nobody keeps an answer that would read
otherwise now.
"""

import hashlib

from flask import request
from werkzeug.exceptions import PreconditionFailed

from service.domain.deal import Deal
from service.storage.views import Views

_SEPARATOR = "."


class Tag(str):
    """A tag as it is sent."""

    __slots__ = ()


def tag_of(deal: Deal, beside: object) -> Tag:
    """`beside` is whatever of the answer does not follow from the deal's version."""
    return Tag(f"{_version(deal)}{_SEPARATOR}{_digest(repr(beside))}")


def check_version(deal: Deal) -> None:
    """PreconditionFailed where If-Match is sent and names another version of the deal."""
    given = request.if_match
    # An empty tag is read as none at all.
    named = {tag.partition(_SEPARATOR)[0] for tag in given.as_set() if tag}
    if given and not given.star_tag and _version(deal) not in named:
        raise PreconditionFailed


def check_version_of(views: Views, deal_id: str) -> None:
    """The same; the deal is read only where somebody asks."""
    if request.if_match:
        check_version(views.deal(deal_id))


def _version(deal: Deal) -> str:
    return _digest(f"{deal.id} {deal.version}")


def _digest(said: str) -> str:
    return hashlib.sha256(said.encode()).hexdigest()[:20]
