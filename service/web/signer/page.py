"""The page behind a signing link."""

from collections.abc import Mapping
from typing import Any

from flask import render_template, request

from service.commands.signer_view import ToSign
from service.domain.drawing_up import ContractStatus
from service.rendering.marked import marked
from service.web.signer.door import form_token
from service.web.signer.words import DONE, headline, how, tag, waiting_for, what_it_is


def contract_page(
    seen: ToSign,
    faults: Mapping[str, str] | None = None,
    refusal: str | None = None,
    tried: str = "",
) -> str:
    """`faults` belong to the form of the act that was `tried`, which stays open as it was typed."""
    return render_template(
        "signer/contract.html",
        **around(seen),
        faults=faults or {},
        refusal=refusal,
        tried=tried,
        typed=request.form if tried else {},
        done=DONE.get(request.args.get("done", "")),
        how=how(seen),
        marked=marked(seen.text, seen.text),
    )


def around(seen: ToSign) -> dict[str, Any]:
    """What every page of a signer shows."""
    execution = seen.execution
    over = execution.status in (ContractStatus.VOIDED, ContractStatus.EXECUTED)
    return {
        "seen": seen,
        "execution": execution,
        "reader": seen.signer,
        "form_token": form_token(),
        "headline": headline(seen),
        "tag": tag(seen),
        "waiting_for": waiting_for(seen),
        "what_it_is": what_it_is(seen),
        "zone": execution.zone,
        "over": over or execution.formed_at is not None or seen.expired,
    }
