"""What a key takes and what it does not: short names for the bounds of the tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any

REQUIRED = object()
"""In place of a default: the key must be there."""

ENTRY = object()
"""In place of a default: an entry of a list or a table, which is there or is not."""


@dataclass(frozen=True, slots=True)
class Takes:
    """`accepts` maps what may be given, by its repr, to what is then written back."""

    accepts: Sequence[tuple[Any, Any]]
    refuses: Sequence[Any]
    words: tuple[str, ...] = ()
    """All the words of a choice: there are no others."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key of the terms: the name and bounds it has on paper, its place, what it takes."""

    name: str
    path: str
    takes: Takes
    default: Any
    beside: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def pointer(self) -> str:
        return "/" + self.path.replace(".", "/")


NOT_TEXTS = (5, True, [], {})


def same(*values: Any) -> list[tuple[Any, Any]]:
    return [(value, value) for value in values]


def whole(low: int, high: int) -> Takes:
    refuses = (low - 1, high + 1, float(low), f"{low}.0", "\uff11")
    strings = [(str(low), low), (str(high), high)]
    return Takes([*same(low, high), *strings], (*refuses, True, "", [], {}))


def decimal(low: str, high: str, places: int, *, above: bool = False) -> Takes:
    """As text; `above` leaves `low` itself out."""
    step = Decimal(1).scaleb(-places)
    least = f"{Decimal(low) + step:f}" if above else low
    below = low if above else f"{Decimal(low) - step:f}"
    over = f"{Decimal(high) + step:f}"
    fine = f"{low.partition('.')[0]}.{'1'.rjust(places + 1, '0')}"
    padded = (f"{high}.{'0' * 9}", high) if "." not in high else (f"{high}0", high)
    refuses = (below, over, fine, 1, 1.5, "\uff11")
    return Takes([*same(_short(least), high), padded], (*refuses, True, "", [], {}))


def _short(number: str) -> str:
    return number.rstrip("0").rstrip(".") if "." in number else number


def money(high: str = "100000000000.00") -> Takes:
    """From 0, with the two decimals of the euro."""
    accepts = [("0", "0.00"), ("12.5", "12.50"), ("12.500", "12.50"), (high, high)]
    refuses = ("12.345", "100000000000.01", 12, 12.5, "12 EUR", "€12", "\uff11")
    return Takes(accepts, (*refuses, True, "", [], {}))


def text(most: int, *, lines: bool = False) -> Takes:
    broken = [] if lines else ["a\nb"]
    refuses = ("x" * (most + 1), "a\u202eb", *broken, *NOT_TEXTS)
    accepts = [*same("x", "x" * most), ("  a \t b ", "a b"), ("e\u0301", "\u00e9")]
    return Takes([*accepts, *same("a\n\nb")] if lines else accepts, refuses)


def flag() -> Takes:
    spoken = [("true", True), ("false", False)]
    return Takes([*same(True, False), *spoken], ("yes", "True", "on", 1, 0, "", [], {}))


def day() -> Takes:
    refuses = (
        *("2027-02-29", "2027-13-01", "1989-12-31", "2201-01-01", "20270131", "2027-1-31"),
        *(
            "31.01.2027",
            "2027-01-31T00:00:00Z",
            "\uff12\uff10\uff12\uff17-01-31",
            "tomorrow",
            "",
            20270131,
            [],
            {},
        ),
    )
    return Takes(same("1990-01-01", "2028-02-29", "2200-12-31"), refuses)


def word(words: str) -> Takes:
    known = tuple(words.split("|"))
    return Takes(same(*known), ("anything else", known[0].swapcase(), "", *NOT_TEXTS), known)


def words(one_of: str, *, least: int = 0) -> Takes:
    """A set of them."""
    known = one_of.split("|")
    accepts = [(known, sorted(known)), ([known[0]] * 3, known[:1])]
    return Takes(
        [*accepts, *([] if least else same([]))],
        (["anything else"], [[]], [{}], [None], known[0], {}, 5, True, *([[]] if least else [])),
        tuple(known),
    )


def code(*known: str, refuses: Sequence[str]) -> Takes:
    return Takes(same(*known), (*refuses, "x" * 201, *NOT_TEXTS))


def codes(known: Sequence[str], *, refuses: Sequence[str], least: int = 0) -> Takes:
    """A set of them."""
    each = [[one] for one in refuses]
    accepts = [([*reversed(known)], sorted(known)), ([known[0], known[0]], [known[0]])]
    return Takes(accepts, (*each, [5], [[]], known[0], {}, 5, *([[]] if least else [])))


def several(one: Any, *, most: int, least: int = 0, other: Sequence[Any] = ()) -> Takes:
    """A list of as many like `one`; its order is kept."""
    refuses = ([one] * (most + 1), one, {}, 5, True, [None], *([other] if other else []))
    longest = [] if most > 1000 else same([one] * most)
    return Takes([*same([one] * max(least, 1)), *longest], (*refuses, *([[]] if least else [])))


def email() -> Takes:
    return code(
        "legal@archive.example",
        "a.b+c@x.co.uk",
        f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.example",
        refuses=(
            *("legal", "legal@", "@archive.example", "a@b@c.example", "a b@c.example"),
            *("\u0430dmin@paypal.com", "ada@\u00e4rchive.example", "Ada <ada@archive.example>"),
            *("a@b\r\nBcc: c@d.example", f"{'a' * 255}@b.example"),
        ),
    )


def sha256() -> Takes:
    known = "0123456789abcdef" * 4
    return code(known, refuses=(known[:-1], known + "0", known.upper(), "g" * 64, "\uff11" * 64))


def identifier() -> Takes:
    return code("photos", "x" * 64, "a.b-c_1", refuses=("a b", "-a", "ä", "a/b", "x" * 65, "a\n"))


def country() -> Takes:
    return code("US", "GB", "DE", refuses=("us", "UK", "USA", "XX", "EU", "\uff35\uff33", "WORLD"))


def jurisdiction() -> Takes:
    return code("US-DE", "GB", "DE-BE", refuses=("us-de", "US-XX", "Delaware", "EU"))
