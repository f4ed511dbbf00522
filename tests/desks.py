"""Desks for tests that need one of their own."""

from pathlib import Path
from typing import Never

from service.desk import Desk
from service.rendering.paper import Press
from service.signing.links import Links
from service.storage.database import Database, open_database
from service.storage.files import Files
from tests.conftest import SECRET, SETTINGS, Clock


def no_press(*_: object) -> Never:
    raise AssertionError("nobody wanted a paper")


def a_desk(db: Database, folder: Path, press: Press = no_press, clock: Clock | None = None) -> Desk:
    return Desk(
        db=db,
        files=Files(folder / "files"),
        links=Links(SECRET.encode()),
        press=press,
        clock=clock or Clock(),
        sender=SETTINGS.sender,
    )


def an_idle_desk() -> Desk:
    """For looking at an application that answers nobody."""
    return a_desk(open_database("sqlite://"), Path("var"))
