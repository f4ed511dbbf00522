"""Drawing up: the papers of an accepted offer, made once by the worker."""

from enum import StrEnum


class ContractStatus(StrEnum):
    DRAWING_UP = "drawing_up"
    READY = "ready"
    FAILED = "failed"
    """Not for good: `fault` says why, and it is tried again."""
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
