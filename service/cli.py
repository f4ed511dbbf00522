"""The command `counterpart`: what an operator or a curious lawyer types."""

import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from schemas.deal import load_deal
from schemas.json_text import parse_json
from schemas.terms import canonical
from service.cli_admin import COMMANDS as ADMINISTRATION
from service.cli_evidence import evidence
from service.cli_moves import license_moves_diagram, moves_diagram
from service.cli_post import COMMANDS as POST
from service.cli_seal import COMMANDS as SEAL
from service.cli_verify import verify
from service.cli_words import finding_lines, quote_lines
from service.commands.drafting import Draft, draw_up
from service.commands.quoting import Quoted, quoted
from service.domain.deal import DealFile
from service.domain.errors import CounterpartError, TermsRefused
from service.drafting.library import newest_versions
from service.rendering.paper import Format
from service.rendering.presses import press_here
from service.settings import SettingsWrong
from service.storage.files import write_whole

DEAL = click.argument("deal", type=click.Path(exists=True, dir_okay=False, path_type=Path))


@click.group()
def counterpart() -> None:
    """Turns the terms of an AI-training-data license deal into a contract."""


@counterpart.command()
@DEAL
@click.option("-o", "--output", required=True, type=click.Path(file_okay=False, path_type=Path))
@click.option("--format", "formats", default="docx,pdf", show_default=True)
def draft(deal: Path, output: Path, formats: str) -> None:
    """Draw up the contract of DEAL, a JSON file, into the directory OUTPUT.

    FORMATS is a list of docx, pdf, html and json, with commas. Exit 2 and every fault with its
    JSON pointer when the terms cannot be agreed as they stand.
    """
    wanted = _formats(formats)
    read = _read(deal)
    worth = _quoted(read)
    drawn = draw_up(press_here, read.terms, canonical(read.terms), wanted)
    for path in _written(drawn, output, deal.stem):
        click.echo(path)
    click.echo(f"text_sha256 {drawn.text.text_sha256}")
    _say(finding_lines(worth), err=True)


@counterpart.command()
@DEAL
def quote(deal: Path) -> None:
    """Work out the fee of DEAL, line by line, beside published rates."""
    read = _read(deal)
    worth = _quoted(read)
    _say(quote_lines(worth.quote, worth.bands))
    _say(finding_lines(worth), err=True)


@counterpart.command()
@click.argument("what", type=click.Choice(["deal", "license"]), default="deal")
def moves(what: str) -> None:
    """Print which event moves WHAT from where to where, as a Mermaid state diagram."""
    _say(moves_diagram() if what == "deal" else license_moves_diagram())


@counterpart.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--web-only", is_flag=True, help="Without the worker that sends letters.")
def serve(host: str, port: int, web_only: bool) -> None:
    """Serve the pages on HOST and PORT, and send what must go out."""
    from service.server import run
    from service.supervisor import run_together

    if web_only:
        run(host, port)
        return
    click.echo(f"Counterpart is on http://{host}:{port} (stop it with Ctrl-C)", err=True)
    sys.exit(run_together(host, port))


for command in (*ADMINISTRATION, *SEAL, *POST, verify, evidence):
    counterpart.add_command(command)


def _formats(names: str) -> frozenset[Format]:
    given = [name.strip() for name in names.split(",") if name.strip()]
    unknown = [name for name in given if name not in [*Format]]
    if unknown or not given:
        raise click.BadParameter(
            f"give one or several of {', '.join(Format)}, with commas", param_hint="--format"
        )
    return frozenset(Format(name) for name in given)


def _read(path: Path) -> DealFile:
    return load_deal(parse_json(path.read_bytes()), newest_versions(), datetime.now(UTC).date())


def _quoted(read: DealFile) -> Quoted:
    """What the deal comes to; a finding that nobody may override stops here."""
    worth = quoted(read.terms, read.header.our_side)
    if worth.forbidden:
        raise TermsRefused(worth.forbidden)
    return worth


def _written(drawn: Draft, output: Path, stem: str) -> Iterable[Path]:
    for format, data in drawn.papers.items():
        path = output / f"{stem}.{format}"
        write_whole(path, data)
        yield path


def _say(lines: Iterable[str], err: bool = False) -> None:
    for line in lines:
        click.echo(line, err=err)


def main(arguments: Sequence[str] | None = None) -> None:
    """Exit 0; 1 when the work failed; 2 when what was given is wrong, with every fault."""
    try:
        counterpart(arguments, standalone_mode=False)
    except TermsRefused as refused:
        _say((f"{fault.pointer or '/'}: {fault.message}" for fault in refused.faults), err=True)
        sys.exit(2)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(130)
    except (CounterpartError, SettingsWrong, OSError, RuntimeError) as error:
        click.echo(f"{type(error).__name__}: {error}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
