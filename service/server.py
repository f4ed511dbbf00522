"""The web server: gunicorn with threads, started from our own command."""

from typing import Any

from gunicorn.app.base import BaseApplication

from service.app import create_app, make_desk
from service.rendering.presses import press_until_exit
from service.settings import Settings

THREADS = 4
WORKERS = 2


class _Server(BaseApplication):  # type: ignore[misc]
    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        for key, value in self.options.items():
            self.cfg.set(key, value)

    def load(self) -> Any:
        settings = Settings.from_env()
        return create_app(settings, make_desk(settings, press_until_exit()))


def run(host: str, port: int) -> None:
    """Serves until it is told to stop."""
    _Server(
        {
            "bind": f"{host}:{port}",
            "workers": WORKERS,
            "threads": THREADS,
            "worker_class": "gthread",
            "control_socket_disable": True,
        }
    ).run()
