"""The few names of WordprocessingML that our papers use."""

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

VAL = f"{W}val"
_PROPERTIES, _STYLE, _LIST = f"{W}pPr", f"{W}pStyle", f"{W}numPr"

# Paragraphs that hold none of the contract's words.
ASIDE = frozenset({"TOCHeading", "TOC1", "TOC2", "TOC3", "TableEmpty", "TableGap"})


def style_of(paragraph: Any) -> str:
    return style_and_list(paragraph)[0]


def style_and_list(paragraph: Any) -> tuple[str, tuple[str, int] | None]:
    """The style of a paragraph, and the list (its id and level) in which it hangs by itself."""
    style, hangs = "", None
    if len(paragraph) and paragraph[0].tag == _PROPERTIES:
        for found in paragraph[0]:
            if found.tag == _STYLE:
                style = found.get(VAL)
            elif found.tag == _LIST:
                hangs = _hangs(found)
    return style, hangs


def list_of(properties: Any) -> tuple[str, int] | None:
    numbered = None if properties is None else properties.find(_LIST)
    return None if numbered is None else _hangs(numbered)


def _hangs(numbered: Any) -> tuple[str, int]:
    found = {child.tag: child.get(VAL) for child in numbered}
    return found[f"{W}numId"], int(found.get(f"{W}ilvl", 0))
