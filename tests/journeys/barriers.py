"""What axe finds on a page: every rule once, and the contrast of every look in light and in dark."""

from collections.abc import Sequence
from typing import Any, Final

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests import sizes

OPEN: Final = "document.querySelectorAll('details').forEach(each => { each.open = true })"
SCHEMES: Final = ("light", "dark")
_CONTRAST: Final = ["color-contrast", "link-in-text-block"]
_RUN: Final = """async ({scheme, rules, most}) => {
    const looks = new Map()
    const shown = element => {
        const all = []
        for (let it = element; it; it = it.parentElement) {
            const style = getComputedStyle(it)
            all.push(style.backgroundColor + style.backgroundImage + style.opacity + style.filter)
        }
        return [...new Set(all)].join()
    }
    const look = element => {
        const style = getComputedStyle(element)
        return [element.localName, element.className, element.disabled, style.color, style.fontSize,
            style.fontWeight, style.position, style.textDecorationLine, shown(element)].join()
    }
    const seen = element => {
        const key = look(element)
        looks.set(key, (looks.get(key) || 0) + 1)
        return looks.get(key) <= most
    }
    const speaks = element => element.matches('input, select, textarea') ||
        [...element.childNodes].some(each => each.nodeType === 3 && each.data.trim())
    const all = [...document.body.querySelectorAll('*')]
        .filter(each => speaks(each) && each.checkVisibility())
    const found = await axe.run(
        most ? {include: all.filter(seen)} : document,
        {resultTypes: ['violations'], ...rules})
    return found.violations.map(
        each => `${scheme}: ${each.id}: ${each.nodes.map(node => node.html.slice(0, 200))}`)
}"""


def complaints(page: Page, schemes: Sequence[str] = SCHEMES) -> list[str]:
    """With everything unfolded.

    Contrast takes axe 10 ms for each word on the page. It is the same for all that looks the same,
    so a few of each look stand for the rest; `--full` takes them all.
    """
    page.evaluate(OPEN)
    page.evaluate(Axe().axe_script)
    if not sizes.full:
        return _plain(page) + [each for scheme in schemes for each in _contrast(page, scheme, 2)]
    return [each for scheme in schemes for each in _whole(page, scheme)]


def _plain(page: Page) -> list[str]:
    """Every rule that no color scheme changes."""
    return _found(page, "any", {"rules": {name: {"enabled": False} for name in _CONTRAST}}, 0)


def _contrast(page: Page, scheme: str, most: int) -> list[str]:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    return _found(page, scheme, {"runOnly": {"type": "rule", "values": _CONTRAST}}, most)


def _whole(page: Page, scheme: str) -> list[str]:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    return _found(page, scheme, {}, 0)


def _found(page: Page, scheme: str, rules: dict[str, Any], most: int) -> list[str]:
    given = {"scheme": scheme, "rules": rules, "most": most}
    found: list[str] = page.evaluate(_RUN, given)
    return found
