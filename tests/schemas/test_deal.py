"""A deal as a document: what stands beside the terms, and all that is wrong told at once."""

from datetime import date
from typing import Any

import pytest

from schemas.deal import load_deal
from service.domain.deal import DealFile, Relation, RelationKind
from tests.schemas.documents import deal_faults, example, faults_in, having, read, without

NEWEST = {"bulk-media": 3, "news": 2}


def minimal(changes: dict[str, Any] | None = None) -> Any:
    return having(example("minimal"), changes or {})


def with_families(document: Any) -> DealFile:
    return load_deal(document, NEWEST)


def family_faults(document: Any) -> dict[str, str]:
    return {fault.pointer: fault.message for fault in faults_in(with_families, document)}


def test_the_header_is_read() -> None:
    relation = {"kind": "renewal", "license": "lic_7"}
    header = read(
        minimal(
            {
                "/title": "Photo archive",
                "/our_side": "intermediary",
                "/relation": relation,
                "/external_id": "mp-1",
                "/metadata": {"listing": "photo-archive-1"},
            }
        )
    ).header
    assert header.title == "Photo archive"
    assert header.our_side == "intermediary"
    assert header.relation == Relation(kind=RelationKind.RENEWAL, license="lic_7")
    assert header.external_id == "mp-1"
    assert header.metadata == {"listing": "photo-archive-1"}


def test_a_short_header_says_only_family_and_side() -> None:
    header = read(minimal()).header
    assert (header.title, header.relation, header.external_id) == (None, None, None)
    assert header.metadata == {}


def test_what_is_read_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        read(minimal({"/metadata": {"a": "b"}})).header.metadata["a"] = "c"  # type: ignore[index]


@pytest.mark.parametrize(
    ("pointer", "value", "right"),
    [
        ("/our_side", "neutral", "Give one of: licensor, licensee, intermediary."),
        ("/our_side", None, "Give a value; it cannot be null."),
        ("/family", "nope", "Give one of: bulk-media."),
        ("/family", None, "Give a value; it cannot be null."),
        ("/family", ["bulk-media"], "Give a text in quotes."),
        ("/title", "x" * 201, "Give 1 to 200 characters, not 201."),
        ("/relation", "lic_7", "Give an object in braces."),
        (
            "/relation/kind",
            "novation",
            "Give one of: renewal, amendment, tranche, replacement.",
        ),
        ("/metadata", [], "Give an object in braces."),
        ("/metadata/a", 5, "Give a text in quotes."),
        ("/nothing", 1, "There is no such key."),
        ("/titel", 1, 'There is no such key. Did you mean "title"?'),
        ("/term", {}, 'There is no such key. Did you mean "terms"?'),
        ("/_schema", 1, "There is no such key."),
        ("/terms", None, "Give an object in braces."),
        ("/terms", [], "Give an object in braces."),
        ("/terms/form", "bulk-media", "Give an object in braces."),
        ("/terms/pricing/minimum", 1, "There is no such key."),
        (
            "/terms/positions/clauses/C05",
            "ours",
            "Give one of: licensor, balanced, licensee, omitted.",
        ),
        ("/terms/positions/clauses/C05", None, "Give a value; it cannot be null."),
        (
            "/terms/positions/clauses/_schema",
            [],
            "Give one of: licensor, balanced, licensee, omitted.",
        ),
    ],
)
def test_what_is_wrong_is_refused_where_it_stands(pointer: str, value: Any, right: str) -> None:
    relation = {"kind": "renewal", "license": "lic_7"} if "relation" in pointer else None
    refused = deal_faults(minimal({"/relation": relation, pointer: value}))
    assert refused == {pointer: right}


@pytest.mark.parametrize("document", [None, [], [{}], "deal", 5, True, 1.5], ids=repr)
def test_a_document_that_is_no_object_is_refused(document: Any) -> None:
    assert deal_faults(document) == {"": "Give a deal as an object in braces."}


@pytest.mark.parametrize("key", ["family", "our_side", "terms"])
def test_what_is_missing_is_asked_for(key: str) -> None:
    assert deal_faults(without(example("minimal"), f"/{key}")) == {f"/{key}": "This is needed."}


def test_a_key_and_its_value_are_both_told() -> None:
    found = faults_in(read, minimal({"/metadata": {"not a name": 5}}))
    assert {fault.pointer for fault in found} == {"/metadata/not a name"}
    assert len(found) == 2


def test_two_keys_that_mean_the_same_are_refused() -> None:
    refused = deal_faults(minimal({"/metadata": {"listing": "1", "listing ": "2"}}))
    assert refused == {"/metadata/listing ": "listing is given twice: give it once."}


def test_a_pointer_spells_slashes_and_tildes_as_its_standard_says() -> None:
    assert deal_faults(having(example("minimal"), {"/terms/a~1b~0c": 1})) == {
        "/terms/a~1b~0c": "There is no such key."
    }


def test_all_faults_of_shape_are_told_at_once_in_the_order_of_the_document() -> None:
    document = minimal(
        {
            "/our_side": "ours",
            "/colour": "red",
            "/terms/parties/licensor/jurisdiction": "Delaware",
            "/terms/parties/licensor/signatories": [],
            "/terms/parties/licensee/notice_email": "nobody",
            "/terms/materials/lines/0/volume": 100000,
            "/terms/grant/purposes": ["pretrain", "profit"],
            "/terms/period/month": 24,
        }
    )
    document = without(document, "/terms/parties/licensee/legal_name")
    document["terms"]["parties"]["licensor"].pop("entity_type")
    assert [*deal_faults(document)] == [
        "/our_side",
        "/colour",
        "/terms/parties/licensor/jurisdiction",
        "/terms/parties/licensor/signatories",
        "/terms/parties/licensor/entity_type",
        "/terms/parties/licensee/notice_email",
        "/terms/parties/licensee/legal_name",
        "/terms/materials/lines/0/volume",
        "/terms/grant/purposes/1",
        "/terms/period/month",
    ]


def test_all_faults_of_rules_are_told_at_once() -> None:
    document = minimal(
        {
            "/terms/materials/lines/0/unit": "hour",
            "/terms/risk/uncapped": ["fraud"],
            "/terms/law/forum": "arbitration",
            "/terms/period/mode": "end_date",
            "/terms/grant/model_scope": "named_model",
        }
    )
    assert {
        "/terms/materials/lines/0/unit",
        "/terms/risk/uncapped",
        "/terms/law/seat",
        "/terms/period/ends_on",
        "/terms/grant/model_names",
    } <= deal_faults(document).keys()


def test_rules_speak_only_of_terms_of_the_right_shape() -> None:
    document = minimal({"/terms/materials/lines/0/unit": "hour", "/terms/law/forum": "duel"})
    assert [*deal_faults(document)] == ["/terms/law/forum"]


def test_many_unknown_keys_are_all_named() -> None:
    changes = {f"/terms/period/key{n}": n for n in range(100)}
    assert [*deal_faults(minimal(changes))] == [*changes]


def test_a_fixed_start_lies_at_most_five_years_after_the_day_of_reading() -> None:
    document = minimal({"/terms/period/starts": {"on": "2032-01-02"}})
    assert read(document)
    (fault,) = faults_in(lambda given: load_deal(given, NEWEST, date(2027, 1, 1)), document)
    assert fault.pointer == "/terms/period/starts/on"


# What the terms are agreed on: the text of a family in one version.


@pytest.mark.parametrize(
    "form",
    [None, {}, {"version": None}, {"family": "bulk-media"}, {"language": "en"}, {"version": "3"}],
    ids=repr,
)
def test_terms_are_pinned_to_the_newest_version(form: Any) -> None:
    read_form = with_families(minimal({"/terms/form": form})).terms.form
    assert (read_form.family, read_form.version, read_form.language) == ("bulk-media", 3, "en")


def test_terms_without_a_form_are_pinned_too() -> None:
    assert with_families(example("minimal")).terms.form.version == 3


def test_an_older_version_stays() -> None:
    form = {"family": "bulk-media", "version": 2, "language": "en"}
    assert with_families(minimal({"/terms/form": form})).terms.form.version == 2


@pytest.mark.parametrize(
    ("form", "refused"),
    [
        ({"version": 4}, {"/terms/form/version": "Give 3, the newest version, or less."}),
        ({"version": 0}, {"/terms/form/version": "Give a whole number from 1 to 10000."}),
        (
            {"family": "news"},
            {"/terms/form/family": "The deal is of the family bulk-media: give that."},
        ),
        (
            {"family": "nope", "version": 9},
            {"/terms/form/family": "The deal is of the family bulk-media: give that."},
        ),
        ({"language": "de"}, {"/terms/form/language": "Give one of: en."}),
        ({"edition": 3}, {"/terms/form/edition": "There is no such key."}),
        (
            {"family": "news", "language": "de"},
            {
                "/terms/form/family": "The deal is of the family bulk-media: give that.",
                "/terms/form/language": "Give one of: en.",
            },
        ),
    ],
)
def test_a_form_that_there_is_not_is_refused(form: Any, refused: dict[str, str]) -> None:
    assert family_faults(minimal({"/terms/form": form})) == refused


def test_an_unknown_family_is_told_once_and_not_of_the_form() -> None:
    document = minimal({"/family": "nope", "/terms/law/forum": "duel"})
    assert [*family_faults(document)] == ["/family", "/terms/law/forum"]
