"""What SendGrid reports, as its events reach the outbox."""

import json
from typing import Any

from service.notifications.sendgrid_events import proof_in, reported
from service.storage.database import Database
from tests.conftest import NOON
from tests.notifications.signed import PUBLIC, signed


def told(db: Database, events: list[dict[str, Any]]) -> int:
    """How many were new; they come signed, as over the door."""
    body = json.dumps(events).encode()
    heard = reported(body, proof_in(signed(body, NOON)), PUBLIC, NOON)
    with db.outbox() as box:
        return box.heard(heard, NOON)
