"""Terms that a rule refuses, where and in what words."""

from dataclasses import dataclass
from typing import Any

from service.domain.rules import Rule
from service.domain.terms import Terms
from tests.domain.changes import terms_with


@dataclass(frozen=True)
class Refused:
    """`part` stands in the message of a fault at `pointer`."""

    rule: Rule
    terms: Terms
    pointer: str
    part: str


def refused(rule: Rule, pointer: str, part: str, **changes: Any) -> Refused:
    return Refused(rule, terms_with(**changes), pointer, part)


def named(case: Refused) -> str:
    return f"{case.rule.__name__}-{case.pointer}"
