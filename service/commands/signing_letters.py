"""What letters about signing say, to our own people, to signers and to those who get notices."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from service.commands.deal_letters import contract_facts
from service.desk import Desk
from service.domain.errors import NotFound
from service.domain.execution import Execution
from service.domain.letters import Detail
from service.domain.post import Occasion
from service.domain.signers import Signer
from service.domain.signing_events import ContractExecuted
from service.notifications.letter import Attachment, LetterRefused
from service.notifications.matter import DealSaid, Matter, Part, SigningSaid, discreet
from service.signing.links import DEAL, REASSIGN, SIGN, SIGN_CODE
from service.storage.executions import Executions
from service.storage.post_office import PostOffice
from service.storage.signing_links import SigningLinks
from service.storage.views import EventRow, Views

LARGEST_ATTACHED: Final = 15 * 1024 * 1024
"""Mail grows by a third on its way, and many mailboxes end at 25 MB."""


def signing_matter(desk: Desk, views: Views, occasion: Occasion) -> Matter:
    """NotFound where it is gone; LetterRefused for a link that opens nothing any more."""
    deal = views.deal(occasion.deal or "")
    execution = Executions(views.connection, views.org).of_deal(deal.id)
    if execution is None:
        raise NotFound
    event = _event(views, deal.id, occasion.event_seq)
    org, detail = PostOffice(views.connection, views.org).house()
    matter = _matter(desk, views, occasion, execution, event)
    owner = matter.signing.part is Part.OWNER
    said = DealSaid(
        title=deal.header.title if owner else None, facts=contract_facts(views.deal_row(deal.id))
    )
    matter = replace(matter, org=org, deal=said)
    return matter if detail is Detail.FULL else discreet(matter)


def attached(desk: Desk, views: Views, occasion: Occasion) -> tuple[Attachment, ...]:
    """The sealed file, to everybody, so that each side keeps its own (15 USC 7001(e), UETA 8).

    None where mail would not carry it: the link leads to it.
    """
    if occasion.kind != "executed" or occasion.deal is None:
        return ()
    execution = Executions(views.connection, views.org).of_deal(occasion.deal)
    if execution is None or execution.sealed_sha256 is None:
        return ()
    data = desk.files.get(execution.sealed_sha256)
    if len(data) > LARGEST_ATTACHED:
        return ()
    return (Attachment(f"contract-{execution.contract_id}.pdf", "application/pdf", data),)


def _matter(
    desk: Desk, views: Views, occasion: Occasion, execution: Execution, event: EventRow | None
) -> Matter:
    data: Mapping[str, Any] = event.data if event else {}
    signing, link = _reader(desk, views, occasion, execution)
    signer = _signer(execution, data.get("signer_id"))
    who = data["who"]["name"] if "who" in data else signer.name if signer else ""
    return Matter(
        org="",
        link=f"{desk.links.base_url}{link}",
        by=PostOffice(views.connection, views.org).address_of(event.actor) if event else None,
        signing=replace(
            signing,
            who=who,
            party=signer.party if signer else "",
            ink=execution.ink,
            digests=_digests(event),
        ),
        said=data.get("reason"),
        at=event.at if event else execution.formed_at,
        until=_until(views, occasion, execution),
    )


def _digests(event: EventRow | None) -> tuple[tuple[str, str], ...]:
    """Of what was sealed, and of the log up to the seal."""
    if event is None or event.type != ContractExecuted.__name__:
        return ()
    return (
        ("SHA-256 of the sealed PDF", event.data["sealed_sha256"]),
        ("Head of our log at the seal", event.hash),
    )


def _reader(
    desk: Desk, views: Views, occasion: Occasion, execution: Execution
) -> tuple[SigningSaid, str]:
    """Who reads it, and where the button leads."""
    about = occasion.about or ""
    token = desk.links.token
    if occasion.user is not None:
        return SigningSaid(), f"/deals/{execution.deal_id}"
    if about.startswith("lnk_"):
        return SigningSaid(part=Part.LINK), f"/d/{token(DEAL, about)}"
    if about.startswith("rea_"):
        return SigningSaid(part=Part.NOTICE), f"/r/{token(REASSIGN, about)}"
    if about.startswith("cod_"):
        return _coded(desk, views, execution, about)
    signer = _signer(execution, about)
    if signer is None:
        return SigningSaid(part=Part.NOTICE), "/verify"
    if signer.ended_at is not None:
        return _left(occasion)
    return SigningSaid(part=Part.SIGNER), f"/s/{token(SIGN, signer.id)}"


def _left(occasion: Occasion) -> tuple[SigningSaid, str]:
    """Of one whose place somebody else took only the letter that says so still goes out."""
    if occasion.kind not in ("reassigned", "replaced"):
        raise LetterRefused("Somebody else signs in their place.")
    return SigningSaid(part=Part.SIGNER, ended=True), "/"


def _coded(desk: Desk, views: Views, execution: Execution, code_id: str) -> tuple[SigningSaid, str]:
    signer_id, _ = SigningLinks(views.connection).code_of(code_id)
    signer = execution.signer(signer_id)
    said = SigningSaid(part=Part.SIGNER, code=desk.links.code(SIGN_CODE, code_id))
    return said, f"/s/{desk.links.token(SIGN, signer.id)}"


def _signer(execution: Execution, signer_id: str | None) -> Signer | None:
    return next((each for each in execution.signers if each.id == signer_id), None)


def _until(views: Views, occasion: Occasion, execution: Execution) -> Any:
    if (occasion.about or "").startswith("cod_"):
        return SigningLinks(views.connection).code_of(occasion.about or "")[1]
    return execution.ends_at


def _event(views: Views, deal_id: str, seq: int | None) -> EventRow | None:
    return next((event for event in views.history(deal_id) if event.seq == seq), None)
