"""Part A: every value of a deal stands beside its label, in the words of the contract."""

from decimal import Decimal
from typing import Any

import pytest

from service.domain.contract import PartKind
from service.domain.terms import Terms
from service.domain.terms import delivery as d
from service.domain.terms import grant as g
from service.domain.terms import models as mo
from service.domain.terms import parties as pa
from service.domain.terms import period as pe
from service.domain.terms import risk as r
from service.drafting.assemble import assemble
from tests.builders import some_terms
from tests.domain.changes import terms_with
from tests.drafting import reading
from tests.drafting.changes import CHANGES
from tests.drafting.sample_key_terms import SAMPLE
from tests.drafting.samples import SHA256, contracts


def values(terms: Terms) -> dict[str, str]:
    return reading.key_terms(assemble(terms, SHA256))


def test_the_sample_deal_has_every_label_with_its_value() -> None:
    assert values(some_terms()) == SAMPLE


CASES: tuple[tuple[dict[str, Any] | str, str, str], ...] = (
    ("named principals", "Principals", "Ann Ray"),
    (
        "listed principals",
        "Principals",
        f"1,200 principals on the list held by Licensor, SHA-256 of the list {'d' * 64}",
    ),
    ("several licensors", "Licensor Liability", "Several: each Licensor for its own share"),
    ("jointly", "Licensor Liability", "Joint and several"),
    (
        "as exclusive_agent",
        "Rights Capacity",
        "Exclusive agent of the Principals / Authority dated 1 May 2026, covering non-exclusive "
        "grants, exclusive grants, release of past use, signing and collecting payment, "
        f"SHA-256 {'a' * 64}",
    ),
    ("named affiliates", "Permitted Affiliates", "Example Research Ltd"),
    (
        {"parties__licensee__affiliates": pa.Affiliates(scope=pa.AffiliateScope.NONE)},
        "Permitted Affiliates",
        "None",
    ),
    (
        "payment agent",
        "Intermediary",
        "Media Market B.V., 3 Dam, Amsterdam, 1012 JS, Netherlands / Acts as payment agent / "
        "Collects payment / Commission 10% of the Fees, borne by Licensor",
    ),
    (
        "guarantors",
        "Guarantor",
        "Parent N.V., Netherlands, 3 Dam, Amsterdam, 1012 JS, Netherlands, for the duties of "
        "Licensee / Parent N.V., Netherlands, 3 Dam, Amsterdam, 1012 JS, Netherlands, for the "
        "duties of Licensor",
    ),
    (
        {"parties__licensor__registration_no": "42", "parties__licensor__tax_id": "99"},
        "Licensor",
        "Photo Archive Inc. / Corporation, Delaware, United States, registration number 42 / "
        "1 Harbor Way, Denver, CO 80202, United States / Tax number 99",
    ),
    ("accepted at once", "Acceptance Period", "None: an Item is accepted on Delivery"),
    (
        {"delivery__use_is_acceptance": False},
        "Use Rule",
        "Use of an Item for a Licensed Purpose is not Acceptance",
    ),
    ({"delivery__shortfall": d.Shortfall.NONE}, "Shortfall Remedy", "No credit"),
    ("all models", "Licensed Models", "All Models of Licensee"),
    ({"grant__model_names": ()}, "Licensed Models", "Each Model family of Licensee"),
    (
        {"grant__model_names": ("A", "B")},
        "Licensed Models",
        "The Model families A and B",
    ),
    (
        {"grant__model_scope": g.ModelScope.NAMED_MODEL},
        "Licensed Models",
        "The Model Example LM",
    ),
    ({"grant__territory": frozenset({"EU"})}, "Territory", "The European Union"),
    ({"grant__territory": frozenset({"US", "BR"})}, "Territory", "Brazil and United States"),
    ({"grant__field": "Sound design"}, "Field", "Sound design"),
    ("sole", "Exclusivity", "Sole"),
    ("sole", "Exclusivity Period", "The Period"),
    ("exclusive in a field", "Exclusive Field", "Weather forecasting"),
    ("exclusive for a time", "Exclusivity Period", "The first 12 months of the Period"),
    (
        "every sublicensee",
        "Permitted Sublicensees",
        "Processors / Permitted Affiliates / End Users",
    ),
    ("open weights", "Open Weights", "Allowed"),
    ("first negotiation", "First Negotiation Scope", "Photographs taken after 2019"),
    ("first negotiation", "First Negotiation Period", "30 days"),
    (
        "every prohibited use",
        "Prohibited Uses",
        "Raw Resale / Substitute Product / Voice or Likeness Cloning / Style Imitation / "
        "Biometric Identification / Surveillance / Weapons Use / Political Persuasion / "
        "Adult Content / Re-identification / Open Weights Release / "
        "Other Prohibited Use (see Special Terms)",
    ),
    ("limits", "Verbatim Limit", "200 consecutive words or 5% of a text, whichever is less"),
    ({"outputs__verbatim_cap_words": 1}, "Verbatim Limit", "1 consecutive word of a text"),
    ({"outputs__verbatim_cap_pct": Decimal("2.50")}, "Verbatim Limit", "2.5% of a text"),
    ({"outputs__max_seconds": None}, "Clip Limit", "None"),
    (
        "destroyed",
        "Weights Outcome",
        "Expiry: Destroy Outcome / Licensee breach: Retire Outcome / Licensor breach: Perpetual "
        "Outcome / Works withdrawn: Keep Outcome / Change of law: Keep Outcome",
    ),
    (
        {"models__on_end": mo.OnEnd()},
        "Weights Outcome",
        "Expiry: Keep Outcome / Licensee breach: Keep Outcome / Licensor breach: Keep Outcome / "
        "Works withdrawn: Keep Outcome / Change of law: Keep Outcome",
    ),
    ({"models__on_end": mo.OnEnd()}, "Sunset Period", "Not applicable"),
    ({"models__deletion_certificate": False}, "Deletion Certificate Rule", "Not required"),
    ({"models__deletion_certificate": False}, "Certificate Period", "Not applicable"),
    ({"models__legal_hold": False}, "Legal Hold", "Does not apply"),
    (
        "minimum each year",
        "Guarantee",
        "Minimum of USD 500,000.00 for each year / Fees that count: per-unit fees / An excess "
        "over the Minimum is carried forward / On a Shortfall the Minimum is reduced in proportion",
    ),
    (
        "advance each year",
        "Guarantee",
        "Advance of USD 500,000.00 for each year / Fees that count: per-unit fees / On a Shortfall "
        "the Advance is not reduced in proportion",
    ),
    ("advance", "True-up Period", "Not applicable"),
    (
        "fee cap",
        "Fee Cap",
        "USD 900,000.00 for the Initial Period, and as much for each Renewal Period",
    ),
    (
        "usage query",
        "Committed Fees",
        "At least USD 1,560,000.00 (one million five hundred sixty thousand US dollars) for the "
        "Initial Period / Fees that depend on the future are added as they arise; Schedule 2 states "
        "their rates.",
    ),
    ({"pricing__payment_days": 1}, "Payment Period", "1 day from receipt of the invoice"),
    ("exchange", "Exchange Rate Rule", "ECB, the day of the invoice"),
    (
        "index",
        "Indexation Rule",
        "By the consumer price index, at least 1% and at most 5%, once a year",
    ),
    ("subscription month", "Indexation Rule", "3% a year"),
    (
        "last signature",
        "Effective Date",
        "The date of the last signature shown in the Signature Record, in Eastern Time "
        "(America/New_York)",
    ),
    ("last signature", "Initial Period", "24 months from the Effective Date"),
    ("last signature", "First Notice Days", "Not applicable"),
    (
        "an end date",
        "Initial Period",
        "From the Effective Date to 28 February 2029, both days included",
    ),
    ("perpetual", "Initial Period", "Without limit of time, from the Effective Date"),
    ("no renewal", "Renewal", "None"),
    ("no renewal", "Renewal Period", "Not applicable"),
    ("no renewal", "Renewal Price", "Not applicable"),
    ("evergreen", "Maximum Renewals", "Not applicable"),
    ("conditional", "Maximum Renewals", "No maximum"),
    ("conditional", "Renewal Condition", "Net Revenue exceeds USD 1,000,000."),
    (
        "notice per party",
        "Renewal Notice",
        "By Licensor: at least 90 days before the last day of the period that is ending, and not "
        "more than 6 months before it / By Licensee: at least 60 days before the last day of the "
        "period that is ending",
    ),
    (
        "notice per party",
        "First Notice Days",
        "Licensor: received by 1 November 2028 / Licensor: sent by e-mail by 31 October 2028 / "
        "Licensor: sent through the platform by 1 November 2028 / Licensor: not before 30 July "
        "2028 / Licensee: received by 1 December 2028 / Licensee: sent by e-mail by 30 November "
        "2028 / Licensee: sent through the platform by 1 December 2028",
    ),
    (
        {"period__renewal__notice_basis": pe.NoticeBasis.SENT},
        "First Notice Days",
        "Sent by e-mail by 1 December 2028 / Sent through the platform by 1 December 2028",
    ),
    ("renewed at uplift", "Renewal Price", "Raised by 3%"),
    ("renewed at negotiated", "Renewal Price", "As the parties agree in writing"),
    (
        {"period__renewal__price": pe.RenewalPrice(mode=pe.RenewalPriceMode.CPI, cap=Decimal(4))},
        "Renewal Price",
        "By the consumer price index, at most 4%",
    ),
    (
        {"period__convenience": pe.Convenience(party=pe.ConvenienceParty.EITHER)},
        "Convenience Right",
        "Either party, on Notice of 90 days",
    ),
    ({"period__wind_down_days": 30}, "Wind-down Period", "30 days"),
    ("FU0", "Fair Use Position", "Silent / Mandatory exceptions saved"),
    ("FU4 for good", "Covenant Scope", "Without limit of time"),
    (
        "signals",
        "Reservation Signals",
        "TDMRep / robots.txt / RSL / AIPREF / IPTC metadata / C2PA assertion / Terms of service",
    ),
    ("signals", "Listed Locations", "https://archive.example/"),
    ("paid release", "Past Use Payment", "USD 250,000.00"),
    ("paid release", "Past Use Cut-off", "31 December 2026"),
    ("paid release", "Past Use Works", "Harbor series, 1990"),
    ("covenant not to sue", "Past Use Works", "Every work listed in Schedule 1"),
    (
        "covenant not to sue",
        "Released Matters",
        "Training and other inputs: yes / Outputs: no / Unknown claims: yes",
    ),
    ("people", "Data Subjects", "People shown in the clips"),
    ("no people", "Data Roles", "Not applicable"),
    ("undecided", "Bulk Data Answer", "Not yet answered"),
    ("no audit", "Audit Limit", "No audit"),
    ({"compliance__security": ()}, "Security Standards", "None beyond the Standard Terms"),
    ("a sum as cap", "General Cap", "USD 5,000,000.00"),
    (
        "the greater cap",
        "General Cap",
        "The greater of USD 5,000,000.00 and 100% of the greater of the total Fees paid and "
        "payable for the Initial Period and the Fees paid and payable for the 12 months before "
        "the event",
    ),
    (
        {"risk__general_cap__value": Decimal("1.5")},
        "General Cap",
        "150% of the total Fees paid and payable for the Initial Period",
    ),
    ("parity for licensee", "Price Parity", "In favor of Licensee"),
    ("parity for licensee", "Comparator", "A license for 100,000 images or more"),
    ("parity for licensee", "Parity Look-back", "12 months"),
    (
        {"risk__change_of_law__known_pending_count": True},
        "Known Pending Matters",
        "Thomson Reuters v. Ross, 3d Cir. No. 25-2153 / Their outcome counts as a Change of Law",
    ),
    ("listed acquirers", "Listed Acquirers", "Rival Inc."),
    (
        {"risk__change_of_control": r.ChangeOfControl(right=r.ControlRight.NONE)},
        "Listed Acquirers",
        "Not applicable",
    ),
    ("insurance", "Insurance", "Cyber, USD 2,000,000.00, carried by Licensee"),
    ("liquidated damages", "Liquidated Damages Event", "Publication of an Item"),
    ("liquidated damages", "Liquidated Sum", "USD 10,000.00"),
    ("liquidated damages", "Liquidated Damages Cap", "USD 100,000.00"),
    ({"law__place": None}, "Forum Place", "The place of the Governing Law"),
    ("arbitration", "Arbitration Rules", "ICC"),
    ("arbitration", "Seat", "Geneva"),
    ("process agent", "Process Agent", "CT Corporation, New York, for Licensee"),
    ("every notice method", "Notice Methods", "The platform, e-mail or courier"),
    ("last day to sign", "Sign-by Date", "15 January 2027"),
    ({"special_terms": ()}, "Special Terms", "None"),
)


@pytest.mark.parametrize(("change", "label", "said"), CASES)
def test_a_changed_term_is_said_beside_its_label(
    change: dict[str, Any] | str, label: str, said: str
) -> None:
    changes = CHANGES[change] if isinstance(change, str) else change
    assert values(terms_with(**changes))[label] == said


def test_what_does_not_apply_is_gathered_in_the_last_row_of_its_group() -> None:
    for contract in contracts().values():
        for section in reading.part(contract, PartKind.KEY_TERMS).sections:
            firsts = [row[0][0].text for row in section.blocks[0].rows]
            alone = [
                row for row in section.blocks[0].rows if reading.said(row[1]) == "Not applicable"
            ]
            assert alone == []
            assert "Not applicable" not in firsts[:-1]


def test_every_contract_has_the_same_labels() -> None:
    assert {frozenset(reading.key_terms(contract)) for contract in contracts().values()} == {
        frozenset(SAMPLE)
    }


def test_a_special_term_stands_in_a_table_with_its_section_and_effect() -> None:
    contract = contracts()["special terms"]
    table = reading.tables(reading.part(contract, PartKind.KEY_TERMS))
    rows = [[*map(reading.said, row)] for _, each in table for row in each.rows if each.head]
    assert rows == [
        ["a", "Section 41", "Deletes", "The Section is not used."],
        ["b", "Section 49", "Replaces", "One. / Two."],
    ]


def test_a_start_with_the_last_signature_gives_no_derived_date() -> None:
    sample = terms_with(**CHANGES["last signature"])
    words = " ".join(text for _, text in assemble(sample, SHA256).words())
    assert not any(str(year) in words for year in range(2027, 2035))
