"""A drawn signature as the path of an SVG: smooth, in proportion, filling the room it has."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from service.domain.drawing import Drawing


class Path(NamedTuple):
    """What stands in `d`, and how thick the pen is; both in points."""

    d: str
    pen: float


def path_of(drawing: Drawing, width: float, height: float) -> Path:
    """Of a drawing that fills `width` x `height` points, at the left, standing on the line."""
    pen = round(max(0.35, height / 28), 2)
    points = [point for stroke in drawing.strokes for point in stroke]
    left, top = (min(values) for values in zip(*points, strict=True))
    right, bottom = (max(values) for values in zip(*points, strict=True))
    scale = min((width - 2 * pen) / max(1, right - left), (height - 2 * pen) / max(1, bottom - top))
    down = height - pen - (bottom - top) * scale
    strokes = (
        [(pen + (x - left) * scale, down + (y - top) * scale) for x, y in stroke]
        for stroke in drawing.strokes
    )
    return Path(" ".join(_smooth(stroke) for stroke in strokes), pen)


def _smooth(points: Sequence[tuple[float, float]]) -> str:
    """Curves from middle to middle, as pads draw them while the pen moves; a dot is a short line."""
    first, last = points[0], points[-1]
    middles = (_curve(a, b) for a, b in pairwise(points[1:]))
    return " ".join([f"M{_at(first)}", *middles, f"L{_at(_apart(last, first))}"])


def _curve(control: tuple[float, float], after: tuple[float, float]) -> str:
    middle = ((control[0] + after[0]) / 2, (control[1] + after[1]) / 2)
    return f"Q{_at(control)} {_at(middle)}"


def _apart(last: tuple[float, float], first: tuple[float, float]) -> tuple[float, float]:
    return (last[0] + 0.01, last[1]) if last == first else last


def _at(point: tuple[float, float]) -> str:
    return f"{point[0]:.2f} {point[1]:.2f}"
