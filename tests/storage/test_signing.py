"""Contracts while they are signed, in the database: rows tell what the history tells."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.commands import executed_copies, signing
from service.domain.attempts import FREE
from service.domain.deal import Status
from service.domain.drawing_up import ContractStatus
from service.domain.errors import (
    CodeRefused,
    ContractNotReady,
    CounterpartError,
    NotFound,
    TooManyTries,
)
from service.domain.licenses.notice_text import agreement
from service.domain.party import Visit
from service.domain.seats import Seat
from service.domain.signers import CopyState
from service.domain.signing_events import Somebody
from service.domain.terms.parties import Side
from service.domain.terms.signing import SignatureLevel, SigningOrder
from service.signing.links import SIGN_CODE
from service.storage.database import Database
from service.storage.deals import Tx
from service.storage.executions import Executions
from service.storage.licenses import LicenseReader
from service.storage.signing_links import (
    CODE_LASTS,
    MOST_TRIES,
    SigningLinks,
    confirmer_of,
    holder_of,
)
from tests.conftest import NOON, Clock
from tests.desks import a_desk
from tests.executing import Desktop, a_desktop, a_signature, to_sign
from tests.negotiating import a_table
from tests.sizes import cases

KIM = Somebody(name="Kim Labs", title="Director", email="kim@labs.example")
LU = Somebody(name="Lu Archive", title="Director", email="lu@archive.example")


@pytest.fixture
def desk(db: Database, ada: str) -> Desktop:
    """Drawn up, and both sign at once."""
    return a_desktop(db, ada, to_sign())


def test_the_last_signature_forms_the_contract(desk: Desktop) -> None:
    desk.sends()
    desk.signs(0)
    assert desk.execution().status is ContractStatus.SENT
    desk.signs(1, NOON + timedelta(days=1))
    execution = desk.execution()
    assert (execution.status, execution.formed_at) == (
        ContractStatus.SIGNED,
        NOON + timedelta(days=1),
    )
    assert desk.deal().status is Status.SIGNING
    desk.assert_sound()


def test_a_contract_in_ink_is_kept_with_its_copies(db: Database, ada: str) -> None:
    desk = a_desktop(db, ada, to_sign(level=SignatureLevel.WET_INK))
    desk.sends()
    day = date(2026, 3, 1)
    for sha256 in ("a" * 64, "b" * 64):
        desk.do(
            lambda tx, sha256=sha256: executed_copies.give_copy(
                tx, desk.contract_id, sha256, day, side=Side.LICENSOR, by=desk.table.ada, at=NOON
            )
        )
    copies = desk.execution().copies
    assert [copy.state for copy in copies] == [CopyState.SUPERSEDED, CopyState.GIVEN]
    desk.do(
        lambda tx: executed_copies.confirm_copy(
            tx, desk.contract_id, copies[1].id, side=Side.LICENSEE, by="lnk_1", at=NOON
        )
    )
    assert desk.execution().signed_file == "b" * 64
    with db.reading(ada) as views:
        license = LicenseReader(views.connection, ada).of_deal(desk.table.deal_id)
    assert license
    assert (license.concluded_on, license.made_on) == (day, NOON.date()), "days run from the ink"
    assert "of 1 March 2026" in agreement(license)
    desk.assert_sound()


def test_what_is_voided_ends_the_deal(desk: Desktop) -> None:
    desk.sends()
    desk.do(
        lambda tx: signing.void(
            tx, desk.contract_id, "No.", side=Side.LICENSOR, by=desk.table.ada, at=NOON
        )
    )
    assert desk.deal().status is Status.VOIDED
    assert desk.execution().void_reason == "No."
    desk.assert_sound()


@pytest.mark.parametrize("by_link", [False, True])
def test_leaving_a_deal_voids_what_was_sent(desk: Desktop, by_link: bool) -> None:
    desk.sends()
    desk.leaves(by_link)
    assert (desk.deal().status, desk.execution().status) == (Status.VOIDED, ContractStatus.VOIDED)
    desk.assert_sound()


def test_leaving_a_deal_before_it_is_sent_withdraws_it(desk: Desktop) -> None:
    desk.leaves()
    assert desk.deal().status is Status.WITHDRAWN
    assert desk.execution().status is ContractStatus.VOIDED
    desk.assert_sound()


def test_naming_others_puts_them_in_place_of_all_before(desk: Desktop) -> None:
    seats = [Seat(block="sig_1", who=LU, turn=2), Seat(block="sig_2", who=KIM, turn=1)]
    desk.do(
        lambda tx: signing.name_signers(tx, desk.contract_id, seats, by=desk.table.ada, at=NOON)
    )
    assert [(e.name, e.turn) for e in desk.execution().signers] == [
        ("Lu Archive", 2),
        ("Kim Labs", 1),
    ]
    desk.assert_sound()


def test_another_organization_finds_nothing_of_it(desk: Desktop, cy: str) -> None:
    signer = desk.execution().signers[0].id
    with desk.db.transaction(cy) as tx:
        executions = Executions(tx.connection, cy)
        for ask in (
            lambda: signing.send(tx, desk.contract_id, by="usr", at=NOON),
            lambda: signing.replace(tx, signer, KIM, by="usr", at=NOON),
            lambda: executions.of_contract(desk.contract_id),
            lambda: executions.contract_of_signer(signer),
        ):
            with pytest.raises(NotFound):
                ask()
        assert executions.of_deal(desk.table.deal_id) is None


def test_there_is_nothing_to_sign_before_the_papers_are_there(db: Database, ada: str) -> None:
    table = a_table(db, ada)
    table.accepts()
    (row,) = table.contracts()
    with db.reading(ada) as views, pytest.raises(ContractNotReady):
        Executions(views.connection, ada).of_contract(row.id)


def test_a_link_opens_from_when_it_was_sent_until_somebody_else_signs(desk: Desktop) -> None:
    signer = desk.execution().signers[1].id
    with desk.db.reading_work() as connection, pytest.raises(NotFound):
        holder_of(connection, signer)
    desk.sends()
    with desk.db.reading_work() as connection:
        assert holder_of(connection, signer) == desk.holder(1)
    desk.do(lambda tx: signing.replace(tx, signer, KIM, by=desk.table.ada, at=NOON))
    with desk.db.reading_work() as connection, pytest.raises(NotFound):
        holder_of(connection, signer)
    desk.assert_sound()


def test_the_notice_address_answers_by_the_question_it_was_asked(desk: Desktop) -> None:
    desk.sends()
    holder = desk.holder(1)
    desk.do(lambda tx: signing.propose_reassignment(tx, holder, KIM, at=NOON))
    (asked,) = desk.execution().reassignments
    with desk.db.reading_work() as connection:
        found = confirmer_of(connection, asked.id)
    assert (found.org_id, found.contract_id) == (desk.org, desk.contract_id)
    desk.do(lambda tx: signing.confirm_reassignment(tx, asked.id, by=asked.id, at=NOON))
    assert [each.email for each in desk.execution().live][-1] == KIM.email
    desk.assert_sound()


def test_visits_are_kept_apart_from_what_a_person_viewed(desk: Desktop) -> None:
    signer = desk.execution().signers[0].id
    with desk.db.work() as connection:
        links = SigningLinks(connection)
        links.note(signer, Visit.FETCHED, NOON, "192.0.2.1", "A scanner")
        links.note(signer, Visit.VIEWED, NOON + timedelta(hours=1), "192.0.2.2", "x" * 999)
        assert [(v.kind, v.address) for v in links.visits(signer)] == [
            (Visit.FETCHED, "192.0.2.1"),
            (Visit.VIEWED, "192.0.2.2"),
        ]


class Mailbox:
    """The signer's, where the code that follows from the newest id would be read."""

    def __init__(self, desk: Desktop, tmp_path: object, clock: Clock) -> None:
        self.desk, self.clock = desk, clock
        self.counter = a_desk(desk.db, tmp_path, clock=clock)  # type: ignore[arg-type]
        desk.sends()
        self.holder = desk.holder(0)
        self.code = self.asks()

    def asks(self) -> str:
        code_id = self.desk.do(
            lambda tx: SigningLinks(tx.connection).new_code(self.holder.signer_id, self.clock())
        )
        return self.counter.links.code(SIGN_CODE, code_id)

    def proves(self, typed: str) -> str:
        return signing.prove_code(self.counter, self.holder, typed, self.clock())


@pytest.fixture
def mailbox(desk: Desktop, tmp_path: object, clock: Clock) -> Mailbox:
    return Mailbox(desk, tmp_path, clock)


def test_a_code_signs_once(desk: Desktop, mailbox: Mailbox) -> None:
    code_id = mailbox.proves(f" {mailbox.code[:3]} {mailbox.code[3:]}")
    desk.do(lambda tx: signing.sign(tx, mailbox.holder, a_signature(), code_id=code_id, at=NOON))
    desk.do(lambda tx: signing.take_back(tx, mailbox.holder, at=NOON))
    with pytest.raises(CodeRefused):
        desk.do(
            lambda tx: signing.sign(tx, mailbox.holder, a_signature(), code_id=code_id, at=NOON)
        )
    assert desk.execution().live[0].signed_at is None


def test_a_code_of_another_signer_signs_nothing(desk: Desktop, mailbox: Mailbox) -> None:
    code_id = mailbox.proves(mailbox.code)
    other = desk.holder(1)
    with pytest.raises(CodeRefused):
        desk.do(lambda tx: signing.sign(tx, other, a_signature(), code_id=code_id, at=NOON))


def test_a_signature_without_a_code_is_not_kept(desk: Desktop, mailbox: Mailbox) -> None:
    with pytest.raises(CodeRefused):
        desk.do(lambda tx: signing.sign(tx, mailbox.holder, a_signature(), code_id=None, at=NOON))
    assert desk.execution().live[0].signed_at is None


@pytest.mark.parametrize(
    "typed", ["", "12345", "0000000", "".join(map(chr, range(0xFF11, 0xFF17)))]
)
def test_what_is_no_code_proves_nothing(mailbox: Mailbox, typed: str) -> None:
    with pytest.raises(CodeRefused):
        mailbox.proves(typed)


def test_a_code_is_over_after_so_many_tries(mailbox: Mailbox) -> None:
    for _ in range(MOST_TRIES):
        with pytest.raises(CodeRefused):
            mailbox.proves("no")
    with pytest.raises(CodeRefused):
        mailbox.proves(mailbox.code)
    assert mailbox.proves(mailbox.asks())


def test_a_code_is_over_in_time_and_when_another_was_asked_for(mailbox: Mailbox) -> None:
    first = mailbox.code
    mailbox.clock.forward(seconds=1)
    second = mailbox.asks()
    if first != second:
        with pytest.raises(CodeRefused):
            mailbox.proves(first)
    mailbox.clock.forward(seconds=CODE_LASTS.total_seconds())
    with pytest.raises(CodeRefused):
        mailbox.proves(second)


def test_nobody_has_codes_mailed_all_day(mailbox: Mailbox) -> None:
    for _ in range(FREE):
        signing.count_code(mailbox.counter, mailbox.holder, NOON)
    with pytest.raises(TooManyTries):
        signing.count_code(mailbox.counter, mailbox.holder, NOON)


Act = Callable[[Desktop, Tx, int], object]
"""What somebody does, with the number of a signer."""

ACTS: list[Act] = [
    lambda desk, tx, n: signing.open_signing(tx, desk.holder(n), at=NOON),
    lambda desk, tx, n: _sign(desk, tx, n),
    lambda desk, tx, n: _sign(desk, tx, n),
    lambda desk, tx, n: _sign(desk, tx, n),
    lambda desk, tx, n: signing.take_back(tx, desk.holder(n), at=NOON),
    lambda desk, tx, n: signing.decline(tx, desk.holder(n), "No.", at=NOON),
    lambda desk, tx, n: signing.propose_reassignment(tx, desk.holder(n), KIM, at=NOON),
    lambda desk, tx, n: signing.confirm_reassignment(tx, _asked(desk), by="usr", at=NOON),
    lambda desk, tx, n: signing.refuse_reassignment(tx, _asked(desk), None, by="usr", at=NOON),
    lambda desk, tx, n: signing.replace(
        tx, desk.holder(n).signer_id, (LU, KIM)[n], by=desk.table.ada, at=NOON
    ),
    lambda desk, tx, n: signing.remind(tx, desk.holder(n).signer_id, by=desk.table.ada, at=NOON),
    lambda desk, tx, n: signing.remind_due(tx, desk.contract_id, at=NOON + timedelta(days=4)),
    lambda desk, tx, n: signing.confirm_start(tx, desk.contract_id, by=desk.table.ada, at=NOON),
]


def _asked(desk: Desktop) -> str:
    found = desk.execution().reassignments
    return found[-1].id if found else "rea_none"


def _sign(desk: Desktop, tx: Tx, n: int) -> object:
    holder = desk.holder(n)
    code = SigningLinks(tx.connection).new_code(holder.signer_id, NOON)
    return signing.sign(tx, holder, a_signature(), code_id=code, at=NOON)


@settings(
    max_examples=cases(5, 150),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    order=st.sampled_from(SigningOrder),
    steps=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 1)), min_size=4, max_size=14),
)
def test_rows_and_history_tell_the_same_whatever_was_done(
    db: Database, ada: str, order: SigningOrder, steps: list[tuple[Act, int]]
) -> None:
    desk = a_desktop(db, ada, to_sign(order=order))
    desk.sends()
    for act, n in steps:
        with suppress(CounterpartError):
            desk.do(lambda tx, act=act, n=n: act(desk, tx, n))
    desk.assert_sound()
