"""A license and its key dates as mappings that the answers' schemas write, with the open moves."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any, Final

from flask import url_for

from schemas.build import schema_of
from service.commands.license_links import may_send_link
from service.commands.licenses import wording_of
from service.commands.making_licenses import days_of
from service.domain.licenses.calendar import SETTLED, Whose
from service.domain.licenses.events import KeyDateSettled
from service.domain.licenses.fee_statement import coming_fees
from service.domain.licenses.key_dates import settled_by_hand
from service.domain.licenses.key_facts import KeyFacts
from service.domain.licenses.license import LICENSE_MOVES, License
from service.domain.licenses.open_moves import (
    CureMove,
    LicenseMove,
    NoticeMove,
    cures_open,
    notice_moves_open,
    open_to_us,
)
from service.domain.licenses.renewing import silence
from service.domain.people import Scope
from service.storage.license_deals import deals_about
from service.storage.license_lists import DateRow, LicenseEventRow, LicenseLists, LicenseRow
from service.storage.licenses import LicenseReader
from service.storage.views import Views
from service.web.api.document import Resource
from service.web.api.links import action, links
from service.web.api.versions import tag_of
from service.web.at_hand import now
from service.web.auth import client

_FACTS: Final = schema_of(KeyFacts)()
_MOVES: Final = {
    LicenseMove.NOTICE: "license_notices.post_non_renewal",
    LicenseMove.NOTICES: "license_notices.post_license_notice",
    LicenseMove.RECEIVED: "received_notices.post_received_notice",
    LicenseMove.TERMINATE: "license_notices.post_termination",
    LicenseMove.RENEW: "license_deals.post_renew",
    LicenseMove.AMEND: "license_deals.post_amend",
    LicenseMove.DELIVER: "deliveries.post_delivery",
    LicenseMove.REPORT: "statements.post_report",
    LicenseMove.SUSPEND: "license_moves.post_suspend",
    LicenseMove.LIFT: "license_moves.post_lift",
    LicenseMove.CONDITION: "license_moves.post_condition",
    LicenseMove.INDEX: "license_moves.post_index",
    LicenseMove.ANNIVERSARY: "license_moves.post_anniversary_index",
    LicenseMove.AGREED: "license_moves.post_agreed_renewal",
    LicenseMove.CLOSE: "license_moves.post_close",
    LicenseMove.CORRECT: "recorded_licenses.post_correction",
}
_NOTICES: Final = {
    NoticeMove.PROOF: "notices.post_proof",
    NoticeMove.EVIDENCE: "notices.post_evidence",
    NoticeMove.RECEIPT: "notices.post_receipt",
    NoticeMove.TAKE_BACK: "notices.post_take_back",
}
_CURES: Final = {
    CureMove.PAUSE: "cures.post_pause_cure",
    CureMove.RESUME: "cures.post_resume_cure",
    CureMove.CONFIRM: "cures.post_confirm_cure",
}
_SETTLED: Final = (
    ("done", Scope.CONTRACTS_WRITE),
    ("file", Scope.CONTRACTS_WRITE),
    ("waive", Scope.ADMIN),
)
_REOPENED: Final = (("reopen", Scope.ADMIN),)
_DRAFTS: Final = frozenset({LicenseMove.RENEW, LicenseMove.AMEND})
"""What begins a deal; a key that writes licenses alone cannot."""


def today() -> date:
    """In UTC: a list has licenses of every zone."""
    return now().date()


def lists(views: Views) -> LicenseLists:
    return LicenseLists(views.connection, views.org)


def row_said(row: LicenseRow) -> dict[str, Any]:
    return {**asdict(row), "committed": row.committed, "timezone": row.zone}


def license_said(resource: Resource, views: Views, license_id: str) -> dict[str, Any]:
    """The answer to this caller now, under its tag."""
    row = lists(views).row(license_id, today())
    reader = LicenseReader(views.connection, views.org)
    license = reader.license(license_id)
    actions = [*_actions(license)]
    resource.set_etag(tag_of(license, (row.next_on, actions)))
    same = ("document_sha256", "periods", "notices", "use_ends_on", "suspension")
    return {
        **row_said(row),
        **{name: getattr(license, name) for name in same},
        "signed_on": license.signed_on,
        "terms": None if license.facts else license.written.canonical.plain,
        "facts": license.facts and _FACTS.dump(license.facts),
        "terms_sha256": license.written.canonical.sha256,
        "end": license.ended or license.end,
        "silence": None if license.ended else silence(license),
        "fee_statement": coming_fees(license, reader.terms_of(license, license.renewed)),
        "deals": deals_about(views.connection, views.org, license_id),
        "links": links(address_of(license_id), actions),
    }


def date_said(row: DateRow) -> dict[str, Any]:
    return {**asdict(row), "links": links(_dates_of(row.license_id), _date_actions(row))}


def event_said(row: LicenseEventRow) -> dict[str, Any]:
    return {**asdict(row), "actor": {"id": row.actor, "name": row.actor_name}}


def address_of(license_id: str) -> str:
    return url_for("licenses.get_license", license_id=license_id)


def _dates_of(license_id: str) -> str:
    return url_for("licenses.get_license_dates", license_id=license_id)


def _actions(license: License) -> Iterator[dict[str, str]]:
    """Only what this caller may do now."""
    found = open_to_us(license, days_of(license.terms), now(), wording_of(license))
    for move in found:
        if client().may(Scope.DEALS_WRITE if move in _DRAFTS else Scope.CONTRACTS_WRITE):
            yield action(move, "POST", url_for(_MOVES[move], license_id=license.id))
    if client().may(Scope.CONTRACTS_WRITE) and may_send_link(license):
        url = url_for("license_links.post_license_link", license_id=license.id)
        yield action("send-link", "POST", url)
    if client().may(Scope.CONTRACTS_WRITE):
        yield from _cures(license)
        yield from _of_notices(license)


def _of_notices(license: License) -> Iterator[dict[str, str]]:
    for notice in license.notices:
        for move in notice_moves_open(license, notice):
            yield action(move, "POST", url_for(_NOTICES[move], notice_id=notice.id))


def _cures(license: License) -> Iterator[dict[str, str]]:
    """Of each breach that is not cured; the address names its notice."""
    for notice in license.notices:
        for move in cures_open(license, notice):
            yield action(move, "POST", url_for(_CURES[move], notice_id=notice.id))


def _date_actions(row: DateRow) -> Iterator[dict[str, str]]:
    """Whoever keeps licenses says that it is done; only an administrator's key waives."""
    if not row.duty or (row.status, KeyDateSettled) not in LICENSE_MOVES:
        return
    if not settled_by_hand(row.kind, ours=row.whose == Whose.US):
        return
    settled = row.state in SETTLED
    for verb, scope in _REOPENED if settled else _SETTLED:
        if client().may(scope):
            yield action(verb, "POST", url_for(f"key_dates.post_{verb}", key_date_id=row.id))
