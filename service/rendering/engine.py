"""The one place that loads WeasyPrint, with the vendored fonts and no others."""

import ctypes
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType, ModuleType
from typing import Any

from service.rendering.layout import FONTS

_LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}


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
    return Engine(weasyprint, FontConfiguration(), closed)


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
