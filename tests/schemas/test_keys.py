"""Every key of the terms has its place, its bounds and its default."""

import re
from typing import Any

import pytest

from schemas.terms import dump_terms, load_terms
from tests.schemas.bounds import ENTRY, REQUIRED, Key
from tests.schemas.documents import at, example, having, pointers, terms_faults, without
from tests.schemas.everything import everything
from tests.schemas.further_keys import FURTHER_KEYS
from tests.schemas.variables import VARIABLES

KEYS = (*VARIABLES, *FURTHER_KEYS)
RIGHT = ("Give ", "Take ", "There is no such ", "This is needed")
"""How a sentence begins that says what would be right."""

CHOICES = [key for key in KEYS if key.takes.words]
OPTIONAL = [key for key in KEYS if key.default not in (REQUIRED, ENTRY)]
NEEDED = [key for key in KEYS if key.default is REQUIRED]

# Parties, addresses, notices and tiers are the same wherever they stand.
ELSEWHERE = {
    r"^/parties/other_licensors/0": "/parties/licensor",
    r"^/parties/licensee/notice_post": "/parties/licensor/notice_post",
    r"^(/parties/licensor|/parties/intermediary|/parties/guarantors/0)/(address|notice_post)": (
        "/parties/licensee/address"
    ),
    r"^/period/renewal/notice_(licensor|licensee)/": "/period/renewal/notice/",
    r"^/pricing/charges/0/tiers/0": "/materials/lines/0/tiers/0",
}


def named(key: Key) -> str:
    return key.path


def test_the_full_terms_say_everything_there_is_to_say() -> None:
    terms = everything()
    assert set(pointers(dump_terms(load_terms(terms)))) == set(pointers(terms))


def test_every_key_stands_in_a_table() -> None:
    told = {key.pointer for key in KEYS}
    said = everything()
    leaves = (p for p in pointers(said) if not isinstance(at(said, p), dict | list))
    assert [leaf for leaf in leaves if not {_place(leaf), _list_of(_place(leaf))} & told] == []


def _place(pointer: str) -> str:
    for here, there in ELSEWHERE.items():
        pointer = re.sub(here, there, pointer)
    return pointer


def _list_of(pointer: str) -> str:
    """The list that a bare entry stands in."""
    return re.sub(r"/\d+$", "", pointer)


def saying(key: Key) -> dict[str, Any]:
    """Short terms that say everything about what this key is about."""
    about = key.path.partition(".")[0]
    form = {"family": "bulk-media", "version": 1}
    terms = {**example("minimal")["terms"], "form": form, about: everything()[about]}
    return having(terms, dict(key.beside))


@pytest.mark.parametrize("key", KEYS, ids=named)
def test_a_key_takes_what_lies_within_its_bounds(key: Key) -> None:
    said = saying(key)
    for given, expected in key.takes.accepts:
        terms = load_terms(having(said, {key.pointer: given}))
        assert bare(at(dump_terms(terms), key.pointer)) == bare(expected), given


def bare(value: Any) -> Any:
    """A list of objects is compared by its length: what is in them has keys of its own."""
    return len(value) if isinstance(value, list) and value and isinstance(value[0], dict) else value


@pytest.mark.parametrize("key", KEYS, ids=named)
def test_a_key_refuses_what_does_not_and_says_what_would_be_right(key: Key) -> None:
    said = saying(key)
    for given in key.takes.refuses:
        refused = terms_faults(having(said, {key.pointer: given}))
        assert all(f"{pointer}/".startswith(f"{key.pointer}/") for pointer in refused), given
        assert all(message.startswith(RIGHT) for message in refused.values()), refused


@pytest.mark.parametrize("key", CHOICES, ids=named)
def test_a_choice_names_all_its_words_and_has_no_other(key: Key) -> None:
    wrong = "anything" if isinstance(key.takes.accepts[0][0], str) else ["anything"]
    (message,) = terms_faults(having(saying(key), {key.pointer: wrong})).values()
    assert message == f"Give one of: {', '.join(key.takes.words)}."


@pytest.mark.parametrize("key", OPTIONAL, ids=named)
def test_a_key_that_is_left_out_has_its_default(key: Key) -> None:
    terms = load_terms(without(saying(key), key.pointer))
    assert at(dump_terms(terms), key.pointer) == key.default


@pytest.mark.parametrize("key", NEEDED, ids=named)
def test_a_key_without_a_default_is_asked_for(key: Key) -> None:
    assert terms_faults(without(saying(key), key.pointer)) == {key.pointer: "This is needed."}


GROUPS = {
    "/parties/licensor/notice_post": None,
    "/parties/licensor/principals": None,
    "/parties/licensor/authority_document": None,
    "/parties/other_licensors": [],
    "/parties/licensee/affiliates": {"scope": "controlled", "named": []},
    "/parties/intermediary": None,
    "/materials/manifest": None,
    "/materials/lines/0/quality": None,
    "/delivery/schedule/0/due_after": None,
    "/grant/rofn": None,
    "/pricing/guarantee": None,
    "/pricing/charges/0/due": None,
    "/pricing/fx": None,
    "/pricing/indexation": {"kind": "none", "pct": None, "cap_pct": None, "floor_pct": None},
    "/positions/tdm": None,
    "/positions/past_use_terms": None,
    "/positions/clauses": {},
    "/period/starts": {"mode": "last_signature", "on": None},
    "/period/renewal/notice": {"value": 60, "unit": "days", "not_earlier_than": None},
    "/period/renewal/notice_licensor": None,
    "/period/convenience": {"party": "none", "notice_days": 90},
    "/notices/deemed_receipt": {
        "platform": {"value": 0, "unit": "days"},
        "email": {"value": 1, "unit": "business_days"},
        "courier": {"value": 2, "unit": "business_days"},
    },
    "/risk/general_cap": {"type": "multiple", "value": "1", "amount": None, "base": "greater"},
    "/risk/super_cap": {"value": "3", "for": ["data_breach", "title_indemnity"]},
    "/risk/mfn_terms": None,
    "/risk/insurance": None,
    "/risk/ld": None,
    "/special_terms": [],
}


@pytest.mark.parametrize(("pointer", "default"), GROUPS.items())
def test_a_group_that_is_left_out_has_its_default(pointer: str, default: Any) -> None:
    terms = load_terms(without(everything(), pointer))
    assert at(dump_terms(terms), pointer) == default
