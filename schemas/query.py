"""What lists may be asked for."""

from decimal import Decimal

from marshmallow import Schema

from schemas.fields import Choice, Day, SafeText, WholeNumber
from service.domain.deal import Status
from service.domain.drawing_up import ContractStatus
from service.domain.licenses.parts import Status as LicenseStatus
from service.domain.negotiation import Turn
from service.domain.terms.bounds import Between, Text

MOST_ROWS = 200


class Limit(WholeNumber):
    """How many rows: digits, since a query has nothing else."""

    def __init__(self) -> None:
        super().__init__(Between(Decimal(1), Decimal(MOST_ROWS)), load_default=50)


def _text(longest: int, least: int = 1) -> SafeText:
    return SafeText(Text(longest, least=least), load_default=None, allow_none=False)


class PageQuery(Schema):
    limit = Limit()
    after = _text(500)


class DealQuery(PageQuery):
    status: Choice[Status] = Choice(Status, load_default=None, allow_none=False)
    waits_for: Choice[Turn] = Choice(Turn, load_default=None, allow_none=False)
    external_id = _text(200)
    search = _text(200)


class ContractQuery(PageQuery):
    status: Choice[ContractStatus] = Choice(ContractStatus, load_default=None, allow_none=False)
    deal_id = _text(64)


class LicenseQuery(PageQuery):
    status: Choice[LicenseStatus] = Choice(LicenseStatus, load_default=None, allow_none=False)
    external_id = _text(200)
    next_by = Day(
        load_default=None,
        allow_none=False,
        metadata={"description": "Only those with a key date from today to this day"},
    )
