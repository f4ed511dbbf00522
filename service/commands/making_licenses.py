"""What the moment of contract makes: a license, or another state of the one that the deal is about."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from service.commands.following_terms import follow_terms
from service.domain.continuing import continues
from service.domain.deal import Deal, RelationKind
from service.domain.errors import CounterpartError, NotFound
from service.domain.event import Event
from service.domain.licenses.amending import amend, renewal_signed
from service.domain.licenses.ending import replaced_by
from service.domain.licenses.events import LicenseMade
from service.domain.licenses.license import License
from service.domain.period.counting import BusinessDays
from service.domain.period.renewals import first_day, has_last_day, last_day
from service.domain.period.zones import day_at
from service.domain.signing_events import ContractFormed
from service.domain.terms import Terms
from service.domain.terms.parties import Side
from service.drafting.calendars import business_days_of
from service.storage.deal_links import DealLinks
from service.storage.deals import Tx
from service.storage.ids import new_id
from service.storage.licenses import Beside, Licenses

_RESTATED: Final = frozenset({RelationKind.RENEWAL, RelationKind.AMENDMENT})


@dataclass(frozen=True, slots=True)
class Related:
    """The license that a deal is about, held; null where it makes a new one."""

    kind: RelationKind | None = None
    license: License | None = None


def days_of(terms: Terms) -> BusinessDays:
    """The business days of the place whose law governs."""
    return business_days_of(terms.law.governing_law)


def hold_related(tx: Tx, deal: Deal) -> Related:
    """Before anything is written: whoever moves a license holds it before its history.

    A paper that does not name the agreement that it renews or amends is another license (C54).
    """
    relation = deal.header.relation
    if relation is None or not _is_said(deal, relation.kind):
        return Related()
    try:
        return Related(relation.kind, Licenses(tx).held(relation.license))
    except NotFound:
        return Related()


def license_formed(
    tx: Tx, deal: Deal, contract_id: str, formed: ContractFormed, related: Related
) -> License:
    """In the commit of the last signature. A signature is never refused for what it does to a license.

    Where a deal cannot move the license that it names, since that has ended, it makes a new one; one
    that renews it goes on with the renewal that both signed.
    Those who act on the deal by a link read the license by it: for the other side, never for ours.
    """
    license = _formed(tx, deal, contract_id, formed, related)
    theirs = [side for side in Side if side is not license.our_side.side]
    DealLinks(tx.connection, tx.org).lead_to(deal.id, license.id, theirs)
    before = related.license
    if before is None or before.id != license.id:
        return license
    return follow_terms(tx, before, license, days_of, at=formed.at)


def _formed(
    tx: Tx, deal: Deal, contract_id: str, formed: ContractFormed, related: Related
) -> License:
    if related.license is None:
        return _made(tx, deal, contract_id, formed)
    if related.kind is not RelationKind.REPLACEMENT:
        return _moved(tx, deal, formed, related) or _made(tx, deal, contract_id, formed)
    new, old = _made(tx, deal, contract_id, formed), related.license
    events = _allowed(lambda: replaced_by(old, new.starts_on, by=formed.by, at=formed.at))
    Licenses(tx).record(old, events or (), days_of(old.terms))
    return new


def first_day_of(terms: Terms, formed: ContractFormed) -> date:
    """A fixed one, else the day of the last signature in the contract's zone (legal-review.md B3)."""
    period = terms.period
    return period.starts.on or formed.signed_on or day_at(formed.at, period.timezone)


def _made(tx: Tx, deal: Deal, contract_id: str, formed: ContractFormed) -> License:
    written = deal.standing
    period, start = written.terms.period, first_day_of(written.terms, formed)
    n = _revived(written.terms, start, day_at(formed.at, period.timezone))
    event = LicenseMade(
        written=written,
        starts_on=start,
        last_day=last_day(period, start, n) if has_last_day(period) else None,
        renewed=n,
        deal_id=deal.id,
        contract_id=contract_id,
        document_sha256=formed.document_sha256,
        signed_on=formed.signed_on,
        by=formed.by,
        at=formed.at,
    )
    header = deal.header
    beside = Beside(
        title=header.title, external_id=header.external_id, metadata=dict(header.metadata)
    )
    days = days_of(written.terms)
    return Licenses(tx).begin(event, new_id("lic"), header.our_side, beside, days)


def _revived(terms: Terms, start: date, today: date) -> int:
    """The renewal that runs from the beginning, where both signed it after the license had ended."""
    named = continues(terms)
    n = named.n if named and named.n and has_last_day(terms.period) else 0
    return n if first_day(terms.period, start, n) <= today else 0


def _moved(tx: Tx, deal: Deal, formed: ContractFormed, related: Related) -> License | None:
    license = related.license
    if license is None:
        return None
    events, days = _allowed(lambda: _changes(license, deal, formed)), days_of(deal.standing.terms)
    return None if events is None else Licenses(tx).record(license, events, days)


def _changes(license: License, deal: Deal, formed: ContractFormed) -> tuple[Event, ...]:
    said: dict[str, Any] = {"deal_id": deal.id, "by": formed.by, "at": formed.at}
    named = continues(deal.standing.terms)
    n = named.n if named else None
    amended = amend(license, deal.standing, **said, priced_from=n, on=formed.signed_on)
    if n is None:
        return amended
    after, document = license.after(amended), formed.document_sha256
    return (*amended, *renewal_signed(after, n, document_sha256=document, **said))


def _is_said(deal: Deal, kind: RelationKind) -> bool:
    said = continues(deal.standing.terms)
    return kind not in _RESTATED or (said is not None and said.kind is kind)


def _allowed(rule: Callable[[], tuple[Event, ...]]) -> tuple[Event, ...] | None:
    """Null where the rule says no."""
    try:
        return rule()
    except CounterpartError:
        return None
