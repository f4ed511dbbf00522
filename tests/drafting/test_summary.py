"""What a side would be agreeing to, word for word from the Key Terms."""

import pytest

from service.domain.contract import ContractText, PartKind, Table
from service.domain.terms.parties import Side
from service.domain.terms.signing import SpecialAction, SpecialTerm
from service.drafting.assemble import assemble
from service.drafting.summary import _DEAL, _DUTIES, duties, summary
from tests.builders import some_terms

TEXT = assemble(some_terms(), "0" * 64)
_NAMES = SpecialTerm(id="Amendment", clause="C54", action=SpecialAction.ADD, text="It amends.")
AMENDMENT = assemble(some_terms(special_terms=(_NAMES,)), "0" * 64)
LABELS = sorted(
    {
        label
        for _, labels, _ in (*_DEAL, *_DUTIES[Side.LICENSOR], *_DUTIES[Side.LICENSEE])
        for label in labels
    }
)


def _key_terms(text: ContractText) -> dict[str, list[str]]:
    return {
        row[0][0].text: [paragraph.text for paragraph in row[1]]
        for part in text.parts
        if part.kind is PartKind.KEY_TERMS
        for section in part.sections
        for block in section.blocks
        if isinstance(block, Table)
        for row in block.rows
    }


@pytest.mark.parametrize("label", LABELS)
def test_every_term_that_it_is_made_of_is_a_key_term(label: str) -> None:
    assert label in _key_terms(AMENDMENT)


def test_a_paper_that_goes_on_with_an_agreement_says_so_first() -> None:
    assert AMENDMENT.subtitle.startswith("Amendment, between")
    first = summary(AMENDMENT)[0]
    assert first.about == "What it goes on with"
    assert first.about not in {line.about for line in summary(TEXT)}


def test_it_says_nothing_that_the_contract_does_not_say() -> None:
    known = _key_terms(TEXT)
    for line in (*summary(TEXT), *duties(TEXT, Side.LICENSOR), *duties(TEXT, Side.LICENSEE)):
        for label, words in line.terms:
            assert [*words] == known[label][: len(words)]


def test_each_line_leads_to_a_place_of_the_contract() -> None:
    places = {part.bookmark for part in TEXT.parts} | {
        section.bookmark for part in TEXT.parts for section in part.sections if section.blocks
    }
    for side in Side:
        assert {line.bookmark for line in (*summary(TEXT), *duties(TEXT, side))} <= places


def test_parties_fee_end_notice_and_cap_are_in_it() -> None:
    said = " ".join(word for line in summary(TEXT) for _, words in line.terms for word in words)
    for words in (
        "Photo Archive Inc.",
        "Example Labs Ltd",
        "USD 1,560,000.00",
        "30 January 2029",
        "Received by 1 December 2028",
        "100% of the total Fees",
    ):
        assert words in said


def test_each_side_has_duties_of_its_own() -> None:
    theirs, ours = ({line.about for line in duties(TEXT, side)} for side in Side)
    assert theirs & ours == {"Keep the deal to yourself"}
