"""Puts the web service together. Nothing else does."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from flask import Flask
from flask_wtf import CSRFProtect

from service.commands.verifying import verify_here
from service.desk import Desk
from service.rendering.paper import MarkupReader, Press, Redliner
from service.rendering.presses import markup_here, redline_here
from service.settings import Settings, SettingsWrong
from service.signing.links import Links
from service.signing.verify import Verifier
from service.storage.database import open_database
from service.storage.files import Files
from service.web import (
    addresses,
    at_hand,
    auth,
    errors,
    headers,
    hooks,
    layout,
    limits,
    logs,
    metrics,
    operations,
    request_id,
)
from service.web.api import (
    api_keys,
    comments,
    contracts,
    deal_links,
    deals,
    deliveries,
    drafts,
    events,
    evidence,
    executed_copies,
    key_dates,
    library,
    license_deals,
    license_links,
    license_moves,
    license_notices,
    licenses,
    markup,
    notice_moves,
    offers,
    quotes,
    recorded_licenses,
    signers,
    statements,
    verify,
    withdrawals,
)
from service.web.api.document import described, publish
from service.web.filters import FILTERS
from service.web.form import shown
from service.web.hand_over import routes as hand_over
from service.web.pages import PAGES, monday_off
from service.web.party import routes as party
from service.web.signer import routes as signer

if TYPE_CHECKING:
    from service.rendering.pool import Pool
    from service.signing.seal_keys import SealKey

LARGEST_REQUEST: Final = 10 * 1024 * 1024
_RESOURCES: Final = (
    deals.deals,
    drafts.drafts,
    offers.offers,
    markup.markup,
    comments.comments,
    deal_links.deal_links,
    contracts.contracts,
    signers.signers,
    executed_copies.copies,
    evidence.evidence,
    licenses.licenses,
    recorded_licenses.recorded,
    license_links.license_links,
    license_notices.notices,
    notice_moves.received,
    notice_moves.noticed,
    license_deals.license_deals,
    license_moves.license_moves,
    license_moves.cures,
    key_dates.key_dates,
    deliveries.deliveries,
    statements.statements,
    withdrawals.withdrawals,
    quotes.quotes,
    events.events,
    library.library,
    api_keys.keys,
    verify.verify,
)


def utc_now() -> datetime:
    return datetime.now(UTC)


def make_desk(
    settings: Settings,
    press: Press,
    redliner: Redliner = redline_here,
    markup_reader: MarkupReader = markup_here,
    verifier: Verifier = verify_here,
    pool: "Pool | None" = None,
) -> Desk:
    """`pool` makes sealed files; without it nothing is sealed."""
    desk = Desk(
        db=open_database(settings.database_url),
        files=Files(Path(settings.files_url)),
        links=Links(settings.secret_key.encode(), settings.base_url),
        press=press,
        clock=utc_now,
        sender=settings.sender,
        redliner=redliner,
        markup_reader=markup_reader,
        own_seal_key=own_seal_key(settings),
        authority=settings.authority,
        verifier=verifier,
    )
    return _sealing(desk, pool) if pool else desk


def _sealing(desk: Desk, pool: "Pool") -> Desk:
    from service.commands.seal_papers import sealer_of  # much to load, and no web process seals
    from service.commands.seal_upgrades import upgrader_of

    return replace(desk, sealer=sealer_of(desk, pool), upgrader=upgrader_of(desk, pool))


def own_seal_key(settings: Settings) -> "SealKey | None":
    """Null where the operator brought none. SettingsWrong with all that is wrong with the file."""
    if not settings.signing_p12:
        return None
    from service.signing.seal_keys import SealKeyWrong, from_p12  # large, and wanted by few

    try:
        return from_p12(settings.signing_p12, settings.signing_p12_password)
    except SealKeyWrong as wrong:
        faults = (f"COUNTERPART_SIGNING_P12: {fault}" for fault in wrong.faults)
        raise SettingsWrong("\n".join(faults)) from wrong


def create_app(settings: Settings, desk: Desk) -> Flask:
    app = Flask("service.web")
    app.config.update(_config(settings))
    app.jinja_env.filters.update(FILTERS)
    at_hand.install(app, desk)
    for each in (request_id, logs, metrics, headers, errors, addresses, auth, layout, shown):
        each.install(app)
    operations.install(app, settings.metrics_token)
    hooks.install(app, settings.sendgrid_webhook_key)
    _protect(app, settings)
    for pages in (*PAGES, *party.PAGES, *signer.PAGES, *hand_over.PAGES):
        app.register_blueprint(pages)
    api = described(app)
    for resource in _RESOURCES:
        api.register_blueprint(resource)
    publish(app, api)
    return app


def _config(settings: Settings) -> dict[str, object]:
    """Cookies are for this host and for its own pages alone."""
    prefix = "__Host-" if settings.https else ""
    return {
        "SECRET_KEY": settings.secret_key,
        "MAIL_URL": settings.mail_url,
        "MAX_CONTENT_LENGTH": LARGEST_REQUEST,
        "MAX_FORM_MEMORY_SIZE": LARGEST_REQUEST,
        "TRUSTED_HOSTS": [*settings.hosts],
        "SESSION_COOKIE_NAME": f"{prefix}counterpart",
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SECURE": settings.https,
        "WTF_CSRF_TIME_LIMIT": None,
    }


def _protect(app: Flask, settings: Settings) -> None:
    """Forms carry a token, calls by key and signed reports need none; all are counted.

    What stands behind a personal link knows its own forms.
    """
    limits.make_room(app)
    csrf = CSRFProtect(app)
    by_link = (*party.PAGES, *signer.PAGES, *hand_over.PAGES, monday_off.pages)
    for resource in (*_RESOURCES, hooks.hooks, *by_link):
        csrf.exempt(resource)
    limits.install(app, settings.api_rate)
