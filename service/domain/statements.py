"""What a signer says with a signature: that signing electronically is fine, and that it is meant.

The words are fixed for each version; what is kept of a signature is the version and their digest.
"""

import hashlib
from dataclasses import dataclass
from typing import Final

from service.domain.signing_events import Shown


@dataclass(frozen=True, slots=True)
class Statement:
    version: str
    text: str

    @property
    def shown(self) -> Shown:
        return Shown(version=self.version, sha256=hashlib.sha256(self.text.encode()).hexdigest())


CONSENT: Final = Statement(
    "consent-1",
    "I agree to sign this contract electronically and to receive it and its records in electronic "
    "form. I can download and print them, and until the last signer has signed I can take my "
    "signature back on this page or ask to sign on paper instead.",
)
"""15 USC 7001, UETA 5(b): between businesses; consumers (7001(c)) do not sign here."""


def intent_of(party: str) -> Statement:
    """legal-review.md B8: authority rides on the intent."""
    return Statement("intent-1", f"I intend to sign and I am authorized to bind {party}.")
