"""The one place where a refusal becomes an HTTP status, and a page or a problem document."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Final

from flask import Flask, Response, g, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, SecurityError

from service.domain import errors as e
from service.storage.views import CursorWrong
from service.web.operations import PATHS
from service.web.problem import problem
from service.web.speech import by_link, speaks_json

STATUS: Final[Mapping[type[e.CounterpartError], HTTPStatus]] = MappingProxyType(
    {
        e.TermsRefused: HTTPStatus.UNPROCESSABLE_ENTITY,
        e.CurrencyMismatch: HTTPStatus.UNPROCESSABLE_ENTITY,
        e.WordsLost: HTTPStatus.INTERNAL_SERVER_ERROR,
        e.PaperFailed: HTTPStatus.SERVICE_UNAVAILABLE,
        e.MarkupRefused: HTTPStatus.UNPROCESSABLE_ENTITY,
        e.MarkupUnknown: HTTPStatus.UNPROCESSABLE_ENTITY,
        e.DrawingRefused: HTTPStatus.UNPROCESSABLE_ENTITY,
        e.MoveNotAllowed: HTTPStatus.CONFLICT,
        e.NotFound: HTTPStatus.NOT_FOUND,
        e.StaleDeal: HTTPStatus.CONFLICT,
        e.StorageUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
        e.ApprovalNotNeeded: HTTPStatus.CONFLICT,
        e.ApprovalNotRequested: HTTPStatus.CONFLICT,
        e.ApprovalRequired: HTTPStatus.CONFLICT,
        e.NotYourTurn: HTTPStatus.CONFLICT,
        e.TermsHaveMoved: HTTPStatus.CONFLICT,
        e.OfferExpired: HTTPStatus.CONFLICT,
        e.ContractNotReady: HTTPStatus.CONFLICT,
        e.TextHasMoved: HTTPStatus.INTERNAL_SERVER_ERROR,
        e.IdempotencyKeyReused: HTTPStatus.UNPROCESSABLE_ENTITY,
        e.IdempotencyInProgress: HTTPStatus.CONFLICT,
        e.LastAdministrator: HTTPStatus.CONFLICT,
        e.AlreadyMember: HTTPStatus.CONFLICT,
        e.ReportRefused: HTTPStatus.FORBIDDEN,
        e.ReportUnreadable: HTTPStatus.BAD_REQUEST,
        e.SignInRefused: HTTPStatus.UNPROCESSABLE_ENTITY,
        e.CodeRefused: HTTPStatus.UNPROCESSABLE_ENTITY,
        e.TooManyTries: HTTPStatus.TOO_MANY_REQUESTS,
        e.Confined: HTTPStatus.FORBIDDEN,
        e.LetterMoveNotAllowed: HTTPStatus.CONFLICT,
        e.SecondStepOff: HTTPStatus.CONFLICT,
        e.ResetNotAllowed: HTTPStatus.CONFLICT,
        e.ContractMoveNotAllowed: HTTPStatus.CONFLICT,
        e.AlreadyAnswered: HTTPStatus.CONFLICT,
        e.AlreadyFormed: HTTPStatus.CONFLICT,
        e.DocumentHasMoved: HTTPStatus.CONFLICT,
        e.NotYourTurnToSign: HTTPStatus.CONFLICT,
        e.AlreadySigned: HTTPStatus.CONFLICT,
        e.NotSigned: HTTPStatus.CONFLICT,
        e.SigningPaused: HTTPStatus.CONFLICT,
        e.SigningOver: HTTPStatus.CONFLICT,
        e.InkOnly: HTTPStatus.CONFLICT,
        e.ElectronicOnly: HTTPStatus.CONFLICT,
        e.CodeRequired: HTTPStatus.UNPROCESSABLE_ENTITY,
        e.SigningRefused: HTTPStatus.UNPROCESSABLE_ENTITY,
        e.SignersMissing: HTTPStatus.CONFLICT,
        e.SignsForOtherSide: HTTPStatus.CONFLICT,
        e.OtherSidesSigner: HTTPStatus.CONFLICT,
        e.StartHasPassed: HTTPStatus.CONFLICT,
        e.OwnCopy: HTTPStatus.CONFLICT,
        e.SealFailed: HTTPStatus.SERVICE_UNAVAILABLE,
        e.LicenseMoveNotAllowed: HTTPStatus.CONFLICT,
        e.StaleLicense: HTTPStatus.CONFLICT,
        e.TermsNotKnown: HTTPStatus.CONFLICT,
        e.MethodDoesNotCount: HTTPStatus.UNPROCESSABLE_ENTITY,
        e.NoticeTooLate: HTTPStatus.CONFLICT,
        e.NoticeTooEarly: HTTPStatus.CONFLICT,
        e.NotTheirNotice: HTTPStatus.CONFLICT,
        e.NoCureHistory: HTTPStatus.CONFLICT,
        e.CurePausedNow: HTTPStatus.CONFLICT,
        e.EffectiveTooSoon: HTTPStatus.UNPROCESSABLE_ENTITY,
        e.DutiesRemain: HTTPStatus.CONFLICT,
        e.NotSuspended: HTTPStatus.CONFLICT,
        e.AlreadySuspended: HTTPStatus.CONFLICT,
        e.KeyDateSettledAlready: HTTPStatus.CONFLICT,
        e.NoDuty: HTTPStatus.CONFLICT,
        e.CureNotConfirmed: HTTPStatus.CONFLICT,
        e.NoticeSettled: HTTPStatus.CONFLICT,
        e.LicenseRefused: HTTPStatus.UNPROCESSABLE_ENTITY,
        e.UncuredBreach: HTTPStatus.CONFLICT,
        e.DeliveryRefused: HTTPStatus.UNPROCESSABLE_ENTITY,
        e.ReportWrong: HTTPStatus.UNPROCESSABLE_ENTITY,
        e.AcceptanceOver: HTTPStatus.CONFLICT,
        e.NothingOpen: HTTPStatus.CONFLICT,
        e.NotReplaced: HTTPStatus.CONFLICT,
        e.WholeNotRejected: HTTPStatus.CONFLICT,
    }
)

CODES: Final[Mapping[int, str]] = MappingProxyType(
    {
        400: "bad_request",
        401: "unauthorized",
        403: "insufficient_scope",
        404: "not_found",
        405: "method_not_allowed",
        406: "not_acceptable",
        412: "precondition_failed",
        413: "too_large",
        415: "unsupported_media_type",
        428: "precondition_required",
        429: "too_many_requests",
        500: "internal_error",
        503: "unavailable",
    }
)

WORDS: Final = MappingProxyType(
    {
        400: ("This request cannot be read", "Check the address and try again."),
        403: ("This is not yours to do", "Ask an administrator of your organization."),
        404: ("There is no such page", "The address may be mistyped, or the page has moved."),
        405: ("This page does not do that", "Go back and use the buttons on the page before."),
        409: (
            "That does not fit how things stand",
            "Open the page again, then repeat what you did.",
        ),
        413: ("That is too large", "Send at most 10 MB."),
        422: ("Something in the form is not right", "Go back and look at the fields again."),
        429: ("Too many requests", "Wait a moment, then try again."),
    }
)
HEADINGS: Final[Mapping[type[e.CounterpartError], str]] = MappingProxyType(
    {
        e.PaperFailed: "The paper could not be made",
        e.DrawingRefused: "The drawn signature cannot be taken",
        e.WordsLost: "The paper was held back, since it did not say what the contract says",
    }
)
"""Where the status alone does not tell a reader what happened."""

_A_SECOND: Final = {"Retry-After": "1"}
SOON: Final[Mapping[type[e.CounterpartError], Mapping[str, str]]] = MappingProxyType(
    {e.StorageUnavailable: _A_SECOND, e.IdempotencyInProgress: _A_SECOND}
)
"""What may pass by itself: the same request again may do."""

OTHERWISE: Final = ("Something went wrong", "Nothing was lost. Try again in a moment.")

_KEPT_HEADERS: Final = ("Allow", "Retry-After", "WWW-Authenticate")
_log: Final = logging.getLogger(__name__)


def install(app: Flask) -> None:
    app.register_error_handler(e.CounterpartError, rule_said_no)
    app.register_error_handler(CursorWrong, _cursor_wrong)
    app.register_error_handler(SecurityError, _other_host)
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(Exception, _failed)


def is_program() -> bool:
    """Whether the answer is read by a program: the API, what stands beside it, a party's own."""
    if by_link():
        return speaks_json()
    return request.path.startswith(("/api/", "/openapi", "/hooks/", *PATHS))


def rule_said_no(error: e.CounterpartError) -> ResponseReturnValue:
    status = STATUS[type(error)]
    if not is_program():
        return _page(status, str(error), HEADINGS.get(type(error), ""), SOON.get(type(error)))
    faults = error.faults if isinstance(error, e.TermsRefused) else None
    detail = "The request has faults." if faults is not None else str(error)
    return problem(status, error.code, detail, faults, SOON.get(type(error)))


def _cursor_wrong(_: CursorWrong) -> ResponseReturnValue:
    message = "Give the cursor that stood in pagination.next."
    if not is_program():
        return _page(HTTPStatus.NOT_FOUND)
    return problem(422, "invalid_cursor", message, [e.Fault("/after", message)])


def _other_host(_: SecurityError) -> ResponseReturnValue:
    """Without a host that we trust there are no addresses to put into a page."""
    if is_program():
        return problem(400, CODES[400], "This service does not answer for that host.")
    return "This service does not answer for that host.\n", 400, {"Content-Type": "text/plain"}


def _refused(error: HTTPException) -> ResponseReturnValue:
    if isinstance(error.response, Response) or (error.code or 500) < HTTPStatus.BAD_REQUEST:
        return error
    status = error.code or 500
    headers = {k: v for k, v in error.get_headers() if k in _KEPT_HEADERS}
    if is_program():
        code = CODES.get(status, "refused")
        return problem(status, code, error.description or error.name, headers=headers)
    return _page(status, headers=headers)


def _failed(error: Exception) -> ResponseReturnValue:
    """Nobody outside learns what broke; the log does."""
    _log.exception("A request failed", exc_info=error)
    g.failed = True
    if is_program():
        return problem(500, CODES[500], "Something went wrong here. The request id names it.")
    return _page(HTTPStatus.INTERNAL_SERVER_ERROR)


def _page(
    status: int,
    advice: str = "",
    heading: str = "",
    headers: Mapping[str, str] | None = None,
) -> ResponseReturnValue:
    usual, otherwise = WORDS.get(status, OTHERWISE)
    page = render_template("error.html", heading=heading or usual, advice=advice or otherwise)
    return page, status, dict(headers or {})
