"""What happens to one license by itself, and who is reminded: in one commit, however many try."""

from datetime import datetime

from service.commands.making_licenses import days_of
from service.domain.licenses.due import due
from service.domain.licenses.license import License
from service.domain.licenses.reminders import Reminder, raised, reminders
from service.storage.deals import Tx
from service.storage.license_post import raise_reminders
from service.storage.licenses import Licenses
from service.storage.reminder_days import duty_days


def raise_dates(tx: Tx, license_id: str, *, at: datetime) -> bool:
    """False where nothing is due any more, or somebody else is at it."""
    kept = Licenses(tx)
    license = kept.claimed(license_id, at)
    if license is None:
        return False
    days, since = days_of(license.terms), kept.reminded_until(license_id)
    after = kept.record(license, due(license, at, days), days)
    planned = dict.fromkeys((*_planned(kept, license, at), *_planned(kept, after, at)))
    raise_reminders(tx, after, raised(planned, since, at, after.zone), at)
    kept.keep_reminded(after, max(since, at), days)
    return True


def live_through(tx: Tx, license_id: str, *, at: datetime) -> None:
    """What happened by itself until then, in a past that is told: nobody is reminded of it now."""
    kept = Licenses(tx)
    license = kept.claimed(license_id, at)
    if license is not None:
        days, since = days_of(license.terms), kept.reminded_until(license_id)
        after = kept.record(license, due(license, at, days), days)
        kept.keep_reminded(after, max(since, at), days)


def _planned(kept: Licenses, license: License, at: datetime) -> list[Reminder]:
    """Before what is due happens too: what made no sense any more is written down as dropped."""
    dates = kept.dates(license, at, days_of(license.terms))
    return [*reminders(license, dates, duty_days(kept.connection, kept.org))]
