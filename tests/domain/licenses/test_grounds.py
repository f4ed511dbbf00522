"""Which grounds of termination the contract gives: by the outcome of C43 and the position of C46."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from service.domain.errors import LicenseRefused, NoCureHistory, NoticeTooEarly, NotTheirNotice
from service.domain.licenses.license import License
from service.domain.licenses.notices import Given, bounce, give
from service.domain.licenses.parts import Ground, NoticeKind, Reason
from service.domain.terms.parties import Side
from service.domain.terms.risk import ChangeOfControl, ControlRight, LawEffect
from service.domain.terms.signing import SpecialAction, SpecialTerm
from tests.builders import some_terms
from tests.domain.licenses.lives import (
    COURIER,
    LICENSEE,
    LICENSOR,
    gives,
    giving,
    in_force,
    noon,
    terminates,
)

G, K = Ground, NoticeKind
TOLD, SENT = date(2027, 6, 1), date(2027, 7, 5)
"""A Tuesday, and a Monday; a courier takes two business days."""


def under(effect: LawEffect, **changes: object) -> License:
    """With thirty days to renegotiate."""
    risk = some_terms().risk
    law = replace(risk.change_of_law, effect=effect, days=30)
    return in_force(some_terms(risk=replace(risk, change_of_law=law), **changes))


@pytest.mark.parametrize("effect", [LawEffect.FEES_STAND, LawEffect.SET_OFF])
def test_a_change_of_law_ends_nothing_where_the_contract_says_so(effect: LawEffect) -> None:
    told = gives(under(effect), K.CHANGE_OF_LAW, TOLD)
    with pytest.raises(NotTheirNotice, match="no such right"):
        terminates(told, G.CHANGE_OF_LAW, SENT)


def test_talks_about_a_change_of_law_come_first_and_only_who_asked_for_them_leaves() -> None:
    license = under(LawEffect.RENEGOTIATE)
    with pytest.raises(LicenseRefused):
        terminates(license, G.CHANGE_OF_LAW, SENT)
    told = gives(license, K.CHANGE_OF_LAW, TOLD, side=LICENSEE)
    over = told.notices[0].counts_on + timedelta(days=30)
    with pytest.raises(LicenseRefused):
        terminates(told, G.CHANGE_OF_LAW, over + timedelta(days=1), side=LICENSOR)
    with pytest.raises(NoticeTooEarly):
        terminates(told, G.CHANGE_OF_LAW, over, side=LICENSEE)
    assert terminates(told, G.CHANGE_OF_LAW, over + timedelta(days=1), side=LICENSEE).end
    with pytest.raises(LicenseRefused):
        terminates(told, G.CHANGE_OF_LAW, over + timedelta(days=31), side=LICENSEE)


def test_a_right_to_leave_needs_no_talks_and_takes_its_time_unless_the_law_asks_for_less() -> None:
    license, received = under(LawEffect.TERMINATE), date(2027, 7, 7)
    ends = terminates(license, G.CHANGE_OF_LAW, SENT).end
    sooner = terminates(license, G.CHANGE_OF_LAW, SENT, effective_on=received).end
    assert ends
    assert sooner
    assert (ends.on, sooner.on) == (received + timedelta(days=30), received)


def test_a_special_term_on_termination_is_for_whoever_gives_the_notice_to_read() -> None:
    special = SpecialTerm(
        id="s-1", clause="C43", action=SpecialAction.ADD, text="Either may leave."
    )
    license = under(LawEffect.FEES_STAND, special_terms=(special,))
    assert terminates(gives(license, K.CHANGE_OF_LAW, TOLD), G.CHANGE_OF_LAW, SENT).end


@pytest.mark.parametrize("position", ["licensor", "balanced"])
@pytest.mark.parametrize("side", Side)
def test_insolvency_ends_it_save_where_the_license_is_to_outlast_that_of_the_licensee(
    position: str, side: Side
) -> None:
    assert terminates(in_force(), G.INSOLVENCY, SENT, side=side, position=position).end
    assert terminates(in_force(), G.INSOLVENCY, SENT, side=LICENSEE, position="licensee").end
    with pytest.raises(NotTheirNotice):
        terminates(in_force(), G.INSOLVENCY, SENT, side=LICENSOR, position="licensee")


def test_works_that_were_withdrawn_let_the_licensee_leave_in_its_own_position() -> None:
    gone = gives(in_force(), K.WITHDRAWAL_OF_WORKS, TOLD)
    for position, side in (("balanced", LICENSEE), ("licensor", LICENSEE), ("licensee", LICENSOR)):
        with pytest.raises(NotTheirNotice):
            terminates(gone, G.WORKS_WITHDRAWN, SENT, side=side, position=position)
    assert terminates(gone, G.WORKS_WITHDRAWN, SENT, side=LICENSEE, position="licensee").end
    with pytest.raises(LicenseRefused):
        terminates(in_force(), G.WORKS_WITHDRAWN, SENT, side=LICENSEE, position="licensee")


@pytest.mark.parametrize(
    ("right", "reason"),
    [
        (ControlRight.CONSENT, Reason.LICENSEE_BREACH),
        (ControlRight.TERMINATE, Reason.CHANGE_OF_CONTROL),
        (ControlRight.NOTICE, None),
        (ControlRight.NONE, None),
    ],
)
def test_a_change_of_control_ends_it_where_the_licensor_has_that_right(
    right: ControlRight, reason: Reason | None
) -> None:
    risk = some_terms().risk
    license = in_force(
        some_terms(risk=replace(risk, change_of_control=ChangeOfControl(right=right)))
    )
    if reason is None:
        with pytest.raises(NotTheirNotice, match="no such right"):
            terminates(license, G.CHANGE_OF_CONTROL, SENT)
    else:
        end = terminates(license, G.CHANGE_OF_CONTROL, SENT).end
        assert end
        assert end.reason is reason
    with pytest.raises(NotTheirNotice):
        terminates(license, G.CHANGE_OF_CONTROL, SENT, side=LICENSEE)


def test_a_breach_is_not_repeated_where_its_first_notice_never_came() -> None:
    told = gives(in_force(), K.BREACH, TOLD, method=COURIER)
    said = {"about": "not_1", "position": "licensor"}
    assert terminates(told, G.REPEATED_BREACH, SENT, **said).end
    lost = told.after(bounce(told, "not_1", "Returned.", by="usr", at=noon(date(2027, 6, 9))))
    with pytest.raises(NoCureHistory):
        terminates(lost, G.REPEATED_BREACH, SENT, **said)


def test_no_notice_is_older_than_its_contract() -> None:
    """Signed on 15 January 2027."""
    said = Given(kind=K.BREACH, method=COURIER, sent_on=date(2027, 1, 14), grounds="Clips.")
    with pytest.raises(LicenseRefused) as refused:
        give(in_force(), said, giving(LICENSOR, SENT))
    assert [each.pointer for each in refused.value.faults] == ["/sent_on"]
    assert give(in_force(), replace(said, sent_on=date(2027, 1, 15)), giving(LICENSOR, SENT))
