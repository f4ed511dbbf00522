"""What is said of a file that was looked at, as the API gives it."""

from marshmallow import Schema, fields

from schemas.answers import Moment, OurCode
from service.domain.verdict import CheckName, Finding, Headline


class CheckSchema(Schema):
    name = OurCode(CheckName, required=True)
    finding = OurCode(Finding, required=True)
    words = fields.String(required=True, metadata={"description": "The same in plain words"})


class VerdictSchema(Schema):
    """What a file shows of having been sealed. Only `authentic` means that all of it holds."""

    headline = OurCode(Headline, required=True)
    title = fields.String(required=True)
    shows = fields.String(required=True, metadata={"description": "What this shows"})
    shows_not = fields.String(required=True, metadata={"description": "What it does not show"})
    checks = fields.List(fields.Nested(CheckSchema), required=True)
    file_sha256 = fields.String(required=True, metadata={"description": "Of the file as it came"})
    document_sha256 = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Of the document as signers were shown it, as the file says"},
    )
    contract_id = fields.String(
        required=True, allow_none=True, metadata={"description": "As the file says"}
    )
    audit_head = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Digest of the last record of events in the file"},
    )
    sealed_by = fields.String(
        required=True, allow_none=True, metadata={"description": "As the seal's certificate says"}
    )
    sealed_at = Moment(
        required=True, allow_none=True, metadata={"description": "By the clock of whoever sealed"}
    )
    stamped_at = Moment(
        required=True, allow_none=True, metadata={"description": "As a timestamp authority says"}
    )
    level = fields.String(
        required=True, allow_none=True, metadata={"description": "Of PAdES: B-B, B-T, B-LT, B-LTA"}
    )
