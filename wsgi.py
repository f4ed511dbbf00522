"""The door for any WSGI server."""

from service.app import create_app, make_desk
from service.rendering.presses import press_until_exit
from service.settings import Settings

settings = Settings.from_env()
app = create_app(settings, make_desk(settings, press_until_exit()))
