"""Drawing up: the papers of an accepted offer, made once by the worker; and what becomes of them."""

from enum import StrEnum


class ContractStatus(StrEnum):
    DRAWING_UP = "drawing_up"
    READY = "ready"
    FAILED = "failed"
    """Not for good: `fault` says why, and it is tried again."""
    SENT = "sent"
    DECLINED = "declined"
    """A signer has said no: signing rests until somebody else signs instead, or it is ended."""
    SIGNED = "signed"
    """All have signed and the contract is formed; the seal is under way."""
    EXECUTED = "executed"
    VOIDED = "voided"


class Step(StrEnum):
    """In the order in which a contract passes them while it is drawn up."""

    CLAIMED = "contract_claimed"
    DRAWN = "contract_drawn"
    """The papers are made and nowhere kept."""
    KEPT = "contract_kept"
    IN_MARK = "contract_in_mark"
    """The mark is written and not committed."""
    MARKED = "contract_marked"
