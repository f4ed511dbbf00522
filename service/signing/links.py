"""Personal links: a token is the id of a link and a keyed digest of it.

Nothing that opens a link rests anywhere: the token is worked out again when a letter is written.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass, field
from typing import Final

SIGN_IN: Final = "sign-in"
DEAL: Final = "deal"
DEAL_FORM: Final = "deal-form"
"""What the forms behind a deal's link carry; it opens nothing."""

NOTICE_CODE: Final = "notice-code"
"""The one-time code of whoever gives a notice by a deal's link."""

SIGN: Final = "sign"
SIGN_FORM: Final = "sign-form"
"""What the forms behind a signer's link carry; it opens nothing."""

SIGN_CODE: Final = "sign-code"
REASSIGN: Final = "reassign"
"""Opens the question whether somebody else may sign, to the party's notice address."""

REASSIGN_FORM: Final = "reassign-form"
"""What the forms behind that question carry; it opens nothing."""

CALENDAR: Final = "calendar"
"""Opens the key dates of one organization, to whatever keeps a member's calendar."""

MONDAY: Final = "monday"
"""Turns a member's letter on Mondays off, and nothing else."""

_SEPARATOR: Final = "."
_FIGURES: Final = 6


@dataclass(frozen=True, slots=True)
class Links:
    """`key` is the secret that all tokens of this installation are made with.

    `base_url` is where people outside reach us: an address is made from it and a token.
    """

    key: bytes = field(repr=False)
    base_url: str = "http://127.0.0.1:8000"

    def token(self, purpose: str, link_id: str) -> str:
        """For one purpose, such as SIGN_IN: a token for another opens nothing."""
        return f"{link_id}{_SEPARATOR}{self._proof(purpose, link_id)}"

    def link_id(self, purpose: str, token: str) -> str | None:
        """Whose token it is; null for one that we never made."""
        link_id, separator, proof = token.partition(_SEPARATOR)
        if not separator or not proof.isascii():
            return None
        return link_id if hmac.compare_digest(proof, self._proof(purpose, link_id)) else None

    def code(self, purpose: str, nonce: str) -> str:
        """Six figures that follow from an id which is used for nothing else."""
        number = int.from_bytes(self._digest(purpose, nonce)[:8], "big") % 10**_FIGURES
        return f"{number:0{_FIGURES}}"

    def _proof(self, purpose: str, link_id: str) -> str:
        return base64.urlsafe_b64encode(self._digest(purpose, link_id)).decode().rstrip("=")

    def _digest(self, purpose: str, link_id: str) -> bytes:
        message = f"{purpose}\0{link_id}".encode()
        return hmac.new(self.key, message, hashlib.sha256).digest()
