"""A contract as a mapping that the signer's schema writes, with the moves open now."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from flask import url_for

from schemas.signer_answer import ToSignSchema
from service.commands.signer_view import ToSign
from service.domain.open_signing import CopyMove, SignerMove
from service.domain.signers import ExecutedCopy, Signer
from service.drafting.consents import Consent
from service.drafting.signing_summary import LABEL
from service.drafting.summary import SummaryLine
from service.web.api.links import action, links
from service.web.signer.words import what_it_is

_SIGN: Final = (
    ("open", "signer_acts.post_open"),
    ("code", "signer_signing.post_code"),
    ("sign", "signer_signing.post_sign"),
)
_DOORS: Final[Mapping[SignerMove, tuple[tuple[str, str], ...]]] = MappingProxyType(
    {
        SignerMove.SIGN: _SIGN,
        SignerMove.DECLINE: (("decline", "signer_acts.post_decline"),),
        SignerMove.REASSIGN: (("reassign", "signer_acts.post_reassign"),),
        SignerMove.TAKE_BACK: (("withdraw", "signer_acts.post_withdraw"),),
    }
)
_SCHEMA: Final = ToSignSchema()


def answer(seen: ToSign) -> dict[str, Any]:
    """JSON, ready to be sent. Field by field from what this signer may see, and nothing besides."""
    execution = seen.execution
    written: dict[str, Any] = _SCHEMA.dump(
        {
            "contract_id": execution.contract_id,
            "status": execution.status,
            "binding": execution.formed_at is not None,
            "expired": seen.expired,
            "sent_by": seen.host,
            "signer": _signer(seen, seen.signer),
            "signers": [_signer(seen, each) for each in execution.live],
            "order": execution.order,
            "level": execution.level,
            "ink": execution.ink,
            "zone": execution.zone,
            "ends_at": execution.ends_at,
            "formed_at": execution.formed_at,
            "executed_at": execution.executed_at,
            "void_reason": execution.void_reason,
            "document_sha256": execution.document_sha256,
            "terms_sha256": seen.written.canonical.sha256,
            "text_sha256": seen.text.text_sha256,
            "sealed_sha256": execution.sealed_sha256,
            "summary": _summary(seen),
            "consent": _statement(seen.consent),
            "intent": _statement(seen.intent),
            "signature": what_it_is(seen),
            "proposal": seen.proposal,
            "copies": [_copy(each) for each in execution.copies],
            "links": _links(seen),
        }
    )
    return written


def _signer(seen: ToSign, signer: Signer) -> dict[str, Any]:
    names = ("id", "name", "title", "email", "party", "role", "side", "turn")
    moments = ("sent_at", "opened_at", "signed_at", "declined_at", "decline_reason")
    told = {name: getattr(signer, name) for name in (*names, *moments)}
    return {**told, "you": signer.id == seen.signer.id}


def _summary(seen: ToSign) -> dict[str, Any]:
    return {
        "label": LABEL,
        "party": seen.summary.party,
        "lines": [_line(each) for each in seen.summary.lines],
        "duties": [_line(each) for each in seen.summary.duties],
        "sha256": seen.summary.sha256,
    }


def _line(line: SummaryLine) -> dict[str, Any]:
    terms = [{"label": label, "words": [*said]} for label, said in line.terms]
    return {"about": line.about, "terms": terms, "bookmark": line.bookmark}


def _statement(words: Consent) -> dict[str, str]:
    return {
        "version": words.version,
        "heading": words.heading,
        "text": words.text,
        "sha256": words.sha256,
    }


def _copy(copy: ExecutedCopy) -> dict[str, Any]:
    names = ("id", "sha256", "signed_on", "side", "at", "state", "reason")
    href = url_for("signer_papers.get_copy", copy_id=copy.id)
    return {**{name: getattr(copy, name) for name in names}, "href": href}


def _links(seen: ToSign) -> dict[str, Any]:
    sealed = seen.execution.sealed_sha256 is not None
    return {
        **links(url_for("signer.get_contract"), _actions(seen)),
        "document": url_for("signer_papers.get_document"),
        "terms": url_for("signer_papers.get_terms"),
        "sealed": url_for("signer_papers.get_sealed") if sealed else None,
        "certificate": url_for("signer_papers.get_certificate") if sealed else None,
    }


def _actions(seen: ToSign) -> Iterator[dict[str, str]]:
    for move in seen.moves:
        for name, endpoint in _DOORS[move]:
            yield action(name, "POST", url_for(endpoint))
    for copy_move in seen.copy_moves:
        yield _copy_action(copy_move, seen)


def _copy_action(move: CopyMove, seen: ToSign) -> dict[str, str]:
    if move is CopyMove.GIVE_COPY:
        return action(move, "POST", url_for("signer_copies.post_copy"))
    copy = seen.copy
    endpoint = "post_confirm" if move is CopyMove.CONFIRM_COPY else "post_refuse"
    href = url_for(f"signer_copies.{endpoint}", copy_id=copy.id if copy else "")
    return action(move, "POST", href)
