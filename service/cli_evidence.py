"""The command that takes the whole proof of a contract out of an installation, as files."""

from pathlib import Path

import click

from service.app import make_desk
from service.commands.evidence import evidence_for_operator
from service.domain.errors import NotFound
from service.rendering.presses import press_here
from service.settings import Settings
from service.storage.files import write_whole


@click.command()
@click.argument("contract_id")
@click.option(
    "-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="A ZIP."
)
def evidence(contract_id: str, output: Path) -> None:
    """Write the proof of CONTRACT_ID to OUTPUT: papers, terms, offers, record, certificate, verifier."""
    desk = make_desk(Settings.from_env(), press_here)
    try:
        data = evidence_for_operator(desk, contract_id)
    except NotFound:
        raise click.BadParameter("there is no such contract", param_hint="CONTRACT_ID") from None
    write_whole(output, data)
    click.echo(output)
