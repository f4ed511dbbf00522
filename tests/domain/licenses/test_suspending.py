"""Who may suspend what, and when: the clauses on the grant (C06) and on termination (C46)."""

from datetime import date

import pytest

from service.domain.errors import LicenseRefused, NoCureHistory, NotTheirNotice
from service.domain.licenses.causes import suspend
from service.domain.licenses.license import License
from service.domain.licenses.parts import NoticeKind, Scope, SuspendedFor, Suspension
from service.domain.licenses.suspending import Wording, must_allow
from service.domain.terms.positions import Position
from tests.domain.licenses.lives import COURIER, LICENSEE, LICENSOR, gives, in_force, noon

STRICT = Wording(cause=Position.BALANCED, grant=Position.LICENSOR)
"""The licensor's wording of the grant: it may suspend the whole license."""

CURE_ENDS, READY = date(2027, 7, 3), date(2027, 7, 4)
"""Sent by courier on 1 June, received on 3 June, 30 days to cure."""


def breached() -> License:
    return gives(in_force(), NoticeKind.BREACH, date(2027, 6, 1), method=COURIER)


def whole(
    license: License, on: date, ground: SuspendedFor | None = None, wording: Wording = STRICT
) -> None:
    must_allow(license, LICENSOR, Scope.LICENSE, None, wording, on, ground)


@pytest.mark.parametrize("ground", [None, SuspendedFor.UNPAID_FEES])
def test_the_whole_license_rests_for_unpaid_fees_only_after_the_time_to_cure(ground) -> None:
    with pytest.raises(NoCureHistory, match=r"notice of the breach first.*ground misuse"):
        whole(in_force(), CURE_ENDS, ground)
    with pytest.raises(NoCureHistory, match="until 3 July 2027, so wait until 4 July 2027"):
        whole(breached(), CURE_ENDS, ground)
    whole(breached(), READY, ground)


def test_misuse_that_goes_on_rests_the_whole_license_at_once() -> None:
    whole(in_force(), CURE_ENDS, SuspendedFor.MISUSE)
    events = suspend(
        in_force(),
        side=LICENSOR,
        scope=Scope.LICENSE,
        grounds="It trains another model.",
        notice_id=None,
        by="usr",
        at=noon(CURE_ENDS),
        wording=STRICT,
        ground=SuspendedFor.MISUSE,
    )
    suspended = in_force().after(events).suspension
    assert isinstance(suspended, Suspension)
    assert suspended.ground is SuspendedFor.MISUSE


def test_no_ground_rests_the_whole_license_where_the_grant_is_irrevocable() -> None:
    irrevocable = Wording(cause=Position.BALANCED, grant=Position.BALANCED)
    with pytest.raises(LicenseRefused):
        whole(breached(), READY, SuspendedFor.MISUSE, irrevocable)


def test_misuse_does_not_hasten_what_the_other_clause_lets_rest() -> None:
    with pytest.raises(NoCureHistory, match="4 July 2027"):
        must_allow(
            breached(),
            LICENSOR,
            Scope.DELIVERY,
            None,
            STRICT,
            CURE_ENDS,
            SuspendedFor.MISUSE,
        )
    with pytest.raises(NotTheirNotice):
        must_allow(breached(), LICENSEE, Scope.LICENSE, None, STRICT, READY, SuspendedFor.MISUSE)
