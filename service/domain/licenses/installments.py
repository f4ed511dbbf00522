"""What is payable at the start, and again and again: subscriptions, the advance of each year."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, takewhile

from service.domain.licenses.license import License
from service.domain.licenses.report_spans import known_until
from service.domain.period.counting import ONE_DAY, add_months
from service.domain.pricing import first_charges, quote
from service.domain.pricing.amounts import MONTHS_PER
from service.domain.pricing.charges import effective_charges
from service.domain.pricing.length import MONTHS_A_YEAR
from service.domain.statements.charges import invoiced_on
from service.domain.terms import Terms
from service.domain.terms.prices import ChargeKind, DueOn, GuaranteeKind, GuaranteePer
from service.domain.wording import listed

_BY_ITEMS = frozenset({DueOn.DELIVERY, DueOn.ACCEPTANCE})
"""No day is known for these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installment:
    """What is invoiced on a day, for time that begins or ends `n` months after the first one."""

    n: int
    on: date
    what: str


def at_the_start(license: License) -> Iterator[Installment]:
    """What is payable before anything else; `n` numbers them.

    What an amendment has added is invoiced from its own signature on, and comes behind the rest, so
    that every payment keeps the number under which it was settled.
    """
    starts, added = {DueOn.SIGNATURE: license.concluded_on}, {a.charge: a.on for a in license.added}
    found = sorted(first_charges(license.terms), key=lambda each: added.get(each[0], date.min))
    for n, (charge, payment) in enumerate(found, 1):
        start = starts.get(payment.on, license.starts_on)
        day = max(start, added.get(charge, start)) + timedelta(days=payment.days)
        what = f"{payment.what}: {payment.amount.currency} {payment.amount}"
        yield Installment(n=n, on=day, what=what)


def installments(license: License, on: date) -> Iterator[Installment]:
    """As they are known on day `on`; what is payable at the start is none of these."""
    found: defaultdict[int, list[Installment]] = defaultdict(list)
    until = known_until(license, on)
    for each in (*_subscriptions(license), *_advances(license.terms)):
        for installment in _of(each, license.starts_on, until):
            found[installment.n].append(installment)
    for n, together in found.items():
        first = min(each.on for each in together)
        yield Installment(n=n, on=first, what=listed(each.what for each in together))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Recurring:
    """For each `per` months from month `first` on, `at_end` of them or as they begin.

    Nothing is asked for time that had begun by `since`: an amendment brought it then.
    """

    what: str
    per: int
    first: int
    at_end: bool = False
    days: int = 0
    since: date = date.min


def _subscriptions(license: License) -> Iterator[_Recurring]:
    terms = license.terms
    at_start = {charge for charge, _ in first_charges(terms)}
    since = {each.charge: each.on for each in license.added}
    for each, line in zip(effective_charges(terms), quote(terms).lines, strict=True):
        charge = each.charge
        per = MONTHS_PER.get(charge.per) if charge.per else None
        due = invoiced_on(charge, terms.pricing.invoice_on)
        if charge.kind is ChargeKind.SUBSCRIPTION and per and due not in _BY_ITEMS:
            yield _Recurring(
                what=line.what,
                per=per,
                first=per if charge.id in at_start else 0,
                at_end=due is DueOn.PERIOD_END,
                days=charge.due.days if charge.due else 0,
                since=since.get(charge.id, date.min),
            )


def _advances(terms: Terms) -> Iterator[_Recurring]:
    """Of later years; the first is paid at the start."""
    guarantee = terms.pricing.guarantee
    is_advance = guarantee is not None and guarantee.kind is GuaranteeKind.ADVANCE
    if guarantee and is_advance and guarantee.per is GuaranteePer.YEAR:
        yield _Recurring(what="Advance", per=MONTHS_A_YEAR, first=MONTHS_A_YEAR)


def _of(each: _Recurring, start: date, until: date) -> Iterator[Installment]:
    for n in takewhile(lambda n: add_months(start, n) <= until, count(each.first, each.per)):
        begin, end = add_months(start, n), add_months(start, n + each.per) - ONE_DAY
        if begin > each.since:
            day = min(end, until) if each.at_end else begin
            due = day + timedelta(days=each.days)
            yield Installment(n=n + each.per * each.at_end, on=due, what=each.what)
