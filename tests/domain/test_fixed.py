"""While a negotiation runs, what the other side says of itself is not ours to change."""

from dataclasses import replace

import pytest

from service.domain.checks.fixed import fixed_findings
from service.domain.deal import OurSide
from service.domain.errors import TermsRefused
from tests.builders import some_parties, some_terms
from tests.domain.offered import NONE, THEM, US, drafted, offered, over, put, with_parties

OTHER = with_parties(licensee=replace(some_parties().licensee, legal_name="Another Ltd"))


def test_another_name_of_the_other_side_is_found_where_it_stands() -> None:
    (found,) = fixed_findings(offered(), OTHER.terms)
    assert found.pointers == ("/parties/licensee/legal_name",)
    assert found.is_final
    assert "the licensee says of itself" in found.sentence


def test_it_is_just_what_an_offer_is_refused_for() -> None:
    with pytest.raises(TermsRefused, match="/terms/parties/licensee"):
        put(offered(), US, OTHER, findings=NONE)


def test_what_we_say_of_ourselves_is_ours() -> None:
    ours = replace(some_parties().licensor, legal_name="Another Inc.")
    assert fixed_findings(offered(), with_parties(licensor=ours).terms) == ()


def test_a_licensee_leaves_every_licensor_alone() -> None:
    deal = put(drafted(OurSide.LICENSEE), THEM, findings=NONE)
    theirs = replace(some_parties().licensor, legal_name="Another Inc.")
    terms = with_parties(licensor=theirs).terms
    assert [f.pointers for f in fixed_findings(deal, terms)] == [("/parties/licensor/legal_name",)]


def test_before_an_offer_and_after_the_end_nothing_is_held_fast() -> None:
    for deal in (drafted(), *over().values()):
        assert fixed_findings(deal, OTHER.terms) == ()


def test_nothing_is_found_where_nothing_changed() -> None:
    assert fixed_findings(offered(), some_terms()) == ()
