"""One contract from one deal: the same words every time, on the paper that the parties use."""

import json
import subprocess
import sys
from dataclasses import replace
from types import MappingProxyType

import pytest

from service.domain.contract import PageSize, Paragraph, PartKind
from service.domain.errors import TermsRefused
from service.domain.terms.positions import FairUse, Position
from service.domain.terms.signing import SignatureLevel, SpecialAction, SpecialTerm
from service.drafting.assemble import assemble
from service.drafting.library import clause, family
from service.drafting.selection import chosen_blocks
from tests.builders import some_parties, some_terms
from tests.domain.changes import terms_with
from tests.drafting import reading
from tests.drafting.samples import EXAMPLES, SHA256, contracts

FORM = family("bulk-media", 1)

DIGESTS = """
import json
from service.drafting.assemble import assemble
from tests.drafting.samples import samples
chosen = {name: terms for name, terms in samples().items() if "every" in name or "-" in name}
print(json.dumps({n: assemble(t, "0" * 64).text_sha256 for n, t in chosen.items()}))
"""


def positioned(**positions: Position) -> MappingProxyType[str, Position]:
    return MappingProxyType(positions)


def test_a_contract_has_key_terms_standard_terms_schedules_law_riders_and_a_signature_page() -> (
    None
):
    contract = assemble(some_terms(), SHA256)
    assert contract.title == "AI Training Data License Agreement"
    assert contract.subtitle == "between Photo Archive Inc. and Example Labs Ltd"
    assert (contract.form, contract.language, contract.terms_sha256) == (
        "bulk-media 1",
        "en",
        SHA256,
    )
    assert [part.kind for part in contract.parts] == [
        PartKind.KEY_TERMS,
        PartKind.STANDARD_TERMS,
        PartKind.SCHEDULE,
        PartKind.SCHEDULE,
        PartKind.SCHEDULE,
        PartKind.RIDER,
        PartKind.RIDER,
        PartKind.SIGNATURES,
    ]


def test_the_same_terms_give_the_same_words() -> None:
    assert assemble(some_terms(), SHA256) == assemble(some_terms(), SHA256)


@pytest.mark.parametrize("seed", ["0", "4242"])
def test_another_process_with_another_hash_seed_gives_the_same_words(seed: str) -> None:
    run = subprocess.run(  # noqa: S603  our own code, no shell
        [sys.executable, "-c", DIGESTS],
        env={"PYTHONHASHSEED": seed},
        cwd=EXAMPLES.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    there = json.loads(run.stdout)
    assert len(there) > 15
    assert there == {name: contracts()[name].text_sha256 for name in there}


def test_the_subtitle_names_every_licensor() -> None:
    contract = contracts()["several licensors"]
    assert contract.subtitle == (
        "between Archive A, Archive B, Archive C, Archive D, Archive E and Archive F, and "
        "Example Labs Ltd"
    )


@pytest.mark.parametrize(
    ("licensor", "licensee", "size"),
    [
        ("US", "US", PageSize.LETTER),
        ("US", "CA", PageSize.LETTER),
        ("US", "GB", PageSize.A4),
        ("DE", "FR", PageSize.A4),
    ],
)
def test_letter_paper_is_for_deals_in_which_all_sides_print_on_it(
    licensor: str, licensee: str, size: PageSize
) -> None:
    terms = terms_with(
        parties__licensor__address__country=licensor, parties__licensee__address__country=licensee
    )
    assert assemble(terms, SHA256).page_size is size


def test_the_sample_deal_says_by_when_a_notice_is_in_time() -> None:
    words = " ".join(text for _, text in assemble(some_terms(), SHA256).words())
    assert "Received by 1 December 2028" in words
    assert "Sent by e-mail by 30 November 2028" in words


@pytest.mark.parametrize("name", contracts())
def test_what_no_contract_may_exclude_is_saved_in_every_contract(name: str) -> None:
    text = "\n".join(
        p.text for p in reading.paragraphs(reading.clause(contracts()[name], "C23").blocks)
    )
    saver = clause("C23", FORM.clauses["C23"]).blocks[FairUse.FU7].items[0].source
    assert saver in text


@pytest.mark.parametrize("id", ["C49", "C58"])
def test_an_optional_clause_is_used_when_a_position_chooses_it(id: str) -> None:
    assert not reading.is_used(reading.clause(contracts()["photo-archive"], id))
    chosen = terms_with(positions__clauses=positioned(**{id: Position.BALANCED}))
    assert reading.is_used(reading.clause(assemble(chosen, SHA256), id))


def test_an_optional_clause_can_be_omitted_by_name() -> None:
    omitted = terms_with(positions__clauses=positioned(C49=Position.OMITTED))
    assert assemble(omitted, SHA256) == assemble(some_terms(), SHA256)


def test_the_position_that_is_chosen_anyway_changes_nothing() -> None:
    chosen = terms_with(positions__clauses=positioned(C05=Position.BALANCED))
    assert assemble(chosen, SHA256) == assemble(some_terms(), SHA256)


@pytest.mark.parametrize("position", [Position.LICENSOR, Position.LICENSEE])
def test_the_wording_of_a_side_follows_what_all_positions_share(position: Position) -> None:
    chosen = terms_with(positions__clauses=positioned(C05=position))
    assert chosen_blocks("C05", chosen, FORM) == ("common", position.value)


@pytest.mark.parametrize(
    ("id", "position", "message"),
    [
        ("C02", Position.LICENSOR, "Give one of: balanced."),
        ("C05", Position.OMITTED, "Give one of: licensor, balanced, licensee."),
        ("C58", Position.LICENSEE, "Give one of: balanced, omitted."),
        ("C23", Position.BALANCED, "Other terms choose this clause's text; it takes no position."),
        ("C57", Position.BALANCED, "This family has no such clause."),
        ("C61", Position.BALANCED, "This family has no such clause."),
    ],
)
def test_a_position_that_is_not_on_offer_is_refused_by_its_place(
    id: str, position: Position, message: str
) -> None:
    with pytest.raises(TermsRefused) as refused:
        assemble(terms_with(positions__clauses=positioned(**{id: position})), SHA256)
    found = [(fault.pointer, fault.message) for fault in refused.value.faults]
    assert found == [(f"/terms/positions/clauses/{id}", message)]


def test_every_position_that_is_not_on_offer_is_refused_at_once() -> None:
    wrong = positioned(C02=Position.LICENSOR, C61=Position.BALANCED)
    with pytest.raises(TermsRefused) as refused:
        assemble(terms_with(positions__clauses=wrong), SHA256)
    assert len(refused.value.faults) == 2


def test_a_special_term_on_a_clause_that_the_family_has_not_is_refused_by_its_place() -> None:
    special = SpecialTerm(id="b", clause="C61", action=SpecialAction.ADD, text="Crawl slowly.")
    terms = some_terms(special_terms=(*some_terms().special_terms, special))
    with pytest.raises(TermsRefused) as refused:
        assemble(terms, SHA256)
    (fault,) = refused.value.faults
    assert fault.pointer == "/terms/special_terms/1/clause"
    assert fault.message == "This family has no such clause."


def test_the_signature_page_names_parties_and_no_signatory() -> None:
    page = reading.part(assemble(some_terms(), SHA256), PartKind.SIGNATURES)
    assert [section.heading for section in page.sections] == [
        "Licensor: Photo Archive Inc.",
        "Licensee: Example Labs Ltd",
    ]
    said = [p.text for s in page.sections for p in reading.paragraphs(s.blocks)]
    assert said[0] == (
        "Signed electronically for Photo Archive Inc. by the person named for it in the Signature "
        "Record at the end of this document, which is part of this Agreement."
    )


def test_another_signatory_changes_no_word() -> None:
    parties = some_parties()
    (signatory,) = parties.licensee.signatories
    other = replace(signatory, name="Cy Other", title="CEO", email="cy@labs.example")
    reassigned = replace(parties, licensee=replace(parties.licensee, signatories=(other,)))
    changed = assemble(some_terms(parties=reassigned), SHA256)
    assert changed.text_sha256 == assemble(some_terms(), SHA256).text_sha256


def test_every_licensor_signs() -> None:
    page = reading.part(contracts()["several licensors"], PartKind.SIGNATURES)
    assert len(page.sections) == 7


def test_ink_has_lines_to_sign_on() -> None:
    inked = terms_with(signing__level=SignatureLevel.WET_INK)
    page = reading.part(assemble(inked, SHA256), PartKind.SIGNATURES)
    for section in page.sections:
        ((_, table),) = reading.tables(replace(page, sections=(section,)))
        assert [[*map(reading.said, row)] for row in table.rows] == [
            ["Signature", ""],
            ["Name", ""],
            ["Title", ""],
            ["Date", ""],
        ]


def test_a_start_with_the_last_signature_is_printed_as_a_rule() -> None:
    contract = contracts()["last signature"]
    opening = reading.key_terms(contract)["Effective Date"]
    assert opening.startswith("The date of the last signature shown in the Signature Record, in ")


def test_a_family_that_omits_a_clause_keeps_its_number() -> None:
    section = reading.clause(contracts()["photo-archive"], "C57")
    assert (section.number, section.heading, section.blocks) == ("57", "Not used.", ())


def test_no_part_of_the_standard_terms_is_a_table() -> None:
    terms = reading.part(contracts()["photo-archive"], PartKind.STANDARD_TERMS)
    assert all(isinstance(block, Paragraph) for s in terms.sections for block in s.blocks)


def test_the_day_of_a_delivery_stands_in_its_row_of_schedule_3_alone() -> None:
    words = [text for _, text in assemble(some_terms(), SHA256).words()]
    assert [text for text in words if "28 February 2027" in text] == ["28 February 2027"]


def test_a_guarantor_signs_once_whomever_it_guarantees() -> None:
    signing = [section.heading for section in contracts()["guarantors"].parts[-1].sections]
    assert signing == [
        "Licensor: Photo Archive Inc.",
        "Licensee: Example Labs Ltd",
        "Guarantor: Parent N.V.",
    ]
