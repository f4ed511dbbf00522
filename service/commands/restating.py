"""Deals that renew or amend a license. Every command: load, decide, record."""

from collections.abc import Callable
from datetime import datetime

from service.commands import deals
from service.domain.continuing import continues
from service.domain.deal import Deal, DealHeader, Relation, RelationKind, WrittenTerms
from service.domain.licenses import restating
from service.domain.licenses.license import License
from service.domain.period.zones import day_at
from service.domain.terms import Terms
from service.drafting.restating import amendment_term, renewal_term
from service.storage.deals import Tx
from service.storage.licenses import Licenses

Write = Callable[[Terms], WrittenTerms]
"""Terms with the bytes that are kept."""

_LONGEST: int = 200


def renew(tx: Tx, license_id: str, write: Write, *, by: str, at: datetime) -> Deal:
    """A draft with the prices of the next renewal; LicenseMoveNotAllowed where there can be none."""
    license = Licenses(tx).license(license_id)
    terms = restating.renewed(license, renewal_term(license), day_at(at, license.zone))
    return _drafted(tx, license, RelationKind.RENEWAL, write(terms), by, at)


def amend(tx: Tx, license_id: str, write: Write, *, by: str, at: datetime) -> Deal:
    """A draft with the terms that stand; LicenseMoveNotAllowed once the license has ended."""
    license = Licenses(tx).license(license_id)
    terms = restating.amended(license, amendment_term(license))
    return _drafted(tx, license, RelationKind.AMENDMENT, write(terms), by, at)


def _drafted(
    tx: Tx, license: License, kind: RelationKind, written: WrittenTerms, by: str, at: datetime
) -> Deal:
    header = DealHeader(
        family=written.terms.form.family,
        title=_title(license, written.terms),
        our_side=license.our_side,
        relation=Relation(kind=kind, license=license.id),
    )
    return deals.draft(tx, header, written, by=by, at=at)


def _title(license: License, terms: Terms) -> str | None:
    """Null where the license has none: the parties name it then."""
    if license.title is None:
        return None
    said = continues(terms)
    what = f"renewal {said.n}" if said and said.n else "amendment"
    return f"{license.title[: _LONGEST - len(what) - 2]}, {what}"
