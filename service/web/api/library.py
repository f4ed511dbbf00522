"""The library: families, clauses with all their wordings, published rates."""

from typing import Any

from flask import url_for

from schemas.library_answer import (
    ClauseListSchema,
    ClauseSchema,
    FamilyListSchema,
    FamilySchema,
    RateListSchema,
)
from service.domain.errors import NotFound
from service.domain.people import Scope
from service.drafting.catalog import families, find_listed
from service.drafting.library import (
    Clause,
    Family,
    TextBlock,
    clause,
    family,
    newest_clauses,
    newest_versions,
    schedule,
)
from service.drafting.rates import rate_bands
from service.drafting.selection import positions_on_offer
from service.web.api.document import PREFIX, Resource
from service.web.api.links import links
from service.web.auth import key

library = Resource("library", __name__, url_prefix=PREFIX, description="Library")


@library.route("/families", methods=["GET"])
@key(Scope.DEALS_READ)
@library.response(200, FamilyListSchema)
def get_families() -> Any:
    """List the families of contracts, each in its newest version"""
    return _whole([*map(_family_row, families())])


@library.route("/families/<family_id>", methods=["GET"])
@key(Scope.DEALS_READ)
@library.response(200, FamilySchema)
def get_family(family_id: str) -> Any:
    """Read a family: its clauses, their positions, its schedules"""
    if family_id not in newest_versions():
        raise NotFound
    found = family(family_id, newest_versions()[family_id])
    return {
        **_family_row(found),
        "clauses": [_clause_of(found, clause(*each)) for each in found.clauses.items()],
        "schedules": [schedule(*each) for each in found.schedules.items()],
    }


@library.route("/clauses", methods=["GET"])
@key(Scope.DEALS_READ)
@library.response(200, ClauseListSchema)
def get_clauses() -> Any:
    """List the clauses, each in its newest version"""
    return _whole([_clause_row(clause(*each)) for each in newest_clauses().items()])


@library.route("/clauses/<clause_id>", methods=["GET"])
@key(Scope.DEALS_READ)
@library.response(200, ClauseSchema)
def get_clause(clause_id: str) -> Any:
    """Read a clause: every wording, the guidance, and which terms choose among them"""
    if clause_id not in newest_clauses():
        raise NotFound
    text = clause(clause_id, newest_clauses()[clause_id])
    found = find_listed(clause_id)
    return {
        **_clause_row(text),
        "chosen_by": found and found[1].chosen_by,
        "wordings": [*map(_wording, text.blocks.values())],
    }


@library.route("/rates", methods=["GET"])
@key(Scope.DEALS_READ)
@library.response(200, RateListSchema)
def get_rates() -> Any:
    """List published prices for training data, with their sources"""
    return _whole([*rate_bands()])


def _whole(rows: list[Any]) -> dict[str, Any]:
    return {"data": rows, "pagination": {"next": None}}


def _family_row(found: Family) -> dict[str, Any]:
    href = url_for("library.get_family", family_id=found.id)
    return {"id": found.id, "version": found.version, "title": found.title, "links": links(href)}


def _clause_of(found: Family, text: Clause) -> dict[str, Any]:
    return {
        "id": text.id,
        "version": text.version,
        "heading": text.heading,
        "optional": text.id in found.optional,
        "positions": positions_on_offer(text.id, found),
    }


def _clause_row(text: Clause) -> dict[str, Any]:
    return {
        "id": text.id,
        "version": text.version,
        "heading": text.heading,
        "cuad": text.cuad,
        "links": links(url_for("library.get_clause", clause_id=text.id)),
    }


def _wording(block: TextBlock) -> dict[str, Any]:
    return {
        "name": block.name,
        "guidance": block.guidance,
        "paragraphs": [{"level": item.level, "text": item.source} for item in block.items],
    }
