"""Contracts while they are signed, in the database."""

from service.commands import signing
from service.domain.deal import Status
from service.domain.drawing_up import ContractStatus
from service.storage.database import Database
from tests.executing import a_desktop, to_sign


def test_the_last_signature_forms_the_contract(db: Database, ada: str) -> None:
    desk = a_desktop(db, ada, to_sign())
    desk.sends()
    desk.signs(0)
    assert desk.execution().status is ContractStatus.SENT
    desk.signs(1)
    assert desk.execution().status is ContractStatus.SIGNED
    assert desk.deal().status is Status.SIGNING
    desk.table.assert_sound()


def test_what_is_voided_ends_the_deal(db: Database, ada: str) -> None:
    desk = a_desktop(db, ada, to_sign())
    desk.sends()
    desk.do(
        lambda tx: signing.void(
            tx, desk.contract_id, "No.", side=None, by="usr_a", at=desk.execution().sent_at
        )
    )
    assert desk.deal().status is Status.VOIDED
    assert desk.execution().void_reason == "No."
    desk.table.assert_sound()
