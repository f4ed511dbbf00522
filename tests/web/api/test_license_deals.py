"""Renewals and amendments by API: a draft that names its license and stands at the coming prices."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from flask.testing import FlaskClient

from service.commands.raising import raise_dates
from service.desk import Desk
from service.domain.people import Scope
from service.domain.terms.period import RenewalPrice, RenewalPriceMode
from tests.builders import some_terms
from tests.conftest import NOON, Clock
from tests.licensed import imported, with_period
from tests.web.callers import Caller, a_caller, tag
from tests.web.negotiated import accepted_by_link, actions, drawn_up, signed


def test_a_renewal_begins_with_the_prices_of_the_next_period_and_names_its_license(
    desk: Desk, client: FlaskClient, ada: Caller
) -> None:
    price = RenewalPrice(mode=RenewalPriceMode.UPLIFT, pct=Decimal(3))
    renewal = replace(some_terms().period.renewal, price=price)
    kept = imported(
        desk.db, ada.org, with_period(renewal=renewal), starts_on=date(2024, 6, 1), at=NOON
    )
    path = f"/licenses/{kept.license_id}"
    read = ada.get(path)
    assert {"renew", "amend"} <= actions(read.json)
    answers = [ada.post(f"{path}/renew", {}, idempotency_key="k") for _ in range(2)]
    assert answers[0].status_code == 201, answers[0].json
    assert answers[0].data == answers[1].data
    deal = answers[0].json
    assert answers[0].headers["Location"].endswith(f"/deals/{deal['id']}")
    assert (deal["status"], deal["relation"]) == (
        "draft",
        {"kind": "renewal", "license": kept.license_id},
    )
    terms, before = deal["terms"], read.json["terms"]
    assert terms["period"]["starts"] == {"mode": "fixed", "on": "2024-06-01"}
    assert terms["signing"]["complete_by"] is None
    rates = [
        Decimal(line["unit_rate"]) for line in terms["materials"]["lines"] if line["unit_rate"]
    ]
    was = [Decimal(line["unit_rate"]) for line in before["materials"]["lines"] if line["unit_rate"]]
    assert rates == [each * Decimal("1.03") for each in was]
    said = terms["special_terms"][-1]
    assert (said["id"], said["clause"], said["action"]) == ("Renewal-1", "C54", "add")
    assert "renews for Renewal Period 1, from 1 June 2026 to 31 May 2027" in said["text"]
    assert "whose Effective Date is 1 June 2024" in said["text"]
    stale = ada.post(f"{path}/amend", {}, if_match='"other"')
    assert stale.status_code == 412
    reader = a_caller(desk, client, "archive", Scope.DEALS_READ, Scope.CONTRACTS_WRITE)
    assert not {"renew", "amend"} & actions(reader.get(path).json)
    assert reader.post(f"{path}/renew", {}).status_code == 403


def test_an_amendment_begins_with_the_terms_that_stand_until_the_license_has_ended(
    desk: Desk, ada: Caller, clock: Clock
) -> None:
    kept = imported(desk.db, ada.org, starts_on=date(2025, 6, 1), at=NOON)
    path = f"/licenses/{kept.license_id}"
    read = ada.get(path)
    deal = ada.post(f"{path}/amend", {}, if_match=tag(read)).json
    changed = {name for name, value in deal["terms"].items() if value != read.json["terms"][name]}
    assert changed == {"special_terms"}
    assert deal["terms"]["special_terms"][-1]["id"] == "Amendment"
    assert deal["approval"]["forbidden"] == []
    over = ada.post(
        f"{path}/terminate", {"ground": "insolvency", "grounds": "Wound up", "method": "courier"}
    )
    assert over.status_code == 200, over.json
    clock.forward(days=9)
    with desk.db.transaction(ada.org) as tx:
        raise_dates(tx, kept.license_id, at=clock())
    refused = ada.post(f"{path}/amend", {})
    assert (refused.status_code, refused.json["code"]) == (409, "license_move_not_allowed")
    assert not {"renew", "amend"} & actions(ada.get(path).json)


def test_a_renewal_that_both_sign_renews_the_license_whatever_notice_was_given(
    desk: Desk, ada: Caller, clock: Clock
) -> None:
    kept = imported(desk.db, ada.org, starts_on=date(2024, 6, 1), at=NOON)
    path = f"/licenses/{kept.license_id}"
    stopped = ada.post(f"{path}/notice", {"method": "email", "grounds": "Too dear"}).json
    assert stopped["silence"]["outcome"] == "ends"
    deal = ada.post(f"{path}/renew", {}).json
    terms = deal["terms"] | {"signing": deal["terms"]["signing"] | {"order": "parallel"}}
    assert [each["id"] for each in ada.get(path).json["deals"]] == [deal["id"]]
    offer = ada.post(f"/deals/{deal['id']}/offers", {"terms": terms})
    assert offer.status_code == 201, offer.json
    accepted_by_link(desk, ada, deal["id"])
    contract = f"/contracts/{drawn_up(desk, ada, deal['id'])}"
    assert ada.post(f"{contract}/send", {}).status_code == 200
    for signer in ada.get(f"{contract}/signers").json["data"]:
        signed(desk, ada, signer)
    license = ada.get(path).json
    assert (license["status"], license["end"]) == ("in_force", None)
    assert license["silence"] == {"outcome": "renews", "on": "2026-05-31", "n": 1}
    assert license["starts_on"] == "2024-06-01"
    assert license["terms"]["special_terms"][-1]["id"] == "Renewal-1"
    assert (license["deals"][0]["kind"], license["deals"][0]["status"]) == ("renewal", "signing")
    assert ada.get(f"/deals/{deal['id']}").json["license_id"] == kept.license_id
    assert len(ada.get("/licenses").json["data"]) == 1
    clock.forward(days=120)
    with desk.db.transaction(ada.org) as tx:
        raise_dates(tx, kept.license_id, at=clock())
    renewed = ada.get(path).json
    assert (renewed["renewed"], renewed["periods"][-1]["cause"]) == (1, "agreement")
    kept.assert_sound()
