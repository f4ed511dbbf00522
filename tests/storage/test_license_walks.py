"""Whatever the sides try as days pass: what is kept is what the rules say, and the history tells it."""

from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from hypothesis import given, settings

from service.commands.licenses import moved
from service.commands.making_licenses import days_of
from service.commands.raising import raise_dates
from service.domain.errors import CounterpartError
from service.domain.licenses.due import due
from service.domain.licenses.license import License
from service.domain.terms import Terms
from tests import databases
from tests.domain.licenses.lives import START, noon
from tests.domain.licenses.test_properties import TRIES, Step, contracts, steps
from tests.licensed import Kept, imported
from tests.sizes import cases
from tests.storage.kept import an_organization

DAY: Final = timedelta(days=1)


@settings(max_examples=cases(5, 300), deadline=None)
@given(of=contracts(), walked=steps)
def test_no_sequence_of_commands_leaves_anything_but_what_the_rules_say(
    of: Terms, walked: list[Step]
) -> None:
    """In memory and in the database at once; each day what is due happens first."""
    with (
        TemporaryDirectory() as folder,
        databases.an_empty_database("sqlite", Path(folder)) as db,
    ):
        on = START - 10 * DAY
        kept = imported(db, an_organization(db, "archive"), of, at=noon(on), starts_on=START)
        in_memory = kept.license()
        for step in walked:
            on += step[3] * DAY
            in_memory = _stepped(kept, in_memory, step, on)
            assert kept.license() == in_memory
        kept.assert_sound()


def _stepped(kept: Kept, license: License, step: Step, on: date) -> License:
    """As the rules have it; the same is tried by a command."""
    which, side, n, _ = step
    days, at = days_of(license.terms), noon(on)
    kept.do(lambda tx: raise_dates(tx, kept.license_id, at=at))
    license = license.after(due(license, at, days))
    tried = TRIES[which]
    with suppress(CounterpartError, ZeroDivisionError):
        kept.do(lambda tx: moved(tx, kept.license_id, lambda held: tried(held, side, n, on)))
    with suppress(CounterpartError, ZeroDivisionError):
        license = license.after(tried(license, side, n, on))
    return license
