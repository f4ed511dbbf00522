"""An answer to a letter about a license reaches whoever did what the letter tells of."""

from datetime import UTC, datetime
from typing import Any

import pytest

from service.commands.letters import compose
from service.commands.license_links import send_link
from service.commands.license_notices import give_notice
from service.commands.party_licenses import Caller, Written
from service.commands.party_licenses import give_notice as give_by_link
from service.desk import Desk
from service.domain.licenses.notices import Given
from service.domain.licenses.parts import NoticeKind
from service.domain.people import Role
from service.domain.post import Address, Occasion
from service.domain.terms.notices import NoticeMethod
from service.domain.terms.parties import Side
from service.notifications.letter import Letter
from service.storage.license_links import LicenseLinks
from service.storage.post_office import PostOffice
from tests.conftest import Clock
from tests.licensed import Kept, imported
from tests.storage.kept import a_member, an_organization
from tests.worker.test_licenses import letters, run

OCTOBER = datetime(2028, 10, 2, 15, tzinfo=UTC)
OURS, THEIRS = "legal@archive.example", "contracts@labs.example"


class House:
    """A licensor with two approvers who look after one license in force."""

    def __init__(self, desk: Desk, clock: Clock) -> None:
        self.desk = desk
        self.org = an_organization(desk.db, "archive")
        self.ada = a_member(desk.db, self.org, Role.APPROVER)
        self.ben = a_member(desk.db, self.org, Role.APPROVER)
        self.kept: Kept = imported(desk.db, self.org, by=self.ada)
        run(desk, clock, OCTOBER)

    def gives(self, by: str, side: Side = Side.LICENSOR, **more: Any) -> None:
        given = Given(
            kind=NoticeKind.NON_RENEWAL, method=NoticeMethod.EMAIL, sent_on=OCTOBER.date(), **more
        )
        self.kept.do(
            lambda tx: give_notice(tx, self.kept.license_id, given, side=side, by=by, at=OCTOBER)
        )

    def address(self, user: str) -> Address:
        with self.desk.db.reading(self.org) as views:
            found = PostOffice(views.connection, self.org).address_of(user)
        assert found is not None
        return found

    def replies(self, kind: str = "license_notice") -> dict[str, Address | None]:
        """By reader: an address, or a member's id."""
        return {
            row.to_email or row.user_id: self._letter(row).reply_to
            for row in letters(self.desk.db, kind)
        }

    def _letter(self, row: Any) -> Letter:
        to = Address(row.to_email, row.to_name or "") if row.to_email else self.address(row.user_id)
        return compose(
            self.desk,
            Occasion(
                key=row.key,
                kind=row.kind,
                org=row.org_id,
                to=to,
                user=row.user_id,
                event_seq=row.event_seq,
                about=row.about,
            ),
        )


@pytest.fixture
def house(desk: Desk, clock: Clock) -> House:
    return House(desk, clock)


def test_answers_to_a_notice_go_to_whoever_gave_it(house: House) -> None:
    house.gives(house.ben)
    replies = house.replies()
    ben = house.address(house.ben)
    assert replies[THEIRS] == replies[OURS] == replies[house.ada] == ben
    assert replies[house.ben] is None


def test_answers_to_a_program_s_notice_go_to_its_side_s_notice_address(house: House) -> None:
    house.gives("key_1")
    replies = house.replies()
    assert replies[THEIRS] == replies[house.ada] == Address(OURS)
    assert replies[OURS] is None


def test_answers_to_what_a_program_recorded_go_to_the_side_that_did(house: House) -> None:
    """Whoever finds something wrong in it tells the side that says that it came."""
    house.gives("key_1", Side.LICENSEE, received_on=OCTOBER.date())
    assert house.replies()[THEIRS] == Address(OURS)


def test_answers_to_a_notice_by_link_go_to_its_mailbox(house: House) -> None:
    kept = house.kept
    holder = kept.do(
        lambda tx: LicenseLinks(tx.connection, tx.org).invite(
            kept.license_id, Side.LICENSEE, Address("kim@labs.example", "Kim"), by="x", at=OCTOBER
        )
    )
    code = kept.do(
        lambda tx: LicenseLinks(tx.connection, tx.org).codes.new(holder.link_id, OCTOBER)
    )
    written, caller = Written(kind=NoticeKind.NON_RENEWAL), Caller("192.0.2.7", "A browser")
    kept.do(lambda tx: give_by_link(tx, holder, written, caller, code_id=code, at=OCTOBER))
    replies = house.replies()
    assert replies[house.ada] == Address("kim@labs.example")
    assert replies[OURS] == replies[THEIRS] == Address("kim@labs.example", "Kim")
    assert replies["kim@labs.example"] is None


def test_answers_to_a_link_go_to_whoever_sent_it(house: House) -> None:
    kept = house.kept
    kept.do(lambda tx: send_link(tx, kept.license_id, THEIRS, by=house.ada, at=OCTOBER))
    assert house.replies("license_link") == {THEIRS: house.address(house.ada)}


def test_what_comes_by_itself_has_nobody_to_answer(house: House, clock: Clock) -> None:
    run(house.desk, clock, datetime(2029, 1, 31, 17, tzinfo=UTC))
    assert set(house.replies("license_renewed").values()) == {None}
