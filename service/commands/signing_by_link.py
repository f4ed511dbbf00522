"""A signature as it comes in behind a link: looked at first, so that only a whole one costs a try."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from service.commands import signing as commands
from service.commands.drafting import unprintable
from service.commands.signer_view import ToSign
from service.desk import Desk
from service.domain import signing
from service.domain.drawing import Drawing
from service.domain.errors import CodeRequired, DocumentHasMoved, Fault, SigningRefused
from service.domain.signing import Said, Signature
from service.domain.signing_events import Method, Shown, Somebody
from service.storage.signing_links import Holder

LONGEST_AGENT: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a signer sends. The summary's digest and the versions are null where they were not sent."""

    document_sha256: str
    summary_sha256: str | None
    consent_version: str | None
    intent_version: str | None
    consent: bool
    intent: bool
    name: str
    method: Method
    drawing: Drawing | None
    code: str | None
    address: str
    user_agent: str


def refuse_illegible(who: Somebody) -> None:
    """SigningRefused for a name or title that could not be printed into the contract."""
    said = (("/name", who.name), ("/title", who.title))
    if faults := [Fault(at, fault) for at, text in said if (fault := unprintable(text))]:
        raise SigningRefused(faults)


def rehearse(seen: ToSign, given: Given, at: datetime) -> Signature:
    """The signature without its code: every other refusal comes first, and costs no try."""
    _as_shown(seen, given)
    if fault := unprintable(given.name):
        raise SigningRefused([Fault("/name", fault)])
    signature = _signature(seen, given)
    words = Said(
        consent=Shown(version=seen.consent.version, sha256=seen.consent.sha256),
        intent=Shown(version=seen.intent.version, sha256=seen.intent.sha256),
    )
    signing.sign(seen.execution, seen.signer.id, signature, words, at=at)
    return signature


def prove(
    desk: Desk, holder: Holder, seen: ToSign, given: Given, at: datetime
) -> tuple[Signature, str]:
    """The signature and the code that it spends; CodeRequired, CodeRefused.

    A drawn name is on disk before anything says so.
    """
    signature = rehearse(seen, given, at)
    if given.code is None:
        raise CodeRequired
    code_id = commands.prove_code(desk, holder, given.code, at)
    if given.drawing is not None:
        desk.files.put(given.drawing.data)
    return signature, code_id


def _as_shown(seen: ToSign, given: Given) -> None:
    """DocumentHasMoved where the summary or the words are no longer those that were shown."""
    pairs = (
        (given.summary_sha256, seen.summary.sha256),
        (given.consent_version, seen.consent.version),
        (given.intent_version, seen.intent.version),
    )
    if any(said is not None and said != shown for said, shown in pairs):
        raise DocumentHasMoved


def _signature(seen: ToSign, given: Given) -> Signature:
    return Signature(
        document_sha256=given.document_sha256,
        summary_sha256=seen.summary.sha256,
        name=given.name,
        method=given.method,
        drawing_sha256=given.drawing.sha256 if given.drawing else None,
        consent=given.consent,
        intent=given.intent,
        address=given.address,
        user_agent=given.user_agent[:LONGEST_AGENT],
        code_proved=True,
    )
