"""A deal as one JSON document: the terms, and what is kept beside them."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from marshmallow import ValidationError

from schemas.build import schema_of
from schemas.faults import faults_of
from schemas.terms import load_terms
from schemas.terms.shorthands import expanded
from service.domain import rules
from service.domain.deal import DealFile, DealHeader
from service.domain.errors import Fault, TermsRefused
from service.domain.terms import Form

LANGUAGES: Final = frozenset({"en"})
"""The languages that the texts of the families are written in."""

_HEADER = schema_of(DealHeader)()
_HEADER.beside = ("terms",)


def load_deal(data: Any, newest: Mapping[str, int], on: date | None = None) -> DealFile:
    """A deal that can be agreed, or TermsRefused with every fault, pointers into the document.

    `newest` gives the newest version of each family; what terms leave out of their `form` is
    pinned to it. Faults of shape come all together; only when there are none can the rules across
    fields speak. `on` is the day of reading: a fixed start lies at most five years after it.
    """
    if not isinstance(data, dict):
        raise TermsRefused([Fault("", "Give a deal as an object in braces.")])
    found: list[Fault] = []
    deal = terms = None
    try:
        deal = _HEADER.load({key: value for key, value in data.items() if key != "terms"})
    except ValidationError as error:
        found.extend(faults_of(error.messages))
    found.extend(_family_faults(data.get("family"), newest, found))
    try:
        terms = load_terms(with_form(_terms_of(data), data.get("family"), newest))
    except TermsRefused as refused:
        found.extend(_inside(refused.faults))
    if deal is not None and terms is not None and not found:
        found.extend(form_faults(terms.form, deal.family, newest))
        found.extend(_inside(expanded(data["terms"]).as_written(rules.faults(terms, on))))
    if found or deal is None or terms is None:
        raise TermsRefused(found)
    return DealFile(header=deal, terms=terms)


def _terms_of(data: Mapping[str, Any]) -> Any:
    if "terms" not in data:
        raise TermsRefused([Fault("", "This is needed.")])
    return data["terms"]


def _inside(faults: Iterable[Fault]) -> list[Fault]:
    return [Fault(f"/terms{fault.pointer}", fault.message) for fault in faults]


def with_form(terms: Any, family: Any, newest: Mapping[str, int]) -> Any:
    """Terms that say on which text they are agreed; an unknown family is refused by itself."""
    if not isinstance(terms, dict) or not isinstance(terms.get("form"), dict | None):
        return terms
    family = family if _is_known(family, newest) else min(newest)
    given = {key: value for key, value in (terms.get("form") or {}).items() if value is not None}
    return {**terms, "form": {"family": family, "version": newest[family], **given}}


def _is_known(family: Any, newest: Mapping[str, int]) -> bool:
    return isinstance(family, str) and family in newest


def _family_faults(
    family: Any, newest: Mapping[str, int], found: Iterable[Fault]
) -> Iterator[Fault]:
    refused = any(fault.pointer == "/family" for fault in found)
    if not refused and not _is_known(family, newest):
        yield Fault("/family", f"Give one of: {', '.join(sorted(newest))}.")


def form_faults(form: Form, family: str, newest: Mapping[str, int]) -> Iterator[Fault]:
    if form.family != family:
        yield Fault("/terms/form/family", f"The deal is of the family {family}: give that.")
    elif form.version > newest[family]:
        yield Fault("/terms/form/version", f"Give {newest[family]}, the newest version, or less.")
    if form.language not in LANGUAGES:
        yield Fault("/terms/form/language", f"Give one of: {', '.join(sorted(LANGUAGES))}.")
