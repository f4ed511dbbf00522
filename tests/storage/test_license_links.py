"""Which license a personal link opens, and for whom it never does."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from service.commands.party_licenses import Caller, Written, give_notice
from service.domain.deal import RelationKind
from service.domain.errors import CodeRefused, NotFound
from service.domain.licenses.parts import NoticeKind
from service.domain.post import Address
from service.domain.terms.parties import Side
from service.storage.database import Database
from service.storage.deal_links import DealLinks, holder_of_link, member_of
from service.storage.license_links import LicenseLinks
from service.storage.negotiation_tables import deal_links
from tests.conftest import NOON
from tests.executing import a_desktop
from tests.licensed import BEFORE, executed
from tests.storage.test_restated_licenses import AUTUMN, amendment, lives, made, signed

THERE = Address("legal@labs.example", "Example Labs Ltd")


def _opened(db: Database, link_id: str) -> str | None:
    with db.reading_work() as connection:
        return holder_of_link(connection, link_id, AUTUMN).license_id


def test_links_of_an_amendment_open_the_license_that_it_amends(db: Database) -> None:
    kept = made(db)
    lives(kept, AUTUMN)
    terms = amendment(kept.license(), months=36)
    desktop = signed(db, kept, terms, RelationKind.AMENDMENT, AUTUMN)
    assert _opened(db, desktop.table.bo.link_id) == kept.license_id
    assert _opened(db, desktop.table.kim.link_id) == kept.license_id


def test_a_link_opens_no_license_before_the_last_signature_and_never_for_our_own_side(
    db: Database,
) -> None:
    desktop = a_desktop(db, at=NOON)
    table = desktop.table
    ours = desktop.do(
        lambda tx: DealLinks(tx.connection, tx.org).invite(
            table.deal_id, Side.LICENSOR, Address("ada@archive.example", "Ada"), by="x", at=NOON
        )
    )
    desktop.sends(NOON)
    desktop.signs(0, NOON)
    with db.reading_work() as connection:
        assert holder_of_link(connection, table.bo.link_id, NOON).license_id is None
    desktop.signs(1, NOON)
    with db.reading_work() as connection:
        assert holder_of_link(connection, table.bo.link_id, NOON).license_id is not None
        assert holder_of_link(connection, ours, NOON).license_id is None


def test_an_address_has_one_link_to_a_license_whatever_its_case(db: Database) -> None:
    kept, _ = executed(db)

    def invited(email: str, side: Side = Side.LICENSEE) -> str:
        to = Address(email, THERE.name)
        return kept.do(
            lambda tx: (
                LicenseLinks(tx.connection, tx.org)
                .invite(kept.license_id, side, to, by="x", at=NOON)
                .link_id
            )
        )

    alone = invited(THERE.email)
    assert invited("Legal@LABS.example") == alone
    assert invited("contracts@labs.example") != alone
    with pytest.raises(NotFound):
        invited(THERE.email, Side.LICENSOR)
    with db.reading_work() as connection:
        with pytest.raises(NotFound):
            member_of(connection, alone, NOON)
        row = connection.execute(select(deal_links).where(deal_links.c.id == alone)).one()
    twice = {**row._mapping, "id": "lnk_twice"}
    with pytest.raises(IntegrityError), db.engine.begin() as connection:
        connection.execute(insert(deal_links).values(twice))


def test_two_calls_with_one_code_at_once_give_one_notice(db: Database) -> None:
    kept, desktop = executed(db)
    bo = desktop.table.bo
    with db.reading_work() as connection:
        reader = holder_of_link(connection, bo.link_id, BEFORE)
    code = kept.do(lambda tx: LicenseLinks(tx.connection, tx.org).codes.new(bo.link_id, BEFORE))
    written = Written(kind=NoticeKind.CLAIM, grounds="A claim.")

    def give(_: int) -> bool:
        caller = Caller("192.0.2.7", "A browser")
        try:
            kept.do(lambda tx: give_notice(tx, reader, written, caller, code_id=code, at=BEFORE))
        except CodeRefused:
            return False
        return True

    with ThreadPoolExecutor(4) as callers:
        assert sorted(callers.map(give, range(4))) == [False, False, False, True]
    assert len(kept.license().notices) == 1
    kept.assert_sound()
