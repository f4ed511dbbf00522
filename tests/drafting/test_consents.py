"""What a signer agrees to: the words, their version and the digest of what was shown."""

import hashlib

import pytest

from service.drafting.consents import Consent, consent, intent, newest

PARTY = "Photo [party] Archive & Co"


def test_the_intent_names_the_party() -> None:
    assert intent("Example Labs Ltd").text == (
        "I intend to sign and I am authorized to bind Example Labs Ltd."
    )


def test_a_name_that_ends_with_a_full_stop_ends_the_sentence() -> None:
    assert intent("Photo Archive Inc.").text.endswith("to bind Photo Archive Inc.")


def test_a_name_that_looks_like_the_slot_is_put_in_once() -> None:
    assert intent(PARTY).text == f"I intend to sign and I am authorized to bind {PARTY}."


@pytest.mark.parametrize("shown", [consent(), intent("Example Labs Ltd")])
def test_the_digest_is_of_the_words_that_were_shown(shown: Consent) -> None:
    assert shown.sha256 == hashlib.sha256(shown.text.encode()).hexdigest()


def test_another_party_is_another_digest_of_the_same_version() -> None:
    one, other = intent("A Ltd"), intent("B Ltd")
    assert (one.version, one.sha256 == other.sha256) == (other.version, False)


def test_the_newest_version_is_the_one_that_is_shown() -> None:
    assert consent() == consent(newest("consent"))
    assert consent(1).version == "consent-1"
    assert intent("A Ltd", 1).version == "intent-1"


@pytest.mark.parametrize(
    "words",
    [
        "to sign this contract electronically",
        "for a paper copy, or to sign in ink",
        "take back this consent",
        "A device with a current web browser",
        "download, keep and print it without an account",
        "Consumers do not sign here",
    ],
)
def test_the_consent_says_what_the_law_asks_for(words: str) -> None:
    assert words in consent(1).text


def test_leads_are_marked_and_no_mark_is_left_in_the_words() -> None:
    leads = [lead for lead, _ in consent(1).paragraphs if lead]
    assert leads == ["Paper.", "Taking this back.", "What I need.", "My copy."]
    assert "*" not in consent(1).text
