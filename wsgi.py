"""The door for any WSGI server."""

from service.app import create_app
from service.desk import desk_until_exit
from service.settings import Settings

app = create_app(Settings.from_env(), desk_until_exit())
