"""A license behind a link as a mapping that the answer's schema writes, with the open moves."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, Final

from flask import url_for

from schemas.party_license import BringsSchema, PartyLicenseSchema
from service.domain.licenses.by_link import Brings
from service.storage.party_licenses import PartyLicense, PartyNotice
from service.web.api.links import action, links

_SCHEMA: Final = PartyLicenseSchema()
_BRINGS: Final = BringsSchema()


def license_answer(license: PartyLicense) -> dict[str, Any]:
    """JSON, ready to be sent. Field by field from what this party may see, and nothing besides."""
    said = asdict(license)
    notices = [_notice(each) for each in license.notices]
    place = url_for("party_license.get_license")
    document = url_for("party_license.get_document") if license.sealed else None
    written: dict[str, Any] = _SCHEMA.dump(
        {
            **said,
            "notices": notices,
            "document": document,
            "links": links(place, _actions(license)),
        }
    )
    return written


def brings_answer(brings: Brings) -> dict[str, Any]:
    written: dict[str, Any] = _BRINGS.dump(
        {
            **asdict(brings.notice),
            "end_without": brings.before,
            "end": brings.after,
            "seen": brings.digest,
        }
    )
    return written


def _actions(license: PartyLicense) -> Iterator[dict[str, str]]:
    if license.may_give:
        yield action("notices", "POST", url_for("party_notices.post_notice"))
        yield action("review", "POST", url_for("party_notices.post_review"))
        yield action("code", "POST", url_for("party_notices.post_code"))


def _notice(notice: PartyNotice) -> dict[str, Any]:
    receipt = url_for("party_notices.post_receipt", notice_id=notice.id)
    open_now = [action("receipt", "POST", receipt)] if notice.may_confirm else []
    return {**asdict(notice), "links": links(url_for("party_license.get_license"), open_now)}
