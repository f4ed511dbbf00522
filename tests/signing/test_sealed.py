"""Secrets that rest sealed."""

import pytest
from cryptography.fernet import InvalidToken

from service.signing.sealed import opened, sealed

KEY = b"a key of this installation, and of no other"


def test_a_sealed_secret_opens_again_and_does_not_show() -> None:
    text = sealed(KEY, "second-step", "JBSWY3DPEHPK3PXP")
    assert "JBSWY3DPEHPK3PXP" not in text
    assert opened(KEY, "second-step", text) == "JBSWY3DPEHPK3PXP"


@pytest.mark.parametrize(("key", "purpose"), [(b"another", "second-step"), (KEY, "webhook")])
def test_another_key_or_purpose_opens_nothing(key: bytes, purpose: str) -> None:
    text = sealed(KEY, "second-step", "secret")
    with pytest.raises(InvalidToken):
        opened(key, purpose, text)
