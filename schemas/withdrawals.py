"""Works withdrawn from a license as the API gives them, with what is still to be done."""

from marshmallow import Schema, fields

from schemas.answers import LinksSchema, OurCode, PaginationSchema
from service.domain.licenses.key_dates import DateState
from service.domain.licenses.parts import WithdrawalReason
from service.domain.terms.models import Unlearning
from service.domain.terms.parties import Side


def _said(words: str) -> dict[str, str]:
    return {"description": words}


class ConfirmationSchema(Schema):
    """What was said of the deletion when its key date was marked as done."""

    on = fields.Date(required=True)
    by = fields.String(required=True, metadata=_said("The person or the key that said so"))
    note = fields.String(required=True)
    file_sha256 = fields.String(
        required=True,
        allow_none=True,
        metadata=_said("Of the file that shows it; take it from the key date's `file`"),
    )


class WithdrawalSchema(Schema):
    """Works that one notice withdrew, and what the licensee has to do."""

    notice_id = fields.String(required=True)
    side = OurCode(Side, required=True, metadata=_said("Which gave the notice"))
    works = fields.List(
        fields.String(),
        required=True,
        metadata=_said("As the catalog names them; none where `grounds` alone describe them"),
    )
    reason = OurCode(WithdrawalReason, required=True, allow_none=True)
    grounds = fields.String(required=True)
    remedy = OurCode(
        Unlearning,
        required=True,
        allow_none=True,
        metadata=_said(
            "What the terms ask for in trained models, beside the deletion of copies; null where "
            "the terms are not known"
        ),
    )
    withdrawn_on = fields.Date(
        required=True, metadata=_said("From then on no training starts on them")
    )
    delete_by = fields.Date(
        required=True,
        allow_none=True,
        metadata=_said("The last day to delete copies, apply the remedy and confirm both"),
    )
    state = OurCode(
        DateState,
        required=True,
        allow_none=True,
        metadata=_said("Of the key date on that day; null where there is none"),
    )
    key_date_id = fields.String(
        required=True,
        allow_none=True,
        metadata=_said("The key date to mark as done, with a note or the file that confirms it"),
    )
    confirmation = fields.Nested(ConfirmationSchema, required=True, allow_none=True)
    outstanding = fields.Integer(
        required=True, metadata=_said("How many of `works` wait to be deleted, as far as is known")
    )


class WithdrawalListSchema(Schema):
    """Of every notice of withdrawal that stands, the earliest first."""

    data = fields.List(fields.Nested(WithdrawalSchema), required=True)
    pagination = fields.Nested(PaginationSchema, required=True)
    outstanding = fields.Integer(required=True, metadata=_said("Of all together"))
    links = fields.Nested(LinksSchema, required=True)
