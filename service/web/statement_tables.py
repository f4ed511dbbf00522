"""Statements as tables for spreadsheets: units by line, then what is payable."""

from service.domain.statements.statement import Statement
from service.web.exports import Column, Table

_UNITS = ("Delivered", "Accepted", "Rejected", "Counted")
_SUMS = (
    "Charges",
    "Exclusivity premium",
    "Advance paid",
    "Worked off the advance",
    "Returned of the advance",
    "True-up of the minimum",
    "Over the fee cap",
    "Payable",
    "Of this for the contributors",
    "Of this for the licensor",
    "Counts toward the guarantee",
    "Left of the guarantee",
)


def units_table(found: Statement) -> Table:
    rows = [
        (each.line, each.delivered, each.accepted, each.rejected, each.counted)
        for each in found.units
    ]
    return Table(f"Units {_days(found)}", [*map(Column, ("Line", *_UNITS))], rows)


def charges_table(found: Statement) -> Table:
    rows = [
        (each.id, each.quoted.what, each.first, each.last, each.amount) for each in found.charges
    ]
    names = ("Charge", "For", "Price from", "Price until")
    columns = (*map(Column, names), Column("Amount", money=True))
    return Table(f"Charges {_days(found)}", columns, rows)


def payable_table(found: Statement) -> Table:
    """One row for each sum in each currency, so that each amount has its currency beside it."""
    rows = [
        (name, amount)
        for each in found.payable
        for name, amount in zip(
            _SUMS,
            (
                each.charges,
                each.premium,
                each.advance,
                each.recouped,
                each.returned,
                each.true_up,
                each.over_cap,
                each.payable,
                each.contributors,
                each.licensor,
                each.counted,
                each.left,
            ),
            strict=True,
        )
        if amount is not None
    ]
    columns = (Column("Sum"), Column("Amount", money=True))
    return Table(f"Payable {_days(found)}", columns, rows)


def _days(found: Statement) -> str:
    return f"{found.first.isoformat()} {found.last.isoformat()}"
