"""The commands of whoever runs Counterpart: set up, serve, people, keys."""

import secrets
from pathlib import Path

import click

from service.app import make_desk, utc_now
from service.cli_seal import NOTICE, described, publish
from service.commands import seed as seeding
from service.commands import setup as commands
from service.commands.seal_keys import InUse, seal_key_once
from service.commands.security import reset_by_operator
from service.commands.seed_licenses import seed_licenses
from service.commands.seed_signing import seed_signing
from service.desk import Desk
from service.domain.errors import NotFound
from service.domain.people import Role, Scope
from service.rendering.presses import new_pool, press_here
from service.settings import SECRET_KEY_FILE, Settings
from service.web.demo import demo_deals, demo_licenses, signing_deals

_ORG = click.option("--org", default="demo", show_default=True, help="Its short name.")


@click.command()
@_ORG
@click.option("--admin", default="admin@localhost", show_default=True, help="An address.")
def setup(org: str, admin: str) -> None:
    """Make what is missing: tables, keys, the organization and its administrator.

    Prints a link that signs the administrator in once. Safe to repeat.
    """
    make_secret_key(SECRET_KEY_FILE)
    settings = Settings.from_env()
    desk = make_desk(settings, press_here)
    invited = commands.set_up(desk, org, admin, utc_now())
    _tell_of_seal(_sealing(desk))
    click.echo(f"Sign in as {admin}, once, within a day:")
    click.echo(_address(settings, invited.token))


def _tell_of_seal(seal: InUse) -> None:
    """Once: whoever starts the service each day has read it."""
    if seal.new:
        click.echo(f"{described(seal.key)}\n\n{NOTICE}\n")


@click.command()
def migrate() -> None:
    """Bring the tables of the database up to date."""
    make_desk(Settings.from_env(), press_here).db.migrate()


@click.command("seed-demo")
@_ORG
def seed_demo(org: str) -> None:
    """Give the organization a few deals, licenses and people to look around with. Safe to repeat.

    Two of the deals are contracts: one that is being signed, one that is signed and sealed. The
    licenses were signed elsewhere: one renews soon, one renewed and has a breach to cure, one is
    suspended, one ends, one has ended, of one a delivery is late.
    """
    with new_pool() as pool:
        desk = make_desk(Settings.from_env(), pool.papers_of, pool=pool)
        made = seeding.seed(desk, org, demo_deals(), utc_now())
        _tell_of_seal(_sealing(desk))
        made += seed_signing(desk, org, signing_deals(), utc_now())
        recorded = seed_licenses(desk, org, demo_licenses(utc_now().date()), utc_now())
    click.echo(f"{made} deals made, {recorded} licenses recorded.")


def _sealing(desk: Desk) -> InUse:
    """The key, which is told of and published as set-up does."""
    seal = seal_key_once(desk, utc_now())
    publish(desk)
    return seal


@click.group()
def user() -> None:
    """People of an organization."""


@user.command()
@_ORG
@click.option("--name", default="")
@click.option("--role", type=click.Choice([*Role]), default=Role.DRAFTER, show_default=True)
@click.argument("email")
def invite(org: str, name: str, role: str, email: str) -> None:
    """Make EMAIL a member, or change the role of one; prints a link that signs in once."""
    settings = Settings.from_env()
    invited = commands.invite(
        make_desk(settings, press_here), org, email, name, Role(role), utc_now()
    )
    click.echo(_address(settings, invited.token))


@user.command("reset-totp")
@click.argument("email")
def reset_totp(email: str) -> None:
    """Take the second step of EMAIL off, for somebody who lost the app and the recovery codes.

    They are signed out everywhere, come in by a link or their password, and get a letter about it.
    An administrator can do it too, except for themselves and for people of several organizations.
    """
    try:
        reset_by_operator(make_desk(Settings.from_env(), press_here), email, utc_now())
    except NotFound:
        raise click.BadParameter("nobody has this address", param_hint="EMAIL") from None
    click.echo(f"The second step of {email} is off. They are signed out everywhere.")


@click.group("api-key")
def api_key() -> None:
    """Keys for programs."""


@api_key.command()
@click.option("--org", required=True)
@click.option("--scopes", required=True, help=f"With commas: {', '.join(Scope)}.")
@click.option("--name", default="made on the command line", show_default=True)
def create(org: str, scopes: str, name: str) -> None:
    """Make a key; it stands alone on the last line and is never shown again."""
    desk = make_desk(Settings.from_env(), press_here)
    click.echo(commands.create_key(desk, org, name, _scopes(scopes), utc_now()))


def make_secret_key(path: Path) -> None:
    """Leaves a key that is there alone; nobody but its owner may read it."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600, exist_ok=False)
    path.write_text(secrets.token_urlsafe(48), "ascii")


def _scopes(names: str) -> list[Scope]:
    given = [name.strip() for name in names.split(",") if name.strip()]
    if not given or any(name not in [*Scope] for name in given):
        raise click.BadParameter(f"give some of {', '.join(Scope)}", param_hint="--scopes")
    return [Scope(name) for name in given]


def _address(settings: Settings, token: str) -> str:
    return f"{settings.base_url}/sign-in/{token}"


COMMANDS = (setup, migrate, seed_demo, user, api_key)
