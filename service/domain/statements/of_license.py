"""The account of a license's period: its days, its prices and where an early end cut it off."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from service.domain.deliveries.acceptance import Rules
from service.domain.deliveries.batch import Deliveries
from service.domain.errors import NotFound
from service.domain.licenses.indexing import changes_in
from service.domain.licenses.license import License
from service.domain.pricing.rises import rise_factor
from service.domain.statements.account import Account, Earlier, Reported


def account_of(
    license: License,
    n: int,
    rules: Rules,
    deliveries: Deliveries,
    reported: tuple[Reported, ...] = (),
    due_on: Mapping[int, date] | None = None,
    earlier: tuple[Earlier, ...] = (),
) -> Account:
    """Of the initial period (`n` 0) or a renewal; NotFound for one that has not begun.

    A renewal whose price nobody knows yet has the prices of the terms.
    """
    row = next((each for each in license.periods if each.n == n), None)
    if row is None:
        raise NotFound
    end = license.ended or license.end
    last = row.last_day
    is_cut = end is not None and end.on >= row.first_day and (last is None or end.on < last)
    return Account(
        rules=rules,
        first=row.first_day,
        last=end.on if end and is_cut else last,
        agreed_last=last if is_cut else None,
        deliveries=deliveries,
        reported=reported,
        due_on=due_on or {},
        earlier=earlier,
        renewal=n > 0,
        cpi_pct=changes_in(license, row),
        rise=rise_factor([Decimal(each) for each in row.rises or ()]),
    )
