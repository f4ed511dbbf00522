"""The PDF engine reaches for nothing: no address in a page or in a value makes a connection."""

import socket
from collections.abc import Iterator
from contextlib import suppress

import pytest
from weasyprint.urls import FatalURLFetchingError

from service.domain.contract import plain
from service.rendering.engine import engine
from service.rendering.paper import Format, Press
from tests.rendering.papers import TERMS
from tests.rendering.text import text_of

CHANNELS = {
    "stylesheet": '<link rel="stylesheet" href="{url}">',
    "attachment": '<link rel="attachment" href="{url}">',
    "attachment of a link": '<a rel="attachment" href="{url}">x</a>',
    "icon": '<link rel="icon" href="{url}">',
    "base": '<base href="{url}"><img src="x.png">',
    "image": '<img src="{url}">',
    "image set": '<img srcset="{url} 1x" src="{url}">',
    "picture": '<picture><source srcset="{url}"><img src="{url}"></picture>',
    "object": '<object data="{url}"></object>',
    "embed": '<embed src="{url}">',
    "frame": '<iframe src="{url}"></iframe>',
    "import": '<style>@import "{url}";</style>',
    "import with url()": "<style>@import url({url});</style>",
    "font": "<style>@font-face {{ font-family: x; src: url({url}) }} p {{ font-family: x }}</style><p>x",
    "background": '<p style="background: url({url})">x</p>',
    "list marker": '<ul style="list-style-image: url({url})"><li>x</li></ul>',
    "content": "<style>p::before {{ content: url({url}) }}</style><p>x</p>",
    "border image": '<p style="border: 1px solid; border-image: url({url}) 1">x</p>',
    "color profile": '<style>@color-profile --x {{ src: url({url}) }}</style><p style="color: color(--x 1 0 0)">x',
    "svg image": '<svg xmlns="http://www.w3.org/2000/svg"><image href="{url}" width="9" height="9"/></svg>',
    "svg use": '<svg xmlns="http://www.w3.org/2000/svg"><use href="{url}#x"/></svg>',
    "svg stylesheet": '<svg xmlns="http://www.w3.org/2000/svg"><style>@import "{url}";</style></svg>',
    "svg in data": "<img src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><image href='{url}'/></svg>\">",
    "document type": '<!DOCTYPE html SYSTEM "{url}"><p>x</p>',
    "refresh": '<meta http-equiv="refresh" content="0; url={url}">',
}


@pytest.fixture
def canary() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        yield listener


def nobody_called(listener: socket.socket) -> bool:
    with suppress(BlockingIOError):
        connection, _ = listener.accept()
        connection.close()
        return False
    return True


def url_of(listener: socket.socket) -> str:
    return f"http://127.0.0.1:{listener.getsockname()[1]}/x"


@pytest.mark.parametrize("source", CHANNELS.values(), ids=CHANNELS.keys())
def test_no_channel_of_a_page_makes_a_connection(source: str, canary: socket.socket) -> None:
    pdf_with(source.format(url=url_of(canary)))
    assert nobody_called(canary)


@pytest.mark.parametrize("channel", ["attachment", "image", "stylesheet", "object", "svg image"])
def test_no_channel_of_a_page_reads_a_file(
    channel: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("files") / "secret.txt"
    secret.write_text("the-secret-words")
    assert b"the-secret-words" not in pdf_with(CHANNELS[channel].format(url=secret.as_uri()))


def pdf_with(source: str) -> bytes:
    """A page in the engine as papers use it, not compressed; nothing if the engine refuses it."""
    e = engine()
    with suppress(FatalURLFetchingError):
        page = e.weasyprint.HTML(string=source, url_fetcher=e.closed)
        return bytes(page.write_pdf(uncompressed_pdf=True))
    return b""


def test_a_canary_that_is_called_says_so(canary: socket.socket) -> None:
    with socket.create_connection(canary.getsockname()):
        assert not nobody_called(canary)


def test_no_channel_in_a_value_makes_a_connection(press: Press, canary: socket.socket) -> None:
    values = [source.format(url=url_of(canary)) for source in CHANNELS.values()]
    text = text_of(*map(plain, values))
    press(text, TERMS, frozenset({Format.DOCX, Format.PDF, Format.HTML}))
    assert nobody_called(canary)
