"""What else programs do with a license: suspensions, cures, what decides a renewal, the closing."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from flask.testing import FlaskClient

from service.desk import Desk
from service.domain.people import Scope
from service.domain.terms.period import Renewal, RenewalMode, RenewalPrice, RenewalPriceMode
from service.domain.terms.prices import Charge, ChargeKind, Indexation, IndexationKind, Per
from tests.builders import some_terms, usd
from tests.conftest import NOON, Clock
from tests.licensed import Kept, imported, with_period
from tests.web.callers import Caller, a_caller, tag
from tests.web.negotiated import actions

START = date(2025, 6, 1)
OURS = {"suspend", "lift", "condition", "index", "agreed-renewal", "close"}
CURES = {"pause-cure", "resume-cure", "confirm-cure"}


def a_license(desk: Desk, ada: Caller, renewal: Renewal | None = None) -> tuple[str, Kept]:
    terms = None if renewal is None else with_period(renewal=renewal)
    kept = imported(desk.db, ada.org, terms, by=ada.key_id, at=NOON, starts_on=START)
    return f"/licenses/{kept.license_id}", kept


def refusal(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]


def test_a_suspension_follows_a_breach_that_was_not_cured_and_is_lifted(
    desk: Desk, client: FlaskClient, ada: Caller, clock: Clock
) -> None:
    path, kept = a_license(desk, ada)
    said = {"scope": "delivery", "grounds": "The second invoice is unpaid"}
    assert not OURS & actions(ada.get(path).json)
    assert refusal(ada.post(f"{path}/suspend", said)) == (409, "no_cure_history")
    breach = {"kind": "breach", "grounds": "Unpaid", "method": "courier", "tracking": "1Z"}
    notice = ada.post(f"{path}/notices", breach).json["notices"][0]
    found = ada.get(path).json
    assert actions(found) & CURES == {"pause-cure", "confirm-cure"}
    addresses = [each["href"] for each in found["links"]["actions"] if each["name"] in CURES]
    assert all(f"/notices/{notice['id']}/" in each for each in addresses)
    dates = ada.get(f"{path}/key-dates").json["data"]
    (cure,) = (each for each in dates if each["kind"] == "cure_ends")
    assert actions(cure) == set()
    done = ada.post(f"/key-dates/{cure['id']}/done", {"note": "Paid"})
    assert refusal(done) == (409, "cure_not_confirmed")
    paused = ada.post(f"/notices/{notice['id']}/pause-cure", {})
    assert actions(paused.json) & CURES == {"resume-cure", "confirm-cure"}
    assert refusal(ada.post(f"/notices/{notice['id']}/pause-cure", {})) == (409, "cure_paused")
    clock.forward(days=5)
    resumed = ada.post(f"/notices/{notice['id']}/resume-cure", {}).json["notices"][0]
    before, after = (date.fromisoformat(each["cure_ends_on"]) for each in (notice, resumed))
    assert after - before == timedelta(days=5)
    clock.forward(days=40)
    read = ada.get(path)
    assert "suspend" in actions(read.json)
    wrong = ada.post(f"{path}/suspend", {**said, "scope": "license"})
    assert [each["pointer"] for each in wrong.json["errors"]] == ["/scope"]
    strange = ada.post(f"{path}/suspend", {**said, "notice_id": "not_1"})
    assert [each["pointer"] for each in strange.json["errors"]] == ["/notice_id"]
    done = ada.post(f"{path}/suspend", said, if_match=tag(read), idempotency_key="s")
    assert done.json["status"] == "suspended"
    assert done.json["suspension"]["side"] == "licensor"
    assert ada.post(f"{path}/suspend", said, idempotency_key="s").data == done.data
    assert refusal(ada.post(f"{path}/suspend", said)) == (409, "already_suspended")
    assert ada.post(f"{path}/lift", {"note": "Paid"}, if_match=tag(read)).status_code == 412
    cured = ada.post(f"/notices/{notice['id']}/confirm-cure", {"note": "Paid in full"})
    assert not CURES & actions(cured.json)
    assert ada.post(f"{path}/lift", {"note": "Paid"}).json["suspension"] is None
    assert refusal(ada.post(f"{path}/lift", {"note": "Paid"})) == (409, "not_suspended")
    kept.assert_sound()
    bo = a_caller(desk, client, "labs", Scope.CONTRACTS_WRITE)
    assert bo.post(f"/notices/{notice['id']}/confirm-cure", {"note": "x"}).status_code == 404
    assert bo.post(f"{path}/suspend", said).status_code == 404


def test_what_decides_a_renewal_is_entered_and_the_prices_follow(desk: Desk, ada: Caller) -> None:
    price = RenewalPrice(mode=RenewalPriceMode.CPI, cap=Decimal(4))
    renewal = Renewal(
        mode=RenewalMode.CONDITIONAL, months=12, max=2, price=price, condition="Sales above 1 M"
    )
    path, kept = a_license(desk, ada, renewal)
    read = ada.get(path).json
    assert actions(read) & OURS == {"condition", "index"}
    assert (read["fee_statement"]["n"], read["fee_statement"]["rises"]) == (1, None)
    assert {each["now"] for each in read["fee_statement"]["lines"]} == {None}
    faults = ada.post(f"{path}/index", {"n": 2, "pct": "7.5", "source": "CPI-U"})
    assert [each["pointer"] for each in faults.json["errors"]] == ["/n"]
    entered = ada.post(f"{path}/index", {"n": 1, "pct": "7.5", "source": "CPI-U, bls.gov"}).json
    assert entered["fee_statement"]["rises"] == ["4"]
    first = entered["fee_statement"]["lines"][0]
    assert (first["currency"], first["before"], first["now"]) == ("USD", "0.05", "0.052")
    assert "index" not in actions(entered)
    met = ada.post(f"{path}/condition", {"n": 1, "met": True, "note": "The audited accounts"})
    assert met.status_code == 200
    assert kept.license().ticks[0].met
    kept.assert_sound()


def test_a_renewal_signed_elsewhere_comes_about_by_itself(desk: Desk, ada: Caller) -> None:
    path, _ = a_license(desk, ada, Renewal(mode=RenewalMode.MUTUAL, months=12, max=2))
    assert actions(ada.get(path).json) & OURS == {"agreed-renewal"}
    agreed = ada.post(f"{path}/agreed-renewal", {"n": 1, "document_sha256": "a" * 64}).json
    assert agreed["silence"]["outcome"] == "renews"
    assert not OURS & actions(agreed)
    closed = ada.post(f"{path}/close", {"note": "Done"})
    assert refusal(closed) == (409, "license_move_not_allowed")


def test_prices_follow_an_index_on_each_anniversary_once_it_is_entered(
    desk: Desk, ada: Caller, clock: Clock
) -> None:
    access = Charge(id="access", kind=ChargeKind.SUBSCRIPTION, amount=usd("100.00"), per=Per.MONTH)
    by_index = Indexation(kind=IndexationKind.CPI, cap_pct=Decimal(4))
    terms = some_terms()
    pricing = replace(terms.pricing, charges=(access,), guarantee=None, indexation=by_index)
    kept = imported(
        desk.db,
        ada.org,
        replace(terms, pricing=pricing),
        by=ada.key_id,
        at=NOON,
        starts_on=date(2025, 3, 1),
    )
    path = f"/licenses/{kept.license_id}"
    assert "anniversary-index" in actions(ada.get(path).json)
    said = {"pct": "7.5", "source": "CPI-U, bls.gov"}
    wrong = ada.post(f"{path}/anniversary-index", {**said, "anniversary": 2})
    assert [each["pointer"] for each in wrong.json["errors"]] == ["/anniversary"]
    clock.forward(days=40)
    asked = f"{path}/statement?from=2026-04-01&to=2026-04-01"
    before = charge(ada.get(asked).json)
    done = ada.post(f"{path}/anniversary-index", {**said, "anniversary": 1})
    assert "anniversary-index" not in actions(done.json)
    # 100.00 a month, and 104.00 from the first anniversary on: the cap holds 7.5 down to 4.
    assert (before, charge(ada.get(asked).json)) == ("100.00", "104.00")
    kept.assert_sound()


def charge(statement: Any) -> str:
    (found,) = (each["amount"] for each in statement["charges"] if each["id"] == "access")
    return str(found["amount"] if isinstance(found, dict) else found)
