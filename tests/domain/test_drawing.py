"""A drawn signature: lines of whole numbers, and nothing else gets in."""

from typing import Any

import pytest

from service.domain.drawing import POINTS, STROKES, drawing_of
from service.domain.errors import DrawingRefused
from tests.signed import plain_drawing


def pad(**changes: Any) -> dict[str, Any]:
    return plain_drawing() | changes


def test_it_is_kept_as_it_came() -> None:
    drawing = drawing_of(plain_drawing())
    assert [[[*p] for p in stroke] for stroke in drawing.strokes] == plain_drawing()["strokes"]
    assert drawing.data.startswith(b'{"height":300,"strokes":[[[60,')


def test_its_digest_is_of_all_of_it() -> None:
    digests = {drawing_of(each).sha256 for each in (pad(), pad(width=601), pad(height=301))}
    assert len(digests) == 3
    assert drawing_of(pad()).sha256 == drawing_of(pad()).sha256


@pytest.mark.parametrize(
    ("plain", "pointer"),
    [
        ("data:image/png;base64,iVBORw0KGgo=", ""),
        (None, ""),
        ({"width": 600, "height": 200}, ""),
        (pad(penColor="url(http://evil)"), ""),
        (pad(width=0), "/width"),
        (pad(width=True), "/width"),
        (pad(width=600.0), "/width"),
        (pad(height="300"), "/height"),
        (pad(height=10_001), "/height"),
        (pad(strokes=[]), "/strokes"),
        (pad(strokes={}), "/strokes"),
        (pad(strokes=[[[1, 1], [2, 2]]] * (STROKES + 1)), "/strokes"),
        (pad(strokes=[[[1, 1], [2, 2]], [[1, 1]] * POINTS]), "/strokes"),
        (pad(strokes=[[[1, 1]], []]), "/strokes/1"),
        (pad(strokes=[[[1, 1]], "M0 0L9 9"]), "/strokes/1"),
        (pad(strokes=[[[1, 1], [2, 2, 3]]]), "/strokes/0/1"),
        (pad(strokes=[[[1, 1], [2, -1]]]), "/strokes/0/1"),
        (pad(strokes=[[[1, 1], [601, 2]]]), "/strokes/0/1"),
        (pad(strokes=[[[1, 1], [2, 301]]]), "/strokes/0/1"),
        (pad(strokes=[[[1, 1], [2, float("nan")]]]), "/strokes/0/1"),
        (pad(strokes=[[[1, 1], [2, "2"]]]), "/strokes/0/1"),
        (pad(strokes=[[{"x": 1, "y": 1}]]), "/strokes/0/0"),
        (pad(strokes=[[[5, 5]], [[5, 5]]]), "/strokes"),
    ],
)
def test_anything_else_is_refused_by_name(plain: Any, pointer: str) -> None:
    with pytest.raises(DrawingRefused) as refused:
        drawing_of(plain)
    assert refused.value.pointer == pointer


def test_as_much_as_is_allowed_is_taken() -> None:
    stroke = [[n % 600, n % 300] for n in range(POINTS // STROKES)]
    assert len(drawing_of(pad(strokes=[stroke] * STROKES)).strokes) == STROKES
