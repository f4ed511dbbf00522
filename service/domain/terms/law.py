"""Which law governs, and where a dispute goes."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Final

from service.domain.terms.bounds import Code, Line, Name, between

_US_STATES: Final = {
    "AL": "Alabama",
    "AK": "Alaska",
    "AZ": "Arizona",
    "AR": "Arkansas",
    "CA": "California",
    "CO": "Colorado",
    "CT": "Connecticut",
    "DE": "Delaware",
    "DC": "the District of Columbia",
    "FL": "Florida",
    "GA": "Georgia",
    "HI": "Hawaii",
    "ID": "Idaho",
    "IL": "Illinois",
    "IN": "Indiana",
    "IA": "Iowa",
    "KS": "Kansas",
    "KY": "Kentucky",
    "LA": "Louisiana",
    "ME": "Maine",
    "MD": "Maryland",
    "MA": "Massachusetts",
    "MI": "Michigan",
    "MN": "Minnesota",
    "MS": "Mississippi",
    "MO": "Missouri",
    "MT": "Montana",
    "NE": "Nebraska",
    "NV": "Nevada",
    "NH": "New Hampshire",
    "NJ": "New Jersey",
    "NM": "New Mexico",
    "NY": "New York",
    "NC": "North Carolina",
    "ND": "North Dakota",
    "OH": "Ohio",
    "OK": "Oklahoma",
    "OR": "Oregon",
    "PA": "Pennsylvania",
    "RI": "Rhode Island",
    "SC": "South Carolina",
    "SD": "South Dakota",
    "TN": "Tennessee",
    "TX": "Texas",
    "UT": "Utah",
    "VT": "Vermont",
    "VA": "Virginia",
    "WA": "Washington",
    "WV": "West Virginia",
    "WI": "Wisconsin",
    "WY": "Wyoming",
}

LAWS: Final[Mapping[str, str]] = MappingProxyType(
    {f"US-{code}": name for code, name in _US_STATES.items()}
    | {
        "GB-ENG": "England and Wales",
        "GB-SCT": "Scotland",
        "GB-NIR": "Northern Ireland",
        "IE": "Ireland",
        "FR": "France",
        "DE": "Germany",
        "NL": "the Netherlands",
        "BE": "Belgium",
        "LU": "Luxembourg",
        "AT": "Austria",
        "CH": "Switzerland",
        "ES": "Spain",
        "IT": "Italy",
        "SE": "Sweden",
        "DK": "Denmark",
        "IN": "India",
        "SG": "Singapore",
        "HK": "Hong Kong",
        "JP": "Japan",
        "CA-ON": "Ontario, Canada",
        "CA-BC": "British Columbia, Canada",
        "CA-QC": "Quebec, Canada",
        "AU-NSW": "New South Wales, Australia",
        "AU-VIC": "Victoria, Australia",
        "NZ": "New Zealand",
    }
)
"""The governing laws on offer, by ISO 3166-1 or 3166-2 code, with the name of the place."""

EU: Final = frozenset(
    [
        "AT",
        "BE",
        "BG",
        "HR",
        "CY",
        "CZ",
        "DK",
        "EE",
        "FI",
        "FR",
        "DE",
        "GR",
        "HU",
        "IE",
        "IT",
        "LV",
        "LT",
        "LU",
        "MT",
        "NL",
        "PL",
        "PT",
        "RO",
        "SK",
        "SI",
        "ES",
        "SE",
    ]
)
EEA: Final = EU | {"IS", "LI", "NO"}


class Forum(StrEnum):
    COURTS = "courts"
    ARBITRATION = "arbitration"
    EXPERT = "expert"


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """`place` is where courts sit or the expert is appointed; `rules` and `seat` are arbitration's."""

    governing_law: Annotated[str, Code.LAW]
    forum: Forum = Forum.COURTS
    place: Name | None = None
    rules: Name | None = None
    seat: Name | None = None
    escalation_days: Annotated[int, between(0, 180)] = 30
    agent_for_service: Line | None = None

    @property
    def country(self) -> str:
        """ISO 3166-1 alpha-2."""
        return self.governing_law[:2]
