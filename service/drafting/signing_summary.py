"""What somebody is about to sign, in a few lines: shown beside the contract, and kept as evidence.

A summary for a signer, never a part of the contract (legal-review.md B10).
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from service.domain.contract import ContractText
from service.domain.pricing import quote
from service.domain.pricing.breakdown import Payment, Total
from service.domain.terms import Terms
from service.domain.terms.canonical import canonical_json
from service.domain.terms.parties import Parties, Side
from service.drafting.summary import Line, SummaryLine, duties, lines_of, summary
from service.drafting.wording import counted, money
from service.drafting.words import words

LABEL: Final = "Summary, not part of the contract"

_NOTICE: Final[Sequence[Line]] = (
    ("How late a notice may come that stops it", ("Renewal Notice",), "cl_C45"),
)
"""Where the days are not known before the last signature, the rule that makes them."""
_IN_TIME: Final[Sequence[Line]] = (("Do so in time", ("Payment Period",), "cl_C01"),)
_NO_RENEWAL: Final = ("None", "Not applicable")


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningSummary:
    """The lines of the deal, then the duties of whoever signs.

    `party` is who the signer signs for. Each line leads to a bookmark of the contract.
    """

    party: str
    lines: tuple[SummaryLine, ...]
    duties: tuple[SummaryLine, ...]

    @property
    def data(self) -> bytes:
        """Canonical JSON (RFC 8785) of all that is shown, the label included."""
        return canonical_json(
            {
                "label": LABEL,
                "party": self.party,
                "lines": [_plain(line) for line in self.lines],
                "duties": [_plain(line) for line in self.duties],
            }
        )

    @property
    def sha256(self) -> str:
        """SHA-256 of `data`, 64 hex digits."""
        return hashlib.sha256(self.data).hexdigest()


def signing_summary(
    terms: Terms, text: ContractText, *, party: str, side: Side, guarantor: bool = False
) -> SigningSummary:
    """For whoever signs for `party`: `text` is the contract that `terms` mean.

    A guarantor has duties of its own, and signs with `side`.
    """
    own = _standing_in(terms.parties, party, text) if guarantor else duties(text, side)
    return SigningSummary(party=party, lines=(*_lines(terms, text),), duties=(*own,))


def _standing_in(parties: Parties, party: str, text: ContractText) -> Iterator[SummaryLine]:
    sides = (words(g.guarantees) for g in parties.guarantors if g.legal_name == party)
    said = tuple(f"For the duties of {side}" for side in sides)
    yield SummaryLine("Pay or perform what another owes", (("Guarantor", said),), "cl_C01")
    yield from lines_of(_IN_TIME, text)


def _lines(terms: Terms, text: ContractText) -> Iterator[SummaryLine]:
    yield from _parties(terms.parties)
    for line in summary(text):
        if line.bookmark == "kt_parties":
            continue
        yield line
        if line.bookmark == "sch_fees":
            yield _amounts(terms)
        elif line.bookmark == "cl_C45" and not _has_days(line):
            yield from (each for each in lines_of(_NOTICE, text) if _says_something(each))


def _parties(parties: Parties) -> Iterator[SummaryLine]:
    """Everybody who is bound, by name: a signer looks for those first."""
    licensors = tuple(each.legal_name for each in parties.licensors)
    yield _named("Who grants the license", "Licensor", *licensors)
    yield _named("Who gets it", "Licensee", parties.licensee.legal_name)
    if parties.guarantors:
        stand_in = (f"{g.legal_name}, for {words(g.guarantees)}" for g in parties.guarantors)
        yield _named("Who stands in for a party", "Guarantor", *stand_in)


def _named(about: str, label: str, *names: str) -> SummaryLine:
    return SummaryLine(about, ((label, names),), "kt_parties")


def _amounts(terms: Terms) -> SummaryLine:
    fees = quote(terms)
    total = tuple(map(_total, fees.totals)) or ("Nothing is agreed beforehand",)
    first = tuple(map(_payment, fees.first)) or (
        "Nothing falls due before something is delivered, accepted, used or earned",
    )
    return SummaryLine(
        "In figures", (("Total", total), ("First payment", first)), bookmark="sch_fees"
    )


def _total(total: Total) -> str:
    least = money(total.committed)
    if not total.open:
        return least
    most = f", at most {money(total.at_most)}" if total.at_most is not None else ""
    return f"At least {least}{most}"


def _payment(payment: Payment) -> str:
    days = f"{counted(payment.days, 'day')} after " if payment.days else "on "
    return f"{payment.what}: {money(payment.amount)}, {days}{words(payment.on)}"


def _has_days(line: SummaryLine) -> bool:
    return any(label == "First Notice Days" and _tells(said) for label, said in line.terms)


def _says_something(line: SummaryLine) -> bool:
    return any(_tells(said) for _, said in line.terms)


def _tells(said: tuple[str, ...]) -> bool:
    return bool(said) and said[0] not in _NO_RENEWAL


def _plain(line: SummaryLine) -> dict[str, Any]:
    terms = [{"label": label, "words": [*said]} for label, said in line.terms]
    return {"about": line.about, "terms": terms, "bookmark": line.bookmark}
