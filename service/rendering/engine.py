"""The one place that loads WeasyPrint, with the vendored fonts and no others."""

import ctypes
import gc
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType, ModuleType
from typing import Any
from xml.etree import ElementTree

from service.domain.contract import PageSize
from service.rendering.html import paper_css
from service.rendering.layout import FONTS

_LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}


_SHEETS = 16


class PangoMissing(RuntimeError):
    """A system library that lays out text is not installed."""

    def __init__(self, packages: tuple[str, ...]) -> None:
        super().__init__(
            f"PDF needs system libraries that are not here ({', '.join(packages)}); "
            "install them with: apt-get install -y --no-install-recommends "
            + " ".join(_LIBRARIES.values())
        )


@dataclass(frozen=True, slots=True)
class Engine:
    """WeasyPrint, its fonts (one configuration for all papers: each one leaks), and no network."""

    weasyprint: ModuleType
    fonts: Any
    closed: Any


@cache
def engine() -> Engine:
    """Takes more than a second at the first call, so only a PDF asks for it."""
    probe()
    # fontconfig reads its file's name from the environment and from nowhere else.
    os.environ["FONTCONFIG_FILE"] = str(FONTS / "fonts.conf")
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    closed = URLFetcher(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
    gc.freeze()
    return Engine(weasyprint, FontConfiguration(), closed)


def laid_out(source: str, size: PageSize) -> Any:
    """The pages of well-formed XML in the style of a contract, a weasyprint.Document."""
    return styled(source, paper_css(size))


def styled(source: str, css: str) -> Any:
    """The same in a style of its own, which must be complete: the engine brings none."""
    return _page_type()(source, css).render(font_config=engine().fonts)


@cache
def _page_type() -> Any:
    """WeasyPrint's page, parsed by expat and styled by our sheet alone: three times as fast."""
    from cssselect2 import ElementWrapper

    class Page(engine().weasyprint.HTML):  # type: ignore[misc]
        def __init__(self, source: str, css: str) -> None:
            root = ElementTree.fromstring(source)  # noqa: S314 - our own template, no entities
            self.base_url, self.url_fetcher, self.media_type = None, engine().closed, "print"
            self.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
            self.etree_element = root
            self._sheet = _sheet(css)

        def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
            return [self._sheet]

    return Page


@lru_cache(maxsize=_SHEETS)
def _sheet(css: str) -> Any:
    e = engine()
    return e.weasyprint.CSS(string=css, font_config=e.fonts, url_fetcher=e.closed)


@contextmanager
def without_collection() -> Iterator[None]:
    """A layout makes objects by the hundred thousand and throws few away until it is done."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def probe(libraries: Mapping[str, str] = MappingProxyType(_LIBRARIES)) -> None:
    """Raises PangoMissing with the packages of the libraries that do not load."""
    missing = tuple(package for library, package in libraries.items() if not _loads(library))
    if missing:
        raise PangoMissing(missing)


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
