"""The sealed file: the bytes that were shown, and what others find in it."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from service.domain.sealing import SealLevel
from service.signing.pades import seal
from service.signing.proofs import SealRefused
from tests.conftest import NOON
from tests.rendering.checkers import pdf_faults
from tests.rendering.papers import TERMS, elements, some_pdf
from tests.signing.house import House
from tests.signing.sealing import (
    ATTACHED,
    AUDIT,
    CERTIFICATE,
    REASON,
    annotations,
    appearance,
    cms_of,
    field_of,
    opened,
    pyhanko_says,
    sealed_by,
    some_seal_key,
    some_sealed,
    some_stamps,
    told,
)


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    path = tmp_path / "sealed.pdf"
    path.write_bytes(some_sealed())
    return path


def test_the_sealed_file_begins_with_the_bytes_that_were_shown() -> None:
    assert some_sealed().startswith(some_pdf())


def test_it_is_one_revision_more() -> None:
    assert some_sealed().count(b"%%EOF") == some_pdf().count(b"%%EOF") + 1


def test_without_an_authority_it_is_b_b_and_nothing_is_missed() -> None:
    made = sealed_by(some_seal_key())
    assert (made.level, made.notes) == (SealLevel.BASIC, ())


def test_no_checker_of_others_finds_a_fault_in_it(sealed: Path) -> None:
    assert [*pdf_faults(sealed)] == []


def test_pdfsig_says_that_the_whole_document_is_sealed(sealed: Path) -> None:
    said = told("pdfsig", "-nocert", str(sealed))
    assert "Total document signed" in said
    assert "Signature is Valid" in said
    assert said.count("Signature #") == 1


def test_pyhanko_says_that_it_is_valid_with_our_certificate_as_root(
    sealed: Path, roots: tuple[Path, ...]
) -> None:
    assert pyhanko_says("adesverify", sealed, *roots) == "VALID"


def test_pyhanko_does_not_believe_it_without(sealed: Path, roots: tuple[Path, ...]) -> None:
    assert pyhanko_says("adesverify", sealed, roots[1]) == "INVALID"


@pytest.mark.parametrize("where", [0.1, 0.5, 0.9])
def test_no_byte_can_be_changed(where: float, tmp_path: Path, roots: tuple[Path, ...]) -> None:
    data = bytearray(some_sealed())
    data[int(len(some_pdf()) * where)] ^= 1
    path = tmp_path / "changed.pdf"
    path.write_bytes(data)
    assert "Signature is Valid" not in told("pdfsig", "-nocert", str(path))


def test_openssl_verifies_the_signature_alone(tmp_path: Path, roots: tuple[Path, ...]) -> None:
    signed, cms = cms_of(some_sealed())
    (tmp_path / "signed").write_bytes(signed)
    (tmp_path / "cms").write_bytes(cms)
    files = ["-in", str(tmp_path / "cms"), "-content", str(tmp_path / "signed")]
    told_by = told(
        "openssl",
        "cms",
        "-verify",
        "-inform",
        "DER",
        "-binary",
        "-out",
        "/dev/null",
        "-CAfile",
        str(roots[0]),
        *files,
    )
    assert "CMS Verification successful" in told_by


def test_it_tells_who_sealed_and_when_and_why() -> None:
    value = field_of(some_sealed()).V
    assert (str(value.M), str(value.Reason)) == ("D:20260302120000Z", REASON)
    assert value.SubFilter == "/ETSI.CAdES.detached"


def test_nothing_but_time_stamps_may_be_added_afterwards() -> None:
    reference = field_of(some_sealed()).V.Reference[0]
    assert (str(reference.TransformMethod), int(reference.TransformParams.P)) == ("/DocMDP", 2)


def test_the_files_inside_are_listed_with_their_bytes() -> None:
    with opened(some_sealed()) as pdf:
        inside = {name: each.get_file().read_bytes() for name, each in pdf.attachments.items()}
    wanted = {"terms.json": TERMS, "certificate.pdf": CERTIFICATE, "audit.json": AUDIT}
    assert inside == wanted


def test_the_files_inside_are_listed_in_the_order_that_pdf_wants() -> None:
    with opened(some_sealed()) as pdf:
        listed = [str(each) for each in pdf.Root.Names.EmbeddedFiles.Names[::2]]
    assert listed == ["audit.json", "certificate.pdf", "terms.json"]


def test_the_document_says_what_each_file_inside_is_to_it() -> None:
    with opened(some_sealed()) as pdf:
        said = {str(each.UF): str(each.AFRelationship) for each in pdf.Root.AF}
    assert said == {
        "terms.json": "/Source",
        "certificate.pdf": "/Supplement",
        "audit.json": "/Supplement",
    }


def test_it_still_calls_itself_pdf_1_7_and_says_of_itself_what_it_said() -> None:
    with opened(some_pdf()) as before, opened(some_sealed()) as after:
        assert "/Version" not in after.Root
        assert after.Root.Metadata.read_bytes() == before.Root.Metadata.read_bytes()
        assert dict(after.docinfo) == dict(before.docinfo)


@pytest.mark.parametrize("number", [0, 1])
def test_each_signature_shows_in_its_box(number: int) -> None:
    stamp = some_stamps()[number]
    colors = _colors(some_sealed(), stamp.page, stamp.box)
    assert (255, 255, 0) in colors
    assert (238, 0, 0) in colors


def test_nothing_shows_beside_the_boxes() -> None:
    last = some_stamps()[0].page
    assert (255, 255, 0) not in _colors(some_sealed(), last, (0, 531, 595, 842))
    assert (255, 255, 0) not in _colors(some_sealed(), last, (0, 0, 595, 379))


def test_a_screen_reader_is_told_of_each_signature_and_of_the_seal() -> None:
    with opened(some_sealed()) as pdf:
        stamps = [str(each.Alt) for each in elements(pdf, "/Annot")]
        forms = [str(each.Alt) for each in elements(pdf, "/Form")]
    assert stamps == [each.alternative for each in some_stamps()]
    assert forms == ["Electronic seal of the operator over the whole document"]


def test_it_reads_signatures_in_the_section_whose_page_they_stand_on() -> None:
    with opened(some_sealed()) as pdf:
        [first, _] = elements(pdf, "/Annot")
        section = first.P
        page = pdf.pages[some_stamps()[0].page].obj
        assert (str(section.S), section.Pg.objgen) == ("/Sect", page.objgen)


def test_every_annotation_finds_its_way_back_into_the_structure() -> None:
    with opened(some_sealed()) as pdf:
        tree = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        own = [each for page in pdf.pages for each in page.get("/Annots", [])]
        back = [tree[int(each.StructParent)].K for each in own if each.Subtype != "/Link"]
        assert all(each.Obj.objgen in [one.objgen for one in own] for each in back)
        assert len({int(each.StructParent) for each in own}) == len(own)


def test_signatures_are_printed_and_cannot_be_moved() -> None:
    stamps = [each for each in annotations(some_sealed()) if each.Subtype == "/Stamp"]
    assert [int(each.F) for each in stamps] == [4 | 64 | 128] * 2


def test_a_contract_without_stamps_can_be_sealed_too(tmp_path: Path) -> None:
    made = seal(some_pdf(), (), ATTACHED, some_seal_key(), at=NOON, reason=REASON)
    path = tmp_path / "ink.pdf"
    path.write_bytes(made.data)
    assert "Total document signed" in told("pdfsig", "-nocert", str(path))


def test_a_paper_of_others_without_structure_and_files_can_be_sealed(tmp_path: Path) -> None:
    plain = appearance("Signed in ink")
    made = seal(plain, (), ATTACHED, some_seal_key(), at=NOON, reason=REASON)
    path = tmp_path / "ink.pdf"
    path.write_bytes(made.data)
    assert made.data.startswith(plain)
    assert "Total document signed" in told("pdfsig", "-nocert", str(path))
    assert "2: certificate.pdf" in told("pdfdetach", "-list", str(path))


def test_files_of_others_stay_listed_however_they_were_listed(tmp_path: Path) -> None:
    path = tmp_path / "sealed.pdf"
    path.write_bytes(
        seal(_with_files_in_a_tree(), (), ATTACHED, some_seal_key(), at=NOON, reason=REASON).data
    )
    wanted = "1: a.txt\n2: audit.json\n3: certificate.pdf\n4: z.txt"
    assert wanted in told("pdfdetach", "-list", str(path))


def test_room_is_kept_for_the_signature_and_little_more() -> None:
    _, cms = cms_of(some_sealed())
    room = len(bytes(field_of(some_sealed()).V.Contents))
    assert len(cms) < room < len(cms) + 1500


@pytest.mark.parametrize("days", [-1, 3660])
def test_nobody_seals_with_a_certificate_out_of_its_time(days: int) -> None:
    with pytest.raises(SealRefused, match="holds from 2026-03-02 to 2036-03-02"):
        seal(
            some_pdf(),
            (),
            (),
            some_seal_key(),
            at=NOON + timedelta(days=days),
            reason=REASON,
        )


def test_nobody_seals_with_a_certificate_that_was_taken_back(house: House) -> None:
    with pytest.raises(SealRefused, match="taken it back"):
        sealed_by(house.seal_key("revoked"))


def test_a_curve_seals_too(house: House, tmp_path: Path, roots: tuple[Path, ...]) -> None:
    path = tmp_path / "sealed.pdf"
    path.write_bytes(sealed_by(house.seal_key()).data)
    assert pyhanko_says("validate", path, *roots) == "VALID"


def _with_files_in_a_tree() -> bytes:
    """A name tree of two leaves, as other programs write them."""
    pdf, out = pikepdf.new(), BytesIO()
    pdf.add_blank_page()
    leaves = [
        pikepdf.Dictionary(
            Limits=[name, name],
            Names=[name, pikepdf.AttachedFileSpec(pdf, b"-", filename=name).obj],
        )
        for name in ("a.txt", "z.txt")
    ]
    kids = pikepdf.Array([pdf.make_indirect(leaf) for leaf in leaves])
    pdf.Root.Names = pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary(Kids=kids))
    pdf.save(out)
    return out.getvalue()


def _colors(data: bytes, page: int, box: tuple[float, float, float, float]) -> set[tuple[int, ...]]:
    """Of every pixel within the box."""
    shown = pypdfium2.PdfDocument(data)[page]
    height = shown.get_height()
    left, bottom, right, top = box
    picture = shown.render(scale=2).to_pil().convert("RGB")
    part = picture.crop(
        (int(2 * left), int(2 * (height - top)), int(2 * right), int(2 * (height - bottom)))
    )
    return {color for _, color in part.getcolors(maxcolors=1 << 20)}
