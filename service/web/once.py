"""A form that is sent twice has one effect: its second answer is the first one's."""

from collections.abc import Callable
from typing import Any

from service.storage.deals import Tx
from service.storage.idempotency import Answer, claim, keep
from service.web.at_hand import now

_SEE_OTHER = 303


def once(tx: Tx, form_id: str, effect: Callable[[Any], str]) -> str:
    """The address that the effect gives, now or when the same form came before."""
    key = f"form:{form_id}"
    before = claim(tx.connection, tx.org, key, "", now())
    if before is not None:
        return before.headers["Location"]
    place = effect(tx)
    keep(tx.connection, tx.org, key, Answer(_SEE_OTHER, {"Location": place}, b""))
    return place
