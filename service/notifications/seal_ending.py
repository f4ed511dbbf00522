"""The letter about the certificate that contracts are sealed with, which comes to its end."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from service.domain.letters import HouseLetter
from service.notifications.matter import Matter, SealSaid
from service.notifications.said import Said
from service.notifications.wording import moment_of

SEAL_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {HouseLetter.SEAL_ENDING: "The seal comes to its end"}
)
_RENEW: Final = (
    "Whoever runs Counterpart makes another key in a minute, with “counterpart seal-key renew”. "
    "Contracts that are sealed already stay as they are."
)
_OWN: Final = (
    "Whoever runs Counterpart puts a new certificate into the file of COUNTERPART_SIGNING_P12 and "
    "starts it again. Contracts that are sealed already stay as they are."
)


def seal_ending(matter: Matter) -> Said:
    """Readers doubt a seal whose certificate was over when it was made, so that none is made."""
    days, until = matter.seal.days, moment_of(matter.until)
    ahead = days is not None
    ends = (
        f"The certificate that contracts are sealed with {'ends' if ahead else 'ended'} on {until}."
    )
    since = "From then on" if ahead else "Since then"
    return Said(
        subject=_heading(days),
        glimpse=ends,
        heading=_heading(days),
        paragraphs=(
            f"{ends} {since} contracts that everybody has signed wait for their seal.",
            _OWN if matter.seal.own else _RENEW,
        ),
        button="Open Counterpart",
        why=f"You get this letter because you administer {matter.org}.",
    )


def _heading(days: int | None) -> str:
    if days is None:
        return "Contracts are not sealed any more"
    when = {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")
    return f"The certificate of your seal ends {when}"


def seal_matters(at: datetime) -> dict[str, Matter]:
    """Thirty days before."""
    until = at + timedelta(days=30)
    return {HouseLetter.SEAL_ENDING: Matter(org="", link="/", seal=SealSaid(days=30), until=until)}
