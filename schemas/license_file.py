"""A license that was signed elsewhere as one JSON document: key facts or whole terms."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from marshmallow import Schema, ValidationError, fields

from schemas.build import schema_of
from schemas.deal import form_faults, with_form
from schemas.deal_document import Described, TermsDocument
from schemas.faults import faults_of
from schemas.forms import Typed, object_from_form, object_to_form
from schemas.terms import load_terms
from schemas.terms.shorthands import expanded
from service.domain import rules
from service.domain.errors import Fault, TermsRefused
from service.domain.licenses.key_facts import KeyFacts
from service.domain.licenses.license import License
from service.domain.licenses.recording import LicenseHeader
from service.domain.terms import Terms

FAMILY: Final = "bulk-media"
"""Whose text stands behind terms that name none, and behind key facts, of which it says nothing."""

_Header: Any = schema_of(LicenseHeader)
_HEADER = _Header()
_HEADER.beside = ("terms",)
_FACTS: Final = schema_of(KeyFacts)()


@dataclass(frozen=True, slots=True)
class LicenseFile:
    """A license as somebody hands it in; `terms` are null where only its key facts are known."""

    header: LicenseHeader
    terms: Terms | None


class LicenseDocument(Described, _Header):  # type: ignore[misc]
    """A license that was signed elsewhere, with `facts` or with `terms`."""

    made_from = LicenseHeader
    terms = fields.Nested(
        TermsDocument,
        allow_none=True,
        metadata={"description": "All that the two sides agreed on, in place of `facts`"},
    )


class RecordedSchema(Schema):
    """The two parts in which it comes."""

    license = fields.Nested(LicenseDocument, required=True)
    document = fields.Raw(
        required=True,
        metadata={
            "type": "string",
            "format": "binary",
            "description": "What was signed, as a PDF of 20 MB at most",
        },
    )


def load_license(data: Any, newest: Mapping[str, int]) -> LicenseFile:
    """TermsRefused with every fault of shape, and of whole terms every rule between them.

    `newest` gives the newest version of each family.
    """
    if not isinstance(data, dict):
        raise TermsRefused([Fault("", "Give a license as an object in braces.")])
    found: list[Fault] = [*_one_of_two(data)]
    header = terms = None
    try:
        header = _HEADER.load({key: value for key, value in data.items() if key != "terms"})
    except ValidationError as error:
        found.extend(faults_of(error.messages))
    if data.get("terms") is not None:
        try:
            terms = _terms(data["terms"], newest)
        except TermsRefused as refused:
            found.extend(Fault(f"/terms{f.pointer}", f.message) for f in refused.faults)
    if found or header is None:
        raise TermsRefused(found)
    return LicenseFile(header, terms)


def license_from_form(typed: Typed) -> dict[str, Any]:
    """The document that a form means; it always has key facts, and blank rows are no deliveries."""
    document = object_from_form(_HEADER, typed)
    facts = object_from_form(_FACTS, typed, "facts")
    return {**document, "facts": {**facts, "deliveries": _said(facts["deliveries"])}}


def license_to_form(license: License, beside: Mapping[str, Any]) -> dict[str, list[str]]:
    """What the fields of a form hold for a license of which key facts are known.

    `beside` is what no event says: its title, its external id.
    """
    written = object_to_form(_HEADER, {"renewed": license.renewed, **beside, **_days(license)})
    return written | object_to_form(_FACTS, _FACTS.dump(license.facts), "facts")


def _days(license: License) -> dict[str, Any]:
    days = {"signed_on": license.signed_on, "starts_on": license.starts_on}
    said = {name: day.isoformat() for name, day in days.items() if day}
    return {"our_side": license.our_side, **said}


def delivery_rows(typed: Typed) -> list[dict[str, str]]:
    """What was typed of each delivery, blank rows left out, in the order of the document."""
    rows = object_from_form(_FACTS, typed, "facts")["deliveries"]
    return [{name: value or "" for name, value in row.items()} for row in _said(rows)]


def _said(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if any(row.values())]


def _one_of_two(data: Mapping[str, Any]) -> Iterator[Fault]:
    both = [key for key in ("facts", "terms") if data.get(key) is not None]
    if not both:
        yield Fault("/facts", "Give the key facts here, or all terms under `terms`.")
    elif len(both) > 1:
        yield Fault("/facts", "Give key facts or all terms, not both.")


def _terms(given: Any, newest: Mapping[str, int]) -> Terms:
    found = [*_family(given, newest)]
    try:
        terms = load_terms(with_form(given, FAMILY, newest))
    except TermsRefused as refused:
        raise TermsRefused([*found, *refused.faults]) from None
    if not found:
        of_form = form_faults(terms.form, terms.form.family, newest)
        found += [Fault(f.pointer.removeprefix("/terms"), f.message) for f in of_form]
        found += expanded(given).as_written(rules.faults(terms))
    if found:
        raise TermsRefused(found)
    return terms


def _family(given: Any, newest: Mapping[str, int]) -> Iterator[Fault]:
    form = given.get("form") if isinstance(given, dict) else None
    named = form.get("family") if isinstance(form, dict) else None
    if isinstance(named, str) and named not in newest:
        yield Fault("/form/family", f"Give one of: {', '.join(sorted(newest))}.")
