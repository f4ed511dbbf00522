"""How long a certificate lasts."""

from datetime import timedelta

import pytest

from service.domain.sealing import WARNED_BEFORE, Lasting, lasting
from tests.conftest import NOON

ENDS = NOON + timedelta(days=365)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("at", "found"),
    [
        (NOON - SECOND, Lasting.NOT_YET),
        (NOON, Lasting.GOOD),
        (ENDS - WARNED_BEFORE - SECOND, Lasting.GOOD),
        (ENDS - WARNED_BEFORE, Lasting.ENDING),
        (ENDS, Lasting.ENDING),
        (ENDS + SECOND, Lasting.ENDED),
    ],
)
def test_a_certificate_is_said_to_end_sixty_days_before_it_does(at: object, found: Lasting) -> None:
    assert lasting(NOON, ENDS, at) is found  # type: ignore[arg-type]
