"""To whom a link to a license goes."""

from schemas.build import ValueSchema
from schemas.fields import CodeField
from schemas.members import EMAIL
from service.domain.terms.bounds import Code


class LinkDocument(ValueSchema):
    """Loads into a plain mapping; `email` is a notice address of the other side."""

    made_from = dict

    email = CodeField(Code.EMAIL, EMAIL, required=True)
