"""The door for any WSGI server."""

from service.server import made

app = made()
