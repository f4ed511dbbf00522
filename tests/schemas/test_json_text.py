"""Bytes from outside: JSON that has one meaning, or a refusal that says what would be right."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.json_text import parse_json
from tests.schemas.documents import faults_in, refusal_of


def refused(data: bytes) -> dict[str, str]:
    return {fault.pointer: fault.message for fault in faults_in(parse_json, data)}


def test_a_document_is_read_as_it_stands() -> None:
    data = b'{"a": [1, 1.5, "x", true, null], "b": {}}'
    assert parse_json(data) == {"a": [1, 1.5, "x", True, None], "b": {}}


@pytest.mark.parametrize(
    "written",
    ["NaN", "Infinity", "-Infinity", "1e999", "-1e999", "1E+400"],
)
def test_a_number_that_is_none_is_refused_where_it_stands(written: str) -> None:
    assert refused(f'{{"terms": {{"months": [1, {written}]}}}}'.encode()) == {
        "/terms/months/1": f'{written} is no number: give one in quotes, like "12.50", or null.'
    }


@pytest.mark.parametrize("written", ["1" + "0" * 400, "-" + "9" * 32, "0." + "1" * 31])
def test_a_number_of_more_than_32_characters_is_refused(written: str) -> None:
    assert refused(f'{{"months": {written}}}'.encode()) == {
        "/months": f"The number {written[:12]}... has {len(written)} characters: give at most 32."
    }


def test_a_number_of_32_characters_is_read() -> None:
    assert parse_json(b"9" * 32) == 10**32 - 1


def test_a_key_that_is_given_twice_is_refused_where_it_stands() -> None:
    assert refused(b'{"terms": [{"a": 1, "b": 2, "a": 1}]}') == {
        "/terms/0/a": "This key is given twice: give it once."
    }


def test_all_that_cannot_be_read_is_told_at_once() -> None:
    data = b'{"a": NaN, "b": {"c": 1e999, "d": 1, "d": 2}, "e~/f": [Infinity]}'
    assert [*refused(data)] == ["/a", "/b/c", "/b/d", "/e~0~1f/0"]


def test_at_most_a_hundred_faults_are_told() -> None:
    assert len(refused(b"[" + b"NaN," * 500 + b"NaN]")) == 100


def test_a_document_may_be_nested_32_levels_deep() -> None:
    assert parse_json(b"[" * 32 + b"]" * 32)


@pytest.mark.parametrize("brackets", [(b"[", b"]"), (b'{"a":', b"}")])
@pytest.mark.parametrize("depth", [33, 1_000, 100_000])
def test_a_document_may_not_be_nested_deeper(depth: int, brackets: tuple[bytes, bytes]) -> None:
    opened, closed = brackets
    (message,) = refused(opened * depth + b"1" + closed * depth).values()
    assert message == "Nest at most 32 levels deep."


def test_brackets_that_are_never_closed_are_refused() -> None:
    assert refused(b"[" * 100_000) == {"": "Nest at most 32 levels deep."}


def test_more_than_10_mb_are_refused_unread() -> None:
    assert refused(b"[" * 11 * 1024 * 1024) == {
        "": "Give at most 10 MB, not 11,534,336 bytes.",
    }


def test_10_mb_are_read() -> None:
    filled = json.dumps({"a": "x" * (10 * 1024 * 1024 - 9)}, separators=(",", ":")).encode()
    assert len(parse_json(filled + b" ")["a"]) == 10 * 1024 * 1024 - 9


def test_an_object_of_more_than_a_thousand_keys_is_refused() -> None:
    written = json.dumps({"terms": dict.fromkeys(map(str, range(1001)), 1)}).encode()
    assert refused(written) == {"/terms": "Give at most 1,000 keys in one object, not 1,001."}


def test_a_key_of_more_than_200_characters_is_refused_without_repeating_it() -> None:
    assert refused(json.dumps({"terms": {"k" * 201: 1}}).encode()) == {
        "/terms": f'The key "{"k" * 20}"... is long: give at most 200 characters.'
    }


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("\\u0000a", "U+0000"),
        ("a\\u001b[2J", "U+001B"),
        ("\\ud800", "U+D800"),
        ("a\\u202eb", "U+202E"),
        ("a\\u200b", "U+200B"),
        ("\\u00adx", "U+00AD"),
    ],
)
def test_a_key_that_hides_a_character_is_refused_and_shown_in_ascii(key: str, shown: str) -> None:
    assert refused(f'{{"terms": {{"{key}": 1}}}}'.encode()) == {
        "/terms": f'Take the invisible character {shown} out of the key "{key}".'
    }


@pytest.mark.parametrize(
    "data",
    [b"", b" \r\n\t", b"\xef\xbb\xbf"],
    ids=["nothing", "white space", "a byte order mark alone"],
)
def test_an_empty_document_is_refused_as_empty(data: bytes) -> None:
    assert refused(data) == {"": "Give a document: this one is empty."}


@pytest.mark.parametrize(
    ("data", "byte"),
    [
        (b"\xff\xfe{\x00}\x00", 1),
        (b'{"a": "\xe9"}', 8),
        (b'{"a": "\xed\xa0\x80"}', 8),
        (b'{"a": "\xc0\x80"}', 8),
        (b'{"a": "\xf4\x90\x80\x80"}', 8),
        (b'{"a": "\xe2\x82', 8),
    ],
    ids=["UTF-16", "Latin-1", "a surrogate", "overlong", "beyond Unicode", "cut off"],
)
def test_anything_but_utf_8_is_refused_with_the_byte(data: bytes, byte: int) -> None:
    assert refused(data) == {"": f"Give UTF-8: byte {byte} cannot be read."}


def test_a_byte_order_mark_is_let_be() -> None:
    assert parse_json(b'\xef\xbb\xbf{"a": 1}') == {"a": 1}


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"{", "line 1, column 2"),
        (b"{\n 'a': 1}", "line 2, column 2"),
        (b"[1, 2,]", "line 1, column 7"),
        (b'{"a": 1} {"a": 1}', "line 1, column 10"),
        (b'{"a": 012}', "line 1, column 8"),
        (b'{"a": +1}', "line 1, column 7"),
        (b'{"a": .5}', "line 1, column 7"),
        (b'{"a": 1_000}', "line 1, column 8"),
        (b'{"a": 0x10}', "line 1, column 8"),
        ('{"a": \uff11\uff12}'.encode(), "line 1, column 7"),
        (b'{"a": nan}', "line 1, column 7"),
        (b'{"a": "\x00"}', "line 1, column 8"),
        (b'{"a": "x\ny"}', "line 1, column 9"),
        (b'{"a": "\\x"}', "line 1, column 8"),
        (b"// a\n{}", "line 1, column 1"),
    ],
)
def test_what_is_not_json_is_refused_with_its_place(data: bytes, place: str) -> None:
    (message,) = refused(data).values()
    assert message.startswith(f"Give JSON: {place} is not (")


@given(st.binary(max_size=200))
def test_random_bytes_are_read_or_refused(data: bytes) -> None:
    assert_read_or_refused(data)


ALMOST_JSON = st.lists(
    st.sampled_from(
        [*'{}[]:,"', "\\", "\\u", "d800", '"a"', "1", "-", "1e999", "NaN", "null", "\x00", "é", " "]
    ),
    max_size=30,
).map(lambda parts: "".join(parts).encode())


@given(ALMOST_JSON)
def test_what_is_almost_json_is_read_or_refused(data: bytes) -> None:
    assert_read_or_refused(data)


def assert_read_or_refused(data: bytes) -> None:
    faults = refusal_of(parse_json, data)
    assert all(fault.message.endswith(".") for fault in faults)
    assert faults or is_one_value(parse_json(data))


def is_one_value(value: Any) -> bool:
    """Written again it is read as the same, by the standard library too."""
    return bool(json.loads(json.dumps(value, allow_nan=False)) == value)
