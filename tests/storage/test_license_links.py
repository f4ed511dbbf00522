"""Which license a personal link opens, and for whom it never does."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from schemas.terms import written
from service.commands.license_links import send_link
from service.commands.party_licenses import Caller, Written, give_notice
from service.commands.recorded_licenses import correct_license
from service.domain.deal import OurSide, RelationKind
from service.domain.errors import CodeRefused, NotFound
from service.domain.licenses.parts import NoticeKind
from service.domain.licenses.recording import LicenseHeader
from service.domain.post import Address
from service.domain.terms import Terms
from service.domain.terms.parties import Side
from service.storage.database import Database
from service.storage.deal_links import DealLinks, holder_of_link, member_of
from service.storage.license_links import LicenseLinks
from service.storage.negotiation_tables import deal_links
from service.storage.tables import outbox
from tests.conftest import NOON
from tests.executing import a_desktop
from tests.licensed import BEFORE, Kept, executed, imported
from tests.negotiating import Table
from tests.storage.kept import an_organization
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


NEW = "licenses@labs.example"


def _with_licensee(terms: Terms, **changes: Any) -> Terms:
    licensee = replace(terms.parties.licensee, **changes)
    return replace(terms, parties=replace(terms.parties, licensee=licensee))


def _moves(db: Database, **changes: Any) -> tuple[Kept, Table]:
    """An amendment gives the licensee another notice address."""
    kept, desktop = executed(db)
    lives(kept, AUTUMN)
    terms = _with_licensee(amendment(kept.license()), notice_email=NEW, **changes)
    signed(db, kept, terms, RelationKind.AMENDMENT, AUTUMN)
    return kept, desktop.table


def _open(kept: Kept) -> dict[str, list[str]]:
    """The addresses with links that open, and who invited them."""
    found: dict[str, list[str]] = {}
    with kept.db.reading(kept.org) as views:
        for row in LicenseLinks(views.connection, kept.org).of_license(kept.license_id):
            if row.revoked_at is None:
                found.setdefault(row.email, []).append(row.invited_by)
    return found


def _letters(kept: Kept) -> list[str]:
    with kept.db.reading_work() as connection:
        asked = select(outbox.c.to_email).where(outbox.c.kind == "license_link")
        return [*connection.scalars(asked)]


def test_a_link_leaves_an_address_that_an_amendment_names_no_more_for_the_new_one(
    db: Database,
) -> None:
    kept, table = _moves(db)
    old = table.bo.email
    assert old == "contracts@labs.example"
    found = _open(kept)
    assert old not in found
    assert found[NEW] == ["system"]
    assert table.kim.email in found, "whom their side brought in itself stays"
    with pytest.raises(NotFound):
        _opened(db, table.bo.link_id)
    assert _letters(kept) == [NEW]
    assert kept.types()[-3:] == ["LinkRevoked", "LinkRevoked", "LinkSent"]
    kept.assert_sound()


def test_whoever_signs_or_gets_copies_keeps_the_link(db: Database) -> None:
    copied, table = _moves(db, notice_copies=(THERE.email, "Contracts@Labs.example"))
    assert table.bo.email in _open(copied)
    assert _letters(copied) == []


def test_an_amendment_of_other_terms_leaves_all_links(db: Database) -> None:
    kept, _ = executed(db)
    lives(kept, AUTUMN)
    before = _open(kept)
    signed(db, kept, amendment(kept.license(), months=36), RelationKind.AMENDMENT, AUTUMN)
    assert before.keys() <= _open(kept).keys()
    assert not {"LinkRevoked", "LinkSent"} & {*kept.types()}


def test_a_corrected_address_takes_the_link_from_whoever_got_it_wrongly(db: Database) -> None:
    org = an_organization(db, "archive")
    kept = imported(db, org, at=NOON)
    wrong = kept.license().terms.parties.licensee.notice_email
    kept.do(lambda tx: send_link(tx, kept.license_id, wrong, by="usr_ada", at=NOON))
    terms = _with_licensee(kept.license().terms, notice_email=NEW)
    header = LicenseHeader(
        our_side=OurSide.LICENSOR,
        signed_on=kept.license().signed_on or kept.license().made_on,
        starts_on=kept.license().starts_on,
    )
    kept.do(
        lambda tx: correct_license(
            tx, kept.license_id, header, written(terms), by="usr_ada", at=NOON
        )
    )
    assert _open(kept) == {NEW: ["system"]}
    assert sorted(_letters(kept)) == [wrong, NEW]
    kept.assert_sound()
