"""What a page holds, for tests to look at."""

import re


def anchors(page: str) -> set[str]:
    """Links within the page."""
    return set(re.findall(r'href="#([^"]+)"', page))


def ids(page: str) -> list[str]:
    return re.findall(r'\sid="([^"]+)"', page)
