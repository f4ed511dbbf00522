"""How the deliveries of a license stand at a moment, read whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from service.commands.deliveries import deliveries_of, rules_of
from service.commands.making_licenses import days_of
from service.domain.deliveries.acceptance import Rules
from service.domain.deliveries.batch import Batch, Deliveries
from service.domain.deliveries.events import BatchDelivered, ItemsSettled
from service.domain.deliveries.open_moves import DeliveryMove, open_moves
from service.domain.licenses.key_dates import DueDate, dates_of
from service.domain.licenses.license import License, is_open
from service.domain.period.entries import KeyDateKind
from service.domain.period.zones import day_at
from service.storage.deliveries import DeliveryRows
from service.storage.licenses import LicenseReader
from service.storage.views import Views


@dataclass(frozen=True, slots=True)
class Stand:
    """`today` is counted where the contract counts."""

    license: License
    rules: Rules
    deliveries: Deliveries
    today: date
    due: Mapping[int, DueDate]
    """By the row of the delivery schedule, the key date that it has."""

    @property
    def takes_more(self) -> bool:
        """Whether deliveries may still come."""
        return is_open(self.license, BatchDelivered)

    def moves(self, batch: Batch) -> Sequence[DeliveryMove]:
        settling = is_open(self.license, ItemsSettled)
        found = open_moves(self.rules, self.deliveries, batch, self.today) if settling else ()
        return [each for each in found if each is not DeliveryMove.REPLACE or self.takes_more]


def stand_of(views: Views, license_id: str, at: datetime) -> Stand:
    """With what silence has accepted by now; NotFound for another organization's."""
    license = LicenseReader(views.connection, views.org).license(license_id)
    today = day_at(at, license.zone)
    dates = dates_of(license, today, days_of(license.terms))
    due = {each.n: each for each in dates if each.kind is KeyDateKind.DELIVERY_DUE}
    return Stand(license, rules_of(license), deliveries_of(views, license, at), today, due)


def stand_of_delivery(views: Views, delivery_id: str, at: datetime) -> Stand:
    license_id = DeliveryRows(views.connection, views.org).license_of(delivery_id)
    return stand_of(views, license_id, at)
