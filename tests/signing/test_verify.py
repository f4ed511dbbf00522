"""What is said of files that were sealed, of others, and of what is no file at all."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.verdict import LARGEST, CheckName, Finding, Headline, Verdict, headline_of
from service.signing.evidence import AUDIT, CERTIFICATE, TERMS, audit_json
from service.signing.known import certificates_in
from service.signing.records_check import enclosed_of, enclosure_checks
from service.signing.verify import Known, verify
from tests.signing.sealed_files import (
    AGREED,
    DEAL,
    SEALED_AT,
    a_certificate,
    a_key,
    a_timestamper,
    audit_of,
    digests_of,
    sealed,
    shown,
    some_records,
    stamped_on_top,
    way_of,
)
from tests.sizes import cases

DOCUMENT = shown()
SEALED = sealed(DOCUMENT)


def known(*names: str) -> Known:
    return Known(tuple(a_key(name).certificate for name in names or ("Seal of Ada",)))


def findings(verdict: Verdict) -> dict[CheckName, Finding]:
    return {each.name: each.finding for each in verdict.checks}


def with_files(*files: tuple[str, bytes], document: bytes = DOCUMENT) -> Verdict:
    """Sealed by Ada with these files attached."""
    return verify(sealed(document, way_of(document, attached=files)), known())


def test_a_sealed_contract_holds_in_every_check_but_a_time_of_its_own() -> None:
    found = findings(verify(SEALED, known()))
    assert found.pop(CheckName.TIME) is Finding.UNKNOWN
    assert set(found.values()) == {Finding.HOLDS}
    assert len(found) == len(CheckName) - 1


def test_the_verdict_names_who_sealed_and_what() -> None:
    verdict = verify(SEALED, known())
    assert verdict.sealed_by == "Seal of Ada"
    assert verdict.document_sha256 == digests_of(DOCUMENT).document_sha256
    assert (verdict.contract_id, verdict.audit_head) == ("ctr_1", some_records()[-1].hash)
    assert verdict.level == "B-B"


def test_a_key_that_nobody_here_knows_is_no_reason_to_call_a_file_authentic() -> None:
    verdict = verify(SEALED, known("Somebody else"))
    assert verdict.headline is Headline.INTEGRITY_HOLDS_KEY_UNKNOWN
    assert findings(verdict)[CheckName.KNOWN_KEY] is Finding.UNKNOWN


def test_a_key_of_the_same_name_is_another_key() -> None:
    data = sealed(DOCUMENT, way_of(DOCUMENT, a_key("Seal of Ada", days=36_501)))
    assert verify(data, known()).headline is Headline.INTEGRITY_HOLDS_KEY_UNKNOWN


def test_a_key_certified_by_a_known_authority_is_known() -> None:
    data = sealed(DOCUMENT, way_of(DOCUMENT, a_key("Leaf", "Root")))
    assert verify(data, Known((a_key("Root", ca=True).certificate,))).headline is Headline.AUTHENTIC


def test_a_key_certified_by_a_seal_key_is_not_known() -> None:
    """A seal key certifies no others."""
    impostor = a_key("Impostor", "Root")
    data = sealed(DOCUMENT, way_of(DOCUMENT, impostor, chain=(a_key("Root", ca=True),)))
    assert verify(data, known()).headline is Headline.INTEGRITY_HOLDS_KEY_UNKNOWN


def test_a_key_that_was_not_valid_any_more_is_not_known() -> None:
    short = a_key("Short", days=10)
    data = sealed(DOCUMENT, way_of(DOCUMENT, short, timestamper=a_timestamper()))
    assert verify(data, Known((short.certificate,))).headline is not Headline.AUTHENTIC


def test_a_timestamp_is_told_and_makes_another_level() -> None:
    verdict = verify(sealed(DOCUMENT, way_of(DOCUMENT, timestamper=a_timestamper())), known())
    assert (verdict.level, verdict.stamped_at) == ("B-T", SEALED_AT)
    assert findings(verdict)[CheckName.TIME] is Finding.HOLDS
    assert "Time of Day" in next(c.words for c in verdict.checks if c.name is CheckName.TIME)


def test_a_document_timestamp_on_top_changes_nothing() -> None:
    assert verify(stamped_on_top(SEALED), known()).headline is Headline.AUTHENTIC


def test_the_document_as_it_was_shown_is_not_sealed() -> None:
    assert verify(DOCUMENT, known()).headline is Headline.NOT_SEALED


def test_another_signed_pdf_is_no_contract_of_counterpart() -> None:
    assert with_files().headline is Headline.NOT_SEALED


@pytest.mark.parametrize(
    ("name", "files"),
    [
        (CheckName.DOCUMENT, ((AUDIT, audit_of(shown("Another"))),)),
        (CheckName.TERMS, ((AUDIT, audit_of(DOCUMENT, b"{}")),)),
        (CheckName.RECORDS, ((AUDIT, audit_of(DOCUMENT).replace(b'"n": 2', b'"n": 7')),)),
        (CheckName.RECORDS, ((AUDIT, b"{}"),)),
        (CheckName.RECORDS, ((AUDIT, b"[" * 100_000),)),
        (CheckName.RECORDS, ((AUDIT, b"\xff"),)),
        (CheckName.RECORDS, ((AUDIT, audit_json(digests_of(DOCUMENT), DEAL, [])),)),
        (CheckName.RECORDS, ((AUDIT, audit_json(digests_of(DOCUMENT), "x", some_records())),)),
    ],
)
def test_what_is_enclosed_must_fit_even_under_a_known_seal(
    name: CheckName, files: tuple[tuple[str, bytes], ...]
) -> None:
    verdict = with_files(*files)
    assert findings(verdict)[name] is Finding.FAILS
    assert verdict.headline is Headline.ALTERED


@pytest.mark.parametrize("name", [AUDIT, TERMS, CERTIFICATE])
def test_a_file_that_is_enclosed_twice_could_be_read_in_two_ways(name: str) -> None:
    files = [(AUDIT, audit_of(DOCUMENT)), (TERMS, AGREED), (CERTIFICATE, a_certificate())]
    checks = enclosure_checks(enclosed_of([*files, (name, b"{}")]), DOCUMENT)
    assert Finding.FAILS in {each.finding for each in checks}


def test_a_certificate_that_shows_no_digest_is_not_compared() -> None:
    verdict = with_files((AUDIT, audit_of(DOCUMENT)), (CERTIFICATE, shown("Nothing")))
    assert findings(verdict)[CheckName.CERTIFICATE] is Finding.UNKNOWN
    assert verdict.headline is Headline.AUTHENTIC


def test_a_certificate_that_is_no_pdf_breaks_nothing() -> None:
    verdict = with_files((AUDIT, audit_of(DOCUMENT)), (CERTIFICATE, b"%PDF-nonsense"))
    assert findings(verdict)[CheckName.CERTIFICATE] is Finding.UNKNOWN


def test_the_certificates_digest_is_found_over_two_lines() -> None:
    verdict = with_files((AUDIT, audit_of(DOCUMENT)), (CERTIFICATE, a_certificate()))
    assert findings(verdict)[CheckName.CERTIFICATE] is Finding.HOLDS


@pytest.mark.parametrize("data", [b"", b"x", b"%PDF-", b"%PDF-1.7\n%%EOF\n", b"\0" * 100])
def test_what_is_no_pdf_cannot_be_read(data: bytes) -> None:
    assert verify(data).headline is Headline.UNREADABLE


def test_a_file_that_is_too_large_is_not_looked_at() -> None:
    verdict = verify(SEALED + b"\0" * LARGEST)
    assert verdict.headline is Headline.UNREADABLE
    assert "20 MB" in verdict.checks[0].words


@given(st.binary(max_size=400), st.integers(0, 9000), st.integers(0, 60))
@settings(max_examples=cases(150, 5000))
def test_no_bytes_break_it(junk: bytes, at: int, gone: int) -> None:
    data = SEALED
    at %= len(data)
    verdict = verify(data[:at] + junk + data[at + gone :], known())
    assert (
        verdict.headline is not Headline.AUTHENTIC
        or (junk, gone) == (b"", 0)
        or junk == (data[at : at + gone])
    )
    assert verdict.checks


def test_a_name_that_could_confuse_a_terminal_is_shown_without_it() -> None:
    data = sealed(DOCUMENT, way_of(DOCUMENT, a_key("Ada\x1b[2J\u202e")))
    assert verify(data).sealed_by == "Ada[2J"


def test_certificates_are_read_from_pem() -> None:
    pem = a_key().pem + a_key("Other").pem
    assert certificates_in(pem) == (a_key().certificate, a_key("Other").certificate)


@pytest.mark.parametrize("name", CheckName)
def test_one_check_that_fails_is_enough(name: CheckName) -> None:
    all_hold = dict.fromkeys(CheckName, Finding.HOLDS)
    assert headline_of(all_hold) is Headline.AUTHENTIC
    assert headline_of({**all_hold, name: Finding.FAILS}) is Headline.ALTERED


@pytest.mark.parametrize("headline", Headline)
def test_every_verdict_says_what_it_shows_and_what_not(headline: Headline) -> None:
    verdict = replace(verify(b""), headline=headline)
    assert all(len(words) > 20 for words in (verdict.title, verdict.shows, verdict.shows_not))
