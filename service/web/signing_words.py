"""What pages call what happens while a contract is signed."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from service.domain import signing_events as s
from service.domain.wording import day_in_words


def _formed(signed_on: str | None) -> str:
    if signed_on is None:
        return "signed last: the contract is formed"
    day = day_in_words(date.fromisoformat(signed_on))
    return f"formed the contract by it, signed in ink on {day}"


SIGNING: Final[Mapping[str, Callable[[Mapping[str, Any]], str]]] = MappingProxyType(
    {
        s.SignersNamed.__name__: lambda data: (
            f"named who signs: {', '.join(each['who']['name'] for each in data['signers'])}"
        ),
        s.StartConfirmed.__name__: lambda _: "confirmed that the period starts in the past",
        s.ContractSent.__name__: lambda _: "sent the contract to be signed",
        s.SigningOpened.__name__: lambda _: "opened the contract",
        s.PartySigned.__name__: lambda _: "signed the contract",
        s.SignatureWithdrawn.__name__: lambda _: "took the signature back",
        s.SigningDeclined.__name__: lambda _: "declined to sign",
        s.ReassignmentProposed.__name__: lambda data: (
            f"asked that {data['who']['name']} signs instead"
        ),
        s.ReassignmentConfirmed.__name__: lambda data: (
            f"agreed that {data['who']['name']} signs instead"
        ),
        s.ReassignmentRefused.__name__: lambda _: "refused that somebody else signs",
        s.SignerReplaced.__name__: lambda data: f"named {data['who']['name']} to sign instead",
        s.SignerReminded.__name__: lambda _: "reminded a signer",
        s.ContractFormed.__name__: lambda data: _formed(data["signed_on"]),
        s.ContractVoided.__name__: lambda _: "ended the contract before it was formed",
        s.SigningExpired.__name__: lambda _: "ended the signing, since its last day has passed",
        s.ExecutedCopyGiven.__name__: lambda _: "gave a signed copy",
        s.ExecutedCopyConfirmed.__name__: lambda _: "confirmed the signed copy",
        s.ExecutedCopyRefused.__name__: lambda _: "refused the signed copy",
        s.ContractExecuted.__name__: lambda _: "sealed the contract",
        s.SealUpgraded.__name__: lambda _: "gave the seal more to prove it by",
    }
)
"""What somebody did, behind the name of who did it."""
