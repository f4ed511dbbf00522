"""A house of certificates on this machine (certomancer): an authority that stamps, and issuers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any, Final

from asn1crypto import algos, tsp
from certomancer.integrations.animator import Animator, AnimatorArchStore
from certomancer.registry import ArchLabel, CertLabel, CertomancerConfig, KeyLabel
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
    pkcs12,
)
from cryptography.x509 import load_der_x509_certificate
from werkzeug.wrappers import Request, Response

from service.domain.sealing import Authority
from service.signing.seal_keys import SealKey, from_p12
from tests.conftest import NOON
from tests.serving import a_server

PASSWORD: Final = "open, sesame"  # noqa: S105 - of a file that is made and thrown away
_ARCH: Final = "house"
_NAMES: Final = (
    "root",
    "stranger",
    "seal",
    "revoked",
    "expired",
    "tsa",
    "old_tsa",
    "bad_tsa",
    "odd_tsa",
    "ocsp",
)

WELL: Final = "well"
SLOW: Final = "slow"
GARBAGE: Final = "garbage"
REFUSES: Final = "refuses"
OTHER_NONCE: Final = "other nonce"
OTHER_DIGEST: Final = "other digest"
FAILS: Final = "fails"
OLD: Final = "old"
MORE: Final = "more"
"""What was true a year ago."""


@dataclass
class House:
    """`stamping` and `telling` say how the authority and the issuers' responder behave."""

    folder: Path
    port: int = 0
    stamping: str = WELL
    telling: str = WELL
    closing: Event = field(default_factory=Event)
    asked: list[str] = field(default_factory=list)

    def authority(
        self, name: str = "tsa", *, known: bool = True, patience: float = 20
    ) -> Authority:
        roots = (self.certificate("root"),) if known else (self.certificate("seal"),)
        return Authority(
            url=f"http://127.0.0.1:{self.port}/{_ARCH}/tsa/{name}", roots=roots, patience=patience
        )

    def certificate(self, name: str) -> bytes:
        der: bytes = self.arch.get_cert(CertLabel(name)).dump()
        return der

    def p12(self, name: str = "seal", password: str = PASSWORD) -> bytes:
        key = load_der_private_key(self.arch.key_set.get_private_key(KeyLabel(name)).dump(), None)
        certificate, root = (
            load_der_x509_certificate(self.certificate(each)) for each in (name, "root")
        )
        return pkcs12.serialize_key_and_certificates(
            b"seal",
            key,
            certificate,
            [root],
            BestAvailableEncryption(password.encode()),  # type: ignore[arg-type]
        )

    def seal_key(self, name: str = "seal") -> SealKey:
        return from_p12(self.p12(name), PASSWORD)

    def open(self) -> None:
        for each in _NAMES:
            (self.folder / f"{each}.pem").write_bytes(_new_key())
        config = CertomancerConfig(
            _config(), str(self.folder), external_url_prefix=f"http://127.0.0.1:{self.port}"
        )
        self.arch: Any = config.get_pki_arch(ArchLabel(_ARCH))
        self.animator = Animator(
            AnimatorArchStore({ArchLabel(_ARCH): self.arch}), at_time=NOON, with_web_ui=False
        )

    def __call__(self, environ: Any, start_response: Any) -> Any:
        request = Request(environ)
        self.asked.append(request.path)
        mood = self.stamping if "/tsa/" in request.path else self.telling
        return _MOODS[mood](self, request)(environ, start_response)

    def well(self, request: Request) -> Any:
        return self.animator.dispatch(request)

    def old(self, request: Request) -> Any:
        long_ago = NOON - timedelta(days=365)
        architectures = self.animator.architectures
        return Animator(architectures, at_time=long_ago, with_web_ui=False).dispatch(request)

    def slow(self, _: Request) -> Any:
        self.closing.wait()
        return Response(status=503)

    def garbage(self, _: Request) -> Any:
        return Response(b"\x30\x03\x02\x01\x07 nonsense", mimetype="application/timestamp-reply")

    def fails(self, _: Request) -> Any:
        return Response(status=503)

    def refuses(self, _: Request) -> Any:
        said = bytes.fromhex("30053003020102")  # a status of 2, "rejection", and no token
        return Response(said, mimetype="application/timestamp-reply")

    def other_nonce(self, request: Request) -> Any:
        return self._asked_otherwise(request, "nonce", 7)

    def other_digest(self, request: Request) -> Any:
        imprint = {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": bytes(32)}
        return self._asked_otherwise(request, "message_imprint", imprint)

    def _asked_otherwise(self, request: Request, key: str, value: object) -> Any:
        question = tsp.TimeStampReq.load(request.get_data()).copy()
        question[key] = value
        return self.animator.dispatch(
            Request.from_values(request.path, method="POST", data=question.dump(force=True))
        )

    def more(self, request: Request) -> Any:
        """A good stamp, with a word beside it that nobody signed."""
        answer = tsp.TimeStampResp.load(self.well(request).get_data())
        algorithms = answer["time_stamp_token"]["content"]["digest_algorithms"]
        algorithms.append(algos.DigestAlgorithm({"algorithm": "sha512"}))
        return Response(answer.dump(force=True), mimetype="application/timestamp-reply")


_MOODS: Final[dict[str, Callable[[House, Request], Any]]] = {
    WELL: House.well,
    SLOW: House.slow,
    GARBAGE: House.garbage,
    REFUSES: House.refuses,
    OTHER_NONCE: House.other_nonce,
    OTHER_DIGEST: House.other_digest,
    FAILS: House.fails,
    OLD: House.old,
    MORE: House.more,
}


@contextmanager
def an_open_house(folder: Path) -> Iterator[House]:
    house = House(folder)
    with a_server(house) as server:
        house.port = server.server_port
        house.open()
        try:
            yield house
        finally:
            house.closing.set()


def _new_key() -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _config() -> dict[str, Any]:
    return {
        "keysets": {"keys": {"keys": {name: {"path": f"{name}.pem"} for name in _NAMES}}},
        "pki-architectures": {
            _ARCH: {
                "keyset": "keys",
                "entities": {name: {"common-name": f"The {name}"} for name in _NAMES},
                "certs": {**_roots(), **_issued()},
                "services": _services(),
            }
        },
    }


def _roots() -> dict[str, Any]:
    return {
        "root": _certificate("root", {"id": "simple-ca", "params": {"ocsp-service": "ocsp"}}),
        "stranger": _certificate("stranger", {"id": "simple-ca"}),
    }


def _issued() -> dict[str, Any]:
    signs, stamps = {"id": "digsig-commitment"}, {"id": "digsig-commitment"}
    use = [{"id": "extended_key_usage", "critical": True, "value": ["time_stamping"]}]
    long_ago = "2021-01-01T00:00:00+0000"
    taken_back = {"revoked-since": "2026-01-01T00:00:00+0000", "reason": "key_compromise"}
    return {
        "seal": _certificate("seal", signs, issuer="root"),
        "revoked": _certificate("revoked", signs, issuer="root") | {"revocation": taken_back},
        "expired": _certificate("expired", signs, issuer="root", until=long_ago),
        "tsa": _certificate("tsa", stamps, issuer="root") | {"extensions": use},
        "old_tsa": _certificate("old_tsa", stamps, issuer="root", until=long_ago)
        | {"extensions": use},
        "bad_tsa": _certificate("bad_tsa", stamps, issuer="root")
        | {"extensions": use, "revocation": taken_back},
        "odd_tsa": _certificate("odd_tsa", stamps, issuer="stranger") | {"extensions": use},
        "ocsp": _certificate("ocsp", {"id": "ocsp-responder"}, issuer="root"),
    }


def _certificate(
    name: str, profile: dict[str, Any], *, issuer: str = "", until: str = "2045-01-01T00:00:00+0000"
) -> dict[str, Any]:
    return {
        "subject": name,
        "subject-key": name,
        "issuer": issuer or name,
        "authority-key": issuer or name,
        "validity": {"valid-from": "2020-01-01T00:00:00+0000", "valid-to": until},
        "profiles": [profile],
    }


def _services() -> dict[str, Any]:
    stamping = ("tsa", "old_tsa", "bad_tsa", "odd_tsa")
    return {
        "ocsp": {"ocsp": {"for-issuer": "root", "responder-cert": "ocsp"}},
        "time-stamping": {
            name: {
                "signing-cert": name,
                "certs-to-embed": ["stranger" if name == "odd_tsa" else "root"],
            }
            for name in stamping
        },
    }
