"""How a letter looks: plain text, and HTML with every style on its own element for mail programs."""

import textwrap
from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from service.notifications.said import Said

_TEMPLATES: Final = Path(__file__).parent / "templates"
_WIDTH: Final = 72


def as_text(said: Said, org: str, link: str) -> str:
    """Lines of at most 72 characters, links apart: a broken link opens nothing."""
    return _rendered("letter.txt", said, org, link)


def as_html(said: Said, org: str, link: str) -> str:
    """Tables and inline styles, nothing from outside; dark where the reader's program is."""
    return _inlined()(_rendered("letter.html", said, org, link))


@cache
def _inlined() -> Callable[[str], str]:
    """Loaded by whoever writes a letter: pages do without, and stay small."""
    from css_inline import CSSInliner

    return CSSInliner(load_remote_stylesheets=False, keep_at_rules=True).inline


def _rendered(name: str, said: Said, org: str, link: str) -> str:
    return _environment().get_template(name).render(asdict(said), org=org, link=link)


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    made = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=lambda name: name is None or not name.endswith(".txt"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["wrapped"] = _wrapped
    made.filters["listed"] = _listed
    return made


def _wrapped(text: str, before: str = "") -> str:
    """Each line of the text in lines of its own; nothing is hyphenated or cut."""
    return "\n".join(_line(line, before) for line in text.split("\n"))


def _listed(text: str) -> str:
    return _filled(text, "- ", "  ")


def _line(line: str, before: str) -> str:
    return _filled(line, before, before) or before.rstrip()


def _filled(line: str, first: str, others: str) -> str:
    return textwrap.fill(
        line,
        _WIDTH,
        initial_indent=first,
        subsequent_indent=others,
        break_long_words=False,
        break_on_hyphens=False,
    )
