"""Forms of coming in: an address, a password, a code; what is typed in secret stays as it is."""

from typing import Any, Final

from marshmallow import ValidationError, fields

from schemas.build import ValueSchema
from schemas.fields import Choice, SafeText
from service.domain.letters import Detail
from service.domain.terms.bounds import Text

_EMAIL: Final = Text(254)
SHORTEST: Final = 12
LONGEST: Final = 200


class _Plain(ValueSchema):
    """Loads into a plain mapping."""

    made_from = dict


class SecretField(fields.Field[str]):
    """What somebody types in secret: not tidied, and never said again in a fault."""

    def __init__(self, least: int = 0, **more: Any) -> None:
        super().__init__(**more)
        self.least = least

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        if not isinstance(value, str) or len(value) > LONGEST or "\0" in value:
            raise ValidationError(f"Take at most {LONGEST} characters.")
        if len(value) < self.least:
            raise ValidationError(f"Take at least {self.least} characters: a few words will do.")
        if self.least and len(set(value)) < self.least // 3:
            raise ValidationError("Take more than a few characters over and over.")
        return value


class AddressDocument(_Plain):
    email = SafeText(_EMAIL, required=True)


class PasswordSignInDocument(_Plain):
    email = SafeText(_EMAIL, required=True)
    password = SecretField(required=True)


class CodeDocument(_Plain):
    code = SecretField(required=True)


class NewPasswordDocument(_Plain):
    current = SecretField(required=True)
    password = SecretField(SHORTEST, required=True)


class CurrentPasswordDocument(_Plain):
    current = SecretField(required=True)


class DetailDocument(_Plain):
    detail: Choice[Detail] = Choice(Detail, required=True)
