"""What the law asks for beside the contract: the reminder of N.Y. Gen. Oblig. Law 5-903.

legal-review.md B13: an e-mail does not do it.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count, takewhile
from typing import Final

from service.domain.facts import renews_by_itself
from service.domain.licenses.license import License
from service.domain.licenses.renewing import renews
from service.domain.period.counting import BusinessDays
from service.domain.period.notice import notice_deadline
from service.domain.terms.parties import Side

_NEW_YORK: Final = "US-NY"
_FROM, _UNTIL = timedelta(days=30), timedelta(days=15)
SERVED: Final = (
    "served in person or by certified mail 15 to 30 days before the notice deadline, if this "
    "counts as a service (N.Y. Gen. Oblig. Law 5-903); an e-mail is none"
)


def to_serve(license: License, days: BusinessDays) -> Iterator[tuple[int, date, date]]:
    """Renewals that come by silence, with the first and the last day to serve the reminder.

    Of one with a short period the time for it begins before the renewal ahead of it.
    """
    terms = license.terms
    if terms.law.governing_law != _NEW_YORK or not renews_by_itself(terms):
        return
    for n in _renewing(license):
        by = notice_deadline(license.counted.period, license.starts_on, n, Side.LICENSEE, days)
        opens, ahead = by - _FROM, n > license.renewed + 1
        if ahead and license.last_day and opens > license.last_day:
            return
        yield n, opens, by - _UNTIL


def _renewing(license: License) -> Iterator[int]:
    known = license.end or license.ended
    return takewhile(lambda n: not known and renews(license, n), count(license.renewed + 1))
