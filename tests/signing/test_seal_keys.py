"""The key of the seal: made here, or brought in a file."""

from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.fernet import InvalidToken
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from cryptography.x509.oid import NameOID

from service.signing.seal_keys import (
    BITS,
    PrivateKey,
    SealKeyWrong,
    from_p12,
    make_seal_key,
    put_away,
    taken_out,
)
from tests.conftest import NOON
from tests.signing.house import PASSWORD, House
from tests.signing.sealing import some_seal_key, told

SECRET = b"a key of this installation, and of no other"


def test_a_made_key_vouches_for_itself_for_ten_years() -> None:
    key = some_seal_key()
    assert key.self_made
    assert key.begins_at < NOON
    assert key.ends_at - NOON == timedelta(days=3652.5)
    assert key.name == "CN=Counterpart seal\\, deals.example.com"


def test_openssl_finds_the_same_fingerprint_and_what_it_is_for(tmp_path: Path) -> None:
    path = tmp_path / "seal.pem"
    path.write_text(some_seal_key().pem, "ascii")
    said = told("openssl", "x509", "-in", str(path), "-noout", "-fingerprint", "-sha256", "-text")
    assert some_seal_key().fingerprint.upper() in said.replace(":", "")
    assert "Digital Signature, Non Repudiation" in said
    assert "CA:FALSE" in said
    assert f"({BITS} bit)" in said


def test_a_long_name_is_cut_to_what_a_certificate_takes() -> None:
    assert len(make_seal_key("x" * 200, NOON).name) == len("CN=") + 64


def test_a_key_that_was_put_away_comes_out_the_same() -> None:
    text = put_away(some_seal_key(), SECRET)
    assert "PRIVATE KEY" not in text
    out = taken_out(text, some_seal_key().certificate, SECRET)
    assert out.key.private_numbers() == some_seal_key().key.private_numbers()


def test_another_secret_key_takes_nothing_out() -> None:
    with pytest.raises(InvalidToken):
        taken_out(put_away(some_seal_key(), SECRET), some_seal_key().certificate, b"another")


def test_a_key_shows_nothing_of_itself_in_a_log() -> None:
    assert repr(some_seal_key()) == "SealKey()"


def test_a_file_gives_its_key_with_the_issuers_of_its_certificate(house: House) -> None:
    key = from_p12(house.p12(), PASSWORD)
    assert key.certificate == house.certificate("seal")
    assert key.chain == (house.certificate("root"),)
    assert not key.self_made


@pytest.mark.parametrize("password", ["", "another"])
def test_a_wrong_password_is_named(password: str, house: House) -> None:
    with pytest.raises(SealKeyWrong, match="the password is another"):
        from_p12(house.p12(), password)


def test_a_file_that_is_something_else_is_named() -> None:
    with pytest.raises(SealKeyWrong, match="no PKCS #12 file"):
        from_p12(b"-----BEGIN CERTIFICATE-----", "")


def test_a_file_without_a_key_is_named(house: House) -> None:
    certificate = x509.load_der_x509_certificate(house.certificate("seal"))
    data = pkcs12.serialize_key_and_certificates(None, None, None, [certificate], NoEncryption())
    with pytest.raises(SealKeyWrong, match="lacks the private key"):
        from_p12(data, "")


def test_all_faults_of_a_file_are_named_at_once() -> None:
    weak = rsa.generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505 - what is refused
    with pytest.raises(SealKeyWrong) as refused:
        from_p12(_p12(weak, _certificate(weak, for_keys_alone=True)), "")
    assert refused.value.faults == (
        "its RSA key has fewer than 2048 bits",
        "its certificate is neither for digital signatures nor for non-repudiation",
    )


def test_a_certificate_that_does_not_say_what_it_is_for_is_taken() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    assert from_p12(_p12(key, _certificate(key)), "").key.private_numbers() == key.private_numbers()


def _p12(key: PrivateKey, certificate: x509.Certificate) -> bytes:
    return pkcs12.serialize_key_and_certificates(b"x", key, certificate, None, NoEncryption())


def _certificate(key: PrivateKey, *, for_keys_alone: bool = False) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Somebody")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(NOON)
        .not_valid_after(NOON + timedelta(days=1))
    )
    if for_keys_alone:
        usage = x509.KeyUsage(False, False, True, False, False, False, False, False, False)
        made = made.add_extension(usage, critical=True)
    return made.sign(key, SHA256())
