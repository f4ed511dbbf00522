"""Two who act on one contract at the same moment: one comes first, and the other finds it so."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier
from typing import Final

import pytest

from service.commands import negotiation, signing
from service.domain.drawing_up import ContractStatus
from service.domain.errors import (
    AlreadyFormed,
    AlreadySigned,
    CodeRefused,
    ContractMoveNotAllowed,
    CounterpartError,
    MoveNotAllowed,
    NotFound,
    SigningOver,
    SigningPaused,
)
from service.domain.signing_events import Somebody
from service.storage.database import Database
from service.storage.deals import Tx
from service.storage.signing_links import Holder, SigningLinks
from tests import databases
from tests.conftest import NOON
from tests.executing import Desktop, a_desktop, a_signature, to_sign
from tests.sizes import cases
from tests.storage.kept import an_organization
from tests.storage.test_negotiation_races import _holding

KIM: Final = Somebody(name="Kim Labs", title="Director", email="kim@labs.example")
ENDS_ON: Final = date(2026, 3, 20)

Act = Callable[[Tx, "Race"], object]


class Race:
    """A contract where one signature is still to come: Bo's, which forms it."""

    def __init__(self, db: Database, org: str) -> None:
        self.desk = a_desktop(db, org, to_sign(complete_by=ENDS_ON))
        self.desk.sends()
        self.desk.signs(0)
        self.ada, self.bo = self.desk.holder(0), self.desk.holder(1)
        bo = self.bo
        self.code = self.desk.do(
            lambda tx: SigningLinks(tx.connection).new_code(bo.signer_id, NOON)
        )
        self.desk.do(lambda tx: signing.propose_reassignment(tx, bo, KIM, at=NOON))
        self.asked = self.desk.execution().reassignments[0].id
        ends = self.desk.execution().ends_at
        assert ends is not None
        self.ends = ends
        self.before = self.desk.deal().version


def _sign(tx: Tx, race: Race) -> object:
    return signing.sign(tx, race.bo, a_signature(), code_id=race.code, at=NOON)


def _take_back(tx: Tx, race: Race) -> object:
    return signing.take_back(tx, race.ada, at=NOON)


def _withdraw(tx: Tx, race: Race) -> object:
    return negotiation.withdraw_by_link(tx, race.desk.table.bo, reason=None, at=NOON)


def _void(tx: Tx, race: Race) -> object:
    desk = race.desk
    return signing.void(tx, desk.contract_id, None, side=None, by=desk.table.ada, at=NOON)


def _expire(tx: Tx, race: Race) -> object:
    return signing.expire(tx, race.desk.contract_id, at=race.ends)


def _decline(tx: Tx, race: Race) -> object:
    return signing.decline(tx, race.bo, "No.", at=NOON)


def _confirm(tx: Tx, race: Race) -> object:
    return signing.confirm_reassignment(tx, race.asked, by=race.asked, at=NOON)


def _replace(tx: Tx, race: Race) -> object:
    return signing.replace(tx, race.bo.signer_id, KIM, by=race.desk.table.ada, at=NOON)


PAIRS: Final[dict[str, tuple[Act, Act]]] = {
    "sign/sign": (_sign, _sign),
    "sign/withdraw": (_sign, _withdraw),
    "sign/void": (_sign, _void),
    "sign/expire": (_sign, _expire),
    "decline/sign": (_decline, _sign),
    "reassign/sign": (_confirm, _sign),
    "replace/sign": (_replace, _sign),
    "void/void": (_void, _void),
    "expire/expire": (_expire, _expire),
    "reassign/reassign": (_confirm, _confirm),
}
REFUSED: Final = (
    AlreadyFormed,
    AlreadySigned,
    CodeRefused,
    ContractMoveNotAllowed,
    MoveNotAllowed,
    NotFound,
    SigningOver,
    SigningPaused,
)

pairs = pytest.mark.parametrize("pair", PAIRS)


@pairs
def test_of_two_who_act_at_once_one_wins(db: Database, ada: str, pair: str) -> None:
    for _ in range(cases(2, 100)):
        race = Race(db, ada)
        _assert_one_won(race, _at_once(race, PAIRS[pair]))


@pairs
def test_one_wins_where_both_wait_for_the_deal(tmp_path: Path, pair: str) -> None:
    """Both have begun before either may decide."""
    with databases.an_empty_database("postgresql", tmp_path) as db:
        ada = an_organization(db, "archive")
        for _ in range(cases(1, 100)):
            race = Race(db, ada)
            _assert_one_won(race, _at_once(race, PAIRS[pair], held=True))


def test_two_who_sign_at_once_have_both_signed_and_form_one_contract(
    db: Database, ada: str
) -> None:
    for _ in range(cases(2, 100)):
        desk = a_desktop(db, ada, to_sign())
        desk.sends()
        holders = [desk.holder(0), desk.holder(1)]
        ends = _both(desk, holders)
        assert [end for end in ends if isinstance(end, CounterpartError)] == []
        assert desk.execution().status is ContractStatus.SIGNED
        types = [type(event).__name__ for event in desk.events()]
        assert (types.count("PartySigned"), types.count("ContractFormed")) == (2, 1)
        desk.assert_sound()


def test_taking_back_and_the_last_signature_leave_one_or_the_other(db: Database, ada: str) -> None:
    """Both may come about: first it is taken back, then the other signature is not the last."""
    for _ in range(cases(2, 100)):
        race = Race(db, ada)
        back, signed = _at_once(race, (_take_back, _sign))
        execution = race.desk.execution()
        assert not isinstance(signed, CounterpartError)
        if isinstance(back, CounterpartError):
            assert isinstance(back, AlreadyFormed)
            assert execution.status is ContractStatus.SIGNED
        else:
            assert execution.status is ContractStatus.SENT
            assert [each.signed_at is None for each in execution.live] == [True, False]
        race.desk.assert_sound()


def _assert_one_won(race: Race, ends: list[object]) -> None:
    lost = [end for end in ends if isinstance(end, CounterpartError)]
    idle = [end for end in ends if end is False]
    assert len(lost) + len(idle) == 1, ends
    assert all(isinstance(end, REFUSED) for end in lost), lost
    types = [type(event).__name__ for event in race.desk.events()[race.before :]]
    assert types == ["PartySigned", "ContractFormed"] or len(types) == 1, types
    execution = race.desk.execution()
    formed = execution.status is ContractStatus.SIGNED
    assert formed == ("ContractFormed" in types) == all(e.signed_at for e in execution.live)
    race.desk.assert_sound()


def _both(desk: Desktop, holders: list[Holder]) -> list[object]:
    codes = [
        desk.do(lambda tx, h=h: SigningLinks(tx.connection).new_code(h.signer_id, NOON))
        for h in holders
    ]
    acts: list[Callable[[Tx], object]] = [
        lambda tx, h=h, c=c: signing.sign(tx, h, a_signature(), code_id=c, at=NOON)  # type: ignore[misc]
        for h, c in zip(holders, codes, strict=True)
    ]
    return _together(desk, acts)


def _at_once(race: Race, pair: tuple[Act, Act], *, held: bool = False) -> list[object]:
    acts: list[Callable[[Tx], object]] = [lambda tx, act=act: act(tx, race) for act in pair]  # type: ignore[misc]
    if not held:
        return _together(race.desk, acts)
    with ThreadPoolExecutor(2) as pool:
        with _holding(race.desk.table) as waiting:
            running = [pool.submit(_ended, race.desk, act) for act in acts]
            while waiting() < sum(not each.done() for each in running):
                pass
        return [each.result() for each in running]


def _together(desk: Desktop, acts: list[Callable[[Tx], object]]) -> list[object]:
    start = Barrier(len(acts))

    def run(act: Callable[[Tx], object]) -> object:
        start.wait()
        return _ended(desk, act)

    with ThreadPoolExecutor(len(acts)) as pool:
        return [*pool.map(run, acts)]


def _ended(desk: Desktop, act: Callable[[Tx], object]) -> object:
    try:
        return desk.do(act)
    except CounterpartError as error:
        return error
