"""What the page of a deal shows of the license that it renews, amends, adds to or replaces."""

from dataclasses import dataclass, replace
from datetime import date

from service.domain.continuing import Continues, continues, named_by
from service.domain.deal import OPEN, Deal, Relation, RelationKind
from service.domain.errors import NotFound
from service.domain.licenses.license import License
from service.domain.period.renewals import first_day, has_last_day
from service.domain.terms import Terms
from service.drafting.differences import Differences, differences_between
from service.storage.licenses import LicenseReader
from service.storage.views import Views

_SAYS_SO = (RelationKind.RENEWAL, RelationKind.AMENDMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoesOn:
    """`license` is null where none of ours has that id; `changes` while the deal is open.

    `words` are what the paper says of the agreement that it goes on with, a paragraph each;
    `begins` is the first day of the renewal that it agrees on; `silent` where the paper does not
    name the agreement, and would be another license.
    """

    relation: Relation
    said: Continues | None
    license: License | None
    changes: Differences | None
    begins: date | None
    words: tuple[str, ...]
    silent: bool


def goes_on(views: Views, deal: Deal) -> GoesOn | None:
    """By the terms that stand between the sides: what would be signed if they were accepted."""
    relation = deal.header.relation
    if relation is None:
        return None
    terms = deal.standing.terms
    said, license = continues(terms), _found(views, relation.license)
    differ = license is not None and license.facts is None and deal.status in OPEN
    return GoesOn(
        relation=relation,
        said=said,
        license=license,
        changes=_changes(license.terms, terms) if license and differ else None,
        begins=_begins(license, said) if license and said else None,
        words=_words(terms),
        silent=relation.kind in _SAYS_SO and (said is None or said.kind is not relation.kind),
    )


def _begins(license: License, said: Continues) -> date | None:
    period = license.counted.period
    if said.n is None or not has_last_day(period):
        return None
    return first_day(period, license.starts_on, said.n)


def _changes(before: Terms, after: Terms) -> Differences:
    """Besides what the paper says of the agreement: those are words of its own."""
    kept = (each for each in before.special_terms if named_by(each) is None)
    names = (each for each in after.special_terms if named_by(each))
    return differences_between(replace(before, special_terms=(*kept, *names)), after)


def _words(terms: Terms) -> tuple[str, ...]:
    said = next((each.text for each in terms.special_terms if named_by(each)), None)
    return tuple((said or "").splitlines())


def _found(views: Views, license_id: str) -> License | None:
    try:
        return LicenseReader(views.connection, views.org).license(license_id)
    except NotFound:
        return None
