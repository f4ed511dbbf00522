"""What a move of a license may bring with it."""

from decimal import Decimal
from typing import Any, Final

from schemas.build import ValueSchema
from schemas.deal_moves import REASON
from schemas.fields import CODE_TEXT, Choice, CodeField, Day, SafeText, Switch, WholeNumber
from schemas.several import Several
from service.domain.licenses.parts import (
    Ground,
    NoticeKind,
    Scope,
    SuspendedFor,
    WithdrawalReason,
)
from service.domain.licenses.withdrawing import LONGEST_WORK, MOST_WORKS
from service.domain.terms.bounds import Between, Code, Items, Text
from service.domain.terms.notices import NoticeMethod
from service.domain.terms.parties import Side

_ID: Final = Text(40)
_TRACKING: Final = Text(200)


def _said(words: str) -> dict[str, str]:
    return {"description": words}


def _optional(bounds: Text, words: str) -> SafeText:
    return SafeText(bounds, load_default=None, allow_none=True, metadata=_said(words))


def _effective_on() -> Day:
    words = "The first day on which it may take effect, where it is left out"
    return Day(load_default=None, allow_none=True, metadata=_said(words))


def _ground() -> Choice[Any]:
    words = "Of a termination, which needs one"
    return Choice(Ground, load_default=None, allow_none=True, metadata=_said(words))


def _about() -> SafeText:
    return _optional(_ID, "The notice that it answers or rests on")


_WHOSE: Final = "Our own where it is left out; an intermediary names the side"


def _renewal(words: str) -> WholeNumber:
    bounds = Between(Decimal(1), Decimal(1000))
    return WholeNumber(bounds, required=True, metadata=_said(words))


class _Plain(ValueSchema):
    """Loads into a plain mapping."""

    made_from = dict


class _Given(_Plain):
    """What every notice says of its sending."""

    side: Choice[Any] = Choice(
        Side,
        load_default=None,
        allow_none=True,
        metadata=_said(
            "Our own where it is left out; an intermediary names the side that gives it"
        ),
    )
    method: Choice[Any] = Choice(
        NoticeMethod,
        load_default=NoticeMethod.PLATFORM,
        metadata=_said("One that counts for such a notice; `platform` is sent now, by us"),
    )
    sent_on = Day(
        load_default=None,
        allow_none=True,
        metadata=_said("Today in the zone of the contract, where it is left out"),
    )
    tracking = _optional(_TRACKING, "The courier's number")


class NonRenewalDocument(_Given):
    grounds = _optional(REASON, "What the other side should know; nothing is needed")


def _works(**more: Any) -> Several:
    """Duplicates are refused where the rest of the notice is."""
    each, words = SafeText(Text(LONGEST_WORK)), "That it withdraws, as the catalog names them"
    most = Items(MOST_WORKS, least=1 if more.get("required") else 0)
    return Several(each, tuple, most, metadata=_said(words), **more)


def _reason(**more: Any) -> Choice[Any]:
    return Choice(WithdrawalReason, metadata=_said("On which ground works are withdrawn"), **more)


class _Withdrawing(_Plain):
    """What a notice of withdrawal may name, beside its words."""

    works: Any = _works(load_default=())
    reason = _reason(load_default=None, allow_none=True)


class NoticeDocument(_Given, _Withdrawing):
    kind: Choice[Any] = Choice(NoticeKind, required=True)
    grounds = _optional(
        REASON, "What it is about; needed save of a renewal, or of a withdrawal with its `reason`"
    )
    ground = _ground()
    effective_on = _effective_on()
    about = _about()


class WithdrawalDocument(_Given):
    """Works that are withdrawn from the license, and why."""

    works: Any = _works(required=True)
    reason = _reason(required=True)
    grounds = _optional(REASON, "What the other side should know beside that")
    effective_on = Day(
        load_default=None,
        allow_none=True,
        metadata=_said("By when copies are deleted, where law asks for less than the contract"),
    )


class ReceivedDocument(_Withdrawing):
    """A notice that the other side gave, as it came to us."""

    side: Choice[Any] = Choice(
        Side,
        load_default=None,
        allow_none=True,
        metadata=_said("The other one where it is left out; an intermediary names who sent it"),
    )
    kind: Choice[Any] = Choice(NoticeKind, required=True)
    method: Choice[Any] = Choice(
        (NoticeMethod.EMAIL, NoticeMethod.COURIER),
        required=True,
        metadata=_said("One that counts for such a notice"),
    )
    sent_on = Day(required=True)
    received_on = Day(
        required=True,
        metadata=_said("The day on which it came; it counts from then, if that is earlier"),
    )
    grounds = _optional(REASON, "What it says; needed save where it stops or brings a renewal")
    ground = _ground()
    effective_on = _effective_on()
    about = _about()
    tracking = _optional(_TRACKING, "The courier's number")


class ProofDocument(_Plain):
    tracking = _optional(_TRACKING, "The courier's number")


class ReceiptDocument(_Plain):
    on = Day(required=True, metadata=_said("The day on which it came"))
    note = _optional(REASON, "How the other side confirmed it; needed where the notice is ours")


class TakingBackDocument(_Plain):
    consent = SafeText(
        REASON, required=True, metadata=_said("What shows the other side's written consent")
    )


class TerminationDocument(_Given):
    ground: Choice[Any] = Choice(Ground, required=True)
    grounds = SafeText(REASON, required=True)
    effective_on = _effective_on()
    about = _about()


class SuspensionDocument(_Plain):
    side: Choice[Any] = Choice(Side, load_default=None, allow_none=True, metadata=_said(_WHOSE))
    scope: Choice[Any] = Choice(
        Scope, required=True, metadata=_said("What rests, as far as the contract lets it")
    )
    grounds = SafeText(REASON, required=True, metadata=_said("Why, and what would end it"))
    notice_id = _optional(_ID, "The notice that it follows, where it follows one")
    ground: Choice[Any] = Choice(
        SuspendedFor,
        load_default=None,
        allow_none=True,
        metadata=_said("Of the whole license: misuse, or unpaid fees after the time to cure"),
    )


class SaidDocument(_Plain):
    """What shows it, or why."""

    note = SafeText(REASON, required=True)


class ConditionDocument(_Plain):
    n = _renewal("The next one")
    met = Switch(required=True)
    note = SafeText(REASON, required=True, metadata=_said("What shows it"))


class IndexDocument(_Plain):
    n = _renewal("That begins at the new price")
    pct = SafeText(Text(20), required=True, metadata=_said("The change in percent, as 2.5"))
    source = SafeText(REASON, required=True, metadata=_said("The index, and where it is published"))


class AnniversaryIndexDocument(_Plain):
    anniversary = _renewal("Of the first day of the license, from 1")
    pct = SafeText(Text(20), required=True, metadata=_said("The change in percent, as 2.5"))
    source = SafeText(REASON, required=True, metadata=_said("The index, and where it is published"))


class AgreedDocument(_Plain):
    n = _renewal("The next one")
    document_sha256 = CodeField(
        Code.SHA256,
        CODE_TEXT,
        load_default=None,
        allow_none=True,
        metadata=_said("Of the paper that both signed"),
    )
