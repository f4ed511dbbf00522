"""Files made to hurt are refused by name before any library opens them; broken ones never break us."""

import pickle
from contextlib import suppress
from random import Random

import pytest

from service.domain.errors import MarkupRefused, MarkupUnknown
from service.rendering.markup import read_markup
from service.rendering.upload import refuse_unsafe
from tests.marked_up import Editor, part_in, with_part
from tests.rendering.attacks.uploads import BODY, HOSTILE, RELATIONS, TYPES, in_body, ours, related
from tests.rendering.pairs import countered
from tests.sizes import cases

BASES = {"second": countered()[1]}
PARTS = (BODY, TYPES, RELATIONS, "word/footer1.xml", "word/numbering.xml", "docProps/core.xml")


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_for_what_it_is(name: str) -> None:
    made, reason = HOSTILE[name]
    with pytest.raises(MarkupRefused, match=reason):
        refuse_unsafe(made())


@pytest.mark.parametrize(
    "data",
    [
        ours(),
        related("hyperlink", "https://labs.example/terms"),
        related("hyperlink", "mailto:kim@labs.example"),
        in_body("<w:p><w:r><w:t>DDE INCLUDETEXT &lt;!DOCTYPE&gt;</w:t></w:r></w:p>"),
    ],
    ids=["ours", "a web link", "a mail link", "words about such things"],
)
def test_what_a_contract_may_hold_is_let_in(data: bytes) -> None:
    refuse_unsafe(data)


def test_far_more_text_than_a_contract_is_refused() -> None:
    many = "<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 21_000
    long = f"<w:p><w:r><w:t>{'word ' * 450_000}</w:t></w:r></w:p>"
    for xml in (many, long):
        with pytest.raises(MarkupRefused):
            read_markup(in_body(xml), BASES)


@pytest.mark.parametrize("seed", range(cases(120, 5_000)))
def test_a_spoiled_file_is_read_or_refused_and_nothing_else(seed: int) -> None:
    """Bytes of the file, or of one of its parts, changed, taken out, doubled or put elsewhere."""
    random = Random(seed)  # noqa: S311 - the same mutants each time
    data = _marked()
    if seed % 3:
        name = random.choice(PARTS)
        data = with_part(data, name, _spoiled(part_in(data, name), random))
    else:
        data = _spoiled(data, random)
    with suppress(MarkupRefused, MarkupUnknown):
        read_markup(data, BASES)


def _marked() -> bytes:
    return Editor(ours()).replaced("without set-off", "with set-off").saved()


def _spoiled(data: bytes, random: Random) -> bytes:
    spoiled = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 8, 64))):
        at = random.randrange(len(spoiled))
        length = random.choice((1, 2, 5, 40, 400))
        match random.randrange(5):
            case 0:
                spoiled[at] = random.randrange(256)
            case 1:
                del spoiled[at : at + length]
            case 2:
                spoiled[at:at] = spoiled[at : at + length]
            case 3:
                to = random.randrange(len(spoiled))
                spoiled[at : at + length] = spoiled[to : to + length]
            case _:
                spoiled[at:at] = random.choice(_WORDS)
        if not spoiled:
            return b""
    return bytes(spoiled)


_WORDS = (
    b"<w:del>",
    b"</w:p>",
    b"<w:tc>",
    b'w:id="x"',
    b"&#x0;",
    b"&a;",
    b"\xff",
    b"<w:ins/>",
    b"\0",
)


@pytest.mark.parametrize("refusal", [MarkupRefused("It is none."), MarkupUnknown("Take ours.")])
def test_a_refusal_leaves_a_worker_process_with_the_same_words(refusal: Exception) -> None:
    assert str(pickle.loads(pickle.dumps(refusal))) == str(refusal)  # noqa: S301 - made here
