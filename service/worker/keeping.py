"""Once a day: what was kept for a time is dropped, rows are looked over, what ends soon is said."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

from service.commands.readiness import warnings
from service.commands.seal_ending import tell_of_ending_seal
from service.desk import Desk
from service.storage.accounts import Accounts
from service.storage.attempts import Attempts
from service.storage.forgetting import (
    forget_codes,
    forget_feeds,
    forget_forms,
    forget_links,
    forget_mondays,
    forget_sessions,
    forget_visits,
)
from service.storage.idempotency import forget_old

_log: Final = logging.getLogger(__name__)


def keep_house(desk: Desk) -> None:
    forget(desk)
    desk.db.look_over()
    warn(desk)
    tell_of_ending_seal(desk, desk.clock())


def forget(desk: Desk) -> None:
    """Any number may do so at once. Each kind is a transaction of its own, so that none is long."""
    for what, drop in _KINDS.items():
        with desk.db.accounts() as accounts:
            count = drop(accounts, desk.clock())
        _log.info("Dropped what was kept long enough", extra={"what": what, "count": count})


def warn(desk: Desk) -> None:
    """Into the log, where an operator's own alarms look."""
    for word in warnings(desk, desk.clock()):
        _log.warning("Somebody must see to this", extra={"what": word})


_KINDS: Final[Mapping[str, Callable[[Accounts, datetime], int]]] = MappingProxyType(
    {
        "idempotency_keys": lambda accounts, at: forget_old(accounts.connection, at),
        "sessions": lambda accounts, at: forget_sessions(accounts.connection, at),
        "sign_in_links": lambda accounts, at: forget_links(accounts.connection, at),
        "link_codes": lambda accounts, at: forget_codes(accounts.connection, at),
        "link_visits": lambda accounts, at: forget_visits(accounts.connection, at),
        "form_drafts": lambda accounts, at: forget_forms(accounts.connection, at),
        "calendar_feeds": lambda accounts, at: forget_feeds(accounts.connection, at),
        "monday_letters": lambda accounts, at: forget_mondays(accounts.connection, at),
        "attempts": lambda accounts, at: Attempts(accounts.connection).forget(at),
    }
)
