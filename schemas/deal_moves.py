"""What a move of a deal may bring with it."""

from typing import Final

from schemas.build import ValueSchema
from schemas.fields import SafeText
from service.domain.terms.bounds import Text

REASON: Final = Text(4000, lines=True)


class _Plain(ValueSchema):
    """Loads into a plain mapping."""

    made_from = dict


class NothingDocument(_Plain):
    """An empty object, or no body at all."""


class NoteDocument(_Plain):
    note = SafeText(REASON, load_default=None, allow_none=True)


class ReasonDocument(_Plain):
    reason = SafeText(REASON, required=True)


class MaybeReasonDocument(_Plain):
    reason = SafeText(REASON, load_default=None, allow_none=True)
