"""What somebody with a signing link has before their eyes: the contract, a summary, and the words."""

from dataclasses import dataclass
from datetime import datetime

from service.commands.papers import text_of_terms
from service.domain.contract import ContractText
from service.domain.deal import WrittenTerms
from service.domain.errors import TextHasMoved
from service.domain.execution import Execution
from service.domain.open_signing import CopyMove, SignerMove, open_to_side, open_to_signer
from service.domain.signers import ExecutedCopy, Reassignment, Settled, Signer, SignerRole
from service.drafting.consents import Consent, consent, intent
from service.drafting.signing_summary import SigningSummary, signing_summary
from service.storage.actors import organization_name
from service.storage.contracts import Contracts
from service.storage.executions import Executions
from service.storage.signing_links import Holder
from service.storage.views import Views


@dataclass(frozen=True, slots=True, kw_only=True)
class ToSign:
    """`host` is the organization that sent the contract; `text` is what the PDF says.

    `consent` and `intent` are what a signature agrees to, in the newest words.
    """

    host: str
    execution: Execution
    signer: Signer
    written: WrittenTerms
    text: ContractText
    summary: SigningSummary
    consent: Consent
    intent: Consent
    expired: bool
    moves: tuple[SignerMove, ...]
    copy_moves: tuple[CopyMove, ...]

    @property
    def proposal(self) -> Reassignment | None:
        """Who is to sign instead, as long as nobody has answered."""
        return next((each for each in self._proposals() if each.state is Settled.OPEN), None)

    @property
    def refusal(self) -> Reassignment | None:
        """What was answered last, if that was no."""
        last = next(reversed([*self._proposals()]), None)
        return last if last and last.state is Settled.REFUSED else None

    @property
    def copy(self) -> ExecutedCopy | None:
        """The newest copy in ink."""
        return next(reversed(self.execution.copies), None)

    def _proposals(self) -> list[Reassignment]:
        return [e for e in self.execution.reassignments if e.signer_id == self.signer.id]


def to_sign(views: Views, holder: Holder, at: datetime) -> ToSign:
    """NotFound for one whose place somebody else took; TextHasMoved where the words would differ."""
    row = Contracts(views.connection, views.org).contract(holder.contract_id)
    execution = Executions(views.connection, views.org).of_contract(row.id)
    signer = execution.signer(holder.signer_id)
    written = views.offer(row.offer_id).written
    text = text_of_terms(written)
    if text.text_sha256 != row.text_sha256:
        raise TextHasMoved
    return ToSign(
        host=organization_name(views.connection, views.org),
        execution=execution,
        signer=signer,
        written=written,
        text=text,
        summary=_summary(written, text, signer),
        consent=consent(),
        intent=intent(signer.party),
        expired=execution.has_expired(at),
        moves=(*open_to_signer(execution, signer.id, at),),
        copy_moves=(*open_to_side(execution, signer.side, at),),
    )


def _summary(written: WrittenTerms, text: ContractText, signer: Signer) -> SigningSummary:
    return signing_summary(
        written.terms,
        text,
        party=signer.party,
        side=signer.side,
        guarantor=signer.role is SignerRole.GUARANTOR,
    )
