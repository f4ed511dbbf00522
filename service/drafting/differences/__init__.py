"""The difference between two sets of terms as one value that page, letter, API and timeline show."""

from dataclasses import dataclass

from service.domain.period.differences import MovedDate, moved_dates
from service.domain.pricing.differences import FeeDifferences, fee_differences
from service.domain.terms import Terms
from service.domain.terms.differences import Difference, differences
from service.drafting.calendars import business_days_of
from service.drafting.differences.changes import ChangedGroup, changed_groups
from service.drafting.differences.money import reason_in_words
from service.drafting.differences.positions import PositionChange, position_changes
from service.drafting.differences.summary import in_one_sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """What changed from one set of terms to another.

    `terms` has each changed term with its JSON values, `groups` the same in the words of the
    contract, `fees` what it does to the fee and why, `positions` the clauses that read otherwise,
    `dates` the days that moved.
    """

    terms: tuple[Difference, ...]
    groups: tuple[ChangedGroup, ...]
    fees: FeeDifferences
    positions: tuple[PositionChange, ...]
    dates: tuple[MovedDate, ...]

    @property
    def summary(self) -> str:
        return in_one_sentence(self.groups)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why the fee differs, a line each; their amounts add up to the difference."""
        return tuple(map(reason_in_words, self.fees.why))


def differences_between(before: Terms, after: Terms) -> Differences:
    """Of terms without faults; `terms` is empty only where both have the same canonical bytes."""
    found, fees = differences(before, after), fee_differences(before, after)
    days = (business_days_of(terms.law.governing_law) for terms in (before, after))
    return Differences(
        terms=found,
        groups=changed_groups(before, after, found, fees),
        fees=fees,
        positions=tuple(position_changes(before, after)),
        dates=moved_dates(before, after, *days),
    )
