"""Forms of the settings: who is invited, in what role, and what a key may be used for."""

from typing import Final

from schemas.build import ValueSchema
from schemas.fields import Choice, CodeField, SafeText
from schemas.several import Several
from service.domain.people import Role, Scope
from service.domain.terms.bounds import Code, Items, Text

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


class KeyDocument(_Plain):
    name = SafeText(NAME, required=True)
    scopes = Several(Choice(Scope), frozenset, Items(len(Scope), least=1), required=True)
