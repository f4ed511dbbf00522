"""A marked-up Word file as it was read back, and what of it somebody takes into a counter-offer."""

from typing import Any, Final

from marshmallow import Schema, ValidationError, fields

from schemas.answers import InTerms, Moment, NotBinding, OurCode
from schemas.build import schema_of
from schemas.faults import faults_of
from service.domain.errors import TermsRefused
from service.domain.markup import ChangeKind, WordsMark
from service.domain.terms.signing import SpecialAction, SpecialTerm

MOST_TAKEN: Final = 100
_Special: Any = schema_of(SpecialTerm)


def _said(words: str) -> dict[str, str]:
    return {"description": words}


class HandSchema(Schema):
    """Who changed something, as the file says; nobody has proved it."""

    author = fields.String(required=True)
    at = Moment(required=True, allow_none=True)


class MarkedWordsSchema(Schema):
    mark = OurCode(WordsMark, required=True)
    text = fields.String(required=True)
    by = fields.Nested(
        HandSchema,
        required=True,
        allow_none=True,
        attribute="hand",
        metadata=_said("Null for words that stayed, and for changes that nobody tracked"),
    )


class MarkedChangeSchema(Schema):
    """One paragraph, or one cell of a table."""

    kind = OurCode(ChangeKind, required=True)
    place = fields.String(
        required=True, metadata=_said("The number of the paragraph, or the label of the row")
    )
    column = fields.String(required=True)
    before = fields.String(required=True)
    after = fields.String(required=True)
    words = fields.List(fields.Nested(MarkedWordsSchema), required=True)


class WordCommentSchema(Schema):
    """A comment of the word processor."""

    by = fields.Nested(HandSchema, required=True, attribute="hand")
    text = fields.String(required=True)
    about = fields.String(required=True, metadata=_said("The words that it hangs on"))
    resolved = fields.Boolean(required=True)


class ProposedTermSchema(Schema):
    """An entry for `terms.special_terms`."""

    id = fields.String(required=True)
    clause = fields.String(required=True)
    action = OurCode(SpecialAction, required=True)
    text = fields.String(required=True, allow_none=True)


class MarkedClauseSchema(Schema):
    """A clause of the Standard Terms that was changed or commented on."""

    clause = fields.String(required=True)
    number = fields.String(required=True)
    heading = fields.String(required=True)
    changes = fields.List(fields.Nested(MarkedChangeSchema), required=True)
    comments = fields.List(fields.Nested(WordCommentSchema), required=True)
    special_term = fields.Nested(ProposedTermSchema, required=True, allow_none=True)
    why_not = fields.String(
        required=True, metadata=_said("Why no special term can say the change; else empty")
    )


class MarkedKeyTermSchema(MarkedChangeSchema):
    """A change outside of the clauses: make it in the terms, it is never made by itself."""

    heading = fields.String(required=True)
    part = fields.String(required=True)
    keys = fields.List(
        InTerms(), required=True, metadata=_said("Where the terms say it; empty where none does")
    )


class ElsewhereSchema(WordCommentSchema):
    heading = fields.String(required=True)


class MadeFromSchema(Schema):
    """The offer that the file was made from; null for the draft."""

    offer_id = fields.String(required=True, allow_none=True)
    number = fields.Integer(required=True, allow_none=True)
    stands = fields.Boolean(required=True, metadata=_said("Whether nothing was offered since"))


class MarkupSchema(NotBinding):
    """What a marked-up Word document says otherwise. Nothing of it is kept, and nothing moved."""

    made_from = fields.Nested(MadeFromSchema, required=True)
    clauses = fields.List(fields.Nested(MarkedClauseSchema), required=True)
    special_terms = fields.List(
        fields.Nested(ProposedTermSchema),
        required=True,
        metadata=_said("Of all clauses: add them to `terms.special_terms` of a counter-offer"),
    )
    key_terms = fields.List(fields.Nested(MarkedKeyTermSchema), required=True)
    margins = fields.List(
        fields.Nested(MarkedChangeSchema),
        required=True,
        metadata=_said("Words in heads, feet and notes of the pages that are not ours"),
    )
    comments = fields.List(
        fields.Nested(ElsewhereSchema), required=True, metadata=_said("Those on no clause")
    )
    looks = fields.Integer(
        required=True, metadata=_said("How many tracked changes are of the look alone")
    )


def load_taken(rows: list[dict[str, str | None]]) -> list[SpecialTerm]:
    """The special terms that somebody chose, as a form brings them. TermsRefused with every fault."""
    try:
        taken: list[SpecialTerm] = _Special(many=True).load(rows[:MOST_TAKEN])
    except ValidationError as error:
        raise TermsRefused(faults_of(error.messages)) from None
    return taken
