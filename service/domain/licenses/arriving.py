"""Deliveries that are due are done by what comes, and nobody has to say so."""

from collections.abc import Iterable
from datetime import datetime

from service.domain.deliveries.schedule import Due
from service.domain.licenses.events import KeyDateSettled
from service.domain.licenses.key_dates import DueDate
from service.domain.licenses.parts import Settled, SettledHow
from service.domain.period.entries import KeyDateKind


def arrived(
    dates: Iterable[DueDate], rows: Iterable[Due], *, by: str, at: datetime
) -> tuple[KeyDateSettled, ...]:
    """What has come is done on the day on which it came, however late it was entered."""
    came = {row.n: row.with_ for row in rows if row.with_}
    return tuple(
        KeyDateSettled(
            settled=Settled(
                key=each.key,
                how=SettledHow.DONE,
                on=batch.delivered_on,
                by=by,
                note=f"Delivery {batch.number}",
            ),
            by=by,
            at=at,
        )
        for each in dates
        if each.kind is KeyDateKind.DELIVERY_DUE and each.open and (batch := came.get(each.n))
    )
