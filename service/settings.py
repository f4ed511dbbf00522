"""Settings from the environment; the only reader of it. All faults are named at once."""

import os
import re
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import parseaddr
from pathlib import Path
from ssl import PEM_cert_to_DER_cert
from typing import Any, Final
from urllib.parse import urlsplit

from service.domain.post import Address, Doubt
from service.domain.sealing import Authority

DEFAULT_BASE_URL: Final = "http://127.0.0.1:8000"
DEFAULT_DATABASE_URL: Final = "sqlite:///var/counterpart.sqlite3"
DEFAULT_FILES_URL: Final = "var/files"
DEFAULT_API_RATE: Final = "1200/minute"
DEFAULT_MAIL_URL: Final = "file:var/mail"
DEFAULT_MAIL_FROM: Final = "Counterpart <counterpart@localhost>"
SECRET_KEY_FILE: Final = Path("var/secret.key")
SHORTEST_KEY: Final = 32
SHORTEST_TOKEN: Final = 16

_P12: Final = "COUNTERPART_SIGNING_P12"
_P12_PASSWORD: Final = "COUNTERPART_SIGNING_P12_PASSWORD"  # noqa: S105
_TSA: Final = "COUNTERPART_TSA_URL"
_TSA_ROOTS: Final = "COUNTERPART_TSA_ROOTS"
_PEM: Final = re.compile("-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL)

_LOOPBACK: Final = ("127.0.0.1", "localhost", "[::1]")
_DATABASES: Final = ("sqlite", "postgresql")


class SettingsWrong(Exception):
    """Something in the environment is missing or wrong; says what each should look like."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`base_url` is how people outside reach us; requests for other hosts are refused.

    `secret_key` is what sessions, links and sealed keys are made with; it is never printed.
    `metrics_token` opens /metrics; without one, only this machine may read them.
    `mail_url` says how letters leave; `sendgrid_webhook_key` proves SendGrid's reports, and
    without it none is taken. `doubt` is what happens to letters that may have gone out.
    `signing_p12` is the operator's own key and certificate (PKCS #12), instead of those that set-up
    makes; `authority` stamps the time on seals.
    `fault` names a point at which the worker kills itself, for tests of what that costs.
    """

    base_url: str = DEFAULT_BASE_URL
    database_url: str = DEFAULT_DATABASE_URL
    files_url: str = DEFAULT_FILES_URL
    api_rate: str = DEFAULT_API_RATE
    secret_key: str = field(repr=False)
    metrics_token: str = field(default="", repr=False)
    mail_url: str = field(default=DEFAULT_MAIL_URL, repr=False)
    mail_from: str = DEFAULT_MAIL_FROM
    sendgrid_api_key: str = field(default="", repr=False)
    sendgrid_host: str = ""
    sendgrid_webhook_key: str = ""
    doubt: str = Doubt.RESEND
    fault: str = ""
    signing_p12: bytes = field(default=b"", repr=False)
    signing_p12_password: str = field(default="", repr=False)
    authority: Authority | None = None

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> "Settings":
        """SettingsWrong with everything that is wrong."""
        read = _Reader(env)
        found: dict[str, Any] = {
            "base_url": read.one("COUNTERPART_BASE_URL", DEFAULT_BASE_URL, _base_url),
            "database_url": read.one(
                "COUNTERPART_DATABASE_URL", DEFAULT_DATABASE_URL, _database_url
            ),
            "files_url": read.one("COUNTERPART_FILES_URL", DEFAULT_FILES_URL, _folder),
            "api_rate": read.one("COUNTERPART_API_RATE", DEFAULT_API_RATE, _rate),
            "secret_key": read.secret("COUNTERPART_SECRET_KEY"),
            "metrics_token": read.one("COUNTERPART_METRICS_TOKEN", "", _token),
        }
        found |= _post(read)
        found |= _seal(read)
        if read.faults:
            raise SettingsWrong("\n".join(read.faults))
        return cls(**found)

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts that a request may name: our own, and this machine's."""
        own = urlsplit(self.base_url).hostname or ""
        return (own, *(host for host in _LOOPBACK if host != own))

    @property
    def sender(self) -> Address:
        """Whom letters come from."""
        name, email = parseaddr(self.mail_from)
        return Address(email, name)

    @property
    def https(self) -> bool:
        return self.base_url.startswith("https:")


class _Reader:
    """Reads variables one by one and gathers what is wrong with them."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self.env = env
        self.faults: list[str] = []

    def one(self, name: str, default: str, read: Callable[[str], str | None]) -> str:
        """`read` gives the value, or null where it is none."""
        given = self.env.get(name) or default
        found = read(given)
        if found is None:
            shown = "wrong" if name in _SECRET else repr(given)
            self.faults.append(f"{name} is {shown}; it should look like {_LIKE[name]}")
        return found or ""

    def secret(self, name: str) -> str:
        """From the variable, from the file that NAME_FILE names, or from our own on one machine."""
        if given := self.env.get(name):
            return self._long(name, given)
        file = self.env.get(f"{name}_FILE")
        if file is None and self.env.get("COUNTERPART_DATABASE_URL"):
            self.faults.append(
                f"{name} is missing; with a database of your own, give {_LIKE[name]}, "
                f"or {name}_FILE"
            )
            return ""
        path = Path(file) if file else SECRET_KEY_FILE
        try:
            return self._long(f"{name}_FILE", path.read_text("ascii").strip())
        except (OSError, ValueError):
            how = "" if file else " (`counterpart setup` makes it)"
            self.faults.append(f"{name}_FILE: {path} cannot be read{how}")
            return ""

    def bytes_of(self, name: str) -> bytes | None:
        """Of the file that the variable names; null where it names none."""
        path = self.env.get(name)
        if not path:
            return None
        try:
            return Path(path).read_bytes()
        except OSError:
            self.faults.append(f"{name}: {path} cannot be read; it should be {_LIKE[name]}")
            return None

    def _long(self, name: str, key: str) -> str:
        if len(key) < SHORTEST_KEY:
            self.faults.append(
                f"{name} is too short; it should be {_LIKE['COUNTERPART_SECRET_KEY']}"
            )
        return key


def _seal(read: _Reader) -> dict[str, Any]:
    """The password comes in a variable, or better in a file."""
    from_file = read.bytes_of(f"{_P12_PASSWORD}_FILE") or b""
    return {
        "signing_p12": read.bytes_of(_P12) or b"",
        "signing_p12_password": read.env.get(_P12_PASSWORD)
        or from_file.decode("utf-8", "replace").strip("\r\n"),
        "authority": _authority(read),
    }


def _authority(read: _Reader) -> Authority | None:
    """Null without an address."""
    url = read.one(_TSA, "", _tsa_url)
    data = read.bytes_of(_TSA_ROOTS)
    roots = tuple(_certificates_in(data or b""))
    if data is not None and not roots:
        read.faults.append(f"{_TSA_ROOTS} holds no certificate; it should be {_LIKE[_TSA_ROOTS]}")
    return Authority(url=url, roots=roots) if url else None


def _certificates_in(pem: bytes) -> Iterator[bytes]:
    """DER of each."""
    for found in _PEM.findall(pem.decode("ascii", "replace")):
        with suppress(ValueError):
            yield PEM_cert_to_DER_cert(found)


def _post(read: _Reader) -> dict[str, str]:
    """How letters leave. Who sends them must be named where they really leave."""
    url = read.one("COUNTERPART_MAIL_URL", DEFAULT_MAIL_URL, _mail_url)
    found = {
        "mail_url": url,
        "mail_from": read.one("COUNTERPART_MAIL_FROM", DEFAULT_MAIL_FROM, _mailbox),
        "sendgrid_api_key": read.env.get("COUNTERPART_SENDGRID_API_KEY") or "",
        "sendgrid_host": read.one("COUNTERPART_SENDGRID_HOST", "", _host),
        "sendgrid_webhook_key": read.one("COUNTERPART_SENDGRID_WEBHOOK_KEY", "", _public_key),
        "doubt": read.one("COUNTERPART_MAIL_DOUBT", Doubt.RESEND, _doubt),
        "fault": read.env.get("FAULT") or "",
    }
    needed = [] if url.startswith("file:") else ["COUNTERPART_MAIL_FROM"]
    if url.startswith("sendgrid:"):
        needed.append("COUNTERPART_SENDGRID_API_KEY")
    for name in needed:
        if not read.env.get(name):
            read.faults.append(f"{name} is missing; it should look like {_LIKE[name]}")
    return found


_LIKE: Final = {
    "COUNTERPART_BASE_URL": "https://deals.example.com",
    "COUNTERPART_DATABASE_URL": "sqlite:///var/counterpart.sqlite3 or "
    "postgresql://user:password@host/database",
    "COUNTERPART_FILES_URL": "a directory, as var/files",
    "COUNTERPART_API_RATE": "1200/minute",
    "COUNTERPART_METRICS_TOKEN": f"at least {SHORTEST_TOKEN} letters, digits, - and _",
    "COUNTERPART_MAIL_URL": "file:DIRECTORY, smtp://user:password@host:587, smtps://host, "
    "sendgrid: or sendgrid:sandbox",
    "COUNTERPART_MAIL_FROM": "Counterpart <deals@example.com>",
    "COUNTERPART_MAIL_DOUBT": "resend or hold",
    "COUNTERPART_SENDGRID_API_KEY": "the key that SendGrid gave you, with the scope mail.send",
    "COUNTERPART_SENDGRID_HOST": "https://api.eu.sendgrid.com",
    "COUNTERPART_SENDGRID_WEBHOOK_KEY": "the verification key of SendGrid's signed event webhook",
    _P12: "a PKCS #12 file with the key and certificate of your seal",
    f"{_P12_PASSWORD}_FILE": "a file with the password of COUNTERPART_SIGNING_P12",
    _TSA: "http://timestamp.example.com, without a user or a password in it",
    _TSA_ROOTS: "a PEM file with the roots of the authority's certificates",
    "COUNTERPART_SECRET_KEY": f"at least {SHORTEST_KEY} random characters",
}


_SECRET: Final = frozenset({"COUNTERPART_METRICS_TOKEN", "COUNTERPART_MAIL_URL"})
"""Not repeated when it is wrong."""


def _base_url(text: str) -> str | None:
    parts = urlsplit(text.rstrip("/"))
    fits = parts.scheme in ("http", "https") and parts.hostname and not parts.path
    return text.rstrip("/") if fits else None


def _tsa_url(text: str) -> str | None:
    try:
        parts = urlsplit(text)
        fits = parts.scheme in ("http", "https") and parts.hostname and (parts.port or True)
    except ValueError:
        return None
    return text if not text or (fits and not parts.username) else None


def _database_url(text: str) -> str | None:
    parts = urlsplit(text)
    return text if parts.scheme in _DATABASES and parts.path.strip("/") else None


def _folder(text: str) -> str | None:
    return None if "://" in text else text


def _rate(text: str) -> str | None:
    count, _, per = text.partition("/")
    fits = count.isascii() and count.isdigit() and per in ("second", "minute", "hour", "day")
    return text if fits else None


def _token(text: str) -> str | None:
    plain = text.isascii() and text.replace("-", "").replace("_", "").isalnum()
    return text if not text or (plain and len(text) >= SHORTEST_TOKEN) else None


def _mail_url(text: str) -> str | None:
    scheme, _, rest = text.partition(":")
    try:
        host, _ = urlsplit(text).hostname, urlsplit(text).port
    except ValueError:
        return None
    fits = {
        "file": bool(rest),
        "smtp": bool(host),
        "smtps": bool(host),
        "sendgrid": rest in ("", "sandbox"),
    }
    return text if fits.get(scheme, False) else None


def _mailbox(text: str) -> str | None:
    email = parseaddr(text)[1]
    plain = email.isascii() and text.isprintable() and email.count("@") == 1
    return text if plain and all(email.split("@")) and " " not in email else None


def _host(text: str) -> str | None:
    return text.rstrip("/") if not text or _base_url(text) else None


def _public_key(text: str) -> str | None:
    try:
        return text if not text or b64decode(text, validate=True) else None
    except ValueError:
        return None


def _doubt(text: str) -> str | None:
    return text if text in [*Doubt] else None
