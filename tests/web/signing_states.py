"""Contracts at every point of signing, each before the eyes of somebody with a link."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from flask.testing import FlaskClient

from service.commands import executed_copies, signing
from service.commands.sealing import seal_next
from service.desk import Desk
from service.domain.seal_work import SealedFile, ToSeal
from service.domain.sealing import SealLevel
from service.domain.signing_events import Somebody
from service.domain.terms import Terms
from service.domain.terms.signing import SignatureLevel, SigningOrder
from tests.conftest import NOON
from tests.executing import Desktop, to_sign
from tests.storage.kept import an_organization
from tests.web.signers import PDF, LinkSigner, a_contract, signer_of

IN_INK: Final = to_sign(level=SignatureLevel.WET_INK, complete_by=date(2026, 3, 12))
KIM: Final = Somebody(name="Kim Signs", title="Director", email="kim.signs@labs.example")
COPY: Final = b"%PDF-1.7\nsigned by hand\n%%EOF\n"

State = Callable[[Desk, FlaskClient, str], LinkSigner]


def a_signer(
    desk: Desk, client: FlaskClient, slug: str, terms: Terms | None = None, number: int = 1
) -> LinkSigner:
    """Bo (1) or Ada (0), of a contract that an organization of this name sent."""
    contract = a_contract(desk, terms, an_organization(desk.db, slug))
    return signer_of(desk, client, contract, number)


def asked(desk: Desk, client: FlaskClient, slug: str) -> LinkSigner:
    return a_signer(desk, client, slug, to_sign(complete_by=date(2026, 3, 12)))


def not_on_turn(desk: Desk, client: FlaskClient, slug: str) -> LinkSigner:
    """Asked, and then whoever signs first took the signature back."""
    bo = a_signer(desk, client, slug, to_sign(order=SigningOrder.LICENSOR_FIRST))
    bo.contract.signs(0)
    ada = bo.contract.holder(0)
    bo.contract.do(lambda tx: signing.take_back(tx, ada, at=NOON))
    return bo


def has_signed(desk: Desk, client: FlaskClient, slug: str) -> LinkSigner:
    bo = a_signer(desk, client, slug)
    bo.contract.signs(1)
    return bo


def proposed(desk: Desk, client: FlaskClient, slug: str) -> LinkSigner:
    bo = a_signer(desk, client, slug)
    holder = bo.contract.holder(1)
    bo.contract.do(lambda tx: signing.propose_reassignment(tx, holder, KIM, at=NOON))
    return bo


def not_agreed(desk: Desk, client: FlaskClient, slug: str) -> LinkSigner:
    bo = proposed(desk, client, slug)
    (made,) = bo.execution().reassignments
    bo.contract.do(lambda tx: signing.refuse_reassignment(tx, made.id, None, by=made.id, at=NOON))
    return bo


def declined(desk: Desk, client: FlaskClient, slug: str) -> LinkSigner:
    bo = a_signer(desk, client, slug)
    ada = bo.contract.holder(0)
    bo.contract.do(lambda tx: signing.decline(tx, ada, "The fee is wrong.", at=NOON))
    return bo


def voided(desk: Desk, client: FlaskClient, slug: str) -> LinkSigner:
    bo = a_signer(desk, client, slug)
    bo.contract.leaves()
    return bo


def over(desk: Desk, client: FlaskClient, slug: str) -> LinkSigner:
    bo = a_signer(desk, client, slug, to_sign(complete_by=date(2026, 3, 3)))
    bo.contract.do(
        lambda tx: signing.expire(tx, bo.contract.contract_id, at=NOON + timedelta(days=3))
    )
    return bo


def formed(desk: Desk, client: FlaskClient, slug: str) -> LinkSigner:
    bo = a_signer(desk, client, slug)
    bo.contract.signs(0)
    bo.contract.signs(1)
    return bo


def executed(desk: Desk, client: FlaskClient, slug: str) -> LinkSigner:
    bo = formed(desk, client, slug)
    while seal_next(replace(desk, sealer=_sealed), "w"):
        pass
    return bo


def in_ink(desk: Desk, client: FlaskClient, slug: str) -> LinkSigner:
    return a_signer(desk, client, slug, IN_INK)


def copy_given(desk: Desk, client: FlaskClient, slug: str) -> LinkSigner:
    """Ada's side gave it, Bo is asked."""
    bo = in_ink(desk, client, slug)
    give_copy(bo.contract, desk)
    return bo


def give_copy(contract: Desktop, desk: Desk) -> None:
    sha256, ada = desk.files.put(COPY), contract.execution().live[0]
    contract.do(
        lambda tx: executed_copies.give_copy(
            tx,
            contract.contract_id,
            sha256,
            date(2026, 3, 1),
            side=ada.side,
            by=ada.id,
            at=NOON,
        )
    )


STATES: Final[Mapping[str, State]] = {
    each.__name__: each
    for each in (
        asked,
        not_on_turn,
        has_signed,
        proposed,
        not_agreed,
        declined,
        voided,
        over,
        formed,
        executed,
        in_ink,
        copy_given,
    )
}


def _sealed(work: ToSeal) -> SealedFile:
    return SealedFile(
        data=work.shown + b", sealed", certificate=b"%PDF certificate", level=SealLevel.BASIC
    )


SEALED: Final = PDF + b", sealed"
