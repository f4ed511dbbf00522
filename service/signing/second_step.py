"""The second step of signing in: six figures from an app that shares a secret with us (RFC 6238)."""

import hmac
from datetime import datetime
from typing import Final

import pyotp

_NAME: Final = "Counterpart"
_EITHER_SIDE: Final = (0, -1, 1)
"""Clocks differ: the code before and the one after are taken too."""


def new_secret() -> str:
    return pyotp.random_base32()


def address(secret: str, email: str) -> str:
    """What an app reads from the picture."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=_NAME)


def picture(address: str) -> str:
    """SVG to stand in a page, black on white in any scheme, since cameras want it so."""
    import segno  # for the one page that shows a code

    return segno.make_qr(address, error="m").svg_inline(
        border=3, dark="#000000", light="#ffffff", omitsize=True, svgclass="qr", lineclass=None
    )


def step_of(secret: str, typed: str, at: datetime) -> int | None:
    """The step (of 30 seconds since 1970) whose code was typed; null for none that fits now.

    Each step is good once: whoever calls keeps the last one.
    """
    code = "".join(typed.split())
    if not (len(code) == 6 and code.isascii() and code.isdigit()):
        return None
    totp = pyotp.TOTP(secret)
    now = totp.timecode(at)
    near = ((now + n, totp.at(at, counter_offset=n)) for n in _EITHER_SIDE)
    return next((step for step, right in near if hmac.compare_digest(code, right)), None)
