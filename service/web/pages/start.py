"""The first page: what waits, for people who are signed in; for visitors the sample deal."""

from typing import Final

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from service.commands.dates import dated_terms
from service.rendering.paper import Format
from service.web.at_hand import desk
from service.web.auth import public, visitor
from service.web.pages.home import home
from service.web.paper import paper_file, reading_copy
from service.web.sample import sample, sample_draft

pages = Blueprint("start", __name__)

_NAME: Final = "photo-archive"


@pages.get("/")
@public
def get_start() -> ResponseReturnValue:
    here = visitor()
    if here is not None:
        return home(here)
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
    data = sample_draft(desk().press, wanted).papers[wanted]
    return paper_file(data, wanted, _NAME)


@pages.get("/sample/contract")
@public
def get_reading_copy() -> ResponseReturnValue:
    return reading_copy(sample_draft(desk().press, Format.HTML).papers[Format.HTML])
