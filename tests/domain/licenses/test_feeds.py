"""Key dates in people's own calendars."""

from uuid import UUID

from service.domain.licenses.feeds import rings, uid_of
from service.domain.period.entries import KeyDateKind
from service.domain.terms.parties import Side


def test_a_date_has_one_name_for_ever_and_no_other_has_it() -> None:
    found = uid_of("lic_1", "last_day:0:-:-")
    assert found == "3cac1b72-9cd8-5f82-85a3-8bb735aef7c0"
    assert UUID(found).version == 5
    names = {uid_of(f"lic_{n}", key) for n in range(3) for key in ("a:1:-:-", "a:11:-:-")}
    assert len(names) == 6


def test_it_rings_for_duties_for_our_own_deadlines_and_for_the_end() -> None:
    ours = Side.LICENSOR
    assert rings(KeyDateKind.REPORT_DUE, Side.LICENSEE, ours=ours, waits=True)
    assert not rings(KeyDateKind.REPORT_DUE, Side.LICENSEE, ours=ours, waits=False)
    assert rings(KeyDateKind.LAST_DAY, None, ours=ours, waits=False)
    assert rings(KeyDateKind.NOTICE_SENT_BY, ours, ours=ours, waits=False)
    assert rings(KeyDateKind.NOTICE_SENT_BY, Side.LICENSEE, ours=None, waits=False)
    assert not rings(KeyDateKind.NOTICE_SENT_BY, Side.LICENSEE, ours=ours, waits=False)
    assert not rings(KeyDateKind.CONFIDENTIALITY_ENDS, None, ours=ours, waits=False)
