"""Two contracts of the demo: one on its way through signing, and one that everybody has signed.

Their papers are made and the second is really sealed, so a few seconds pass.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from service.commands import deals, signing
from service.commands.drawing_up import draw_up_next
from service.commands.sealing import seal_next
from service.commands.seed import SOMEWHERE, Cast, Demo, agree, cast_of
from service.commands.signer_view import to_sign
from service.commands.signing_by_link import Given, rehearse
from service.desk import Desk
from service.domain.drawing import Drawing
from service.domain.drawing_up import ContractStatus
from service.domain.execution import Execution
from service.domain.signing_events import Method
from service.storage.contracts import ContractRow, Contracts
from service.storage.deals import Tx
from service.storage.executions import Executions
from service.storage.signing_links import SigningLinks, holder_of

_US: Final = "seed-demo"
_BEGUN: Final = timedelta(days=16)
_DRAWN_UP: Final = timedelta(days=4)
_AGENT: Final = "Mozilla/5.0 (X11; Linux) Firefox/140.0"
_PEN: Final = Drawing(
    width=300,
    height=100,
    strokes=(
        ((20, 70), (40, 25), (55, 30), (45, 75), (70, 60), (85, 72), (105, 50), (120, 70)),
        ((140, 40), (135, 75), (160, 55), (180, 74), (205, 48), (230, 70), (280, 55)),
    ),
)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where one of the contracts is, and when it is told."""

    desk: Desk
    org: str
    contract_id: str
    cast: Cast
    at: datetime

    def execution(self) -> Execution:
        with self.desk.db.reading(self.org) as views:
            return Executions(views.connection, views.org).of_contract(self.contract_id)


def seed_signing(desk: Desk, slug: str, demos: Mapping[str, Demo], at: datetime) -> int:
    """How many deals were made; those that are there already stay as they are.

    NotFound if there is no such organization. `demos` are named as the stories here are.
    """
    org, cast = cast_of(desk, slug, at)
    return sum(_told(desk, org, name, demos[name], cast, at) for name in SIGNING)


def _told(desk: Desk, org: str, name: str, demo: Demo, cast: Cast, at: datetime) -> bool:
    with desk.db.transaction(org) as tx:
        if tx.deal_list(limit=1, external_id=demo.header.external_id).rows:
            return False
        deal = deals.draft(tx, demo.header, demo.written, by=cast.drafter, at=at - _BEGUN)
        agree(tx, deal.id, cast, at - _BEGUN + timedelta(days=1), demo)
    row = _drawn_up(desk, org, deal.id, at - _DRAWN_UP)
    if row.status is ContractStatus.READY:
        SIGNING[name](_Place(desk, org, row.id, cast, at))
    return True


def _drawn_up(desk: Desk, org: str, deal_id: str, at: datetime) -> ContractRow:
    """As if it had been done at `at`; whatever waits longer is drawn up before it."""
    then = replace(desk, clock=lambda: at)
    while (row := _row(desk, org, deal_id)).status is ContractStatus.DRAWING_UP:
        if not draw_up_next(then, _US):
            break
    return row


def _row(desk: Desk, org: str, deal_id: str) -> ContractRow:
    with desk.db.reading(org) as views:
        row = Contracts(views.connection, views.org).of_deal(deal_id)
    assert row is not None  # noqa: S101 - the deal was agreed
    return row


def _half(place: _Place) -> None:
    """Our side has signed; the other has looked."""
    _send(place, place.at - timedelta(days=3))
    ours, theirs = place.execution().live
    _sign(place, ours.id, place.at - timedelta(days=2, hours=5))
    with place.desk.db.transaction(place.org) as tx:
        holder = holder_of(tx.connection, theirs.id)
        signing.open_signing(tx, holder, at=place.at - timedelta(hours=20))


def _whole(place: _Place) -> None:
    """One typed the name and one drew it; then it is sealed as any contract is."""
    _send(place, place.at - timedelta(days=2))
    ours, theirs = place.execution().live
    _sign(place, ours.id, place.at - timedelta(hours=26))
    _sign(place, theirs.id, place.at, _PEN)
    while place.execution().status is ContractStatus.SIGNED and seal_next(place.desk, _US):
        pass


def _send(place: _Place, at: datetime) -> None:
    with place.desk.db.transaction(place.org) as tx:
        signing.send(tx, place.contract_id, by=place.cast.drafter, at=at)


def _sign(place: _Place, signer_id: str, at: datetime, drawing: Drawing | None = None) -> None:
    if drawing:
        place.desk.files.put(drawing.data)
    with place.desk.db.transaction(place.org) as tx:
        _sign_in(tx, signer_id, at, drawing)


def _sign_in(tx: Tx, signer_id: str, at: datetime, drawing: Drawing | None) -> None:
    """Behind the link, with the code that went to the mailbox."""
    holder = holder_of(tx.connection, signer_id)
    signing.open_signing(tx, holder, at=at - timedelta(minutes=6))
    seen = to_sign(tx, holder, at)
    given = Given(
        document_sha256=seen.execution.document_sha256,
        summary_sha256=None,
        consent_version=None,
        intent_version=None,
        consent=True,
        intent=True,
        name=seen.signer.name,
        method=Method.DRAWN if drawing else Method.TYPED,
        drawing=drawing,
        code=None,
        address=SOMEWHERE,
        user_agent=_AGENT,
    )
    code = SigningLinks(tx.connection).new_code(signer_id, at)
    signing.sign(tx, holder, rehearse(seen, given, at), code_id=code, at=at)


SIGNING: Final = {"models": _half, "library": _whole}
"""What becomes of each once its papers are there."""
