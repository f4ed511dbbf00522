"""How long the drafting form takes to answer a keystroke, part by part, on the sample deal.

Warm, in this process, wall clock medians. The page waits for `live`; the parts say where it goes.
"""

import json
import re
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from flask.testing import FlaskClient

from schemas.deal import load_deal
from schemas.forms import from_form, to_form
from service.app import create_app
from service.commands.previewing import preview
from service.commands.quoting import quoted
from service.commands.setup import set_up
from service.desk import Desk
from service.drafting.library import newest_versions
from service.rendering.presses import press_here
from service.settings import Settings
from service.signing.links import Links
from service.storage.database import open_database
from service.storage.files import Files
from service.web.form.controls import Filled

DEAL = Path("examples/photo-archive.json")
PLACE = "terms.law.place"
MOMENT = datetime(2026, 3, 2, 12, tzinfo=UTC)
_KEY = "only for measuring, never for use"
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_SHOWN = re.compile(r'id="shown" name="shown" value="([^"]*)"')


def main(rounds: int = 30) -> None:
    fields = to_form(json.loads(DEAL.read_text()))
    with TemporaryDirectory() as folder:
        client, link = _signed_out(Path(folder))
        live = _live(client, link, fields)
        rows = {"live, the whole request": _median(live, rounds), **_parts(fields, rounds)}
    for name, ms in rows.items():
        click.echo(f"{name:44}{ms:>8.1f} ms")


def _parts(fields: dict[str, list[str]], rounds: int) -> dict[str, float]:
    document = from_form(fields)
    deal = load_deal(document, newest_versions(), date(2026, 3, 2))
    calls: dict[str, Callable[[int], object]] = {
        "form to document": lambda _: from_form(fields),
        "document to terms, with every rule": lambda _: load_deal(document, newest_versions()),
        "fee, bands and findings": lambda _: quoted(deal.terms, deal.header.our_side),
        "contract in pieces": lambda _: preview(deal.terms),
        "places of the form": lambda _: Filled(fields).parts(),
    }
    return {name: _median(call, rounds) for name, call in calls.items()}


def _signed_out(folder: Path) -> tuple[FlaskClient, str]:
    db = open_database(f"sqlite:///{folder}/bench.sqlite3")
    settings = Settings(secret_key=_KEY, api_rate="100000/minute")
    desk = Desk(
        db=db,
        files=Files(folder),
        links=Links(_KEY.encode()),
        press=press_here,
        clock=lambda: MOMENT,
        sender=settings.sender,
    )
    token = set_up(desk, "bench", "ada@archive.example", MOMENT).token
    app = create_app(settings, desk)
    return app.test_client(), f"/sign-in/{token}"


def _live(client: FlaskClient, link: str, fields: dict[str, list[str]]) -> Callable[[int], object]:
    """Each call types another word into one field, as a person does."""
    client.post(link, data={"csrf_token": _found(_TOKEN, client, link)})
    csrf = _found(_TOKEN, client, "/deals/new")
    start = {"csrf_token": csrf, "start": "example:photo-archive"}
    at = client.post("/deals/new", data=start).headers["Location"]
    shown = _found(_SHOWN, client, at)

    def call(n: int) -> object:
        typed = {**fields, PLACE: [f"County {n}"]}
        answer = client.post(f"{at}/live", data={"csrf_token": csrf, "shown": shown, **typed})
        assert answer.status_code == 200, answer.status
        return answer

    return call


def _found(pattern: re.Pattern[str], client: FlaskClient, path: str) -> str:
    found = pattern.search(client.get(path).get_data(as_text=True))
    assert found is not None, path
    return found[1]


def _median(call: Callable[[int], object], rounds: int) -> float:
    call(0)
    return statistics.median(_timed(call, n) for n in range(1, rounds + 1))


def _timed(call: Callable[[int], object], n: int) -> float:
    start = time.perf_counter()
    call(n)
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
