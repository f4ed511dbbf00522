"""Redlines before strangers: two validators, and LibreOffice, which lists the changes."""

from pathlib import Path
from xml.etree import ElementTree

import ooxml_integrity
import pytest
from openxml_audit import OpenXmlValidator

from service.rendering.redline import redline_docx
from tests.rendering.pairs import countered, with_cell, with_rows
from tests.rendering.test_docx_checked import contract, converted
from tests.rendering.test_redline import AT, SIDE

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
DC = "{http://purl.org/dc/elements/1.1/}"
PAIRS = {
    "countered": countered(),
    "another deal": (contract("photo-archive"), contract("exclusive-film")),
    "shorter": (contract("exclusive-film"), contract("minimal")),
    "cells": (with_cell("reading;", "training."), with_cell("reading;", "training;", "all.")),
    "columns": (with_rows(("Item",), ("Film",)), with_rows(("Item", "Rate"), ("Film", "1"))),
}


@pytest.fixture(scope="session")
def redlines(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("redlines")
    for name, pair in PAIRS.items():
        (folder / f"{name}.docx").write_bytes(redline_docx(*pair, author=SIDE, at=AT))
    return folder


@pytest.mark.parametrize("name", PAIRS)
def test_openxml_audit_finds_no_fault(redlines: Path, name: str) -> None:
    found = OpenXmlValidator().validate(str(redlines / f"{name}.docx"))
    assert [str(error) for error in found.errors] == []


@pytest.mark.parametrize("name", PAIRS)
def test_ooxml_integrity_finds_no_fault(redlines: Path, name: str) -> None:
    assert ooxml_integrity.check(str(redlines / f"{name}.docx")) == []


def test_libreoffice_lists_every_change_with_who_and_when(redlines: Path) -> None:
    opened = converted([redlines / f"{name}.docx" for name in PAIRS], "fodt", redlines)
    for name in PAIRS:
        root = ElementTree.parse(opened / f"{name}.fodt").getroot()  # noqa: S314 - our own paper
        told = root.findall(f".//{TEXT}changed-region//{OFFICE}change-info")
        assert {(e.findtext(f"{DC}creator"), e.findtext(f"{DC}date")) for e in told} == {
            (SIDE, "2027-01-31T09:30:00")
        }
        assert {
            kind for kind in ("insertion", "deletion") if root.find(f".//{TEXT}{kind}") is not None
        }
