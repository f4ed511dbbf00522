"""Settings: what is wrong is named, and a secret is not repeated."""

import pytest

from service.settings import Settings, SettingsWrong
from tests.conftest import SECRET

KEY = {"COUNTERPART_SECRET_KEY": SECRET}


@pytest.mark.parametrize("token", ["short", "with spaces in between", "é" * 20])
def test_a_token_that_is_none_is_refused_and_not_repeated(token: str) -> None:
    with pytest.raises(SettingsWrong, match="COUNTERPART_METRICS_TOKEN") as refused:
        Settings.from_env({**KEY, "COUNTERPART_METRICS_TOKEN": token})
    assert token not in str(refused.value)


def test_without_a_token_there_is_none() -> None:
    assert Settings.from_env(KEY).metrics_token == ""


def test_all_faults_come_at_once() -> None:
    wrong = {"COUNTERPART_BASE_URL": "x", "COUNTERPART_API_RATE": "many"}
    with pytest.raises(SettingsWrong) as refused:
        Settings.from_env({**KEY, **wrong})
    assert all(name in str(refused.value) for name in wrong)


def test_settings_print_no_secret() -> None:
    settings = Settings(secret_key=SECRET, metrics_token="t" * 20)
    assert SECRET not in repr(settings)
    assert "t" * 20 not in repr(settings)
