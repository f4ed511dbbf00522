"""Which comments wait for whom, and whose answer deals wait for."""

from dataclasses import replace
from datetime import timedelta

from schemas.terms import written
from service.commands import comments, negotiation
from service.commands.negotiation import Put
from service.domain.negotiation import Turn
from service.domain.people import Role
from service.storage.comments import Comments
from service.storage.database import Database
from service.storage.deal_links import DealLinks, member_of
from tests.builders import some_terms
from tests.conftest import NOON
from tests.storage.kept import BY, a_deal, a_member


def _comment(db: Database, org: str, deal_id: str, by: str, text: str = "Well?") -> None:
    with db.transaction(org) as tx:
        comments.comment(
            tx, deal_id, text=text, shared=False, clause=None, by=by, by_name="A", at=NOON
        )


def test_comments_of_others_are_counted_by_deal(db: Database, ada: str, cy: str) -> None:
    first, second, quiet = (a_deal(db, ada).id for _ in range(3))
    strange = a_deal(db, cy).id
    for deal_id, org in ((first, ada), (first, ada), (second, ada), (strange, cy)):
        _comment(db, org, deal_id, "usr_other")
    _comment(db, ada, quiet, BY)
    with db.transaction(ada) as tx:
        box = Comments(tx.connection, ada)
        asked = [first, second, quiet, strange]
        assert box.unread_in(asked, BY) == {first: 2, second: 1}
        assert {*box.unread_on(BY, 9)} == {(first, 2), (second, 1)}
        assert len(box.unread_on(BY, 1)) == 1
        box.read(first, BY, 1)
        assert box.unread_in(asked, BY) == {first: 1, second: 1}
        assert box.read_up_to(first, BY) == 1
        box.read(first, BY, 2)
        assert box.unread_in(asked, BY) == {second: 1}


def test_what_is_new_is_pointed_out_to_those_who_act_on_the_deal(db: Database, ada: str) -> None:
    deal = a_deal(db, ada)
    bystander = a_member(db, ada, Role.DRAFTER)
    _comment(db, ada, deal.id, bystander)
    with db.reading(ada) as views:
        box = Comments(views.connection, ada)
        assert box.unread_on(bystander, 9) == []
        assert box.unread_on("usr_nobody", 9) == []
        assert box.unread_on(BY, 9) == [(deal.id, 1)]


def test_deals_are_found_and_counted_by_whose_turn_it_is(db: Database, ada: str, cy: str) -> None:
    ours, theirs, draft = (a_deal(db, ada) for _ in range(3))
    strange = a_deal(db, cy)
    for deal, org in ((ours, ada), (theirs, ada), (strange, cy)):
        with db.transaction(org) as tx:
            negotiation.offer(tx, deal.id, Put(), by=BY, at=NOON)
    with db.transaction(ada) as tx:
        link = DealLinks(tx.connection, ada).of_deal(ours.id)[0].id
        terms = some_terms()
        period = replace(terms.period, months=(terms.period.months or 12) + 12)
        changed = written(replace(terms, period=period))
        member = member_of(tx.connection, link, NOON)
        negotiation.counter(tx, member, Put(written=changed), at=NOON + timedelta(days=1))
    with db.reading(ada) as views:
        assert views.count_by_turn() == {Turn.US: 1, Turn.THEM: 1}
        for turn, deal in ((Turn.US, ours), (Turn.THEM, theirs)):
            assert [row.id for row in views.deal_list(limit=9, waits_for=turn).rows] == [deal.id]
            assert [row.id for row in views.waiting_for(turn, 9)] == [deal.id]
        assert draft.id in {row.id for row in views.deal_list(limit=9).rows}
