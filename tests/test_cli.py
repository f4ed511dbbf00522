"""The command line: what it writes, what it says, and how it ends."""

import json
import zipfile
from pathlib import Path

import pytest

from service.cli import main

EXAMPLES = Path("examples")
SAMPLE = EXAMPLES / "photo-archive.json"


def a_deal(folder: Path, **terms: object) -> str:
    """The minimal deal with some groups of its terms changed, as a file."""
    deal = json.loads((EXAMPLES / "minimal.json").read_text("utf-8"))
    for group, changes in terms.items():
        deal["terms"][group] = {**deal["terms"].get(group, {}), **changes}  # type: ignore[dict-item]
    path = folder / "deal.json"
    path.write_text(json.dumps(deal), "utf-8")
    return str(path)


def ended(*arguments: str) -> int:
    """The exit code of the command."""
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    return int(stop.value.code or 0)


@pytest.mark.parametrize("example", sorted(path.name for path in EXAMPLES.glob("*.json")))
def test_each_example_drafts_in_both_papers(example: str, tmp_path: Path) -> None:
    main(["draft", str(EXAMPLES / example), "-o", str(tmp_path)])
    stem = Path(example).stem
    assert (tmp_path / f"{stem}.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert zipfile.is_zipfile(tmp_path / f"{stem}.docx")


def test_only_the_formats_asked_for_are_written(tmp_path: Path) -> None:
    main(["draft", str(SAMPLE), "-o", str(tmp_path / "new"), "--format", "json, html"])
    assert {path.name for path in (tmp_path / "new").iterdir()} == {
        "photo-archive.html",
        "photo-archive.json",
    }


def test_the_json_is_the_canonical_terms(tmp_path: Path) -> None:
    main(["draft", str(SAMPLE), "-o", str(tmp_path), "--format", "json"])
    written = json.loads((tmp_path / "photo-archive.json").read_bytes())
    assert written["form"] == {"family": "bulk-media", "language": "en", "version": 1}
    assert written["pricing"]["guarantee"]["amount"] == "500000.00"


def test_quote_prints_the_fee_and_the_published_rates(capsys: pytest.CaptureFixture[str]) -> None:
    main(["quote", str(SAMPLE)])
    said = capsys.readouterr().out
    assert "1,560,000.00" in said
    assert "Photobucket" in said


def test_a_rate_out_of_its_band_is_marked_and_does_not_stop(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = {"asset_type": "photo", "unit": "item", "volume": "10", "unit_rate": "90"}
    main(["quote", a_deal(tmp_path, materials={"lines": [line]})])
    assert "! line-1: USD 90.00 per item is above" in capsys.readouterr().out


def test_bad_terms_end_with_2_and_every_fault_with_its_pointer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deal = a_deal(tmp_path, pricing={"curency": "EUR"}, law={"governing_law": "Mars"})
    assert ended("draft", deal, "-o", str(tmp_path / "out")) == 2
    said = capsys.readouterr().err
    assert '/terms/pricing/curency: There is no such key. Did you mean "currency"?' in said
    assert "/terms/law/governing_law: Give the code of a law on offer" in said


def test_nothing_is_written_for_bad_terms(tmp_path: Path) -> None:
    deal = a_deal(tmp_path, law={"governing_law": "Mars"})
    ended("draft", deal, "-o", str(tmp_path / "out"))
    assert not (tmp_path / "out").exists()


def test_what_law_forbids_and_nobody_may_override_ends_with_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deal = a_deal(
        tmp_path,
        positions={"fair_use": ["FU4"], "fair_use_covenant_scope": "licensed_works_term"},
        law={"governing_law": "SG"},
    )
    assert ended("draft", deal, "-o", str(tmp_path / "out")) == 2
    assert "/terms/positions/fair_use" in capsys.readouterr().err


def test_a_character_that_the_fonts_lack_is_refused_by_the_name_of_its_field(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = {
        "asset_type": "photo",
        "unit": "item",
        "volume": "10",
        "unit_rate": "1",
        "description": "写真",
    }
    deal = a_deal(tmp_path, materials={"lines": [line]})
    assert ended("draft", deal, "-o", str(tmp_path / "out")) == 2
    assert "/terms/materials/lines/0/description: The fonts" in capsys.readouterr().err


def test_a_file_that_is_not_json_says_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "deal.json").write_text('{"family": }', "utf-8")
    assert ended("quote", str(tmp_path / "deal.json")) == 2
    assert "line 1, column 12" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ("draft", "examples/nowhere.json", "-o", "out"),
        ("draft", "examples/minimal.json"),
        ("draft", "examples/minimal.json", "-o", "out", "--format", "docx,rtf"),
        ("unknown",),
    ],
)
def test_a_wrong_call_ends_with_2_and_says_what_is_wrong(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended(*arguments) == 2
    assert "Error" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_ends_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way")
    deal = str(EXAMPLES / "minimal.json")
    assert ended("draft", deal, "-o", str(tmp_path / "file" / "out"), "--format", "json") == 1
    assert "NotADirectoryError" in capsys.readouterr().err
