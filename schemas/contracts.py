"""Contracts as the API gives them: how far each is, and its files."""

from marshmallow import Schema, fields

from schemas.answers import LinksSchema, Moment, NotBinding, OurCode, PaginationSchema
from service.domain.drawing_up import ContractStatus


class DocumentSchema(Schema):
    """One file of a contract."""

    name = fields.String(required=True)
    media_type = fields.String(required=True)
    sha256 = fields.String(required=True)
    href = fields.String(required=True)


class ContractRowSchema(Schema):
    """A contract as lists show it."""

    id = fields.String(required=True)
    deal_id = fields.String(required=True)
    offer_id = fields.String(required=True, metadata={"description": "The offer that was accepted"})
    status = OurCode(ContractStatus, required=True)
    fault = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Why it could not be drawn up; it is tried again"},
    )
    created_at = Moment(required=True)
    updated_at = Moment(required=True)


class ContractSchema(ContractRowSchema, NotBinding):
    """A contract drawn up from the offer that was accepted."""

    text_sha256 = fields.String(
        required=True, metadata={"description": "Of the contract's text, as it was accepted"}
    )
    documents = fields.List(
        fields.Nested(DocumentSchema),
        required=True,
        metadata={"description": "What there is by now; terms.json stands from the beginning"},
    )
    links = fields.Nested(LinksSchema, required=True)


class ContractListSchema(NotBinding):
    data = fields.List(fields.Nested(ContractRowSchema), required=True)
    pagination = fields.Nested(PaginationSchema, required=True)
