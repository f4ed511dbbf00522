"""What one set of terms says otherwise than another: nothing lost, nothing made up."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import reduce
from types import MappingProxyType
from typing import Any

from hypothesis import HealthCheck, given, settings

from schemas.terms import canonical
from service.domain.money import Rate
from service.domain.terms import Terms
from service.domain.terms.differences import (
    Difference,
    DifferenceKind,
    differences,
    steps_by_name,
)
from service.domain.terms.grant import FirstNegotiation, Purpose
from service.domain.terms.leaves import pointer
from service.domain.terms.positions import Position
from service.domain.terms.risk import LiquidatedDamages
from tests.builders import a_charge, a_line, some_materials, some_terms, usd
from tests.domain.changes import terms_with
from tests.pairs import pairs
from tests.sizes import cases

SAMPLE = some_terms()


def said(after: Terms, before: Terms = SAMPLE) -> list[tuple[str, str, Any, Any]]:
    return [(d.kind.value, d.path, d.before, d.after) for d in differences(before, after)]


def test_the_same_terms_differ_in_nothing() -> None:
    assert differences(SAMPLE, some_terms()) == ()


def test_another_spelling_of_a_number_is_no_difference() -> None:
    assert said(terms_with(materials__lines__0__volume=Decimal("1200000.00"))) == []


def test_a_changed_value_stands_at_its_pointer_as_json_says_it() -> None:
    assert said(terms_with(materials__lines__0__unit_rate=Rate(Decimal("0.0600")))) == [
        ("changed", "/materials/lines/0/unit_rate", "0.05", "0.06")
    ]
    assert said(terms_with(period__starts__on=date(2027, 2, 1))) == [
        ("changed", "/period/starts/on", "2027-01-31", "2027-02-01")
    ]


def test_a_set_is_one_value_in_one_order() -> None:
    purposes = frozenset({Purpose.PRETRAIN, Purpose.EVALUATION})
    assert said(terms_with(grant__purposes=purposes)) == [
        ("changed", "/grant/purposes", ["finetune", "pretrain"], ["evaluation", "pretrain"])
    ]


def test_a_list_of_names_is_one_value() -> None:
    assert said(terms_with(grant__model_names=("Example LM", "Example LM 2"))) == [
        ("changed", "/grant/model_names", ["Example LM"], ["Example LM", "Example LM 2"])
    ]


def test_a_key_is_named_as_json_names_it() -> None:
    (found,) = differences(SAMPLE, terms_with(risk__super_cap__for_=frozenset()))
    assert found.path == "/risk/super_cap/for"


def test_a_line_is_known_by_its_id_wherever_it_stands() -> None:
    photos, clips, film = some_materials().lines
    moved = (film, replace(photos, volume=Decimal(5)), clips)
    found = differences(SAMPLE, terms_with(materials__lines=moved))
    assert [(d.kind, d.path, d.before, d.after) for d in found] == [
        (DifferenceKind.CHANGED, "/materials/lines/1/volume", "1200000", "5"),
        (
            DifferenceKind.MOVED,
            "/materials/lines",
            ["photos", "clips", "film"],
            ["film", "photos", "clips"],
        ),
    ]
    assert found[0].was_at == ("materials", "lines", 0, "volume")


def test_a_line_that_went_leaves_the_others_alone() -> None:
    _, *rest = some_materials().lines
    (found,) = differences(SAMPLE, terms_with(materials__lines=tuple(rest)))
    assert (found.kind, found.path) == (DifferenceKind.REMOVED, "/materials/lines/0")
    assert found.before["id"] == "photos"
    assert found.after is None


def test_an_added_charge_is_there_as_a_whole() -> None:
    (found,) = differences(SAMPLE, terms_with(pricing__charges=(a_charge(),)))
    assert (found.kind, found.path) == (DifferenceKind.ADDED, "/pricing/charges/0")
    assert (found.before, found.after["amount"]) == (None, "1000.00")


def test_a_line_with_another_id_is_another_line() -> None:
    kinds = [kind for kind, *_ in said(terms_with(materials__lines__0=a_line(id="images")))]
    assert kinds == ["removed", "added"]


def test_two_deliveries_of_a_line_are_told_apart_by_their_order() -> None:
    assert said(terms_with(delivery__schedule__1__due_date=date(2027, 3, 15))) == [
        ("changed", "/delivery/schedule/1/due_date", "2027-02-28", "2027-03-15")
    ]


def test_a_signatory_is_known_by_the_mailbox() -> None:
    assert said(terms_with(parties__licensee__signatories__0__title="CEO")) == [
        ("changed", "/parties/licensee/signatories/0/title", "VP Data", "CEO")
    ]


def test_a_group_that_came_is_there_value_by_value() -> None:
    ld = LiquidatedDamages(event="Leak", amount=usd("5"), cap=usd("50"))
    assert said(terms_with(risk__ld=ld)) == [
        ("added", "/risk/ld/event", None, "Leak"),
        ("added", "/risk/ld/amount", None, "5.00"),
        ("added", "/risk/ld/cap", None, "50.00"),
    ]


def test_a_group_that_went_is_gone_value_by_value() -> None:
    with_right = terms_with(grant__rofn=FirstNegotiation(scope="More", days=30))
    assert said(SAMPLE, before=with_right) == [
        ("removed", "/grant/rofn/scope", "More", None),
        ("removed", "/grant/rofn/days", 30, None),
    ]


def test_a_position_stands_under_its_clause() -> None:
    chosen = MappingProxyType({"C05": Position.LICENSOR})
    assert said(terms_with(positions__clauses=chosen)) == [
        ("changed", "/positions/clauses/C05", None, "licensor")
    ]


@settings(
    max_examples=cases(15, 200),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(pairs())
def test_of_any_two_deals_the_differences_are_what_their_json_shows(
    pair: tuple[Terms, Terms],
) -> None:
    before, after = pair
    was, now = canonical(before), canonical(after)
    found = differences(before, after)
    assert (found == ()) == (was.data == now.data)
    for each in found:
        if each.kind is not DifferenceKind.MOVED:
            assert _at(was.plain, each.was_at) == each.before
            assert _at(now.plain, each.now_at) == each.after


@settings(
    max_examples=cases(15, 200),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(pairs())
def test_from_the_other_end_the_same_terms_differ(pair: tuple[Terms, Terms]) -> None:
    before, after = pair
    there, back = differences(before, after), differences(after, before)
    assert sorted(_named(d, before, after) for d in there) == sorted(
        _named(_swapped(d), before, after) for d in back
    )


_OTHER = {
    DifferenceKind.ADDED: DifferenceKind.REMOVED,
    DifferenceKind.REMOVED: DifferenceKind.ADDED,
}


def _swapped(found: Difference) -> Difference:
    return Difference(
        kind=_OTHER.get(found.kind, found.kind),
        was_at=found.now_at,
        now_at=found.was_at,
        before=found.after,
        after=found.before,
    )


def _named(found: Difference, before: Terms, after: Terms) -> str:
    was = found.was_at is not None and steps_by_name(before, found.was_at)
    now = found.now_at is not None and steps_by_name(after, found.now_at)
    return f"{found.kind} {was} {now} {found.before} {found.after}"


def _at(plain: Any, path: Any) -> Any:
    """What the pointer leads to in the document; null where it leads nowhere."""
    if path is None:
        return None
    steps = pointer(path).split("/")[1:]
    return reduce(
        lambda inner, step: inner[int(step)] if isinstance(inner, list) else inner.get(step),
        steps,
        plain,
    )
