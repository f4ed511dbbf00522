"""Coming in: by a link, by a password, with or without a second step. Every try is counted."""

from datetime import datetime, timedelta

from service.desk import Desk
from service.domain.errors import CodeRefused, NotFound, SignInRefused, TooManyTries
from service.domain.letters import AccountLetter
from service.signing import passwords, second_step
from service.signing.links import SIGN_IN
from service.signing.sealed import SECOND_STEP, opened
from service.storage.accounts import Accounts
from service.storage.attempts import Attempts
from service.storage.credentials import Credentials
from service.storage.recipients import post
from service.storage.visits import Begun, Visits

_LINK = "link"
_PASSWORD = "password"  # noqa: S105 - what is tried, not one
_CODE = "code"


def ask_for_link(desk: Desk, email: str, at: datetime) -> None:
    """A letter with a link, to an address of ours. Nothing tells whether it is one, or was counted."""
    with desk.db.accounts() as accounts:
        tries = Attempts(accounts.connection)
        tries.forget(at)
        if tries.take(_LINK, email.lower(), at):
            return
        visits = Visits(accounts.connection)
        user = visits.user_of(email)
        org = visits.last_house(user) if user else None
        if user and org:
            send_link(accounts, AccountLetter.SIGN_IN, org, user, at)


def send_link(
    accounts: Accounts,
    kind: AccountLetter,
    org: str,
    user: str,
    at: datetime,
    by: str | None = None,
) -> None:
    """Only the letter opens it: the link itself is worked out when the letter is written."""
    link = accounts.sign_in_link(org, user, at, invited_by=by)
    post(accounts.connection, key=f"{kind}:{link}", kind=kind, org=org, to=user, at=at, about=link)


def by_link(desk: Desk, token: str, user_agent: str, at: datetime) -> Begun:
    """Uses the link up. NotFound for one that we never made, that is over, or used."""
    with desk.db.accounts() as accounts:
        begun = Visits(accounts.connection).by_link(link_of(desk, token), at, user_agent)
        _arrived(accounts, begun.user_id)
    return begun


def link_of(desk: Desk, token: str) -> str:
    """NotFound for what we never made: nobody learns more."""
    found = desk.links.link_id(SIGN_IN, token)
    if found is None:
        raise NotFound
    return found


def by_password(desk: Desk, email: str, password: str, user_agent: str, at: datetime) -> Begun:
    """SignInRefused whether the address or the password is wrong; TooManyTries.

    The hash is tried between two transactions, since it takes long on purpose.
    """
    count(desk, _PASSWORD, email.lower(), at)
    with desk.db.reading_accounts() as accounts:
        user = Visits(accounts.connection).user_of(email)
        kept = Credentials(accounts.connection, user).found().password_hash if user else None
    if not passwords.fits(kept, password) or user is None:
        raise SignInRefused
    with desk.db.accounts() as accounts:
        org = Visits(accounts.connection).last_house(user)
        if org is None or Credentials(accounts.connection, user).found().password_hash != kept:
            raise SignInRefused
        Attempts(accounts.connection).clear(_PASSWORD, email.lower())
        _arrived(accounts, user)
        return Visits(accounts.connection).begin(org, user, at, user_agent)


def by_code(desk: Desk, session: str, typed: str, at: datetime) -> None:
    """The second step. CodeRefused, TooManyTries; NotFound if nobody waits for one there."""
    with desk.db.reading_accounts() as accounts:
        user = Visits(accounts.connection).waiting(session, at)
    check_code(desk, user, typed, at)
    with desk.db.accounts() as accounts:
        Visits(accounts.connection).complete(session, at)


def check_code(desk: Desk, user: str, typed: str, at: datetime) -> None:
    """Spends a code of the app or a recovery code. CodeRefused, TooManyTries."""
    count(desk, _CODE, user, at)
    if not (_fits_app(desk, user, typed, at) or _fits_recovery(desk, user, typed, at)):
        raise CodeRefused
    with desk.db.accounts() as accounts:
        Attempts(accounts.connection).clear(_CODE, user)


def count(desk: Desk, what: str, whose: str, at: datetime) -> None:
    """In a commit of its own, so that a refusal does not undo it. TooManyTries."""
    with desk.db.accounts() as accounts:
        wait: timedelta = Attempts(accounts.connection).take(what, whose, at)
    if wait:
        raise TooManyTries(wait)


def _fits_app(desk: Desk, user: str, typed: str, at: datetime) -> bool:
    with desk.db.accounts() as accounts:
        mine = Credentials(accounts.connection, user)
        sealed = mine.found().sealed_secret
        if sealed is None:
            return False
        step = second_step.step_of(opened(desk.links.key, SECOND_STEP, sealed), typed, at)
        return step is not None and mine.spend_step(step)


def _fits_recovery(desk: Desk, user: str, typed: str, at: datetime) -> bool:
    code = typed.strip().lower()
    number = passwords.number_of(code)
    if number is None:
        return False
    with desk.db.reading_accounts() as accounts:
        kept = Credentials(accounts.connection, user).code(number)
    if not passwords.fits(kept, code):
        return False
    with desk.db.accounts() as accounts:
        return Credentials(accounts.connection, user).spend_code(number, at)


def _arrived(accounts: Accounts, user: str) -> None:
    """Whoever came in may ask for links again at once."""
    email = Visits(accounts.connection).email_of(user)
    Attempts(accounts.connection).clear(_LINK, email.lower())
