"""What a notice says: the same words where it is reviewed, in the letter, and on paper."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from service.domain.licenses.license import License
from service.domain.licenses.parts import Ground, Notice, NoticeKind, WithdrawalReason
from service.domain.licenses.withdrawing import withdrawn_in
from service.domain.period.renewals import first_day, last_day
from service.domain.period.words import BY, length
from service.domain.terms.delivery import SpanUnit
from service.domain.terms.parties import Side
from service.domain.wording import day_in_words

TITLES: Final[Mapping[NoticeKind, str]] = MappingProxyType(
    {
        NoticeKind.NON_RENEWAL: "Notice of non-renewal",
        NoticeKind.RENEWAL: "Notice of renewal",
        NoticeKind.BREACH: "Notice of breach",
        NoticeKind.CURE: "Notice of cure",
        NoticeKind.TERMINATION: "Notice of termination",
        NoticeKind.WITHDRAWAL_OF_WORKS: "Notice of withdrawal of works",
        NoticeKind.AUDIT: "Notice of audit",
        NoticeKind.CHANGE_OF_LAW: "Notice of a change of law",
        NoticeKind.CLAIM: "Notice of a claim",
    }
)

_CLAUSES: Final[Mapping[NoticeKind, str]] = MappingProxyType(
    {
        NoticeKind.NON_RENEWAL: "C45",
        NoticeKind.RENEWAL: "C45",
        NoticeKind.BREACH: "C46",
        NoticeKind.CURE: "C46",
        NoticeKind.TERMINATION: "C46",
        NoticeKind.WITHDRAWAL_OF_WORKS: "C38",
        NoticeKind.AUDIT: "C37",
        NoticeKind.CHANGE_OF_LAW: "C43",
        NoticeKind.CLAIM: "C39",
    }
)
_CLAUSES_OF_GROUNDS: Final = {Ground.CHANGE_OF_LAW: "C43", Ground.CHANGE_OF_CONTROL: "C16"}

_GROUNDS: Final[Mapping[Ground, str]] = MappingProxyType(
    {
        Ground.BREACH: "for a breach that was not cured in time",
        Ground.REPEATED_BREACH: "for a breach of the same kind as one of which notice was given",
        Ground.MISUSE: "for misuse of the materials",
        Ground.ILLEGAL_CONTENT: "for knowing dealings with illegal content",
        Ground.INSOLVENCY: "for insolvency, to the extent the law permits",
        Ground.CONVENIENCE: "without a reason, as the agreement allows",
        Ground.CHANGE_OF_LAW: "for a change of law of which notice was given",
        Ground.WORKS_WITHDRAWN: "since works were withdrawn",
        Ground.CHANGE_OF_CONTROL: "for a change of control",
    }
)

WITHDRAWN_SINCE: Final[Mapping[WithdrawalReason, str]] = MappingProxyType(
    {
        WithdrawalReason.NO_RIGHT: "the right to license is lacking, lost or cannot be proved",
        WithdrawalReason.CLAIM: "somebody else makes a claim",
        WithdrawalReason.RELEASE_WITHDRAWN: "somebody withdraws a release, or objects to the use",
        WithdrawalReason.LAW: "law or an order requires it",
        WithdrawalReason.LIABILITY: "further use would create liability",
        WithdrawalReason.AGREEMENT: "another clause of the agreement treats this as withdrawn",
    }
)
"""Why works are withdrawn (C38), of one or many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeText:
    """`opening` says who tells whom under which contract, `declares` is what binds, `effects` follow.

    `grounds` are in the words of whoever gives it; empty where none are needed.
    """

    title: str
    opening: str
    declares: str
    grounds: str
    effects: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]


def clause_of(notice: Notice) -> str:
    """The clause of our own forms that it rests on."""
    ground = _CLAUSES_OF_GROUNDS.get(notice.ground) if notice.ground else None
    return ground or _CLAUSES[notice.kind]


def text_of(license: License, notice: Notice, cited: str = "") -> NoticeText:
    """`cited` names the section of the contract, where that is known: "Section 45 (Renewal)"."""
    parties = license.terms.parties
    sender, reader = parties.name_of(notice.side), parties.name_of(notice.side.other)
    under = f"{cited} of {agreement(license)}" if cited else agreement(license)
    return NoticeText(
        title=TITLES[notice.kind],
        opening=f"{sender} gives {reader} this notice under {under}.",
        declares=_DECLARES[notice.kind](license, notice, sender, reader),
        grounds=notice.grounds,
        effects=tuple(filter(None, _effects(license, notice, sender, reader))),
        facts=_facts(license, notice),
    )


def agreement(license: License) -> str:
    """Named by the day on which it was signed; where nobody knows that, by the first of its period."""
    parties = license.terms.parties
    between = (
        f"between {parties.name_of(Side.LICENSOR)} (Licensor) and "
        f"{parties.name_of(Side.LICENSEE)} (Licensee)"
    )
    if license.dated:
        return f"the license agreement of {day_in_words(license.dated)} {between}"
    began = day_in_words(license.starts_on)
    return f"the license agreement {between} whose period began on {began}"


def agreement_by_day(license: License) -> str:
    """As `agreement` names it, without the parties: for letters that keep them back."""
    if license.dated:
        return f"license agreement of {day_in_words(license.dated)}"
    return f"license agreement whose period began on {day_in_words(license.starts_on)}"


def effect_of(license: License, notice: Notice) -> str:
    """In a line, for a list."""
    parties = license.terms.parties
    said = _effects(
        license, notice, parties.name_of(notice.side), parties.name_of(notice.side.other)
    )
    return said[0] if said else ""


_Sentence = Callable[[License, Notice, str, str], str]


def _non_renewal(license: License, notice: Notice, sender: str, _: str) -> str:
    n = notice.n or license.renewed + 1
    begins = day_in_words(first_day(license.counted.period, license.starts_on, n))
    return (
        f"{sender} gives notice that the agreement is not to renew: renewal {n}, which would begin "
        f"on {begins}, does not take place."
    )


def _renewal(license: License, notice: Notice, sender: str, _: str) -> str:
    n = notice.n or license.renewed + 1
    months = length(license.terms.period.renewal.months, SpanUnit.MONTHS)
    return f"{sender} renews the agreement for {months} (renewal {n})."


def _breach(_: License, __: Notice, sender: str, reader: str) -> str:
    return (
        f"{sender} claims that {reader} is in material breach of the agreement, as described "
        "here, and asks for a cure."
    )


def _cure(license: License, notice: Notice, sender: str, reader: str) -> str:
    about = _about(license, notice)
    named = f"in its notice of {day_in_words(about.sent_on)}" if about else "earlier"
    return f"{sender} has cured the breach that {reader} named {named}, as described here."


def _termination(license: License, notice: Notice, sender: str, _: str) -> str:
    why = _GROUNDS[notice.ground or Ground.CONVENIENCE]
    about = _about(license, notice)
    named = f" (notice of {day_in_words(about.sent_on)})" if about else ""
    return f"{sender} terminates the agreement {why}{named}."


def _withdrawal(license: License, notice: Notice, sender: str, _: str) -> str:
    named = withdrawn_in(license, notice)
    if named is None:
        return f"{sender} withdraws from the agreement the works described here."
    why = WITHDRAWN_SINCE[named.reason]
    if len(named.works) == 1:
        return f"{sender} withdraws from the agreement the work named here, since {why}."
    return f"{sender} withdraws from the agreement the {len(named.works)} works named here, since {why}."


def _audit(_: License, __: Notice, sender: str, ___: str) -> str:
    return f"{sender} will audit whether the agreement is kept, as described here."


def _change_of_law(_: License, __: Notice, sender: str, ___: str) -> str:
    return f"{sender} gives notice of the change of law described here."


def _claim(_: License, __: Notice, sender: str, ___: str) -> str:
    return f"{sender} gives notice of the claim described here."


_DECLARES: Final[Mapping[NoticeKind, _Sentence]] = MappingProxyType(
    {
        NoticeKind.NON_RENEWAL: _non_renewal,
        NoticeKind.RENEWAL: _renewal,
        NoticeKind.BREACH: _breach,
        NoticeKind.CURE: _cure,
        NoticeKind.TERMINATION: _termination,
        NoticeKind.WITHDRAWAL_OF_WORKS: _withdrawal,
        NoticeKind.AUDIT: _audit,
        NoticeKind.CHANGE_OF_LAW: _change_of_law,
        NoticeKind.CLAIM: _claim,
    }
)


def _effects(license: License, notice: Notice, sender: str, reader: str) -> tuple[str, ...]:
    period, start = license.counted.period, license.starts_on
    on = day_in_words(notice.effective_on) if notice.effective_on else ""
    match notice.kind:
        case NoticeKind.NON_RENEWAL | NoticeKind.RENEWAL if not notice.n:
            return (f"It comes too late unless {reader} confirms that it came in time.",)
        case NoticeKind.NON_RENEWAL if notice.n:
            last = day_in_words(last_day(period, start, notice.n - 1))
            return (f"The license ends with {last}.", _AFTER)
        case NoticeKind.RENEWAL if notice.n:
            until = day_in_words(last_day(period, start, notice.n))
            return (f"The license renews until {until}.",)
        case NoticeKind.BREACH if notice.cure_ends_on:
            until = day_in_words(notice.cure_ends_on)
            return (
                f"{reader} has until {until} to cure the breach: {length(period.cure_days)} from "
                "receipt.",
                f"If it is not cured by then, {sender} may terminate the agreement by a further "
                "notice.",
            )
        case NoticeKind.TERMINATION if on:
            return (f"The license ends with {on}.", _AFTER)
        case NoticeKind.WITHDRAWAL_OF_WORKS if on:
            return (_withdrawn(license, notice, on), *_works(license, notice))
        case NoticeKind.AUDIT if on:
            return (f"The audit begins on {on} at the earliest.",)
        case NoticeKind.CURE:
            return (f"The breach counts as cured once {reader} confirms it, or it is so decided.",)
        case _:
            return ("The license goes on.",)


def _withdrawn(license: License, notice: Notice, on: str) -> str:
    """Under our own text; what another contract makes of it is not known."""
    if license.facts:
        return f"The works are withdrawn from {on} on."
    return (
        f"The works count as withdrawn on {day_in_words(notice.counts_on)}: no training starts on "
        f"them from then on, and copies of them are to be deleted by {on}."
    )


def _works(license: License, notice: Notice) -> tuple[str, ...]:
    named = withdrawn_in(license, notice)
    return (f"Withdrawn: {'; '.join(named.works)}.",) if named else ()


_AFTER: Final = "What the agreement provides for after its end remains due."


def _facts(license: License, notice: Notice) -> tuple[tuple[str, str], ...]:
    known = (("Contract", license.contract_id),) if license.contract_id else ()
    return (
        *known,
        ("First day of the license", day_in_words(license.starts_on)),
        ("Sent", f"{day_in_words(notice.sent_on)}, {BY[notice.method]}"),
        ("Counts as received on", f"{day_in_words(notice.counts_on)}, in {license.zone}"),
    )


def _about(license: License, notice: Notice) -> Notice | None:
    return next((each for each in license.notices if each.id == notice.about), None)
