"""The commands for the seal that contracts get: look at its certificate, make another key."""

from ssl import DER_cert_to_PEM_cert

import click

from service.app import make_desk, utc_now
from service.commands import seal_keys as commands
from service.commands.verifying import known_seals
from service.desk import Desk
from service.rendering.presses import press_here
from service.settings import Settings
from service.signing.known import PUBLISHED, published
from service.signing.seal_keys import SealKey
from service.storage.files import write_whole


@click.group("seal-key")
def seal_key() -> None:
    """The key that contracts are sealed with."""


@seal_key.command()
@click.option(
    "--pem", is_flag=True, help="The certificate alone, for readers who want to trust it."
)
def show(pem: bool) -> None:
    """Print whose it is, how long it holds, and its fingerprint."""
    key = commands.seal_key(make_desk(Settings.from_env(), press_here))
    click.echo(key.pem if pem else described(key), nl=not pem)


@seal_key.command()
def renew() -> None:
    """Make another key for contracts that are sealed from now on. Sealed ones stay as they are."""
    desk = make_desk(Settings.from_env(), press_here)
    if desk.own_seal_key:
        raise click.ClickException(
            "Contracts are sealed with your own key: change the file of COUNTERPART_SIGNING_P12."
        )
    renewed = commands.renew_seal_key(desk, utc_now())
    publish(desk)
    click.echo(described(renewed.key))


def publish(desk: Desk) -> None:
    """Where `counterpart verify` looks: every certificate that seals here or did, and what was there."""
    before = published()
    known = tuple(dict.fromkeys((*before, *known_seals(desk))))
    if known != before:
        write_whole(PUBLISHED, "".join(map(DER_cert_to_PEM_cert, known)).encode("ascii"))


def described(key: SealKey) -> str:
    lines = (
        f"Contracts are sealed by {key.name}",
        f"until {key.ends_at:%Y-%m-%d}. SHA-256 of the certificate:",
        f"  {_in_pairs(key.fingerprint)}",
    )
    return "\n".join(lines)


NOTICE = """\
This key was made here, and nobody else vouches for it. A sealed contract shows every change made to
it, in any PDF reader; but readers call its signer unknown until somebody tells them to trust the
certificate (`counterpart seal-key show --pem`). Publish the fingerprint where your partners find it,
or bring a certificate of your own: COUNTERPART_SIGNING_P12 in docs/operations.md. The key rests in
the database, encrypted under the secret key: keep both, or contracts get another seal."""


def _in_pairs(digest: str) -> str:
    """As `openssl x509 -fingerprint` prints it."""
    return ":".join(digest[n : n + 2] for n in range(0, len(digest), 2)).upper()


COMMANDS = (seal_key,)
