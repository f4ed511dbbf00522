"""What somebody finds in their mail: letters of the outbox, written as a worker writes them."""

import re

from sqlalchemy import select

from service.commands.letters import compose
from service.desk import Desk
from service.domain.post import Address, Occasion
from service.notifications.letter import Letter, LetterRefused
from service.storage.post_office import PostOffice
from service.storage.recipients import post
from service.storage.tables import outbox

_LINK = re.compile(r"http://127\.0\.0\.1:8000(/(?:sign-in|d)/[\w.-]+)")


def a_letter(desk: Desk, org: str) -> str:
    """The id of an invitation that waits to leave."""
    with desk.db.transaction(org) as tx:
        to = Address("nia@archive.example", "Nia")
        post(tx.connection, key="k", kind="invitation", org=org, to=to, at=desk.clock())
        return PostOffice(tx.connection, org).by_key("k").id


def letters(desk: Desk, email: str) -> list[Letter]:
    """Everything to that address that could still leave, the oldest first."""
    with desk.db.engine.connect() as connection:
        rows = connection.execute(select(outbox).order_by(outbox.c.created_at, outbox.c.id)).all()
    found = [_occasion(desk, row) for row in rows]
    return [letter for each in found if each.to.email == email for letter in _written(desk, each)]


def _written(desk: Desk, occasion: Occasion) -> list[Letter]:
    """Nothing where its link is used."""
    try:
        return [compose(desk, occasion)]
    except LetterRefused:
        return []


def link_in(letter: Letter) -> str:
    """The path of the link that signs in, or opens a deal."""
    found = _LINK.search(letter.text)
    assert found, letter.text
    return found[1]


def _occasion(desk: Desk, row: object) -> Occasion:
    with desk.db.reading(row.org_id) as views:  # type: ignore[attr-defined]
        to = PostOffice(views.connection, views.org).letter(row.id).to  # type: ignore[attr-defined]
    names = {"key", "kind", "event_seq", "about"}
    said = {name: getattr(row, name) for name in names}
    return Occasion(to=to, org=row.org_id, user=row.user_id, deal=row.deal_id, **said)  # type: ignore[attr-defined]
