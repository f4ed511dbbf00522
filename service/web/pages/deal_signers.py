"""What the page of a deal shows of signing: who signs, how far each is, what can be done with each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from werkzeug.datastructures import MultiDict

from service.domain.deal import Deal
from service.domain.execution import Execution
from service.domain.open_signing import (
    SignerMove,
    SigningMove,
    open_on_signer,
    open_to_us,
    starts_in_the_past,
)
from service.domain.people import Act, Person
from service.domain.signers import (
    Block,
    CopyState,
    ExecutedCopy,
    Reassignment,
    Settled,
    Signer,
    first_turn,
)
from service.storage.executions import Executions
from service.storage.views import Views
from service.web.signer_words import signer_tag
from service.web.words import Tag

_SEVERAL: Final = ("block", "name", "title", "email", "turn")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the form of who signs; `number` is its place among those that are not blank."""

    number: int
    block: str
    name: str
    title: str
    email: str
    turn: str


@dataclass(frozen=True, slots=True)
class Party:
    """A block of the signature page with the lines of its form; `usual_turn` follows from the order."""

    block: Block
    lines: Sequence[Line]
    usual_turn: int


@dataclass(frozen=True, slots=True)
class SignerShown:
    """`instead_of` names whom they took over from; `proposal` waits for an answer."""

    signer: Signer
    tag: Tag
    moves: frozenset[SignerMove]
    instead_of: str | None
    proposal: Reassignment | None
    ours: bool


@dataclass(frozen=True, slots=True)
class SigningShown:
    """`next_number` is the place of the first blank line of the form.

    `copy` in ink waits for an answer, which is ours to give where `answers_copy`.
    """

    execution: Execution
    moves: frozenset[SigningMove]
    parties: Sequence[Party]
    next_number: int
    signers: Sequence[SignerShown]
    left: Sequence[Signer]
    waits_for: Sequence[str]
    declined: Signer | None
    expired: bool
    starts_past: bool
    copy: ExecutedCopy | None
    answers_copy: bool
    confirmed_copy: ExecutedCopy | None
    copies_to: Sequence[str]


def signing_shown(
    views: Views, deal: Deal, person: Person, at: datetime, typed: Sequence[Line] | None
) -> SigningShown | None:
    """Null where there are no papers to sign; `typed` is what a form that was refused held."""
    execution = Executions(views.connection, views.org).of_deal(deal.id)
    if execution is None:
        return None
    lines = typed if typed is not None else [*_lines(execution)]
    drafts, side = person.may(Act.DRAFT), deal.header.our_side.side
    copy = _copy(execution, CopyState.GIVEN)
    return SigningShown(
        execution=execution,
        moves=frozenset(open_to_us(execution, at)) if drafts else frozenset(),
        parties=[_party(execution, block, lines) for block in execution.blocks],
        next_number=len(lines),
        signers=[_signer(execution, each, deal, at, drafts) for each in execution.live],
        left=[each for each in execution.signers if each.ended_at is not None],
        waits_for=[*dict.fromkeys(each.party for each in execution.on_turn)],
        declined=next((each for each in execution.live if each.declined_at), None),
        expired=execution.has_expired(at),
        copy=copy,
        answers_copy=copy is not None and side is not None and copy.side is not side,
        confirmed_copy=_copy(execution, CopyState.CONFIRMED),
        starts_past=starts_in_the_past(execution, at),
        copies_to=deal.standing.terms.signing.copies_to,
    )


def _copy(execution: Execution, state: CopyState) -> ExecutedCopy | None:
    return next((each for each in execution.copies if each.state is state), None)


def typed_lines(form: MultiDict[str, str]) -> list[Line]:
    """Those of the form that say anything; a line that was blanked names nobody any more."""
    columns = (form.getlist(name) for name in _SEVERAL)
    said = [row for row in zip(*columns, strict=False) if any(each.strip() for each in row[1:4])]
    return [Line(number, *row) for number, row in enumerate(said)]


def _lines(execution: Execution) -> Iterator[Line]:
    for number, each in enumerate(execution.live):
        yield Line(number, each.block, each.name, each.title, each.email, str(each.turn))


def _party(execution: Execution, block: Block, lines: Sequence[Line]) -> Party:
    own = [line for line in lines if line.block == block.id]
    return Party(block, own, first_turn(execution.order, block.side))


def _signer(
    execution: Execution, signer: Signer, deal: Deal, at: datetime, drafts: bool
) -> SignerShown:
    side = deal.header.our_side.side
    before = (each.name for each in execution.signers if each.id == signer.took_over_from)
    return SignerShown(
        signer=signer,
        tag=signer_tag(execution, signer),
        moves=frozenset(open_on_signer(execution, signer.id, at, side)) if drafts else frozenset(),
        instead_of=next(before, None),
        proposal=_open_proposal(execution, signer),
        ours=signer.side is side,
    )


def _open_proposal(execution: Execution, signer: Signer) -> Reassignment | None:
    for each in execution.reassignments:
        if each.signer_id == signer.id and each.state is Settled.OPEN:
            return each
    return None
