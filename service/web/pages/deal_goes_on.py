"""What the page of a deal shows of the license that it renews, amends, adds to or replaces."""

from dataclasses import dataclass

from service.commands.timeline import changed
from service.domain.continuing import Continues, continues
from service.domain.deal import OPEN, Deal, Relation, RelationKind
from service.domain.errors import NotFound
from service.domain.licenses.license import License
from service.drafting.differences import Differences
from service.storage.licenses import LicenseReader
from service.storage.views import Views

_SAYS_SO = (RelationKind.RENEWAL, RelationKind.AMENDMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoesOn:
    """`license` is null where none of ours has that id; `changes` while the deal is open.

    `silent` where the paper does not name the agreement, and would be another license.
    """

    relation: Relation
    said: Continues | None
    license: License | None
    changes: Differences | None
    silent: bool


def goes_on(views: Views, deal: Deal) -> GoesOn | None:
    relation = deal.header.relation
    if relation is None:
        return None
    said, license = continues(deal.written.terms), _found(views, relation.license)
    differ = license is not None and license.facts is None and deal.status in OPEN
    return GoesOn(
        relation=relation,
        said=said,
        license=license,
        changes=changed(license.written, deal.written) if license and differ else None,
        silent=relation.kind in _SAYS_SO and (said is None or said.kind is not relation.kind),
    )


def _found(views: Views, license_id: str) -> License | None:
    try:
        return LicenseReader(views.connection, views.org).license(license_id)
    except NotFound:
        return None
