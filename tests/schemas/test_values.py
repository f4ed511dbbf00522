"""Single values: one spelling of a number, nothing hidden in a text, the right kind everywhere."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.terms import dump_terms, load_terms
from service.domain.text import invisible, tidy
from tests.schemas.documents import at, deal_faults, example, having, pointers, read, refusal_of
from tests.schemas.documents import terms_faults as refused
from tests.schemas.everything import everything

WHOLE = "/period/months"
DECIMAL = "/compliance/audit_cost_shift_pct"
QUANTITY = "/materials/lines/0/volume"
RATE = "/materials/lines/0/unit_rate"
MONEY = "/risk/insurance/amount"
NUMBERS = (WHOLE, DECIMAL, QUANTITY, RATE, MONEY)
NAME = "/parties/licensor/legal_name"
PROSE = "/special_terms/0/text"


def read_at(pointer: str, value: Any) -> Any:
    return at(dump_terms(load_terms(having(everything(), {pointer: value}))), pointer)


@pytest.mark.parametrize("pointer", NUMBERS)
@pytest.mark.parametrize(
    "spelled",
    [
        *("\uff11\uff12", "\u0661\u0662", "1\u0662", "\u00b2", "\u2460"),
        *("1_0", "1,0", "1'0", "1 0", " 10", "10 ", "10\n", "\t10", "1\u00a00"),
        *("1e1", "1E1", "1e+1", "0x10", "0b1", "010", "00", "+10", "-10", "-0", "\u221210"),
        *("10.", ".5", "1.2.3", "1..2", "NaN", "inf", "Infinity", "ten", "10 %", "$10", ""),
        *("10/2", "1\x000", "1" * 400),
    ],
)
def test_a_number_has_one_spelling(pointer: str, spelled: str) -> None:
    assert [*refused(having(everything(), {pointer: spelled}))] == [pointer]


@pytest.mark.parametrize("pointer", NUMBERS)
@pytest.mark.parametrize(
    "number",
    [True, False, 1.0, 12.5, float("nan"), float("inf"), pytest.param(10**5000, id="10**5000")],
)
def test_a_number_is_no_float_no_truth_and_not_endless(pointer: str, number: Any) -> None:
    assert [*refused(having(everything(), {pointer: number}))] == [pointer]


@pytest.mark.parametrize("pointer", [DECIMAL, QUANTITY, RATE, MONEY])
def test_a_json_number_is_refused_where_programs_would_round_it(pointer: str) -> None:
    assert refused(having(everything(), {pointer: 12})) == {
        pointer: 'Give the number in quotes, like "12.50".'
    }


@pytest.mark.parametrize(
    ("pointer", "given", "right"),
    [
        (WHOLE, 0, "Give a whole number from 1 to 600."),
        (WHOLE, "601", "Give a whole number from 1 to 600."),
        (WHOLE, 12.0, "Give a whole number from 1 to 600."),
        (DECIMAL, "0.99", "Give a number from 1 to 25."),
        (DECIMAL, "1.001", "Give at most 2 decimals."),
        (DECIMAL, "1e1", "Give a number in quotes from 1 to 25."),
        (QUANTITY, "0", "Give a number above 0 and at most 100000000000000."),
        (QUANTITY, "0.00001", "Give at most 4 decimals."),
        (RATE, "0.000000001", "Give at most 8 decimals."),
        (MONEY, "12.345", "Give at most 2 decimals: EUR has no more."),
        (MONEY, "100000000000.01", "Give a number from 0 to 100000000000."),
    ],
)
def test_a_refused_number_is_told_what_would_be_right(pointer: str, given: Any, right: str) -> None:
    assert refused(having(everything(), {pointer: given})) == {pointer: right}


@pytest.mark.parametrize(
    ("currency", "given", "read"),
    [("JPY", "1200", "1200"), ("JPY", "1200.000", "1200"), ("KWD", "1.234", "1.234")],
)
def test_money_has_the_decimals_of_its_currency(currency: str, given: str, read: str) -> None:
    terms = having(everything(), {"/pricing/currency": currency, MONEY: given})
    assert at(dump_terms(load_terms(terms)), MONEY) == read


def test_money_has_no_more_decimals_than_its_currency() -> None:
    terms = having(example("speech-tiers")["terms"], {"/pricing/fee_cap": "12.5"})
    form = {"/form": {"family": "bulk-media", "version": 1}}
    assert refused(having(terms, form)) == {
        "/pricing/fee_cap": "Give at most 0 decimals: JPY has no more."
    }


@pytest.mark.parametrize(
    "spelled",
    ["10000000000000.00000000000000000001", "99999999999999.99990000000000000001"],
)
def test_no_decimal_is_lost_however_far_out(spelled: str) -> None:
    assert refused(having(everything(), {QUANTITY: spelled})) == {
        QUANTITY: "Give at most 4 decimals."
    }


@given(st.decimals(0, 10**6, places=8).map(lambda rate: f"{rate:f}"))
def test_a_rate_is_read_exactly(rate: str) -> None:
    assert read_at(RATE, rate) == (rate.rstrip("0").rstrip(".") if "." in rate else rate)


@pytest.mark.parametrize("pointer", [NAME, PROSE, "/law/governing_law", "/special_terms/0/id"])
@pytest.mark.parametrize(
    "hidden",
    [
        *("\x00", "\x01", "\x08", "\x0b", "\x0c", "\r", "\x1b", "\x1f", "\x7f", "\x85", "\x9f"),
        *("\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u2060", "\ufeff", "\u00ad"),
        *("\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"),
        *("\u061c", "\u2028", "\u2029", "\u180e", "\U000e0041", "\ufff9"),
        *("\ud800", "\udfff", "\ue000", "\U0010fffd", "\ufdd0", "\uffff", "\u0378"),
        *("\u034f", "\u115f", "\u3164", "\uffa0", "\u2800", "\ufe0f", "\U000e0100"),
    ],
    ids=lambda char: f"U+{ord(char):04X}",
)
def test_a_text_hides_nothing(pointer: str, hidden: str) -> None:
    assert refused(having(everything(), {pointer: f"a{hidden}b"})) == {
        pointer: f"Take out the invisible character U+{ord(hidden):04X}."
    }


def test_a_line_break_belongs_into_prose_only() -> None:
    assert read_at(PROSE, "One.\n\nTwo.") == "One.\n\nTwo."
    assert refused(having(everything(), {NAME: "One\nTwo"})) == {
        NAME: "Take out the invisible character U+000A."
    }


def test_a_text_keeps_every_letter_that_shows() -> None:
    said = 'Łukasz O\'Brien & Söhne <GmbH> {{7*7}} ]]> "quoted" №5 株式会社 עברית 🎞'
    assert read_at(NAME, said) == said


@pytest.mark.parametrize(
    ("given", "length"), [("", 0), (" \t ", 0), ("x" * 201, 201), ("x" * 10**6, 10**6)]
)
def test_a_text_of_the_wrong_length_is_told_its_length(given: str, length: int) -> None:
    assert refused(having(everything(), {NAME: given})) == {
        NAME: f"Give 1 to 200 characters, not {length}."
    }


def test_a_text_of_the_right_length_may_arrive_longer() -> None:
    assert read_at(NAME, "e\u0301" * 200) == "é" * 200


def test_accents_are_not_stacked_without_end() -> None:
    assert refused(having(everything(), {PROSE: "a" + "\u0301\u0316" * 16})) == {
        PROSE: "Take out what stacks more than 30 accents on one letter."
    }


@pytest.mark.parametrize("pointer", ["/parties/licensor/registration_no", PROSE, "/grant/field"])
def test_a_blank_text_is_null_where_null_is_allowed(pointer: str) -> None:
    assert read_at(pointer, " ") is None


@given(st.text(max_size=50), st.booleans())
def test_a_tidy_text_stays_as_it_is(text: str, lines: bool) -> None:
    tidied = tidy(text, lines=lines)
    assert tidy(tidied, lines=lines) == tidied


@given(st.text(max_size=50))
def test_what_is_not_invisible_prints(text: str) -> None:
    tidied = tidy(text, lines=True)
    shows = tidied.replace("\n", "").isprintable()
    assert shows or invisible(tidied, lines=True) is not None


OBJECTS = [p for p in pointers(everything()) if isinstance(at(everything(), p), dict)]
LISTS = [p for p in pointers(everything()) if isinstance(at(everything(), p), list)]
LEAVES = [p for p in pointers(everything()) if p not in {*OBJECTS, *LISTS}]


def untold(kinds: list[str], wrong: Any) -> list[str]:
    """Where the wrong value is not refused in a sentence of its own."""
    return [pointer for pointer in kinds if not told(pointer, wrong)]


def told(pointer: str, wrong: Any) -> bool:
    faults = refusal_of(load_terms, having(everything(), {pointer: wrong}))
    return [fault.pointer for fault in faults] == [pointer]


@pytest.mark.parametrize("wrong", [[], [[]], "x", 5, True, 1.5], ids=repr)
def test_an_object_is_nothing_else(wrong: Any) -> None:
    bare_names = "/parties/licensor/principals", "/parties/other_licensors/0/principals"
    one_word = "/pricing/indexation"
    allowed = bare_names if isinstance(wrong, list) else (one_word,)
    assert untold([p for p in OBJECTS if p not in allowed], wrong) == []


@pytest.mark.parametrize("wrong", [{}, {"0": "x"}, "x", 5, True, None], ids=repr)
def test_a_list_is_nothing_else(wrong: Any) -> None:
    nullable = ("/grant/purposes", "/purposes") if wrong is None else ()
    lists = [p for p in LISTS if not (wrong is None and p.endswith(nullable))]
    assert untold(lists, wrong) == []


@pytest.mark.parametrize("wrong", [{}, {"a": 1}, [], ["x"], [[]], 1.5], ids=repr)
def test_a_single_value_is_neither_object_nor_list_nor_float(wrong: Any) -> None:
    all_wrong = having(everything(), dict.fromkeys(LEAVES, wrong))
    assert sorted(refused(all_wrong)) == sorted(LEAVES)


@pytest.mark.parametrize("wrong", [{}, [], ["x"], 5, True], ids=repr)
def test_a_word_of_the_header_is_nothing_else(wrong: Any) -> None:
    for key in ("family", "our_side", "title", "external_id"):
        assert [*deal_faults(having(example("minimal"), {f"/{key}": wrong}))] == [f"/{key}"]


@pytest.mark.parametrize(
    ("pointer", "entries", "right"),
    [
        ("/parties/licensor/notice_copies", [5] * 11, "Give 0 to 10 entries, not 11."),
        ("/materials/excluded_works", [{}] * 100_001, "Give 0 to 100000 entries, not 100001."),
        ("/grant/purposes", ["pretrain"] * 1001, "Give 1 to 13 entries, not 1001."),
        ("/pricing/charges", [{}] * 1001, "Give 0 to 200 entries, not 1001."),
        ("/materials/lines", [{}] * 1001, "Give 1 to 200 entries, not 1001."),
        ("/parties/other_licensors", [{}] * 1001, "Give 0 to 20 entries, not 1001."),
    ],
)
def test_a_list_that_is_too_long_is_refused_unread(
    pointer: str, entries: list[Any], right: str
) -> None:
    assert refused(having(everything(), {pointer: entries})) == {pointer: right}


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(
        ["0", "12.5", "USD", "EUR", "US", "none", "amount", "2027-01-31", "en", "C05"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
EVERYWHERE = [*pointers(everything())]
ON_THE_SAMPLE = [*pointers(example("photo-archive"))]


@settings(max_examples=200)
@given(st.dictionaries(st.sampled_from(EVERYWHERE), JSON, min_size=1, max_size=3))
def test_random_values_at_random_places_are_read_or_refused(changes: dict[str, Any]) -> None:
    for fault in refusal_of(load_terms, changed(everything(), changes)):
        assert fault.message.endswith((".", "?"))
        assert fault.pointer.startswith("/")


@settings(max_examples=200)
@given(st.sampled_from(ON_THE_SAMPLE), JSON)
def test_a_random_value_in_the_sample_is_read_or_refused(pointer: str, value: Any) -> None:
    document = having(example("photo-archive"), {pointer: value})
    for fault in refusal_of(read, document):
        assert fault.message.endswith((".", "?"))


@given(JSON)
def test_a_random_document_is_read_or_refused(document: Any) -> None:
    assert refusal_of(read, document)


def changed(document: Any, changes: dict[str, Any]) -> Any:
    """Changes from the inside out, so that none of them cuts off the place of another."""
    for pointer in sorted(changes, key=len, reverse=True):
        document = having(document, {pointer: changes[pointer]})
    return document
