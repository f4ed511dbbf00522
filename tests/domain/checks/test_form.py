"""How the contract is made."""

from datetime import date
from typing import Any

import pytest

from service.domain.terms.grant import Purpose
from service.domain.terms.parties import ActingAs
from service.domain.terms.period import Starts
from service.domain.terms.signing import SignatureLevel, SpecialAction, SpecialTerm
from tests.domain.checks.cases import Case, clear, found, named

CONSUMER = {"parties__licensor__acting_as": ActingAs.CONSUMER}
IN_GERMANY = {"parties__licensee__jurisdiction": "DE"}
LATE = {"signing__complete_by": date(2027, 2, 1)}


def licensee_in(country: str) -> dict[str, Any]:
    return {
        "parties__licensee__jurisdiction": country,
        "parties__licensee__address__country": country,
    }


def special(clause: str, action: SpecialAction) -> dict[str, Any]:
    return {"special_terms": (SpecialTerm(id="ST1", clause=clause, action=action),)}


CASES = (
    found("consumer_signs_electronically", "/parties/licensor/acting_as", **CONSUMER),
    clear("consumer_signs_electronically", **CONSUMER, signing__level=SignatureLevel.WET_INK),
    clear("consumer_signs_electronically"),
    *(
        found("signed_elsewhere", "/signing/level", signing__level=level)
        for level in (SignatureLevel.AES, SignatureLevel.QES, SignatureLevel.WET_INK)
    ),
    clear("signed_elsewhere"),
    found("simple_signature_in_europe", "/parties/licensee"),
    found("simple_signature_in_europe", "/parties/licensee", **licensee_in("NO")),
    clear("simple_signature_in_europe", **licensee_in("IN")),
    clear("simple_signature_in_europe", signing__level=SignatureLevel.QES),
    found("signing_after_start", "/signing/complete_by", "/period/starts/on", **LATE),
    clear("signing_after_start", signing__complete_by=date(2027, 1, 31)),
    clear("signing_after_start", **LATE, period__starts=Starts()),
    found(
        "same_mailbox_on_both_sides",
        "/parties/licensee/notice_email",
        parties__licensee__notice_email="Ada@Archive.example",
    ),
    found(
        "same_mailbox_on_both_sides",
        "/parties/licensee/signatories/0/email",
        parties__licensee__signatories__0__email="legal@archive.example",
    ),
    clear("same_mailbox_on_both_sides"),
    found(
        "mixed_scripts",
        "/parties/licensee/legal_name",
        parties__licensee__legal_name="Examp\N{CYRILLIC SMALL LETTER ER}le Labs Ltd",
    ),
    found(
        "mixed_scripts",
        "/parties/licensor/notice_email",
        parties__licensor__notice_email="legal@\N{GREEK SMALL LETTER ALPHA}rchive.example",
    ),
    clear("mixed_scripts", parties__licensee__legal_name="Пример Labs \N{EM DASH} Ltd"),
    found("imposed_standard_terms", "/parties/licensee", **IN_GERMANY),
    clear("imposed_standard_terms", **IN_GERMANY, **CONSUMER),
    clear("imposed_standard_terms"),
    found("transparency_carve_out", "/grant/purposes"),
    clear("transparency_carve_out", grant__purposes=frozenset({Purpose.SEARCH_INDEX})),
    *(
        found(
            "clause_required_by_law",
            "/special_terms/0/action",
            **special(clause, SpecialAction.DELETE),
        )
        for clause in ("C30", "C32", "C33", "C35", "C48")
    ),
    found(
        "clause_required_by_law",
        "/special_terms/0/action",
        **special("C35", SpecialAction.REPLACE),
    ),
    clear("clause_required_by_law", **special("C35", SpecialAction.ADD)),
    clear("clause_required_by_law", **special("C36", SpecialAction.DELETE)),
)


@pytest.mark.parametrize("case", CASES, ids=named)
def test_the_making_of_the_contract_is_looked_at(case: Case) -> None:
    assert case.where == case.expected
