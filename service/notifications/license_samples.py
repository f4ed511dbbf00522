"""Letters about an invented license in force."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Final

from service.domain.licenses.follow_ups import LicenseLetter
from service.notifications.matter import DealSaid, LicenseSaid, Matter

LICENSE_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        LicenseLetter.REMINDER: "Reminder of a key date",
        LicenseLetter.NOTICE: "Notice under a license",
        LicenseLetter.NOTICE_RETURNED: "Notice did not arrive",
        LicenseLetter.NOTICE_TAKEN_BACK: "Notice taken back",
        LicenseLetter.CURE_LAPSED: "Time to cure is over",
        LicenseLetter.RENEWED: "License renewed",
        LicenseLetter.ENDED: "License ended",
        LicenseLetter.SUSPENDED: "License suspended",
        LicenseLetter.RESUMED: "Suspension lifted",
        LicenseLetter.MISSED: "Key date missed",
    }
)
"""What each kind of letter is called."""

_RENEWS: Final = "If nobody does anything, the license renews after 30 January 2029."
_ENDS: Final = "If nobody does anything, the license ends on 30 January 2029."
_ZONE: Final = "America/New_York"


def license_matters(facts: tuple[tuple[str, str], ...], at: datetime) -> dict[str, Matter]:
    """As they read to whoever such a letter is mostly for."""
    deadline = LicenseSaid(
        what="last day for a notice about the renewal to be received",
        on="1 December 2028",
        days=30,
        silence=_RENEWS,
        zone=_ZONE,
    )
    of_license = Matter(
        org="",
        link="/licenses/lic_sample",
        deal=DealSaid(title="Photo archive for model training", facts=facts),
        license=deadline,
        at=at,
    )
    noticed = LicenseSaid(
        what="notice that the license is not to renew",
        on="30 November 2028",
        silence=_ENDS,
        zone=_ZONE,
        method="e-mail",
    )

    def saying(**changes: object) -> Matter:
        return replace(of_license, license=replace(deadline, **changes))  # type: ignore[arg-type]

    return {
        LicenseLetter.REMINDER: of_license,
        LicenseLetter.NOTICE: replace(
            of_license, license=noticed, said="We will not need the archive after 2029."
        ),
        LicenseLetter.NOTICE_RETURNED: replace(of_license, said="550 5.1.1 No such mailbox."),
        LicenseLetter.NOTICE_TAKEN_BACK: of_license,
        LicenseLetter.CURE_LAPSED: of_license,
        LicenseLetter.RENEWED: saying(on="30 January 2030", silence=""),
        LicenseLetter.ENDED: saying(on="30 January 2029", silence=""),
        LicenseLetter.SUSPENDED: replace(of_license, said="The second invoice is unpaid."),
        LicenseLetter.RESUMED: of_license,
        LicenseLetter.MISSED: saying(what="report due", on="30 April 2027", silence=""),
    }
