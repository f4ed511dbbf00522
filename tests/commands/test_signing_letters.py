"""Letters of signing as their readers find them: who gets which, and what it opens."""

from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256

import pytest

from service.commands import signing
from service.commands.sealing import seal_next
from service.desk import Desk
from service.domain.letters import Detail
from service.domain.seal_work import SealedFile, ToSeal
from service.domain.sealing import SealLevel
from service.domain.signing_events import Somebody
from service.domain.terms.signing import SigningOrder
from service.notifications.letter import Attachment, Letter
from service.signing.links import DEAL, REASSIGN, SIGN, SIGN_CODE
from service.storage.histories import history_of
from service.storage.post_office import PostOffice
from service.worker.contracts import expire_due, remind_due
from tests.conftest import NOON, Clock
from tests.executing import Desktop, a_desktop, to_sign
from tests.web.pages.letterbox import letters

ADA, BO, KIM = "ada@archive.example", "bo@labs.example", "kim.signs@labs.example"
NOTICE = "contracts@labs.example"
COLLEAGUE = Somebody(name="Kim Signs", title="Director", email=KIM)
SIGNING = (
    "sign_",
    "reassign",
    "replaced",
    "declined",
    "signature_",
    "voided",
    "formed",
    "executed",
)


@pytest.fixture
def contract(desk: Desk) -> Desktop:
    """The licensor signs first, everybody until the end of 12 March; some get copies."""
    terms = to_sign(
        order=SigningOrder.LICENSOR_FIRST,
        complete_by=date(2026, 3, 12),
        copies_to=("archive@firm.example", "BO@labs.example"),
    )
    return a_desktop(desk.db, None, terms)


def _of(desk: Desk, email: str, kind: str) -> list[Letter]:
    return [each for each in letters(desk, email) if each.kind == kind]


def _kinds(desk: Desk, email: str) -> list[str]:
    return [e.kind for e in letters(desk, email) if e.kind.startswith(SIGNING)]


def _owner(desk: Desk, contract: Desktop) -> str:
    with desk.db.reading(contract.org) as views:
        found = PostOffice(views.connection, views.org).address_of(contract.table.ada)
    assert found is not None
    return found.email


def _link(desk: Desk, contract: Desktop, number: int) -> str:
    return f"/s/{desk.links.token(SIGN, contract.holder(number).signer_id)}\n"


def test_whoever_signs_first_is_asked_first_with_a_link_of_their_own(
    desk: Desk, contract: Desktop
) -> None:
    contract.sends()
    (asked,) = _of(desk, ADA, "sign_request")
    assert _link(desk, contract, 0) in asked.text
    assert _of(desk, BO, "sign_request") == []
    contract.signs(0)
    (asked,) = _of(desk, BO, "sign_request")
    assert _link(desk, contract, 1) in asked.text
    assert "13 March 2026, 04:00 UTC" in " ".join(asked.text.split())


def test_no_letter_holds_the_link_of_somebody_else(desk: Desk, contract: Desktop) -> None:
    contract.sends()
    contract.signs(0)
    holder = contract.holder(1)
    contract.do(lambda tx: signing.ask_code(tx, holder, at=NOON))
    ours, theirs = _link(desk, contract, 0).strip(), _link(desk, contract, 1).strip()
    for email in (ADA, BO, NOTICE, _owner(desk, contract)):
        for letter in letters(desk, email):
            assert (ours in letter.text + letter.html) <= (email == ADA)
            assert (theirs in letter.text + letter.html) <= (email == BO)


def test_a_code_goes_to_the_mailbox_of_the_signer_alone(desk: Desk, contract: Desktop) -> None:
    contract.sends()
    holder = contract.holder(0)
    contract.do(lambda tx: signing.ask_code(tx, holder, at=NOON))
    (letter,) = _of(desk, ADA, "sign_code")
    code_id = letter.key.partition(":")[0]
    code = desk.links.code(SIGN_CODE, code_id)
    assert f"Type {code} on the page" in letter.text
    assert signing.prove_code(desk, holder, code, NOON) == code_id
    assert "2 March 2026, 12:30 UTC" in " ".join(letter.text.split())


def test_the_notice_address_is_asked_before_a_colleague_hears_anything(
    desk: Desk, contract: Desktop
) -> None:
    contract.sends()
    contract.signs(0)
    holder = contract.holder(1)
    contract.do(lambda tx: signing.propose_reassignment(tx, holder, COLLEAGUE, at=NOON))
    (asked,) = contract.execution().reassignments
    (letter,) = _of(desk, NOTICE, "reassign_asked")
    assert f"/r/{desk.links.token(REASSIGN, asked.id)}\n" in letter.text
    assert "Kim Signs" in letter.text
    assert letters(desk, KIM) == []
    assert _of(desk, _owner(desk, contract), "reassign_asked")
    contract.do(lambda tx: signing.confirm_reassignment(tx, asked.id, by=asked.id, at=NOON))
    (letter,) = _of(desk, KIM, "sign_request")
    assert _link(desk, contract, 1) in letter.text
    (told,) = _of(desk, BO, "reassigned")
    assert "Your link opens nothing any more." in told.text
    assert "/s/" not in told.text
    assert _of(desk, BO, "sign_request") == []
    (told,) = _of(desk, NOTICE, "reassigned")
    assert f"/d/{desk.links.token(DEAL, contract.table.bo.link_id)}\n" in told.text


def test_a_signer_hears_that_the_party_refused(desk: Desk, contract: Desktop) -> None:
    contract.sends()
    holder = contract.holder(0)
    contract.do(lambda tx: signing.propose_reassignment(tx, holder, COLLEAGUE, at=NOON))
    (asked,) = contract.execution().reassignments
    contract.do(lambda tx: signing.refuse_reassignment(tx, asked.id, "No.", by=asked.id, at=NOON))
    (told,) = _of(desk, ADA, "reassign_refused")
    assert _link(desk, contract, 0) in told.text


def test_both_sides_and_whoever_was_asked_hear_that_somebody_declined(
    desk: Desk, contract: Desktop
) -> None:
    contract.sends()
    holder = contract.holder(0)
    contract.do(lambda tx: signing.decline(tx, holder, "No.", at=NOON))
    assert _of(desk, ADA, "declined")
    assert _of(desk, NOTICE, "declined")
    assert _of(desk, _owner(desk, contract), "declined")
    assert _of(desk, BO, "declined") == []


def test_a_reminder_says_that_it_is_no_notice(desk: Desk, contract: Desktop, clock: Clock) -> None:
    contract.sends()
    clock.forward(days=3)
    remind_due(desk)
    (letter,) = _of(desk, ADA, "sign_reminder")
    assert "It is not a notice under the contract" in " ".join(letter.text.split())
    assert _link(desk, contract, 0) in letter.text


def test_whoever_was_asked_hears_that_the_time_is_over(
    desk: Desk, contract: Desktop, clock: Clock
) -> None:
    contract.sends()
    clock.forward(days=20)
    expire_due(desk)
    assert _kinds(desk, ADA) == ["sign_request"]
    assert [e.kind for e in letters(desk, ADA)][-1] == "signing_expired"
    assert [e.kind for e in letters(desk, NOTICE)][-1] == "signing_expired"


def test_the_sealed_file_goes_to_everybody_once(desk: Desk, contract: Desktop) -> None:
    shown = desk.files.put(b"%PDF what was signed")
    contract = a_desktop(desk.db, contract.org, contract.table.offer().written.terms, pdf=shown)
    contract.sends()
    contract.signs(0)
    contract.signs(1)
    assert seal_next(replace(desk, sealer=_seal), "w")
    attached = Attachment(
        f"contract-{contract.contract_id}.pdf", "application/pdf", b"%PDF what was signed, sealed"
    )
    readers = (ADA, BO, NOTICE, "legal@archive.example", "archive@firm.example")
    head = _head(desk, contract)
    for email in (*readers, _owner(desk, contract)):
        (letter,) = _of(desk, email, "executed")
        assert letter.attachments == (attached,)
        assert sha256(attached.data).hexdigest() in letter.text
        assert head in letter.text
    (letter,) = _of(desk, BO, "executed")
    assert _link(desk, contract, 1) in letter.text
    assert _of(desk, _owner(desk, contract), "formed")


def _head(desk: Desk, contract: Desktop) -> str:
    """Of the log, whose last word is the seal."""
    with desk.db.reading(contract.org) as views:
        return history_of(views.connection, contract.org, contract.table.deal_id)[1]


def _seal(work: ToSeal) -> SealedFile:
    return SealedFile(data=work.shown + b", sealed", certificate=b"c", level=SealLevel.BASIC)


def test_letters_name_no_party_unless_the_house_wants_it(desk: Desk, contract: Desktop) -> None:
    contract.sends()
    contract.signs(0)
    (letter,) = _of(desk, BO, "sign_request")
    assert "Example Labs" not in letter.text + letter.subject
    with desk.db.transaction(contract.org) as tx:
        PostOffice(tx.connection, tx.org).keep_detail(Detail.FULL)
    (letter,) = _of(desk, BO, "sign_request")
    assert "Example Labs Ltd" in letter.text


def test_a_reminder_by_hand_goes_to_that_signer(desk: Desk, contract: Desktop) -> None:
    contract.sends()
    signer = contract.holder(0).signer_id
    later = NOON + timedelta(hours=1)
    contract.do(lambda tx: signing.remind(tx, signer, by=contract.table.ada, at=later))
    assert len(_of(desk, ADA, "sign_reminder")) == 1
