"""Signs as SendGrid does, with keys of our own."""

import base64
from datetime import datetime
from typing import Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sendgrid.helpers.eventwebhook import EventWebhookHeader

OURS: Final = ec.generate_private_key(ec.SECP256R1())
FOREIGN: Final = ec.generate_private_key(ec.SECP256R1())


def _public(key: ec.EllipticCurvePrivateKey) -> str:
    der = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(der).decode("ascii")


PUBLIC: Final = _public(OURS)


def signed(
    body: bytes, at: datetime, key: ec.EllipticCurvePrivateKey = OURS, moment: str | None = None
) -> dict[str, str]:
    """The headers of a report."""
    said = moment or str(int(at.timestamp()))
    signature = key.sign(said.encode() + body, ec.ECDSA(hashes.SHA256()))
    return {
        EventWebhookHeader.SIGNATURE: base64.b64encode(signature).decode("ascii"),
        EventWebhookHeader.TIMESTAMP: said,
    }
