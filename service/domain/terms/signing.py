"""How the parties sign, and what they add to or change in the Standard Terms."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from service.domain.terms.bounds import Email, Identifier, Items, Prose


class SignatureLevel(StrEnum):
    """Simple, advanced and qualified electronic signatures (eIDAS Art. 3, 26), or ink."""

    SES = "SES"
    AES = "AES"
    QES = "QES"
    WET_INK = "wet_ink"


class SigningOrder(StrEnum):
    LICENSOR_FIRST = "licensor_first"
    LICENSEE_FIRST = "licensee_first"
    PARALLEL = "parallel"


class SpecialAction(StrEnum):
    REPLACE = "replace"
    ADD = "add"
    DELETE = "delete"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """`complete_by` is the last day to sign, in the contract's zone."""

    level: SignatureLevel = SignatureLevel.SES
    order: SigningOrder = SigningOrder.PARALLEL
    complete_by: date | None = None
    copies_to: Annotated[tuple[Email, ...], Items(20)] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialTerm:
    """A change to one clause; `text` is null only when the action is delete."""

    id: Identifier
    clause: Identifier
    action: SpecialAction
    text: Prose | None = None
