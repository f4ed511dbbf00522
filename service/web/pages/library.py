"""The library: families, clauses with their texts side by side, published rates."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from service.domain.errors import NotFound
from service.domain.people import Act
from service.domain.rates import RateBand
from service.domain.terms.materials import AssetType, Unit
from service.drafting.catalog import clauses_of, families, find_listed, schedules_of, wordings
from service.drafting.rates import rate_bands
from service.web.auth import people
from service.web.plots import RangePlot, range_plot
from service.web.words import BAND_KINDS, CONFIDENCES

pages = Blueprint("library_pages", __name__, url_prefix="/library")


@dataclass(frozen=True, slots=True)
class Priced:
    """Published prices of one asset type per one unit in one currency."""

    asset_type: AssetType
    unit: Unit
    currency: str
    plot: RangePlot


@pages.get("")
@people(Act.READ)
def get_library() -> ResponseReturnValue:
    shown = [(form, [*clauses_of(form)], [*schedules_of(form)]) for form in families()]
    return render_template("library/families.html", families=shown)


@pages.get("/clauses/<clause_id>")
@people(Act.READ)
def get_clause(clause_id: str) -> ResponseReturnValue:
    found = find_listed(clause_id)
    if found is None:
        raise NotFound
    form, listed, text = found
    return render_template(
        "library/clause.html", form=form, listed=listed, text=text, texts=[*wordings(text, form)]
    )


@pages.get("/rates")
@people(Act.READ)
def get_rates() -> ResponseReturnValue:
    return render_template(
        "library/rates.html", groups=[*_priced()], kinds=BAND_KINDS, confidences=CONFIDENCES
    )


def _priced() -> Iterator[Priced]:
    ordered = sorted(rate_bands(), key=_kind)
    for (asset_type, unit, currency), bands in groupby(ordered, _kind):
        plot = range_plot([*bands])
        yield Priced(AssetType(asset_type), Unit(unit), currency, plot)


def _kind(band: RateBand) -> tuple[str, str, str]:
    return band.asset_type.value, band.unit.value, band.currency
