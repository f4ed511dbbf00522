"""Which events of a deal both sides know of: what is exported tells of no other (legal-review.md B20)."""

from typing import Final

from service.domain import deal as d
from service.domain import signing_events as s
from service.domain.event import Event

SHARED: Final[frozenset[type[Event]]] = frozenset(
    {
        d.DealWithdrawn,
        d.OfferMade,
        d.CounterOffered,
        d.OfferAccepted,
        d.OfferRejected,
        d.OfferWithdrawn,
        d.OfferLapsed,
        d.ContractDrawnUp,
        s.SignersNamed,
        s.StartConfirmed,
        s.ContractSent,
        s.SigningOpened,
        s.PartySigned,
        s.SignatureWithdrawn,
        s.SigningDeclined,
        s.ReassignmentProposed,
        s.ReassignmentConfirmed,
        s.ReassignmentRefused,
        s.SignerReplaced,
        s.SignerReminded,
        s.ContractFormed,
        s.ContractVoided,
        s.SigningExpired,
        s.ExecutedCopyGiven,
        s.ExecutedCopyConfirmed,
        s.ExecutedCopyRefused,
        s.ContractExecuted,
        s.SealUpgraded,
    }
)

OURS: Final[frozenset[type[Event]]] = frozenset(
    {
        d.DealDrafted,
        d.DraftChanged,
        d.ApprovalRequested,
        d.ApprovalGiven,
        d.ApprovalRefused,
        d.LinkSent,
        d.LinkRevoked,
    }
)
"""The sender's alone. Every event is in one of the two sets, so that none is shared by mistake."""

SHARED_TYPES: Final = frozenset(kind.__name__ for kind in SHARED)
"""As the records of the audit log name them."""
