"""Every duty in the library says whose it is."""

from types import MappingProxyType

import pytest

from service.drafting.library import Clause, Item, TextBlock, family
from tests.drafting.duties import Duty, duties
from tests.drafting.reading_level import texts


@pytest.mark.parametrize("text", texts(family("bulk-media", 1)), ids=lambda text: text.id)
def test_every_duty_names_who_owes_it(text: Clause) -> None:
    assert [duty for duty in duties(text) if duty.actor is None] == []


@pytest.mark.parametrize(
    ("sentence", "actor"),
    [
        ("Licensee shall pay.", "Licensee"),
        ("After the End Date it shall pay.", "it"),
        ("A party that finds a fault, or suspects one, shall report it.", "party"),
        ("Licensor may sort Items and shall keep a list.", "Licensor"),
        ("No party, officer or auditor shall tell.", "auditor"),
        ("The invoice shall show the sum.", "The invoice"),
        ("A transfer needs consent, which shall not be unreasonably withheld.", "the party asked"),
    ],
)
def test_the_subject_of_a_duty_is_found(sentence: str, actor: str) -> None:
    assert [duty.actor for duty in found(sentence)] == [actor]


@pytest.mark.parametrize(
    "sentence",
    [
        "Items shall be encrypted.",
        "The report shall arrive.",
        "If Licensee asks, the report shall arrive.",
        "Licensee pays, and the report shall arrive.",
        "The report about it shall arrive.",
        "Licensee shall be told.",
        "A Notice of breach or termination shall go by courier.",
    ],
)
def test_a_duty_that_is_nobodys_is_found(sentence: str) -> None:
    assert [duty.actor for duty in found(sentence)] == [None]


def test_an_entry_that_goes_on_belongs_to_the_one_above_its_list() -> None:
    assert [duty.actor for duty in found("Then Licensee:", "shall stop.")] == ["Licensee"]


def found(first: str, *entries: str) -> list[Duty]:
    items = (Item(1, first), *(Item(2, entry) for entry in entries))
    block = TextBlock("balanced", "Why.", items)
    return [*duties(Clause("C01", 1, "Parties", (), MappingProxyType({"balanced": block})))]
