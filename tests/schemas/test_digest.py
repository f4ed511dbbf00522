"""One digest for the same terms however they are spelled, another for any other terms."""

import json
import unicodedata
from dataclasses import replace
from decimal import ROUND_DOWN, Decimal
from typing import Any

import pytest
import rfc8785
from hypothesis import given, settings

from schemas.json_text import parse_json
from schemas.terms import canonical, dump_terms, load_terms
from service.domain.terms import Terms
from service.domain.terms.delivery import Tranche
from service.domain.terms.materials import MaterialsLine, Quality
from service.domain.terms.parties import Licensor, Principals
from service.domain.terms.risk import CapType
from tests.schemas.bounds import Key
from tests.schemas.documents import at, example, having, pointers, read
from tests.schemas.everything import everything
from tests.schemas.test_keys import KEYS, saying
from tests.strategies import terms as random_terms

SAMPLE = example("photo-archive")

GOLDEN = "36834554bee51db5ceca2af2a57adbc6eeae0a0cccbf48c51bc99c567afc6a16"
"""The digest of the sample deal.

It changes when what is kept of a deal changes its form: a key is added, dropped or renamed, a
default or a spelling becomes another. Contracts that are signed keep the bytes they were signed
with, so nothing breaks; but an offer that is open across the change is no longer accepted by the
digest it was shown with. Change this only together with such a change, and say so in the changelog:
`counterpart draft examples/photo-archive.json -o out --format json && sha256sum out/*.json`.
"""


def digest(document: Any) -> str:
    return canonical(read(document).terms).sha256


def test_the_sample_deal_has_the_digest_it_always_had() -> None:
    assert digest(SAMPLE) == GOLDEN


@pytest.mark.parametrize(
    ("pointer", "spelled"),
    [
        ("/terms/materials/lines/0/unit_rate", "0.050"),
        ("/terms/materials/lines/0/unit_rate", "0.05000000000"),
        ("/terms/materials/lines/0/volume", "1200000.0000"),
        ("/terms/materials/lines/1/releases_pct", "100"),
        ("/terms/pricing/guarantee/amount", "500000"),
        ("/terms/pricing/guarantee/amount", "500000.0"),
        ("/terms/risk/general_cap/value", "1"),
        ("/terms/delivery/acceptance_days", "15"),
        ("/terms/delivery/use_is_acceptance", "true"),
        ("/terms/materials/lines/0/captions", "true"),
        ("/terms/models/finetune_retained", "false"),
        ("/terms/period/months", "24"),
        ("/terms/period/reminders_days_before", ["90", "60", "30", "14", "7", "1"]),
        ("/terms/grant/purposes", ["finetune", "pretrain"]),
        ("/terms/grant/purposes", ["pretrain", "finetune", "pretrain"]),
        ("/terms/risk/change_of_law/jurisdictions", ["GB", "US", "EU", "US"]),
        ("/terms/parties/licensor/legal_name", "  Photo \t Archive\u00a0Inc. "),
        ("/terms/law/place", "New  York County\u2003"),
        ("/terms/parties/licensor/registration_no", None),
        ("/terms/parties/licensor/registration_no", ""),
        ("/terms/form", {"family": "bulk-media", "version": 1, "language": "en"}),
        ("/terms/form", {"version": "1"}),
        ("/title", "Another title"),
        ("/our_side", "licensee"),
        ("/external_id", "another"),
        ("/metadata", {}),
        ("/relation", {"kind": "renewal", "license": "lic_7"}),
    ],
)
def test_the_same_terms_spelled_otherwise_have_the_same_digest(pointer: str, spelled: Any) -> None:
    assert digest(having(SAMPLE, {pointer: spelled})) == digest(SAMPLE)


def test_the_order_of_keys_does_not_count() -> None:
    assert digest(reversed_keys(SAMPLE)) == digest(SAMPLE)


def reversed_keys(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: reversed_keys(inner) for key, inner in reversed(value.items())}
    return [reversed_keys(inner) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize("indent", [None, 0, 7])
def test_white_space_and_escapes_between_the_words_do_not_count(indent: int | None) -> None:
    written = json.dumps(SAMPLE, indent=indent, ensure_ascii=indent is None).encode()
    assert digest(parse_json(written)) == digest(SAMPLE)


def test_letters_with_accents_have_one_spelling() -> None:
    said = example("video-hours")
    assert digest(in_form("NFD", said)) == digest(in_form("NFC", said)) == digest(said)


def in_form(form: Any, document: Any) -> Any:
    return json.loads(unicodedata.normalize(form, json.dumps(document, ensure_ascii=False)))


def test_the_lines_of_a_prose_end_as_any_program_ends_them() -> None:
    where = "/terms/special_terms/0/text"
    spelled = [having(SAMPLE, {where: f"One.{end}Two.{end}"}) for end in ("\n", "\r\n", " \n")]
    assert len({digest(document) for document in spelled}) == 1


def test_every_default_may_be_said_or_left_out() -> None:
    said = dump_terms(read(example("minimal")).terms)
    assert digest(having(example("minimal"), {"/terms": said})) == digest(example("minimal"))


def test_strings_as_a_form_sends_them_have_the_digest_of_json() -> None:
    sent = {**SAMPLE, "terms": as_a_form_sends(SAMPLE["terms"])}
    assert digest(sent) == digest(SAMPLE)


def as_a_form_sends(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: as_a_form_sends(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_a_form_sends(inner) for inner in value]
    return value if value is None or isinstance(value, str) else json.dumps(value)


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.path)
def test_another_value_of_any_key_is_another_digest(key: Key) -> None:
    said = saying(key)
    found: dict[str, set[str]] = {}
    for value, expected in key.takes.accepts:
        terms = load_terms(having(said, {key.pointer: value}))
        found.setdefault(json.dumps(expected), set()).add(canonical(terms).sha256)
    assert all(len(digests) == 1 for digests in found.values())
    assert len(set.union(*found.values())) == len(found)


@pytest.mark.parametrize(
    "pointer",
    ["/terms/grant/field", "/terms/parties/licensor/tax_id", "/terms/signing/complete_by"],
)
def test_a_value_that_is_null_is_another_than_one_that_is_said(pointer: str) -> None:
    value = "2027-01-15" if pointer.endswith("_by") else "weather"
    assert digest(having(SAMPLE, {pointer: value})) != digest(SAMPLE)


def test_the_order_of_a_list_counts() -> None:
    lines = SAMPLE["terms"]["materials"]["lines"]
    assert digest(having(SAMPLE, {"/terms/materials/lines": [*reversed(lines)]})) != digest(SAMPLE)


def test_the_version_of_the_text_counts() -> None:
    said = {**SAMPLE["terms"], "form": {"family": "bulk-media", "version": 1}}
    one, two = (load_terms(having(said, {"/form/version": n})) for n in (1, 2))
    assert canonical(one).sha256 != canonical(two).sha256


# What is written.


def test_the_digest_is_that_of_the_bytes_that_are_kept() -> None:
    kept = canonical(read(SAMPLE).terms)
    assert rfc8785.dumps(kept.plain) == kept.data
    assert parse_json(kept.data) == kept.plain


def test_the_bytes_are_canonical_json() -> None:
    for terms in (read(SAMPLE).terms, load_terms(everything())):
        data = canonical(terms).data
        assert rfc8785.dumps(json.loads(data)) == data


def test_no_number_of_the_canonical_form_is_a_float() -> None:
    plain = dump_terms(load_terms(everything()))
    kinds = {type(at(plain, pointer)) for pointer in pointers(plain)}
    assert kinds == {dict, list, str, int, bool, type(None)}


def test_a_set_is_written_in_one_order() -> None:
    said = having(everything(), {"/grant/territory": ["US", "EU", "DE", "US"]})
    assert dump_terms(load_terms(said))["grant"]["territory"] == ["DE", "EU", "US"]


def test_defaults_are_written() -> None:
    plain = dump_terms(read(example("minimal")).terms)
    assert set(pointers(plain)) >= {"/outputs/excerpt_words", "/signing/level", "/risk/ld"}


@settings(max_examples=50)
@given(random_terms())
def test_random_terms_are_read_as_they_were_written(terms: Terms) -> None:
    terms = as_read(terms)
    kept = canonical(terms)
    assert kept.data == rfc8785.dumps(kept.plain)
    assert load_terms(parse_json(kept.data)) == terms
    assert canonical(load_terms(kept.plain)).data == kept.data


def as_read(terms: Terms) -> Terms:
    """Terms as the door makes them.

    What says nothing is null, a cap has one measure, and a quantity at most four decimals.
    """
    cap = terms.risk.general_cap
    by_amount = cap.type is CapType.AMOUNT
    return replace(
        terms,
        risk=replace(terms.risk, general_cap=replace(cap, value=None) if by_amount else cap),
        delivery=replace(terms.delivery, schedule=tuple(map(_counted, terms.delivery.schedule))),
        parties=replace(
            terms.parties,
            licensor=_acting(terms.parties.licensor),
            other_licensors=tuple(map(_acting, terms.parties.other_licensors)),
        ),
        materials=replace(terms.materials, lines=tuple(map(_described, terms.materials.lines))),
    )


def _counted(tranche: Tranche) -> Tranche:
    return replace(tranche, quantity=tranche.quantity.quantize(Decimal("0.0001"), ROUND_DOWN))


def _acting(licensor: Licensor) -> Licensor:
    says_nothing = licensor.principals == Principals()
    return replace(licensor, principals=None) if says_nothing else licensor


def _described(line: MaterialsLine) -> MaterialsLine:
    return replace(line, quality=None) if line.quality == Quality() else line
