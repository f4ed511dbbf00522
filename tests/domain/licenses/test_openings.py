"""Which notices are open to a side now, by which methods and until when; and what each says."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from service.domain.licenses.license import License
from service.domain.licenses.notice_text import TITLES, effect_of, text_of
from service.domain.licenses.openings import Asking, Opening, grounds_open, openings
from service.domain.licenses.parts import Ground, NoticeKind
from service.domain.period.counting import WEEKDAYS
from service.domain.terms.parties import Side
from service.domain.terms.period import Convenience, ConvenienceParty, RenewalMode
from tests.domain.licenses.lives import (
    COURIER,
    EMAIL,
    LICENSEE,
    LICENSOR,
    PLATFORM,
    gives,
    in_force,
    on_day,
    renewing,
    terminates,
    terms,
)

K = NoticeKind


def asking(at: datetime, side: Side = LICENSOR, position: str | None = None) -> Asking:
    return Asking(side=side, days=WEEKDAYS, at=at, position=position)


def found(license: License, at: datetime, side: Side = LICENSOR) -> dict[NoticeKind, Opening]:
    return {each.kind: each for each in openings(license, asking(at, side))}


def test_a_notice_of_non_renewal_has_a_last_day_by_each_method_that_counts() -> None:
    opening = found(in_force(), on_day(2028, 11, 30))[K.NON_RENEWAL]
    assert opening.why_not == ""
    assert opening.receive_by == date(2028, 12, 1)
    ways = {way.method: (way.counts_on, way.send_by, way.n) for way in opening.ways}
    assert ways == {
        EMAIL: (date(2028, 12, 1), date(2028, 11, 30), 1),
        PLATFORM: (date(2028, 11, 30), date(2028, 12, 1), 1),
    }
    late = found(in_force(), on_day(2028, 12, 1))[K.NON_RENEWAL]
    assert {way.method: way.n for way in late.ways} == {EMAIL: 2, PLATFORM: 1}


def test_breach_and_termination_go_only_by_the_stricter_methods() -> None:
    every = found(in_force(), on_day(2027, 3, 1))
    for kind in (K.BREACH, K.TERMINATION):
        assert [way.method for way in every[kind].ways] == [COURIER]
    assert {way.method for way in every[K.CLAIM].ways} == {EMAIL, PLATFORM}
    assert every[K.CLAIM].receive_by is None


def test_each_kind_that_is_not_open_says_why() -> None:
    every = found(in_force(), on_day(2027, 3, 1), LICENSEE)
    shut = {kind: each.why_not for kind, each in every.items() if each.why_not}
    assert set(shut) == {K.RENEWAL, K.CURE, K.AUDIT}
    assert "it is for the licensor" in shut[K.AUDIT]
    optional = found(in_force(renewing(RenewalMode.OPTION_LICENSEE)), on_day(2027, 3, 1), LICENSEE)
    assert optional[K.RENEWAL].why_not == ""
    assert optional[K.NON_RENEWAL].why_not != ""


def test_a_cure_answers_a_breach_that_the_other_side_named() -> None:
    license = gives(in_force(), K.BREACH, date(2027, 3, 1), method=COURIER)
    at = on_day(2027, 3, 8)
    assert found(license, at)[K.CURE].why_not != ""
    cure = found(license, at, LICENSEE)[K.CURE]
    assert (cure.why_not, [each.id for each in cure.about]) == ("", ["not_1"])


def test_a_ground_opens_when_what_it_needs_is_there() -> None:
    license = gives(in_force(), K.BREACH, date(2027, 3, 1), method=COURIER)

    def open_(at: datetime, position: str | None = None) -> dict[Ground, list[str]]:
        every = grounds_open(license, asking(at, position=position))
        return {e.ground: [a.id for a in e.about] for e in every if not e.why_not}

    always = {Ground.ILLEGAL_CONTENT: [], Ground.INSOLVENCY: []}
    assert open_(on_day(2027, 3, 20)) == always
    assert open_(on_day(2027, 4, 3)) == always | {Ground.BREACH: ["not_1"]}
    strict = open_(on_day(2027, 3, 20), "licensor")
    assert strict == always | {Ground.MISUSE: [], Ground.REPEATED_BREACH: ["not_1"]}
    (soon,) = (
        each
        for each in grounds_open(license, asking(on_day(2027, 3, 20)))
        if each.ground is Ground.BREACH
    )
    assert "until 2 April 2027" in soon.why_not


def test_whoever_may_leave_sees_the_first_day_for_it() -> None:
    leaving = Convenience(party=ConvenienceParty.LICENSOR, notice_days=30)
    license = in_force(terms(convenience=leaving))
    every = {e.ground: e for e in grounds_open(license, asking(on_day(2027, 3, 1)))}
    assert every[Ground.CONVENIENCE].first == date(2027, 4, 2)
    assert every[Ground.INSOLVENCY].first == date(2027, 3, 3)


def test_nothing_is_open_once_the_license_has_ended_save_what_its_duties_need() -> None:
    ended = in_force(until=on_day(2036, 1, 1))
    every = found(ended, on_day(2036, 1, 1))
    assert every[K.TERMINATION].why_not != ""
    assert every[K.NON_RENEWAL].why_not != ""
    assert every[K.CLAIM].why_not == ""


@pytest.mark.parametrize("kind", [k for k in K if k not in (K.RENEWAL, K.TERMINATION, K.CURE)])
def test_a_notice_says_who_tells_whom_what_and_why(kind: NoticeKind) -> None:
    method = COURIER if kind is K.BREACH else EMAIL
    license = gives(in_force(), kind, date(2027, 3, 1), method=method, grounds="For this.")
    text = text_of(license, license.notices[-1], "Section 9 (This)")
    assert text.title == TITLES[kind]
    assert text.opening.startswith("Photo Archive Inc. gives Example Labs Ltd this notice under")
    assert "Section 9 (This) of the license agreement between" in text.opening
    assert "Photo Archive Inc." in text.declares
    assert text.grounds == "For this."
    assert text.effects[0] == effect_of(license, license.notices[-1])
    assert dict(text.facts)["Sent"].startswith("1 March 2027, by ")


def test_its_effects_are_the_days_that_the_contract_gives() -> None:
    license = gives(in_force(), K.BREACH, date(2027, 3, 1), method=COURIER)
    license = gives(
        license, K.CURE, date(2027, 3, 9), side=LICENSEE, about="not_1", grounds="Mended."
    )
    breach, cure = license.notices
    assert "has until 2 April 2027 to cure the breach: 30 days from receipt" in effect_of(
        license, breach
    )
    assert "named in its notice of 1 March 2027" in text_of(license, cure).declares
    over = terminates(license, Ground.BREACH, date(2027, 4, 5))
    said = text_of(over, over.notices[-1])
    assert "for a breach that was not cured in time (notice of 1 March 2027)" in said.declares
    assert said.effects[0] == "The license ends with 7 April 2027."
    stopped = gives(in_force(), K.NON_RENEWAL, date(2028, 12, 4))
    assert effect_of(stopped, stopped.notices[-1]) == "The license ends with 30 January 2030."
    optional = gives(
        in_force(renewing(RenewalMode.OPTION_LICENSEE)), K.RENEWAL, date(2028, 11, 1), side=LICENSEE
    )
    assert effect_of(optional, optional.notices[-1]) == "The license renews until 30 January 2030."


def test_an_executed_contract_is_named_by_its_day() -> None:
    license = replace(in_force(), contract_id="con_1")
    given = gives(license, K.CLAIM, date(2027, 3, 1))
    text = text_of(given, given.notices[-1])
    assert "the license agreement of 15 January 2027 between" in text.opening
    assert ("Contract", "con_1") in text.facts
