"""How somebody signed, as tests of papers want it."""

from dataclasses import replace
from datetime import UTC, datetime
from math import cos, sin
from typing import Any

from service.domain.certificate import Agreed, MailboxProof, Method, Signed
from service.domain.drawing import Drawing, drawing_of

AT = datetime(2027, 1, 31, 14, 5, 9, tzinfo=UTC)


def somebody(**changes: Any) -> Signed:
    """Ada, for the licensor, who typed her name."""
    signed = Signed(
        id="sgn_8f3k2ab9x7q1w5",
        block="sig_1",
        party="Photo Archive Inc.",
        name="Ada Licensor",
        title="General Counsel",
        email="ada@archive.example",
        proof=MailboxProof.CODE,
        method=Method.TYPED,
        typed="Ada Licensor",
        requested_at=datetime(2027, 1, 29, 9, tzinfo=UTC),
        opened_at=datetime(2027, 1, 31, 13, 58, 2, tzinfo=UTC),
        consented_at=AT,
        signed_at=AT,
        address="203.0.113.9",
        user_agent="Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Mobile Safari/604.1",
        consent=Agreed(version="consent-1", sha256="c0" * 32, text="I agree."),
        intent=Agreed(version="intent-1", sha256="1d" * 32, text="I intend to sign."),
        link="sgn_8f3k2ab9x7q1w5",
    )
    return replace(signed, **changes)


def plain_drawing() -> dict[str, Any]:
    """A wave, a line under it and a dot, as a pad sends them."""
    wave = [[60 + 40 * k, int(150 + 80 * sin(k * 1.3) * cos(k / 5))] for k in range(12)]
    return {"width": 600, "height": 300, "strokes": [wave, [[100, 250], [540, 240]], [[580, 60]]]}


def some_drawing() -> Drawing:
    return drawing_of(plain_drawing())
