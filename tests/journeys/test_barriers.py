"""The watch for barriers is awake: it names each fault, in the scheme in which it shows."""

from playwright.sync_api import Browser

from tests.journeys.barriers import complaints
from tests.journeys.house import a_page

_PAGE = """<!doctype html><html lang="en"><title>A page</title>
<style>
:root {{ color-scheme: light dark }}
p {{ color: #222; background: #fff }} p.pale {{ color: {light} }}
@media (prefers-color-scheme: dark) {{ p {{ color: #eee; background: #111 }} p.pale {{ color: {dark} }} }}
</style>
<main><h1>A page</h1>{words}<details><summary>More</summary><p class="pale">Fees.</p></details>
{field}</main></html>"""
_WORDS = "<p>Plain words.</p>" * 5
_FIELD = "<label>Name <input></label>"


def _said(browser: Browser, light: str = "#222", dark: str = "#eee", field: str = _FIELD) -> str:
    with a_page(browser, 390) as page:
        page.set_content(_PAGE.format(light=light, dark=dark, field=field, words=_WORDS))
        return "\n".join(complaints(page))


def test_a_page_without_a_barrier_is_left_alone(browser: Browser) -> None:
    assert _said(browser) == ""


def test_pale_words_in_a_fold_are_found_in_their_scheme_alone(browser: Browser) -> None:
    assert _said(browser, light="#bbb").startswith("light: color-contrast: <p class=")
    assert _said(browser, dark="#555").startswith("dark: color-contrast: <p class=")


def test_a_field_without_a_name_is_found(browser: Browser) -> None:
    assert ": label: <input>" in _said(browser, field="<input>")
