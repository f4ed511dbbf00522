"""Schedule 1: what is licensed, line by line, and where it comes from."""

import hashlib
from collections.abc import Iterator
from typing import Final

from service.domain.contract import Cell, Table
from service.domain.terms import Terms
from service.domain.terms.delivery import ManifestRule
from service.domain.terms.grant import Purpose
from service.domain.terms.materials import (
    Manifest,
    Materials,
    MaterialsLine,
    People,
    Quality,
    RightsBasis,
)
from service.domain.wording import day_in_words, figure
from service.drafting.rows import cell, facts, grid
from service.drafting.wording import first_upper, language, percent
from service.drafting.words import words, words_of

MOST_PRINTED: Final = 200
"""Excluded works beyond this stand in the attached terms, with their digest on paper."""


def materials_tables(terms: Terms) -> Iterator[tuple[str, Table]]:
    materials = terms.materials
    yield "Lines", _lines(materials)
    yield "Rights and people", _provenance(materials)
    if materials.manifest:
        yield "Manifest", _manifest(materials.manifest)
    elif terms.delivery.manifest is ManifestRule.AT_SIGNATURE:
        yield "Manifest", facts("The Manifest", (("SHA-256", "Not yet stated"),))
    if materials.excluded_works:
        yield "Excluded Works", _excluded(materials.excluded_works)


def materials_blocks(terms: Terms) -> tuple[str, ...]:
    blocks = ("standard", terms.delivery.manifest.value)
    return (*blocks, "excluded") if terms.materials.excluded_works else blocks


def _lines(materials: Materials) -> Table:
    return grid(
        "The lines of the Materials, their volume and tolerance",
        ("Line", "Description", "Unit", "Volume", "Tolerance"),
        (_line(line) for line in materials.lines),
        end=2,
    )


def _line(line: MaterialsLine) -> tuple[Cell, ...]:
    described = [line.description] if line.description else []
    return (
        cell(line.id),
        cell(words(line.asset_type), *described, *_quality(line.quality)),
        cell(words(line.unit)),
        cell(figure(line.volume)),
        cell(percent(line.volume_tolerance_pct)),
    )


def _quality(quality: Quality | None) -> Iterator[str]:
    if quality is None:
        return
    named = (
        ("Resolution", quality.resolution),
        ("Bit rate", quality.bitrate),
        ("Sample rate", quality.sample_rate),
        ("Language", quality.language and language(quality.language)),
    )
    yield from (f"{name}: {value}" for name, value in named if value)
    if quality.labelled:
        yield "Annotated"
    if quality.unpublished:
        yield "Not published before"


def _provenance(materials: Materials) -> Table:
    return grid(
        "The rights basis, people, metadata and purposes of each line",
        ("Line", "Rights basis", "People and releases", "Metadata", "Purposes"),
        (
            (
                cell(line.id),
                cell(*_rights(line.rights_basis)),
                cell(*_people(line)),
                cell(
                    "Captions included" if line.captions else "No captions",
                    words(line.location_metadata),
                ),
                cell(*_purposes(line.purposes)),
            )
            for line in materials.lines
        ),
    )


def _purposes(purposes: frozenset[Purpose] | None) -> tuple[str, ...]:
    return words_of(purposes) if purposes else ("All Licensed Purposes",)


def _rights(basis: RightsBasis) -> Iterator[str]:
    yield words(basis.kind)
    if basis.terms_version:
        yield f"Terms version: {basis.terms_version}"
    span = [
        f"{name} {day_in_words(on)}"
        for name, on in (("from", basis.accepted_from), ("to", basis.accepted_to))
        if on
    ]
    if span:
        yield f"Accepted {' '.join(span)}"
    if basis.ai_use:
        yield first_upper(words(basis.ai_use))
    if basis.notice_given_on:
        yield f"Notice given on {day_in_words(basis.notice_given_on)}"
    if basis.evidence_sha256:
        yield f"Evidence SHA-256: {basis.evidence_sha256}"


def _people(line: MaterialsLine) -> Iterator[str]:
    yield words(line.people)
    if line.people is not People.NONE and line.releases_pct is not None:
        share = percent(line.releases_pct)
        yield f"Releases for {share} of the people" if line.releases_pct else "No Releases on file"


def _manifest(manifest: Manifest) -> Table:
    named = [("Location", manifest.uri)] if manifest.uri else []
    return facts(
        "The Manifest",
        (
            *named,
            ("SHA-256", manifest.sha256),
            ("Number of Items", figure(manifest.count)),
        ),
    )


def _excluded(works: tuple[str, ...]) -> Table:
    if len(works) <= MOST_PRINTED:
        return grid("The Excluded Works", ("Excluded Work",), ((cell(work),) for work in works))
    digest = hashlib.sha256("\n".join(works).encode()).hexdigest()
    return facts(
        "The Excluded Works",
        (
            ("Number of works", figure(len(works))),
            ("List", "In the terms attached to this document"),
            ("SHA-256 of the list, one work a line", digest),
        ),
    )
