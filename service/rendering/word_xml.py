"""The few names of WordprocessingML that our papers use."""

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

# Paragraphs that hold none of the contract's words.
ASIDE = frozenset({"TOCHeading", "TOC1", "TOC2", "TableEmpty", "TableGap"})


def style_of(paragraph: Any) -> str:
    return style_and_list(paragraph)[0]


def style_and_list(paragraph: Any) -> tuple[str, tuple[str, int] | None]:
    """The style of a paragraph, and the list (its id and level) in which it hangs by itself."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        return "", None
    style = properties.find(f"{W}pStyle")
    return "" if style is None else style.get(f"{W}val"), list_of(properties)


def list_of(properties: Any) -> tuple[str, int] | None:
    numbered = None if properties is None else properties.find(f"{W}numPr")
    if numbered is None:
        return None
    level = numbered.find(f"{W}ilvl")
    return numbered.find(f"{W}numId").get(f"{W}val"), int(
        level.get(f"{W}val")
    ) if level is not None else 0
