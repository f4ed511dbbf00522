"""One question over HTTP to somebody outside: no redirects, no proxies, an end in time and size."""

import asyncio
import ssl
from http.client import HTTPException, HTTPResponse
from io import BytesIO
from typing import Any, Final
from urllib.parse import SplitResult, urlsplit

_LARGEST: Final = 2 * 1024 * 1024
"""Of an answer: more than any token; lists of revoked certificates above it are not wanted."""

_PORTS: Final = {"http": 80, "https": 443}


class NoAnswer(Exception):
    """Says why, as the end of a sentence."""


async def asked(url: str, body: bytes | None, kind: str, patience: float) -> bytes:
    """The body of the answer to a POST of `body`, or to a GET without one.

    `kind` is the media type of what is sent. `patience` is the longest in seconds for all of it.
    """
    try:
        async with asyncio.timeout(patience):
            said = await _said(urlsplit(url), body, kind)
    except TimeoutError:
        raise NoAnswer(f"there was no answer within {patience:g} seconds") from None
    except (OSError, ValueError, HTTPException) as fault:
        raise NoAnswer(f"it cannot be reached ({type(fault).__name__})") from fault
    return _body(said)


async def _said(url: SplitResult, body: bytes | None, kind: str) -> bytes:
    if url.scheme not in _PORTS or not url.hostname:
        raise NoAnswer("its address is neither http nor https")
    secure = ssl.create_default_context() if url.scheme == "https" else None
    port = url.port or _PORTS[url.scheme]
    reader, writer = await asyncio.open_connection(url.hostname, port, ssl=secure)
    try:
        writer.write(_question(url, body, kind))
        await writer.drain()
        return await _all(reader)
    finally:
        writer.close()


def _question(url: SplitResult, body: bytes | None, kind: str) -> bytes:
    path = (url.path or "/") + (f"?{url.query}" if url.query else "")
    host = url.netloc.rpartition("@")[2]
    lines = [
        f"{'GET' if body is None else 'POST'} {path} HTTP/1.1",
        f"Host: {host}",
        "User-Agent: Counterpart",
        "Connection: close",
    ]
    if body is not None:
        lines += [f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
    head = "\r\n".join([*lines, "", ""])
    return head.encode("ascii") + (body or b"")


async def _all(reader: asyncio.StreamReader) -> bytes:
    said = bytearray()
    while piece := await reader.read(65536):
        said += piece
        if len(said) > _LARGEST:
            raise NoAnswer("the answer is too large")
    return bytes(said)


class _Socket:
    """What http.client reads an answer from."""

    def __init__(self, said: bytes) -> None:
        self.said = said

    def makefile(self, *_: Any) -> BytesIO:
        return BytesIO(self.said)


def _body(said: bytes) -> bytes:
    try:
        answer = HTTPResponse(_Socket(said))  # type: ignore[arg-type]
        answer.begin()
        body = answer.read()
    except (HTTPException, ValueError, OSError):
        raise NoAnswer("the answer is not HTTP") from None
    if answer.status != 200:
        raise NoAnswer(f"it answered {answer.status}")
    return body
