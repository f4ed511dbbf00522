"""Who acts for a side by a personal link."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from service.commands import negotiation
from service.commands.negotiation import Put
from service.domain.deal import OurSide, Status
from service.domain.errors import NotFound, TermsRefused
from service.domain.party import LINK_LASTS
from service.domain.post import Address
from service.domain.terms.parties import Side
from service.storage.database import Database
from service.storage.deal_links import DealLinks, member_of
from service.storage.migrate import go_back, migrate
from service.storage.tables import outbox
from tests.builders import some_parties, some_terms
from tests.conftest import NOON
from tests.negotiating import Table, a_table
from tests.storage.kept import BY, a_deal, an_organization


@pytest.fixture
def table(db: Database, ada: str) -> Table:
    return a_table(db, ada)


def _invited(table: Table, email: str, side: Side = Side.LICENSEE) -> str:
    with table.db.transaction(table.org) as tx:
        links = DealLinks(tx.connection, tx.org)
        return links.invite(table.deal_id, side, Address(email, "Lee"), by="x", at=NOON)


def _revoked(table: Table, link: str) -> None:
    with table.db.transaction(table.org) as tx:
        negotiation.revoke_link(tx, table.deal_id, link, by=table.ada, at=NOON)


def _opens(table: Table, link: str, **later: float) -> bool:
    with table.db.reading_work() as connection:
        try:
            return member_of(connection, link, NOON + timedelta(**later)).link_id == link
        except NotFound:
            return False


def _letters_of(table: Table, link: str) -> list[str]:
    with table.db.reading_work() as connection:
        asked = select(outbox.c.kind).where(outbox.c.about == link).order_by(outbox.c.id)
        return [*connection.scalars(asked)]


def test_the_first_offer_invites_where_the_terms_say(table: Table) -> None:
    assert (table.bo.email, table.bo.side) == ("contracts@labs.example", Side.LICENSEE)
    assert "offer" in _letters_of(table, table.bo.link_id)


def test_another_offer_invites_nobody_anew(table: Table) -> None:
    table.offers_again(30)
    with table.db.reading(table.org) as views:
        links = DealLinks(views.connection, table.org).of_deal(table.deal_id)
    assert {link.id for link in links} == {table.bo.link_id, table.kim.link_id}


@pytest.mark.parametrize("email", ["kim@labs.example", "KIM@Labs.example"])
def test_an_address_has_one_link(table: Table, email: str) -> None:
    assert _invited(table, email) == table.kim.link_id


def test_of_two_who_invite_one_address_at_once_both_get_the_same_link(table: Table) -> None:
    """Whoever comes second waits, and is told of the first one's, however they write it."""
    to = Address("lee@labs.example", "Lee")
    with ThreadPoolExecutor(1) as pool:
        with table.db.transaction(table.org) as tx:
            links = DealLinks(tx.connection, tx.org)
            first = links.invite(table.deal_id, Side.LICENSEE, to, by="x", at=NOON)
            second = pool.submit(_invited, table, "LEE@Labs.example")
        assert second.result() == first


def test_of_two_links_that_one_address_had_before_the_first_stays(table: Table) -> None:
    go_back(table.db.engine, "0009")
    twice = text(
        "INSERT INTO deal_links (id, org_id, deal_id, side, email, name, invited_by, created_at, "
        "expires_at) SELECT 'lnk_zz', org_id, deal_id, side, upper(email), name, invited_by, "
        "created_at, expires_at FROM deal_links WHERE id = :id"
    )
    with table.db.engine.begin() as connection:
        connection.execute(twice, {"id": table.kim.link_id})
    migrate(table.db.engine)
    assert _opens(table, table.kim.link_id)
    assert not _opens(table, "lnk_zz")
    assert _invited(table, "Kim@labs.example") == table.kim.link_id


@pytest.mark.parametrize("email", ["kim@labs.example", "KIM@Labs.example"])
def test_an_address_acts_for_one_side(table: Table, email: str) -> None:
    with pytest.raises(NotFound):
        _invited(table, email, Side.LICENSOR)


@pytest.mark.parametrize("email", ["kim@labs.example", "KIM@Labs.example"])
def test_whoever_was_shut_out_is_not_let_in_again(table: Table, email: str) -> None:
    _revoked(table, table.kim.link_id)
    with pytest.raises(NotFound):
        _invited(table, email)
    assert not _opens(table, table.kim.link_id)


def test_a_revoked_link_opens_nothing_and_gets_no_letter(table: Table) -> None:
    _revoked(table, table.kim.link_id)
    before = _letters_of(table, table.kim.link_id)
    table.offers_again(30)
    with pytest.raises(NotFound), table.db.transaction(table.org) as tx:
        negotiation.send_link_again(tx, table.deal_id, table.kim.link_id, by=table.ada, at=NOON)
    assert _letters_of(table, table.kim.link_id) == before


def test_the_others_stay_open(table: Table) -> None:
    _revoked(table, table.kim.link_id)
    assert _opens(table, table.bo.link_id)


def test_a_link_is_revoked_once(table: Table) -> None:
    _revoked(table, table.kim.link_id)
    with table.db.transaction(table.org) as tx:
        later = NOON + timedelta(days=1)
        negotiation.revoke_link(tx, table.deal_id, table.kim.link_id, by=table.ada, at=later)
        links = DealLinks(tx.connection, tx.org).of_deal(table.deal_id)
    assert [link.revoked_at for link in links if link.id == table.kim.link_id] == [NOON]


def test_the_history_tells_who_sent_and_who_revoked_a_link(table: Table) -> None:
    with table.db.transaction(table.org) as tx:
        negotiation.send_link_again(tx, table.deal_id, table.kim.link_id, by=table.ada, at=NOON)
    _revoked(table, table.kim.link_id)
    with table.db.reading(table.org) as views:
        sent, revoked = views.history(table.deal_id)[-2:]
    said = {"link_id": table.kim.link_id, "name": "Kim Labs"}
    assert [sent.type, revoked.type] == ["LinkSent", "LinkRevoked"]
    assert [sent.actor, revoked.actor] == [table.ada, table.ada]
    assert [sent.data, revoked.data] == [said, said]
    table.assert_sound()


def test_what_changed_nothing_is_in_no_history(table: Table) -> None:
    _revoked(table, table.kim.link_id)
    before = table.deal()
    _revoked(table, table.kim.link_id)
    assert table.deal() == before


def test_links_of_a_deal_that_is_over_are_sent_and_revoked(table: Table) -> None:
    table.do(
        lambda tx: negotiation.withdraw_deal(tx, table.deal_id, reason=None, by=table.ada, at=NOON)
    )
    with table.db.transaction(table.org) as tx:
        negotiation.send_link_again(tx, table.deal_id, table.bo.link_id, by=table.ada, at=NOON)
    _revoked(table, table.bo.link_id)
    assert not _opens(table, table.bo.link_id)
    assert table.deal().status is Status.WITHDRAWN
    table.assert_sound()


def test_a_link_ends(table: Table) -> None:
    assert _opens(table, table.bo.link_id, seconds=LINK_LASTS.total_seconds() - 1)
    assert not _opens(table, table.bo.link_id, seconds=LINK_LASTS.total_seconds())


def test_a_link_is_sent_again_in_a_letter_of_its_own(table: Table) -> None:
    with table.db.transaction(table.org) as tx:
        negotiation.send_link_again(tx, table.deal_id, table.bo.link_id, by=table.ada, at=NOON)
    assert _letters_of(table, table.bo.link_id).count("deal_link") == 1


def test_a_link_of_another_deal_is_neither_sent_nor_revoked(db: Database, table: Table) -> None:
    other = a_table(db, table.org)
    with db.transaction(table.org) as tx:
        for act in (negotiation.send_link_again, negotiation.revoke_link):
            with pytest.raises(NotFound):
                act(tx, other.deal_id, table.bo.link_id, by=table.ada, at=NOON)


def test_a_link_of_another_organization_is_not_there(db: Database, table: Table) -> None:
    stranger = an_organization(db, "stranger")
    with db.transaction(stranger) as tx:
        for act in (negotiation.send_link_again, negotiation.revoke_link):
            with pytest.raises(NotFound):
                act(tx, table.deal_id, table.bo.link_id, by="x", at=NOON)


def test_an_intermediary_invites_both_sides(db: Database, ada: str) -> None:
    deal = a_deal(db, ada, our_side=OurSide.INTERMEDIARY)
    with db.transaction(ada) as tx:
        negotiation.offer(tx, deal.id, Put(side=Side.LICENSOR), by=BY, at=NOON)
        links = DealLinks(tx.connection, ada).of_deal(deal.id)
    assert {(link.side, link.email) for link in links} == {
        (Side.LICENSOR, "legal@archive.example"),
        (Side.LICENSEE, "contracts@labs.example"),
    }


def test_an_intermediary_says_for_which_side_it_opens(db: Database, ada: str) -> None:
    deal = a_deal(db, ada, our_side=OurSide.INTERMEDIARY)
    with pytest.raises(TermsRefused, match="/side"), db.transaction(ada) as tx:
        negotiation.offer(tx, deal.id, Put(), by=BY, at=NOON)


def test_two_sides_with_one_address_are_not_invited(db: Database, ada: str) -> None:
    parties = some_parties()
    same = replace(parties.licensee, notice_email="LEGAL@archive.example")
    terms = some_terms(parties=replace(parties, licensee=same))
    deal = a_deal(db, ada, terms=terms, our_side=OurSide.INTERMEDIARY)
    with pytest.raises(TermsRefused, match="notice_email"), db.transaction(ada) as tx:
        negotiation.offer(tx, deal.id, Put(side=Side.LICENSOR), by=BY, at=NOON)
