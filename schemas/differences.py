"""What changed from one offer to another, as the API gives it."""

from marshmallow import Schema, fields

from schemas.answers import Amount, InTerms, NotBinding, OurCode
from schemas.fields import SafeText
from service.domain.period.entries import KeyDateKind
from service.domain.pricing.differences import Cause
from service.domain.terms.bounds import Text
from service.domain.terms.differences import DifferenceKind
from service.domain.terms.notices import NoticeMethod
from service.domain.terms.parties import Side
from service.drafting.differences.changes import ChangeKind


def _said(words: str) -> dict[str, str]:
    return {"description": words}
