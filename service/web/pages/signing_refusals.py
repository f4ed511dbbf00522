"""How the pages of signing say no: above the deal as it stands, or beside the field that is wrong."""

from typing import Final

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from service.domain import errors as e
from service.web.pages.deal_moving import explained, page, said_no

_SAID: Final = (
    e.ContractMoveNotAllowed,
    e.ContractNotReady,
    e.AlreadyFormed,
    e.AlreadySigned,
    e.NotYourTurnToSign,
    e.SigningPaused,
    e.SigningOver,
    e.SignersMissing,
    e.SignsForOtherSide,
    e.OtherSidesSigner,
    e.StartHasPassed,
    e.ElectronicOnly,
    e.OwnCopy,
)


def signing_pages(name: str, module: str) -> Blueprint:
    pages = explained(Blueprint(name, module))
    pages.register_error_handler(e.TermsRefused, _refused)
    for error in _SAID:
        pages.register_error_handler(error, said_no)
    return pages


def _refused(refused: e.TermsRefused) -> ResponseReturnValue:
    """By whole pointers, since each line of a form has the same fields."""
    faults = {each.pointer.strip("/"): each.message for each in reversed(refused.faults)}
    return page(str((request.view_args or {})["deal_id"]), faults=faults), 422
