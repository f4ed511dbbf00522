"""What every page of a license has around its own content."""

from typing import Any

from service.domain.licenses.license import License
from service.domain.period.zones import day_at
from service.domain.terms.parties import Side
from service.storage.licenses import LicenseReader
from service.storage.views import Views
from service.web.at_hand import now


def license_read(views: Views, license_id: str) -> License:
    """NotFound for another organization's."""
    return LicenseReader(views.connection, views.org).license(license_id)


def framed(license: License) -> dict[str, Any]:
    """`no` says above the page why something was not done."""
    return {
        "license": license,
        "today": day_at(now(), license.zone),
        "us": license.our_side.side,
        "Side": Side,
        "no": "",
        "faults": {},
    }


def sides_of_ours(license: License) -> tuple[Side, ...]:
    """Those for which we may act: an intermediary writes down what either side says."""
    ours = license.our_side.side
    return tuple(Side) if ours is None else (ours,)
