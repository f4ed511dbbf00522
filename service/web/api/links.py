"""Links in answers: where a thing is, and the moves that are open to its reader now."""

from collections.abc import Iterable
from typing import Any


def action(name: str, method: str, href: str) -> dict[str, str]:
    return {"name": name, "method": method, "href": href}


def links(href: str, actions: Iterable[dict[str, str]] = ()) -> dict[str, Any]:
    return {"self": href, "actions": [*actions]}
