"""When a subscription is payable: at the start, and again for each month, quarter or year."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from schemas.terms import written
from service.domain.licenses.amending import amend
from service.domain.licenses.installments import installments
from service.domain.licenses.key_dates import LicenseDateKind, dates_of
from service.domain.licenses.license import License
from service.domain.licenses.parts import Ground
from service.domain.period.counting import WEEKDAYS
from service.domain.terms import Terms
from service.domain.terms.period import PeriodMode, Renewal
from service.domain.terms.prices import (
    Charge,
    ChargeKind,
    Due,
    DueOn,
    GuaranteeKind,
    GuaranteePer,
    InvoiceOn,
    Per,
)
from tests.builders import a_charge, some_terms, usd
from tests.domain.licenses.lives import in_force, on_day, terminates, terms

TEN_DAYS = timedelta(days=10)
MARCH = date(2027, 3, 1)


def subscribed(per: Per, due: DueOn = DueOn.PERIOD_START, days: int = 0, **more: object) -> Charge:
    due_on = Due(on=due, days=days)
    found = {
        "kind": ChargeKind.SUBSCRIPTION,
        "per": per,
        "due": due_on,
        "amount": usd("100"),
        **more,
    }
    return a_charge(**found)


def charging(*charges: Charge, of: Terms | None = None) -> Terms:
    found = of or some_terms()
    return replace(found, pricing=replace(found.pricing, charges=charges))


def due(license: License, on: date = MARCH) -> list[date]:
    return sorted(each.on for each in installments(license, on))


def test_a_yearly_one_is_payable_on_each_anniversary_of_the_period_and_of_its_renewals() -> None:
    yearly = charging(subscribed(Per.YEAR, days=10))
    anniversary = date(2028, 1, 31)
    assert due(in_force(yearly)) == [anniversary + TEN_DAYS]
    renewed = in_force(yearly, on_day(2029, 6, 1))
    assert due(renewed) == [anniversary + TEN_DAYS, date(2029, 1, 31) + TEN_DAYS]
    first = [each for each in dates_of(renewed, MARCH, WEEKDAYS) if each.kind == "payment_due"]
    assert [each.on for each in first] == [date(2027, 1, 31) + 4 * TEN_DAYS], "when it is paid"
    assert first[0].rule.endswith(", 30 days after an invoice of 10 February 2027")


@pytest.mark.parametrize(("per", "many"), [(Per.MONTH, 23), (Per.QUARTER, 7), (Per.YEAR, 1)])
def test_each_time_after_the_first_is_asked_for_once(per: Per, many: int) -> None:
    found = due(in_force(charging(subscribed(per))))
    assert len(found) == many
    assert found[0] == {Per.MONTH: date(2027, 2, 28), Per.QUARTER: date(2027, 4, 30)}.get(
        per, date(2028, 1, 31)
    )


def test_one_at_the_end_of_each_time_is_due_for_the_part_that_is_cut_off_too() -> None:
    quarterly = charging(subscribed(Per.QUARTER, DueOn.PERIOD_END))
    assert due(in_force(quarterly))[:2] == [date(2027, 4, 29), date(2027, 7, 30)]
    ended = terminates(in_force(quarterly), Ground.INSOLVENCY, date(2027, 6, 1))
    assert due(ended) == [date(2027, 4, 29), date(2027, 6, 3)]


def test_where_invoices_go_out_by_the_period_the_first_is_one_of_them() -> None:
    found = charging(replace(subscribed(Per.YEAR), due=None))
    by_period = replace(found, pricing=replace(found.pricing, invoice_on=InvoiceOn.PERIOD))
    assert due(in_force(by_period)) == [date(2027, 1, 31), date(2028, 1, 31)]
    on_delivery = replace(found, pricing=replace(found.pricing, invoice_on=InvoiceOn.DELIVERY))
    assert due(in_force(on_delivery)) == []


def test_it_goes_on_without_an_end_and_two_on_one_day_are_one_duty() -> None:
    both = (subscribed(Per.YEAR), subscribed(Per.YEAR, id="support"))
    endless = charging(*both, of=terms(mode=PeriodMode.PERPETUAL, months=None, renewal=Renewal()))
    license = in_force(endless)
    assert due(license, date(2030, 1, 1)) == [date(year, 1, 31) for year in range(2028, 2032)]
    found = dates_of(license, date(2030, 1, 1), WEEKDAYS)
    keys = [each.key for each in found if each.kind is LicenseDateKind.INSTALLMENT_DUE]
    assert keys[:2] == ["installment_due:12:licensee:-", "installment_due:24:licensee:-"]


def test_one_that_an_amendment_adds_is_asked_for_from_then_on() -> None:
    license, signed = in_force(), on_day(2028, 5, 1)
    more = written(charging(subscribed(Per.QUARTER), of=license.terms))
    after = license.after(amend(license, more, deal_id="deal_2", by="usr", at=signed))
    assert due(after, signed.date()) == [date(2028, 7, 31), date(2028, 10, 31)]


def test_the_advance_of_each_later_year_is_payable_as_the_year_begins() -> None:
    guarantee = some_terms().pricing.guarantee
    assert guarantee
    yearly = replace(guarantee, kind=GuaranteeKind.ADVANCE, per=GuaranteePer.YEAR)
    paid = replace(some_terms().pricing, guarantee=yearly)
    assert due(in_force(some_terms(pricing=paid))) == [date(2028, 1, 31)]
    once = replace(paid, guarantee=replace(yearly, per=GuaranteePer.INITIAL_PERIOD))
    assert due(in_force(some_terms(pricing=once))) == []
