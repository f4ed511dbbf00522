"""A marked-up Word file as it comes in, and how it was read as a mapping or as rows of a form."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from flask import request
from werkzeug.exceptions import UnsupportedMediaType

from schemas.forms import TERMS
from schemas.markup import MarkupSchema, load_taken
from service.commands.markup import ClauseRead, MarkupRead
from service.domain.errors import Fault, TermsRefused
from service.domain.terms.signing import SpecialTerm
from service.rendering.paper import Format
from service.web.form import rows
from service.web.form.rows import Fields
from service.web.paper import TYPES

DOCX: Final = TYPES[Format.DOCX]
SPECIAL_TERMS: Final = f"{TERMS}.special_terms"
_ROW: Final = ("id", "clause", "action", "text")
_SCHEMA: Final = MarkupSchema()


def file_sent() -> bytes:
    """The body as it is, from a program. UnsupportedMediaType where it says to be something else."""
    if request.mimetype != DOCX:
        raise UnsupportedMediaType(f"Send the Word document itself, as {DOCX}.")
    return request.get_data()


def file_chosen() -> bytes:
    """The file of a form; TermsRefused where none was chosen."""
    file = request.files.get("file")
    data = file.read() if file is not None else b""
    if not data:
        raise TermsRefused([Fault("/file", "Choose the marked-up Word document first.")])
    return data


def markup_answer(read: MarkupRead) -> dict[str, Any]:
    """JSON, ready to be sent."""
    found: dict[str, Any] = _SCHEMA.dump(markup_said(read))
    return found


def markup_said(read: MarkupRead) -> dict[str, Any]:
    """A mapping that MarkupSchema writes."""
    offer = read.offer
    return {
        "made_from": {
            "offer_id": offer and offer.id,
            "number": offer and offer.number,
            "stands": read.stands,
        },
        "clauses": [_clause(each) for each in read.clauses],
        "special_terms": read.terms,
        "key_terms": [*_key_terms(read)],
        "margins": read.markup.margins,
        "comments": [
            {"heading": heading, **_fields(remark, "hand", "text", "about", "resolved")}
            for heading, remark in read.remarks
        ],
        "looks": read.markup.looks,
    }


def _clause(read: ClauseRead) -> dict[str, Any]:
    section, proposed = read.section, read.proposed
    return {
        **_fields(section, "clause", "number", "heading", "changes"),
        "comments": section.remarks,
        "special_term": proposed and proposed.term,
        "why_not": proposed.why_not if proposed else "",
    }


def _key_terms(read: MarkupRead) -> Iterator[dict[str, Any]]:
    names = ("kind", "place", "column", "before", "after", "words")
    for each in read.key_terms:
        section = _fields(each.section, "heading", "part")
        yield {**_fields(each.change, *names), **section, "keys": each.keys}


def _fields(value: object, *names: str) -> dict[str, Any]:
    return {name: getattr(value, name) for name in names}


def taken() -> list[SpecialTerm]:
    """The special terms whose box was ticked. TermsRefused where none was, or one has a fault."""
    chosen = [
        {name: request.form.get(f"{name}.{n}") or None for name in _ROW}
        for n in request.form.getlist("take")
    ]
    if not chosen:
        raise TermsRefused([Fault("/take", "Tick at least one change to take it over.")])
    return load_taken(chosen)


def with_special_terms(typed: Fields, special: list[SpecialTerm]) -> Fields:
    """What was typed, with rows for them behind its own; ids that are there already move on."""
    return rows.added(typed, SPECIAL_TERMS, [*_rows(special, _ids(typed))])


def _rows(special: list[SpecialTerm], ids: set[str]) -> Iterator[Mapping[str, list[str]]]:
    for each in special:
        id = next(name for name in _names(each) if name not in ids)
        ids.add(id)
        yield {
            "id": [id],
            "clause": [each.clause],
            "action": [each.action.value],
            "text": [each.text or ""],
        }


def _names(special: SpecialTerm) -> Iterator[str]:
    yield special.id
    yield from (f"{special.clause}-{n}" for n in range(1, 10_000))


def _ids(typed: Fields) -> set[str]:
    places = rows.numbers(typed, SPECIAL_TERMS)
    return {value for n in places for value in typed.get(f"{SPECIAL_TERMS}.{n}.id", ())}
