"""What lists may be asked for."""

from decimal import Decimal

from marshmallow import Schema, fields, validate

from schemas.fields import Choice, WholeNumber
from service.domain.deal import Status
from service.domain.terms.bounds import Between

MOST_ROWS = 200


class Limit(WholeNumber):
    """How many rows: digits, since a query has nothing else."""

    def __init__(self) -> None:
        super().__init__(Between(Decimal(1), Decimal(MOST_ROWS)), load_default=50)


class PageQuery(Schema):
    limit = Limit()
    after = fields.String(load_default=None, validate=validate.Length(1, 500))


class DealQuery(PageQuery):
    status: Choice[Status] = Choice(Status, load_default=None)
    external_id = fields.String(load_default=None, validate=validate.Length(1, 200))
    search = fields.String(load_default="", validate=validate.Length(0, 200))
