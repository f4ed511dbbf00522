"""What lists may be asked for."""

from marshmallow import Schema, fields, validate

from schemas.fields import Choice
from service.domain.deal import Status

MOST_ROWS = 200


class PageQuery(Schema):
    limit = fields.Integer(load_default=50, strict=False, validate=validate.Range(1, MOST_ROWS))
    after = fields.String(load_default=None, validate=validate.Length(1, 500))


class DealQuery(PageQuery):
    status: Choice[Status] = Choice(Status, load_default=None)
    external_id = fields.String(load_default=None, validate=validate.Length(1, 200))
    search = fields.String(load_default="", validate=validate.Length(0, 200))
