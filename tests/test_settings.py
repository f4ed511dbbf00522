"""Settings: what is wrong is named, and a secret is not repeated."""

from pathlib import Path

import pytest

from service.settings import Settings, SettingsWrong
from tests.conftest import SECRET
from tests.signing.sealing import some_seal_key

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


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("COUNTERPART_MAIL_URL", "pigeon:loft"),
        ("COUNTERPART_MAIL_URL", "smtp://"),
        ("COUNTERPART_MAIL_URL", "smtp://host:port"),
        ("COUNTERPART_MAIL_URL", "file:"),
        ("COUNTERPART_MAIL_URL", "sendgrid:x"),
        ("COUNTERPART_MAIL_FROM", "nobody"),
        ("COUNTERPART_MAIL_FROM", "Us\r\nBcc: x <us@example.com>"),
        ("COUNTERPART_MAIL_DOUBT", "perhaps"),
        ("COUNTERPART_SENDGRID_HOST", "api"),
        ("COUNTERPART_SENDGRID_WEBHOOK_KEY", "%"),
    ],
)
def test_what_is_wrong_with_the_post_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsWrong, match=f"{name} is"):
        Settings.from_env({**KEY, name: value})


@pytest.mark.parametrize("url", ["smtp://mail.example.com", "sendgrid:"])
def test_who_sends_letters_must_be_named_where_they_leave(url: str) -> None:
    with pytest.raises(SettingsWrong, match="COUNTERPART_MAIL_FROM is missing"):
        Settings.from_env({**KEY, "COUNTERPART_MAIL_URL": url})


def test_sendgrid_needs_a_key() -> None:
    given = {"COUNTERPART_MAIL_URL": "sendgrid:", "COUNTERPART_MAIL_FROM": "us@example.com"}
    with pytest.raises(SettingsWrong, match="COUNTERPART_SENDGRID_API_KEY is missing"):
        Settings.from_env({**KEY, **given})


def test_no_password_of_a_mail_server_is_printed_or_repeated() -> None:
    url = "smtp://us:hunter22@mail.example.com"
    settings = Settings(secret_key=SECRET, mail_url=url, sendgrid_api_key="SG.hunter22")
    assert "hunter22" not in repr(settings)
    with pytest.raises(SettingsWrong) as refused:
        Settings.from_env({**KEY, "COUNTERPART_MAIL_URL": f"{url}:wrong"})
    assert "hunter22" not in str(refused.value)


@pytest.mark.parametrize(
    "url", ["timestamp.example.com", "ftp://x", "http://user:pass@example.com", "http://x:port"]
)
def test_an_address_that_no_time_stamp_comes_from_is_named(url: str) -> None:
    with pytest.raises(SettingsWrong, match="COUNTERPART_TSA_URL is"):
        Settings.from_env({**KEY, "COUNTERPART_TSA_URL": url})


@pytest.mark.parametrize("name", ["COUNTERPART_SIGNING_P12", "COUNTERPART_TSA_ROOTS"])
def test_a_file_that_cannot_be_read_is_named(name: str) -> None:
    with pytest.raises(SettingsWrong, match=f"{name}: /nowhere cannot be read"):
        Settings.from_env({**KEY, name: "/nowhere"})


def test_roots_that_are_none_are_named(tmp_path: Path) -> None:
    (tmp_path / "roots").write_text("nothing", "ascii")
    with pytest.raises(SettingsWrong, match="COUNTERPART_TSA_ROOTS holds no certificate"):
        Settings.from_env({**KEY, "COUNTERPART_TSA_ROOTS": str(tmp_path / "roots")})


def test_an_authority_has_its_address_and_roots(tmp_path: Path) -> None:
    (tmp_path / "roots").write_text(some_seal_key().pem * 2, "ascii")
    given = {
        "COUNTERPART_TSA_URL": "http://stamp.example.com/x",
        "COUNTERPART_TSA_ROOTS": str(tmp_path / "roots"),
    }
    authority = Settings.from_env({**KEY, **given}).authority
    assert authority is not None
    assert authority.url == "http://stamp.example.com/x"
    assert authority.roots == (some_seal_key().certificate,) * 2


def test_without_an_address_there_is_no_authority() -> None:
    assert Settings.from_env(KEY).authority is None


def test_a_password_of_a_file_is_not_printed(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("sesame\n", "ascii")
    file = {"COUNTERPART_SIGNING_P12_PASSWORD_FILE": str(tmp_path / "password")}
    settings = Settings.from_env({**KEY, **file})
    assert settings.signing_p12_password == "sesame"  # noqa: S105
    assert "sesame" not in repr(settings)
