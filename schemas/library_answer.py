"""Families, clauses and published rates, as the API gives them."""

from marshmallow import Schema, fields

from schemas.answers import LinksSchema, OurCode, listed
from schemas.quote_answer import BandSchema
from service.domain.terms.positions import Position


class FamilyRowSchema(Schema):
    """A kind of contract, in its newest version."""

    id = fields.String(required=True)
    version = fields.Integer(required=True)
    title = fields.String(required=True)
    links = fields.Nested(LinksSchema, required=True)


class PinnedTextSchema(Schema):
    """A clause or a schedule with the version of its text that the family uses."""

    id = fields.String(required=True)
    version = fields.Integer(required=True)
    heading = fields.String(required=True)


class FamilyClauseSchema(PinnedTextSchema):
    optional = fields.Boolean(
        required=True, metadata={"description": "Printed only when the deal calls for it"}
    )
    positions = fields.List(
        OurCode(Position),
        required=True,
        metadata={"description": "What positions.clauses may choose; empty where terms choose"},
    )


class FamilySchema(FamilyRowSchema):
    clauses = fields.List(fields.Nested(FamilyClauseSchema), required=True)
    schedules = fields.List(fields.Nested(PinnedTextSchema), required=True)


class ClauseRowSchema(Schema):
    """A clause of the library, in its newest version."""

    id = fields.String(required=True)
    version = fields.Integer(required=True)
    heading = fields.String(required=True)
    cuad = fields.List(
        fields.String(), required=True, metadata={"description": "Categories of CUAD"}
    )
    links = fields.Nested(LinksSchema, required=True)


class ParagraphSchema(Schema):
    """`level` 1 to 3; in the text, {S:materials} and the like are references."""

    level = fields.Integer(required=True)
    text = fields.String(required=True)


class WordingSchema(Schema):
    """One wording of a clause; the guidance is for the drafter and never printed."""

    name = fields.String(required=True)
    guidance = fields.String(required=True)
    paragraphs = fields.List(fields.Nested(ParagraphSchema), required=True)


class ClauseSchema(ClauseRowSchema):
    chosen_by = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "What chooses its wording; null where no family has the clause"},
    )
    wordings = fields.List(fields.Nested(WordingSchema), required=True)


FamilyListSchema = listed(FamilyRowSchema)
ClauseListSchema = listed(ClauseRowSchema)
RateListSchema = listed(BandSchema)
