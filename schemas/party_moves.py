"""What somebody with a personal link brings: an answer, a counter-offer, a word, a colleague."""

from typing import Any, Final

from schemas.build import ValueSchema
from schemas.deal_moves import REASON
from schemas.fields import CodeField, Day, SafeText
from schemas.members import EMAIL, NAME
from schemas.offers import MESSAGE
from service.domain.terms.bounds import Code, Text

ID: Final = Text(64)
CLAUSE: Final = Text(10)


class _Plain(ValueSchema):
    """Loads into a plain mapping."""

    made_from = dict


class RejectDocument(_Plain):
    """`answers` is the id of the offer that its reader had before its eyes."""

    reason = SafeText(REASON, load_default=None, allow_none=True)
    answers = SafeText(ID, load_default=None, allow_none=True)


class BlankOrDay(Day):
    """A date control that nobody filled in sends a blank."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        return None if value == "" else super()._deserialize(value, *args, **kwargs)


class CounterForm(_Plain):
    """Beside the terms of a form: `expires_on` is the last day to answer, in the contract's zone."""

    message = SafeText(MESSAGE, load_default=None, allow_none=True)
    expires_on: Any = BlankOrDay(load_default=None, allow_none=True)
    answers = SafeText(ID, required=True)


class SharedCommentDocument(_Plain):
    text = SafeText(REASON, required=True)
    clause = SafeText(CLAUSE, load_default=None, allow_none=True)


class ColleagueDocument(_Plain):
    email = CodeField(Code.EMAIL, EMAIL, required=True)
    name = SafeText(NAME, required=True)
