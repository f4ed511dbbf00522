"""Everything that pages may have to name has a name."""

import pytest

from service.domain.checks import CHECKS
from service.domain.checks.finding import Level
from service.domain.deal import MOVES, DealDrafted, Status
from service.domain.people import Role, Scope
from service.domain.rates import BandKind, Confidence
from service.web import words


@pytest.mark.parametrize(
    ("named", "members"),
    [
        (words.STATUSES, Status),
        (words.LEVELS, Level),
        (words.ROLES, Role),
        (words.SCOPES, Scope),
        (words.CONFIDENCES, Confidence),
        (words.BAND_KINDS, BandKind),
    ],
)
def test_every_choice_has_words(named: dict[object, object], members: type) -> None:
    assert set(named) == set(members)


def test_every_event_has_words() -> None:
    assert set(words.EVENTS) == {DealDrafted.__name__, *(event.__name__ for _, event in MOVES)}


def test_the_codes_of_checks_read_as_words() -> None:
    said = " ".join(words.code(check.code) for check in CHECKS).split()
    assert not {"tdm", "us", "ccpa", "german", "singapore", "york", "europe"} & set(said)


def test_people_count_lines_from_one() -> None:
    assert words.place("/materials/lines/0/unit_rate") == "materials, lines, 1, unit rate"


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox on Linux",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_0) Version/18.0 Safari/605.1.15",
            "Safari on macOS",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("curl/8.5.0", "curl/8.5.0"),
        ("", "An unknown browser"),
    ],
)
def test_a_browser_is_called_by_its_name(agent: str, said: str) -> None:
    assert words.browser(agent) == said


@pytest.mark.parametrize(
    ("days", "said"), [(1, "1 day later"), (-30, "30 days earlier"), (3653, "3,653 days later")]
)
def test_a_day_that_moves_says_how_far(days: int, said: str) -> None:
    assert words.shifted(days) == said
