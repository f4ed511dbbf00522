"""Taking in what carriers report."""

from service.desk import Desk
from service.notifications.sendgrid_events import Proof, reported


def take_report(desk: Desk, body: bytes, proof: Proof, key: str) -> int:
    """How many events were new; ReportRefused, ReportUnreadable. Nobody else's letters change."""
    at = desk.clock()
    events = reported(body, proof, key, at)
    with desk.db.outbox() as box:
        return box.heard(events, at)
