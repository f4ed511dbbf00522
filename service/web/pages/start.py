"""The start page: what Counterpart makes, shown on the sample deal."""

from typing import Final

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from service.commands.dates import dated_terms
from service.commands.drafting import Format
from service.web.auth import public
from service.web.paper import paper_file, reading_copy
from service.web.sample import sample, sample_draft

pages = Blueprint("start", __name__)

_NAME: Final = "photo-archive"


@pages.get("/")
@public
def get_start() -> ResponseReturnValue:
    shown = sample()
    dates = dated_terms(shown.deal.terms)
    return render_template(
        "start.html", deal=shown.deal, terms=shown.deal.terms, quote=shown.worth.quote, dates=dates
    )


@pages.get("/sample/contract.<any(docx, pdf, json):format>")
@public
def get_paper(format: str) -> ResponseReturnValue:
    """The sample's paper as a file; a browser that has it already is told so."""
    wanted = Format(format)
    return paper_file(sample_draft(wanted).papers[wanted], wanted, _NAME)


@pages.get("/sample/contract")
@public
def get_reading_copy() -> ResponseReturnValue:
    return reading_copy(sample_draft(Format.HTML).papers[Format.HTML])
