"""No term of a deal is lost: another value gives another contract, but for what is never printed."""

from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from service.domain.money import Money, Rate
from service.domain.terms import Terms
from service.domain.terms.leaves import Path, leaves, value_at
from service.drafting.assemble import assemble
from tests.drafting.samples import SHA256, samples

NEVER_PRINTED = {
    "form.family": "it is the text",
    "form.version": "it is the text",
    "form.language": "there is one language",
    "materials.collection": "it names our own stock",
    "parties.licensee.acting_as": "it decides how the party may sign",
    "parties.licensor.acting_as": "it decides how the party may sign",
    "parties.other_licensors.*.acting_as": "it decides how the party may sign",
    "period.reminders_days_before.*": "a reminder is not a notice",
    "period.starts.mode": "the day says it, or that there is none",
    "pricing.currency": "every sum carries its own",
    "privacy.us_bulk_data_decided_by": "our side's own record",
}
SIGNATORIES = ".signatories.*."
"""The signature page names parties, never persons (legal-review.md B5)."""

CODES = {
    "currency": "EUR",
    "timezone": "Asia/Tokyo",
    "governing_law": "IE",
    "clause": "C41",
}


def test_another_value_of_any_term_gives_another_contract() -> None:
    lost, printed = set[str](), set[str]()
    for terms in samples().values():
        open_paths = [path for path in single_terms(terms) if named(path) not in printed]
        open_paths = [path for path in open_paths if may_be_printed(path)]
        sound = assemble(terms, SHA256) if open_paths else None
        for path in open_paths:
            changed = with_value(terms, path, other_than(value_at(terms, path), path[-1]))
            (lost if assemble(changed, SHA256) == sound else printed).add(named(path))
    assert lost - printed == set()
    assert len(printed) > 290


def test_what_is_never_printed_changes_no_contract() -> None:
    terms = samples()["exclusive-film"]
    silent = [path for path in single_terms(terms) if not may_be_printed(path)]
    changed = terms
    for path in silent:
        if path[0] != "form" and path[-1] not in ("mode", "currency"):
            changed = with_value(changed, path, other_than(value_at(terms, path), path[-1]))
    assert changed != terms
    assert assemble(changed, SHA256) == assemble(terms, SHA256)


def may_be_printed(path: Path) -> bool:
    return named(path) not in NEVER_PRINTED and SIGNATORIES not in named(path)


def single_terms(terms: Terms) -> list[Path]:
    """A clause's position is no single term here: `samples` has each that is on offer."""
    return [path for path, _ in leaves(terms) if path[:2] != ("positions", "clauses")]


def named(path: Path) -> str:
    return ".".join("*" if isinstance(step, int) else step for step in path)


def other_than(value: Any, name: str | int) -> Any:
    if isinstance(value, (bool, StrEnum)):
        members = [False, True] if isinstance(value, bool) else [*type(value)]
        return members[(members.index(value) + 1) % len(members)]
    if isinstance(value, frozenset):
        return other_set(value)
    if isinstance(value, Money):
        return Money(value.minor + 100, value.currency)
    if isinstance(value, Rate):
        return Rate(value.value + 1)
    if isinstance(value, date):
        return value + timedelta(days=1)
    return CODES.get(str(name), f"{value}x") if isinstance(value, str) else value + 1


def other_set(value: frozenset[Any]) -> frozenset[Any]:
    kind = type(next(iter(value)))
    if not issubclass(kind, StrEnum):
        return frozenset({*value, "FR"})
    left = [member for member in kind if member not in value]
    return value | {left[0]} if left else value - {next(iter(kind))}


def with_value(whole: Any, path: Path, value: Any) -> Any:
    if not path:
        return value
    step, *rest = path
    inner = with_value(value_at(whole, (step,)), tuple(rest), value)
    if isinstance(step, int):
        return (*whole[:step], inner, *whole[step + 1 :])
    return replace(whole, **{step: inner})
