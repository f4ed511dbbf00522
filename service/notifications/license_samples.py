"""Letters about an invented license in force."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from service.domain.licenses.follow_ups import LicenseLetter
from service.domain.post import Address
from service.notifications.matter import Copy, Dated, DealSaid, LicenseSaid, Matter, NoticeSaid

LICENSE_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        LicenseLetter.REMINDER: "Reminder of a key date",
        LicenseLetter.NOTICE: "Notice under a license",
        LicenseLetter.NOTICE_RETURNED: "Notice did not arrive",
        LicenseLetter.NOTICE_RECEIVED: "Notice received",
        LicenseLetter.NOTICE_TAKEN_BACK: "Notice taken back",
        LicenseLetter.CURE_LAPSED: "Time to cure is over",
        LicenseLetter.RENEWED: "License renewed",
        LicenseLetter.ENDED: "License ended",
        LicenseLetter.SUSPENDED: "License suspended",
        LicenseLetter.RESUMED: "Suspension lifted",
        LicenseLetter.MISSED: "Key date missed",
        LicenseLetter.DELIVERED: "Delivery made",
        LicenseLetter.SETTLED: "Items accepted or rejected",
        LicenseLetter.REPORTED: "Use reported",
        LicenseLetter.LINK: "Link to a license",
        LicenseLetter.NOTICE_CODE: "Code to give a notice",
    }
)
"""What each kind of letter is called."""

_RENEWS: Final = "If nobody does anything, the license renews after 30 January 2029."
_ENDS: Final = "If nobody does anything, the license ends on 30 January 2029."
_AGREEMENT: Final = "license agreement of 15 January 2027"
_ZONE: Final = "America/New_York"


def license_matters(facts: tuple[tuple[str, str], ...], at: datetime) -> dict[str, Matter]:
    """As they read to whoever such a letter is mostly for."""
    deadline = LicenseSaid(
        what="last day for a notice about renewal 1 to be received",
        ways="A notice counts only by e-mail and through the platform.",
        on="1 December 2028",
        days=30,
        silence=_RENEWS,
        zone=_ZONE,
        dated=_dated(at),
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
        party=True,
        agreement=_AGREEMENT,
        ours=True,
        notice=NoticeSaid(
            title="Notice of non-renewal",
            sender="Harbor Photo Archive LLC",
            opening=(
                "Harbor Photo Archive LLC gives Example Labs Ltd this notice under Section 45 "
                "(Renewal) of the license agreement of 15 January 2027 between Harbor Photo "
                "Archive LLC (Licensor) and Example Labs Ltd (Licensee)."
            ),
            declares=(
                "Harbor Photo Archive LLC gives notice that the agreement is not to renew: renewal "
                "1, which would begin on 31 January 2029, does not take place."
            ),
            effects=(
                "The license ends with 30 January 2029.",
                "What the agreement provides for after its end remains due.",
            ),
            facts=(
                ("Contract", "con_sample"),
                ("First day of the license", "31 January 2027"),
                ("Sent", "29 November 2028, by e-mail"),
                ("Counts as received on", "30 November 2028, in America/New_York"),
            ),
            copy=Copy.NOTICE,
        ),
    )

    def saying(**changes: object) -> Matter:
        return replace(of_license, license=replace(deadline, dated=None, **changes))  # type: ignore[arg-type]

    theirs = replace(
        of_license,
        link="/d/a-token-made-for-each-reader/license",
        deal=DealSaid(facts=facts),
        license=LicenseSaid(
            party=True, linked=True, agreement=_AGREEMENT, zone=_ZONE, code="204817"
        ),
        until=at,
    )
    return {
        LicenseLetter.REMINDER: of_license,
        LicenseLetter.NOTICE: replace(
            of_license, license=noticed, said="We will not need the archive after 2029."
        ),
        LicenseLetter.NOTICE_RETURNED: replace(
            saying(what=noticed.what), said="550 5.1.1 No such mailbox."
        ),
        LicenseLetter.NOTICE_RECEIVED: replace(of_license, license=noticed),
        LicenseLetter.NOTICE_TAKEN_BACK: saying(),
        LicenseLetter.CURE_LAPSED: saying(),
        LicenseLetter.RENEWED: saying(on="30 January 2030", silence=""),
        LicenseLetter.ENDED: saying(on="30 January 2029", silence=""),
        LicenseLetter.SUSPENDED: replace(
            saying(what="The licensor has suspended this: further deliveries."),
            said="The second invoice is unpaid.",
        ),
        LicenseLetter.RESUMED: saying(),
        LicenseLetter.MISSED: saying(what="report due, number 2", on="30 April 2027", silence=""),
        LicenseLetter.DELIVERED: _with_figures(
            saying(
                what="delivery 2 was made",
                on="28 February 2027",
                silence="What nobody has rejected by 15 March 2027 counts as accepted.",
            ),
            ("Delivered", "600,000 items of photos"),
        ),
        LicenseLetter.SETTLED: replace(
            _with_figures(
                saying(
                    what="items of delivery 1 were rejected",
                    on="12 February 2027",
                    silence="They may be replaced until 14 March 2027. What is not replaced by then is "
                    "credited. A list that names each of them goes with a rejection; this message "
                    "is not that list.",
                ),
                ("Rejected", "1,200 items of photos"),
            ),
            said="Repeats of items in the same delivery.",
        ),
        LicenseLetter.REPORTED: _with_figures(
            saying(what="use was reported", on="31 March 2027", silence=""),
            ("Usage fee", "120,500"),
        ),
        LicenseLetter.LINK: theirs,
        LicenseLetter.NOTICE_CODE: theirs,
    }


def _with_figures(matter: Matter, *more: tuple[str, str]) -> Matter:
    deal = matter.deal
    return replace(matter, deal=replace(deal, facts=(*deal.facts, *more)))


def _dated(at: datetime) -> Dated:
    return Dated(
        uid="00000000-0000-5000-8000-000000000000",
        on=date(2028, 12, 1),
        what="Last day for a notice about renewal 1 to be received",
        category="Notice deadline",
        changed=1,
        changed_at=at,
        rings=(7, 1),
        organizer=Address("counterpart@harbor.example", "Counterpart"),
    )
