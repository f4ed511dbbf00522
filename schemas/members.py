"""Forms of the settings: who is invited, and in what role."""

from typing import Final

from schemas.build import ValueSchema
from schemas.fields import Choice, CodeField, SafeText
from service.domain.people import Role
from service.domain.terms.bounds import Code, Text

NAME: Final = Text(200)
EMAIL: Final = Text(254)


class _Plain(ValueSchema):
    """Loads into a plain mapping."""

    made_from = dict


class InviteDocument(_Plain):
    email = CodeField(Code.EMAIL, EMAIL, required=True)
    name = SafeText(NAME, required=True)
    role: Choice[Role] = Choice(Role, required=True)


class RoleDocument(_Plain):
    role: Choice[Role] = Choice(Role, required=True)
