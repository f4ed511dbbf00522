"""An execution: the state of one contract's signing, and what each event makes of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import reduce
from types import MappingProxyType
from typing import Any, Final

from service.domain import signing_events as s
from service.domain.continuing import continues
from service.domain.deal import DealWithdrawn
from service.domain.drawing_up import ContractStatus
from service.domain.errors import ContractMoveNotAllowed, NotFound
from service.domain.event import Event
from service.domain.period.zones import moment_end_of
from service.domain.sealing import SealLevel
from service.domain.signers import (
    Block,
    CopyState,
    ExecutedCopy,
    Reassignment,
    Settled,
    Signer,
    blocks_of,
    next_reminder,
)
from service.domain.terms import Terms
from service.domain.terms.parties import ActingAs
from service.domain.terms.signing import SignatureLevel, SigningOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class Execution:
    """`document_sha256` is of the exact PDF that is shown; `ink` where no link signs it.

    `complete_by` is the last day to sign in `zone`, over at `ends_at`. `starts_on` is the first day
    of a period that starts on a fixed one; null where an agreement goes on, whose start lies behind.
    `signers` has those whose place others took, too.
    """

    contract_id: str
    deal_id: str
    document_sha256: str
    level: SignatureLevel
    order: SigningOrder
    zone: str
    ink: bool
    blocks: tuple[Block, ...]
    complete_by: date | None = None
    starts_on: date | None = None
    status: ContractStatus = ContractStatus.READY
    signers: tuple[Signer, ...] = ()
    reassignments: tuple[Reassignment, ...] = ()
    copies: tuple[ExecutedCopy, ...] = ()
    start_confirmed: bool = False
    sent_at: datetime | None = None
    formed_at: datetime | None = None
    executed_at: datetime | None = None
    void_reason: str | None = None
    sealed_sha256: str | None = None
    certificate_sha256: str | None = None
    seal_level: SealLevel | None = None

    @classmethod
    def begun(
        cls, *, contract_id: str, deal_id: str, document_sha256: str, terms: Terms
    ) -> "Execution":
        """Of a contract whose papers are there; nobody is named yet."""
        signing, period = terms.signing, terms.period
        return cls(
            contract_id=contract_id,
            deal_id=deal_id,
            document_sha256=document_sha256,
            level=signing.level,
            order=signing.order,
            zone=period.timezone,
            ink=signing.level is not SignatureLevel.SES or _has_consumer(terms),
            blocks=blocks_of(terms),
            complete_by=signing.complete_by,
            starts_on=None if continues(terms) else period.starts.on,
        )

    @property
    def ends_at(self) -> datetime | None:
        """From when on nobody can sign, in UTC."""
        return moment_end_of(self.complete_by, self.zone) if self.complete_by else None

    @property
    def live(self) -> tuple[Signer, ...]:
        """Those whose place nobody took."""
        return tuple(each for each in self.signers if each.ended_at is None)

    @property
    def on_turn(self) -> tuple[Signer, ...]:
        """Those of whom a signature is waited for now."""
        waiting = [each for each in self.signers if each.waits]
        turn = min((each.turn for each in waiting), default=0)
        return tuple(each for each in waiting if each.turn == turn)

    @property
    def signed_file(self) -> str:
        """The digest of what the seal goes on: the PDF that was shown, or the copy in ink."""
        found = (copy.sha256 for copy in self.copies if copy.state is CopyState.CONFIRMED)
        return next(found, self.document_sha256)

    def signer(self, signer_id: str) -> Signer:
        """NotFound for one whose place somebody else took, too."""
        for each in self.live:
            if each.id == signer_id:
                return each
        raise NotFound

    def block(self, block_id: str) -> Block:
        for each in self.blocks:
            if each.id == block_id:
                return each
        raise NotFound

    def has_expired(self, at: datetime) -> bool:
        """Whether the last day to sign is over, even if nobody has written it down yet.

        A copy in ink that waits for an answer was signed in time.
        """
        if self.formed_at is not None or any(e.state is CopyState.GIVEN for e in self.copies):
            return False
        return self.ends_at is not None and self.ends_at <= at

    def after(self, events: Iterable[Event]) -> "Execution":
        """ContractMoveNotAllowed for a move that does not stand in CONTRACT_MOVES."""
        return reduce(_moved, events, self)


_S = ContractStatus
CONTRACT_MOVES: Final[Mapping[tuple[ContractStatus, type[Event]], ContractStatus]] = (
    MappingProxyType(
        {
            (_S.READY, s.SignersNamed): _S.READY,
            (_S.READY, s.StartConfirmed): _S.READY,
            (_S.READY, s.ContractSent): _S.SENT,
            (_S.READY, s.ContractVoided): _S.VOIDED,
            (_S.READY, DealWithdrawn): _S.VOIDED,
            (_S.SENT, s.StartConfirmed): _S.SENT,
            (_S.SENT, s.SigningOpened): _S.SENT,
            (_S.SENT, s.PartySigned): _S.SENT,
            (_S.SENT, s.SignatureWithdrawn): _S.SENT,
            (_S.SENT, s.SigningDeclined): _S.DECLINED,
            (_S.SENT, s.ReassignmentProposed): _S.SENT,
            (_S.SENT, s.ReassignmentConfirmed): _S.SENT,
            (_S.SENT, s.ReassignmentRefused): _S.SENT,
            (_S.SENT, s.SignerReplaced): _S.SENT,
            (_S.SENT, s.SignerReminded): _S.SENT,
            (_S.SENT, s.ExecutedCopyGiven): _S.SENT,
            (_S.SENT, s.ExecutedCopyConfirmed): _S.SENT,
            (_S.SENT, s.ExecutedCopyRefused): _S.SENT,
            (_S.SENT, s.ContractFormed): _S.SIGNED,
            (_S.SENT, s.ContractVoided): _S.VOIDED,
            (_S.SENT, s.SigningExpired): _S.VOIDED,
            (_S.DECLINED, s.SignatureWithdrawn): _S.DECLINED,
            (_S.DECLINED, s.ReassignmentRefused): _S.DECLINED,
            (_S.DECLINED, s.SignerReplaced): _S.SENT,
            (_S.DECLINED, s.ContractVoided): _S.VOIDED,
            (_S.DECLINED, s.SigningExpired): _S.VOIDED,
            (_S.SIGNED, s.ContractExecuted): _S.EXECUTED,
            (_S.EXECUTED, s.SealUpgraded): _S.EXECUTED,
        }
    )
)
"""A move that is not here does not exist. From SIGNED on nothing is undone (legal-review.md B3)."""


def _has_consumer(terms: Terms) -> bool:
    """Consumers do not sign here (15 USC 7001(c); legal-review.md B9)."""
    everybody = (*terms.parties.licensors, terms.parties.licensee)
    return any(party.acting_as is ActingAs.CONSUMER for party in everybody)


def _moved(execution: Execution, event: Event) -> Execution:
    status = CONTRACT_MOVES.get((execution.status, type(event)))
    if status is None:
        raise ContractMoveNotAllowed(execution.status, type(event).__name__)
    effect = _EFFECTS[type(event)]
    return replace(effect(execution, event), status=status)


def _named(execution: Execution, event: s.SignersNamed) -> Execution:
    return replace(execution, signers=tuple(_signer(execution, each) for each in event.signers))


def _signer(execution: Execution, named: s.Named) -> Signer:
    block = execution.block(named.block)
    return Signer(
        id=named.id,
        block=block.id,
        role=block.role,
        party=block.party,
        side=block.side,
        name=named.who.name,
        title=named.who.title,
        email=named.who.email,
        turn=named.turn,
    )


def _sent(execution: Execution, event: s.ContractSent) -> Execution:
    return _asked(replace(execution, sent_at=event.at), event.asked, event.at)


def _signed(execution: Execution, event: s.PartySigned) -> Execution:
    signed = _changed(execution, event.signer_id, signed_at=event.at, remind_at=None)
    return _asked(_dropped(signed, event.signer_id), event.asked, event.at)


def _taken_back(execution: Execution, event: s.SignatureWithdrawn) -> Execution:
    """Whoever comes after that signer waits again, and is not reminded meanwhile."""
    back = _changed(execution, event.signer_id, signed_at=None)
    on_turn = {each.id for each in back.on_turn}
    for each in back.live:
        if each.id not in on_turn:
            back = _changed(back, each.id, remind_at=None)
    return _asked(back, tuple(on_turn & {event.signer_id}), event.at)


def _declined(execution: Execution, event: s.SigningDeclined) -> Execution:
    said = {"declined_at": event.at, "decline_reason": event.reason, "remind_at": None}
    return _dropped(_changed(execution, event.signer_id, **said), event.signer_id)


def _proposed(execution: Execution, event: s.ReassignmentProposed) -> Execution:
    made = Reassignment(
        id=event.reassignment_id,
        signer_id=event.signer_id,
        who=event.who,
        notice_email=event.notice_email,
        at=event.at,
    )
    before = _dropped(execution, event.signer_id)
    return replace(before, reassignments=(*before.reassignments, made))


def _confirmed(execution: Execution, event: s.ReassignmentConfirmed) -> Execution:
    settled = _settled(execution, event.reassignment_id, Settled.CONFIRMED)
    return _taken_over(settled, event)


def _refused(execution: Execution, event: s.ReassignmentRefused) -> Execution:
    return _settled(execution, event.reassignment_id, Settled.REFUSED)


def _taken_over(
    execution: Execution, event: s.SignerReplaced | s.ReassignmentConfirmed
) -> Execution:
    old = execution.signer(event.signer_id)
    named = s.Named(id=event.new_id, block=old.block, who=event.who, turn=old.turn)
    new = replace(_signer(execution, named), took_over_from=old.id)
    left = _changed(execution, old.id, ended_at=event.at, remind_at=None)
    grown = replace(_dropped(left, old.id), signers=(*left.signers, new))
    return _asked(grown, event.asked, event.at)


def _reminded(execution: Execution, event: s.SignerReminded) -> Execution:
    signer = execution.signer(event.signer_id)
    after = next_reminder(signer.sent_at or event.at, execution.ends_at, event.at)
    return _changed(execution, signer.id, reminded_at=event.at, remind_at=after)


def _formed(execution: Execution, event: s.ContractFormed) -> Execution:
    quiet = tuple(replace(each, remind_at=None) for each in execution.signers)
    return replace(_all_dropped(execution), signers=quiet, formed_at=event.at)


def _voided(execution: Execution, reason: str | None) -> Execution:
    quiet = tuple(replace(each, remind_at=None) for each in execution.signers)
    return replace(_all_dropped(execution), signers=quiet, void_reason=reason)


def _copy_given(execution: Execution, event: s.ExecutedCopyGiven) -> Execution:
    made = ExecutedCopy(
        id=event.copy_id,
        sha256=event.sha256,
        signed_on=event.signed_on,
        side=event.side,
        at=event.at,
    )
    before = (
        replace(each, state=CopyState.SUPERSEDED) if each.state is CopyState.GIVEN else each
        for each in execution.copies
    )
    return replace(execution, copies=(*before, made))


def _copy_became(
    execution: Execution, copy_id: str, state: CopyState, reason: str | None = None
) -> Execution:
    copies = (
        replace(each, state=state, reason=reason) if each.id == copy_id else each
        for each in execution.copies
    )
    return replace(execution, copies=tuple(copies))


def _executed(execution: Execution, event: s.ContractExecuted) -> Execution:
    return replace(
        execution,
        executed_at=event.at,
        sealed_sha256=event.sealed_sha256,
        certificate_sha256=event.certificate_sha256,
        seal_level=event.level,
    )


def _asked(execution: Execution, ids: tuple[str, ...], at: datetime) -> Execution:
    """`ids` are reminded by and by; those who had no letter yet get theirs at `at`."""
    for signer_id in ids:
        sent_at = execution.signer(signer_id).sent_at or at
        after = next_reminder(sent_at, execution.ends_at, at)
        execution = _changed(execution, signer_id, sent_at=sent_at, remind_at=after)
    return execution


def _changed(execution: Execution, signer_id: str, **changes: Any) -> Execution:
    signers = (
        replace(each, **changes) if each.id == signer_id else each for each in execution.signers
    )
    return replace(execution, signers=tuple(signers))


def _settled(execution: Execution, reassignment_id: str, state: Settled) -> Execution:
    found = (
        replace(each, state=state) if each.id == reassignment_id else each
        for each in execution.reassignments
    )
    return replace(execution, reassignments=tuple(found))


def _dropped(execution: Execution, signer_id: str) -> Execution:
    """Nobody answers any more what that signer proposed."""
    for each in execution.reassignments:
        if each.signer_id == signer_id and each.state is Settled.OPEN:
            execution = _settled(execution, each.id, Settled.DROPPED)
    return execution


def _all_dropped(execution: Execution) -> Execution:
    return reduce(_dropped, [each.id for each in execution.signers], execution)


_EFFECTS: Final[Mapping[type[Event], Callable[[Execution, Any], Execution]]] = MappingProxyType(
    {
        s.SignersNamed: _named,
        s.StartConfirmed: lambda execution, _: replace(execution, start_confirmed=True),
        s.ContractSent: _sent,
        s.SigningOpened: lambda execution, event: _changed(
            execution, event.signer_id, opened_at=event.at
        ),
        s.PartySigned: _signed,
        s.SignatureWithdrawn: _taken_back,
        s.SigningDeclined: _declined,
        s.ReassignmentProposed: _proposed,
        s.ReassignmentConfirmed: _confirmed,
        s.ReassignmentRefused: _refused,
        s.SignerReplaced: _taken_over,
        s.SignerReminded: _reminded,
        s.ContractFormed: _formed,
        s.ContractVoided: lambda execution, event: _voided(execution, event.reason),
        s.SigningExpired: lambda execution, _: _voided(execution, None),
        DealWithdrawn: lambda execution, event: _voided(execution, event.reason),
        s.ExecutedCopyGiven: _copy_given,
        s.ExecutedCopyConfirmed: lambda execution, event: _copy_became(
            execution, event.copy_id, CopyState.CONFIRMED
        ),
        s.ExecutedCopyRefused: lambda execution, event: _copy_became(
            execution, event.copy_id, CopyState.REFUSED, event.reason
        ),
        s.ContractExecuted: _executed,
        s.SealUpgraded: lambda execution, event: replace(
            execution, sealed_sha256=event.sealed_sha256, seal_level=event.level
        ),
    }
)
