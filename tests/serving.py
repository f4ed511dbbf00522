"""A WSGI application on a port of this machine, for as long as a test visits it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING

from werkzeug.serving import BaseWSGIServer, make_server
from werkzeug.test import run_wsgi_app

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


@contextmanager
def a_server(app: "WSGIApplication") -> Iterator[BaseWSGIServer]:
    """Answers any number of visitors at once.

    Werkzeug's server leaves a file open whose reader hangs up, and a browser hangs up on a page
    that it leaves. So every answer is read whole, and its file closed, before a byte goes out.
    """

    def read_first(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        body, status, headers = run_wsgi_app(app, environ, buffered=True)
        start(status, headers.to_wsgi_list())
        return body

    server = make_server("127.0.0.1", 0, read_first, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
