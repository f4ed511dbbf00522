"""What becomes of a party's addresses when what a license says of the party changes.

Whoever reads a personal link binds its side (legal-review.md B11), and an address comes to that by
the terms. So one that the terms name no more is heard no more, and a new one takes its place.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from service.domain.licenses.license import License
from service.domain.licenses.placeholders import NO_ADDRESS
from service.domain.post import Address
from service.domain.terms.parties import Licensee, Licensor, Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """Of one side: the notice addresses that its terms name nowhere now, in small letters, and those
    that are new.
    """

    side: Side
    gone: frozenset[str]
    new: tuple[Address, ...]


def moved_addresses(before: License, after: License) -> tuple[Moved, ...]:
    """Of each side that is not ours and lost a notice address; signers and copies are named too."""
    found = (_moved(before, after, side) for side in Side if side is not after.our_side.side)
    return tuple(each for each in found if each.gone)


def _moved(before: License, after: License, side: Side) -> Moved:
    there, here = before.terms.parties.of(side), after.terms.parties.of(side)
    known = {party.notice_email.lower() for party in there}
    new = {
        party.notice_email.lower(): Address(party.notice_email, party.legal_name)
        for party in here
        if party.notice_email != NO_ADDRESS and party.notice_email.lower() not in known
    }
    return Moved(side=side, gone=frozenset(known - _named(here)), new=tuple(new.values()))


def _named(parties: Iterable[Licensor | Licensee]) -> set[str]:
    return {
        email.lower()
        for party in parties
        for email in (
            party.notice_email,
            *party.notice_copies,
            *(signer.email for signer in party.signatories),
        )
    }
