"""How somebody signs in: a password, a second step, recovery codes. Each change is told by letter."""

from dataclasses import dataclass
from datetime import datetime

from service.commands.sign_in import check_code, count
from service.desk import Desk
from service.domain.deeds import Deed
from service.domain.errors import CodeRefused, Confined, NotFound, SecondStepOff, SignInRefused
from service.domain.letters import AccountLetter
from service.domain.members import check_reset
from service.domain.people import SYSTEM, Person
from service.signing import passwords, second_step
from service.signing.sealed import SECOND_STEP, opened, sealed
from service.storage.accounts import Accounts
from service.storage.attempts import Attempts
from service.storage.credentials import Credentials
from service.storage.ids import new_id
from service.storage.org_history import OrgHistory
from service.storage.recipients import post
from service.storage.visits import Visits

_OWN_PASSWORD = "own-password"  # noqa: S105 - what is tried, not one


@dataclass(frozen=True, slots=True, kw_only=True)
class Secured:
    """How somebody signs in besides by a link; `codes_left` of the recovery codes."""

    password_at: datetime | None
    second_step_at: datetime | None
    codes_left: int


@dataclass(frozen=True, slots=True)
class Secret:
    """What an app is given once: as a picture of `address`, or typed."""

    text: str
    address: str


def secured(desk: Desk, person: Person) -> Secured:
    with desk.db.reading_accounts() as accounts:
        mine = Credentials(accounts.connection, person.user_id)
        found = mine.found()
        return Secured(
            password_at=found.password_at,
            second_step_at=found.second_step_at,
            codes_left=mine.codes_left(),
        )


def set_password(desk: Desk, person: Person, *, current: str, password: str, at: datetime) -> None:
    """Ends every other session. SignInRefused if there is a password and `current` is another."""
    _check_own(desk, person, current, at)
    hash = passwords.hashed(password)
    with desk.db.accounts() as accounts:
        Credentials(accounts.connection, person.user_id).keep_password(hash, at)
        _changed(accounts, AccountLetter.PASSWORD_CHANGED, "changed", person, at)


def remove_password(desk: Desk, person: Person, *, current: str, at: datetime) -> None:
    """Links remain. SignInRefused as in `set_password`."""
    _check_own(desk, person, current, at)
    with desk.db.accounts() as accounts:
        Credentials(accounts.connection, person.user_id).keep_password(None, at)
        _changed(accounts, AccountLetter.PASSWORD_CHANGED, "removed", person, at)


def new_secret(desk: Desk, person: Person) -> Secret:
    """A second step that is not in use before `turn_on`; CodeRefused while one is in use."""
    _check_free(person)
    text = second_step.new_secret()
    with desk.db.accounts() as accounts:
        mine = Credentials(accounts.connection, person.user_id)
        if mine.found().second_step_at is not None:
            raise CodeRefused
        mine.keep_secret(sealed(desk.links.key, SECOND_STEP, text))
    return Secret(text, second_step.address(text, person.email))


def pending_secret(desk: Desk, person: Person) -> Secret | None:
    """One that was begun and not yet turned on, to be shown again after a mistyped code."""
    _check_free(person)
    with desk.db.reading_accounts() as accounts:
        found = Credentials(accounts.connection, person.user_id).found()
    if found.sealed_secret is None or found.second_step_at is not None:
        return None
    text = opened(desk.links.key, SECOND_STEP, found.sealed_secret)
    return Secret(text, second_step.address(text, person.email))


def turn_on(desk: Desk, person: Person, *, code: str, at: datetime) -> tuple[str, ...]:
    """The recovery codes, shown once. CodeRefused if the app shows another code."""
    pending = pending_secret(desk, person)
    step = second_step.step_of(pending.text, code, at) if pending else None
    if step is None:
        raise CodeRefused
    codes = passwords.new_codes()
    hashes = [passwords.hashed(each) for each in codes]
    with desk.db.accounts() as accounts:
        mine = Credentials(accounts.connection, person.user_id)
        mine.turn_on(step, at)
        mine.keep_codes(hashes)
        _changed(accounts, AccountLetter.SECOND_STEP_CHANGED, "turned on", person, at)
    return codes


def turn_off(desk: Desk, person: Person, *, code: str, at: datetime) -> None:
    """CodeRefused, TooManyTries."""
    _check_free(person)
    check_code(desk, person.user_id, code, at)
    with desk.db.accounts() as accounts:
        Credentials(accounts.connection, person.user_id).turn_off()
        _changed(accounts, AccountLetter.SECOND_STEP_CHANGED, "turned off", person, at)


def renew_codes(desk: Desk, person: Person, *, code: str, at: datetime) -> tuple[str, ...]:
    """Ten new recovery codes; those from before open nothing. CodeRefused, TooManyTries."""
    _check_free(person)
    check_code(desk, person.user_id, code, at)
    codes = passwords.new_codes()
    hashes = [passwords.hashed(each) for each in codes]
    with desk.db.accounts() as accounts:
        Credentials(accounts.connection, person.user_id).keep_codes(hashes)
    return codes


def reset_second_step(desk: Desk, org: str, user_id: str, *, by: str, at: datetime) -> None:
    """A way back for a member who has lost the app and the codes; told by letter and in the history.

    NotFound, ResetNotAllowed, SecondStepOff. Their sessions and links end, so that whoever took
    them part of the way is out.
    """
    with desk.db.accounts() as accounts:
        houses = [house.id for house in Visits(accounts.connection).houses(user_id)]
        check_reset(org, user_id, by=by, houses=houses)
        _reset(accounts, user_id, by, at)


def reset_by_operator(desk: Desk, email: str, at: datetime) -> None:
    """Whoever runs Counterpart may, wherever somebody belongs. NotFound, SecondStepOff."""
    with desk.db.accounts() as accounts:
        user = Visits(accounts.connection).user_of(email)
        if user is None:
            raise NotFound
        _reset(accounts, user, SYSTEM, at)


def _reset(accounts: Accounts, user: str, by: str, at: datetime) -> None:
    """Every house of theirs reads of it; the letter comes from the one where they were last."""
    mine, visits = Credentials(accounts.connection, user), Visits(accounts.connection)
    if mine.found().second_step_at is None:
        raise SecondStepOff
    mine.turn_off()
    for house in visits.houses(user):
        history = OrgHistory(accounts.connection, house.id)
        history.note(Deed.SECOND_STEP_RESET, by=by, at=at, about=user)
    if (org := visits.last_house(user)) is not None:
        kind = AccountLetter.SECOND_STEP_RESET
        key = f"{kind}:{new_id('chg')}"
        post(accounts.connection, key=key, kind=kind, org=org, to=user, at=at, about=by)
    visits.end(user, at)


def switch(desk: Desk, person: Person, org: str) -> None:
    """To another organization of theirs; NotFound for any other, and for a confined session."""
    with desk.db.accounts() as accounts:
        Visits(accounts.connection).switch(person.session_id, person.user_id, org)


def _check_own(desk: Desk, person: Person, current: str, at: datetime) -> None:
    _check_free(person)
    with desk.db.reading_accounts() as accounts:
        kept = Credentials(accounts.connection, person.user_id).found().password_hash
    if kept is None:
        return
    count(desk, _OWN_PASSWORD, person.user_id, at)
    if not passwords.fits(kept, current):
        raise SignInRefused
    with desk.db.accounts() as accounts:
        Attempts(accounts.connection).clear(_OWN_PASSWORD, person.user_id)


def _check_free(person: Person) -> None:
    if person.confined:
        raise Confined


def _changed(
    accounts: Accounts, kind: AccountLetter, change: str, person: Person, at: datetime
) -> None:
    """Whoever was signed in elsewhere must come in the new way; the letter goes to the owner."""
    Visits(accounts.connection).end(person.user_id, at, but=person.session_id)
    post(
        accounts.connection,
        key=f"{kind}:{new_id('chg')}",
        kind=kind,
        org=person.org_id,
        to=person.user_id,
        at=at,
        about=change,
    )
