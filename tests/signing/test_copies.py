"""What is taken as a signed copy can be sealed, and what cannot is told why."""

import pytest

from service.signing.copies import why_no_copy
from tests.signing.sealing import some_pdf, some_sealed
from tests.web.scans import a_scan


@pytest.mark.parametrize(
    "data", [a_scan(), a_scan(3) + b"\r\n\0 ", some_pdf()], ids=["one", "three", "ours"]
)
def test_a_scan_and_our_own_paper_are_taken(data: bytes) -> None:
    assert why_no_copy(data) is None


REFUSED = {
    "something else": (b"PK\3\4", "begin as a PDF"),
    "cut": (a_scan()[:200], "damaged"),
    "with something behind": (a_scan() + b"<script>", "behind its end"),
    "only a head": (b"%PDF-1.7\n", "damaged"),
    "locked": (a_scan(password="open sesame"), "password"),  # noqa: S106
    "no pages": (a_scan(0), "no pages"),
    "sealed": (some_sealed(), "seal already"),
    "large": (a_scan() + b" " * 20 * 1024 * 1024, "20 MB"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_could_not_be_sealed_is_refused(name: str) -> None:
    data, said = REFUSED[name]
    assert said in (why_no_copy(data) or "nothing")


def test_whatever_is_damaged_is_refused_in_words() -> None:
    data = some_pdf()
    for at in range(0, len(data), len(data) // 40):
        hurt = data[:at] + b"\0\xff<<" + data[at + 4 :]
        found = why_no_copy(hurt)
        assert found is None or found.endswith(".")
