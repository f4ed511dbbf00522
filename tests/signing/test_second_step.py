"""Codes of an app, and the picture that gives it the secret."""

from datetime import timedelta
from xml.etree import ElementTree

import pyotp
import pytest

from service.signing.second_step import address, new_secret, picture, step_of
from tests.conftest import NOON

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 - opens nothing
STEP = timedelta(seconds=30)


def _code(ago: timedelta = timedelta(0)) -> str:
    return pyotp.TOTP(SECRET).at(NOON - ago)


def test_the_code_of_now_fits() -> None:
    assert step_of(SECRET, _code(), NOON) == int(NOON.timestamp()) // 30


@pytest.mark.parametrize("ago", [STEP, -STEP])
def test_clocks_may_differ_by_half_a_minute(ago: timedelta) -> None:
    assert step_of(SECRET, _code(ago), NOON) is not None


def test_an_older_code_does_not_fit() -> None:
    assert step_of(SECRET, _code(2 * STEP), NOON) is None


def test_a_code_may_be_typed_with_a_space() -> None:
    code = _code()
    assert step_of(SECRET, f" {code[:3]} {code[3:]}", NOON) is not None


@pytest.mark.parametrize(
    "typed", ["", "12345", "1234567", "\u0661\u0662\u0663\u0664\u0665\u0666", "abcdef"]
)
def test_what_is_no_code_does_not_fit(typed: str) -> None:
    assert step_of(SECRET, typed, NOON) is None


def test_every_secret_is_another() -> None:
    assert new_secret() != new_secret()


def test_the_picture_is_a_drawing_without_styles_of_its_own() -> None:
    drawn = picture(address(SECRET, "ada@archive.example"))
    assert ElementTree.fromstring(drawn).tag.endswith("svg")  # noqa: S314 - drawn by us
    assert "style=" not in drawn
