"""A statement leaves as tables with every sum in it."""

from dataclasses import fields
from datetime import date

from service.domain.statements.statement import Payable, statement
from service.web.exports import csv_of
from service.web.statement_tables import charges_table, payable_table, units_table
from service.web.workbook import workbook_of
from tests.domain.deliveries.delivered import DAY, after_silence, given, later, rules
from tests.domain.statements.test_statement import account


def test_a_statement_leaves_as_tables() -> None:
    terms = rules()
    so_far = after_silence(terms, given(terms), later(16))
    found = statement(account(terms.terms, so_far), DAY, date(2027, 2, 28))
    assert "photos,600000,600000,0,600000\r\n" in csv_of(units_table(found)).decode()
    assert "photos" in csv_of(charges_table(found)).decode()
    payable = csv_of(payable_table(found)).decode()
    assert "Payable,30000.00,USD\r\n" in payable
    no_split = len(fields(Payable)) - 2
    assert len(payable.splitlines()) == no_split
    assert workbook_of(payable_table(found))
