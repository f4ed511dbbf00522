"""The command that says whether a sealed contract holds: offline, without a database."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from service.commands.verifying import verify_here
from service.domain.verdict import NAMES, Finding, Headline, Verdict
from service.signing.known import PUBLISHED, certificates_in, published
from service.signing.verify import Known

_WORDS: Final = {
    Finding.HOLDS: "holds",
    Finding.FAILS: "DOES NOT HOLD",
    Finding.UNKNOWN: "not known",
}
_FILE: Final = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=_FILE)
@click.option(
    "--root",
    "roots",
    type=_FILE,
    multiple=True,
    help=f"A certificate (PEM) to trust; {PUBLISHED} is used too, where it is there.",
)
def verify(file: Path, roots: tuple[Path, ...]) -> None:
    """Say of FILE, a PDF, what holds of its seal and of what it encloses.

    Exit 0 if it is authentic, else 1.
    """
    known = Known((*published(), *_certificates(roots)))
    verdict = verify_here(file.read_bytes(), known)
    for line in lines_of(verdict):
        click.echo(line)
    sys.exit(0 if verdict.headline is Headline.AUTHENTIC else 1)


def lines_of(verdict: Verdict) -> Iterator[str]:
    """The headline, every check, what all of it shows and what not, and the digests."""
    yield f"{verdict.headline}: {verdict.title}"
    yield ""
    for check in verdict.checks:
        yield f"{_WORDS[check.finding]:<14} {NAMES[check.name]}: {check.words}"
    yield ""
    yield from (verdict.shows, verdict.shows_not, "")
    yield f"file_sha256 {verdict.file_sha256}"
    if verdict.document_sha256:
        yield f"document_sha256 {verdict.document_sha256}"
    if verdict.audit_head:
        yield f"audit_head {verdict.audit_head}"


def _certificates(roots: tuple[Path, ...]) -> Iterator[bytes]:
    for path in roots:
        try:
            yield from certificates_in(path.read_bytes())
        except ValueError:
            said = f"{path} holds no certificate in PEM"
            raise click.BadParameter(said, param_hint="--root") from None
