"""What was agreed of each line of the materials against what came of it, up to now."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from service.domain.deliveries.acceptance import Rules
from service.domain.deliveries.batch import NONE, Deliveries
from service.domain.statements.counted import counted
from service.domain.terms.materials import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class LineStand:
    """`least` is the volume below which some is missing; `counted` is what the fees count."""

    line: str
    unit: Unit
    agreed: Decimal
    least: Decimal
    delivered: Decimal
    accepted: Decimal
    rejected: Decimal
    counted: Decimal

    @property
    def open(self) -> Decimal:
        """Neither accepted nor rejected."""
        return self.delivered - self.accepted - self.rejected


def lines_of(rules: Rules, deliveries: Deliveries) -> Iterator[LineStand]:
    """A replacement is delivered, too, but counts in place of what it replaces."""
    units = counted(rules, deliveries)
    for line in rules.terms.materials.lines:
        lots = [lot for batch in deliveries.batches if (lot := batch.lot(line.id))]
        yield LineStand(
            line=line.id,
            unit=line.unit,
            agreed=line.volume,
            least=rules.least(line.id),
            delivered=sum((lot.quantity for lot in lots), NONE),
            accepted=sum((lot.accepted for lot in lots), NONE),
            rejected=sum((lot.rejected for lot in lots), NONE),
            counted=sum((each.quantity for each in units if each.line == line.id), NONE),
        )
