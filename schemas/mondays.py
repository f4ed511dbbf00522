"""The form by which somebody chooses letters on Mondays."""

from schemas.build import ValueSchema
from schemas.fields import CodeField
from service.domain.terms.bounds import Code, Text


class MondayDocument(ValueSchema):
    made_from = dict

    zone = CodeField(Code.ZONE, Text(64), required=True)
