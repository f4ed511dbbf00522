"""Notices about a license, given by our side: of non-renewal, of every other kind, of termination."""

from collections.abc import Mapping
from typing import Any

from schemas.license_moves import NonRenewalDocument, NoticeDocument, TerminationDocument
from schemas.licenses import LicenseSchema
from service.commands import license_notices as commands
from service.domain.licenses.license import License
from service.domain.licenses.notices import Given, giver
from service.domain.licenses.parts import NoticeKind
from service.domain.people import Scope
from service.domain.period.zones import day_at
from service.domain.terms.parties import Side
from service.storage.deals import Tx
from service.web.api.document import PREFIX, Resource
from service.web.api.license_answer import license_said
from service.web.api.moving import moves
from service.web.api.versions import held_license
from service.web.at_hand import now
from service.web.auth import client

notices = Resource(
    "license_notices", __name__, url_prefix=f"{PREFIX}/licenses", description="Notices"
)


@moves(
    notices,
    "/<license_id>/notice",
    NonRenewalDocument,
    scope=Scope.CONTRACTS_WRITE,
    answers=LicenseSchema,
)
def post_non_renewal(said: Mapping[str, Any], license_id: str, *, tx: Tx) -> Any:
    """Give notice that the license shall not renew

    It must come in time, by a method that counts. The last of the answer's notices is this one.
    """
    return _gave(tx, license_id, {**said, "kind": NoticeKind.NON_RENEWAL})


@moves(
    notices,
    "/<license_id>/notices",
    NoticeDocument,
    scope=Scope.CONTRACTS_WRITE,
    answers=LicenseSchema,
)
def post_license_notice(said: Mapping[str, Any], license_id: str, *, tx: Tx) -> Any:
    """Give a notice under the license

    A breach that it names may be cured until the day in `cure_ends_on`. One of termination does what
    `/terminate` does.
    """
    return _gave(tx, license_id, said)


@moves(
    notices,
    "/<license_id>/terminate",
    TerminationDocument,
    scope=Scope.CONTRACTS_WRITE,
    answers=LicenseSchema,
)
def post_termination(said: Mapping[str, Any], license_id: str, *, tx: Tx) -> Any:
    """Terminate the license, by notice

    For a breach only after the time to cure it; without a ground only where the contract lets you.
    """
    return _gave(tx, license_id, {**said, "kind": NoticeKind.TERMINATION})


def _gave(tx: Tx, license_id: str, said: Mapping[str, Any]) -> dict[str, Any]:
    gave(tx, license_id, said)
    return license_said(notices, tx, license_id)


def gave(tx: Tx, license_id: str, said: Mapping[str, Any]) -> None:
    """The notice that was sent; `said` names its kind."""
    side, given = _read(tx, license_id, said)
    commands.hand_in(tx, license_id, given, side=side, by=client().key_id, at=now())


def _read(tx: Tx, license_id: str, said: Mapping[str, Any]) -> tuple[Side, Given]:
    """The license is held, so that nobody moves it between its version and the notice."""
    license = held_license(tx, license_id)
    return giver(license, said["side"]), _given(license, said)


def _given(license: License, said: Mapping[str, Any]) -> Given:
    brought = {key: value for key, value in said.items() if key != "side"}
    today = day_at(now(), license.zone)
    beside = {"sent_on": said["sent_on"] or today, "grounds": said["grounds"] or ""}
    return Given(**brought | beside)
