"""Deals that two sides move: Ada's program by API, and Bo, who acts by a personal link; then signed."""

from copy import deepcopy
from hashlib import sha256
from typing import Any, Final

from schemas.deal import load_deal
from schemas.terms import written
from service.commands import negotiation, signing
from service.commands.negotiation import Put
from service.desk import Desk
from service.domain.deal import Deal
from service.domain.party import PartyMember
from service.domain.terms.parties import Side
from service.drafting.library import newest_versions
from service.storage.deal_links import DealLinks, member_of
from service.storage.signing_links import SigningLinks, holder_of
from tests import executing
from tests.web.callers import Caller, a_document

PAPER: Final = b"%PDF-1.7 as it is signed"


def some_terms(*, rate: str = "0.05", **period: Any) -> dict[str, Any]:
    """The terms of the sample deal, with another rate for its photos."""
    terms: dict[str, Any] = deepcopy(a_document()["terms"])
    terms["materials"]["lines"][0]["unit_rate"] = rate
    terms["period"] |= period
    return terms


def offered(ada: Caller, document: Any = None, **header: Any) -> Any:
    """The answer to the first offer of a new deal."""
    deal = ada.drafted(**header)
    answer = ada.post(f"/deals/{deal['id']}/offers", document)
    assert answer.status_code == 201, answer.json
    return answer.json


def link_of(desk: Desk, ada: Caller, deal_id: str, side: Side = Side.LICENSEE) -> PartyMember:
    """Whoever the first offer invited for a side."""
    with desk.db.reading(ada.org) as views:
        link = DealLinks(views.connection, ada.org).of_side(deal_id, side)[0]
        return member_of(views.connection, link, desk.clock())


def countered(desk: Desk, ada: Caller, deal_id: str, terms: Any, **said: Any) -> Deal:
    """Bo puts other terms forward."""
    member = link_of(desk, ada, deal_id)
    read = load_deal(a_document(terms=terms), newest_versions())
    put = Put(written=written(read.terms), **said)
    with desk.db.transaction(ada.org) as tx:
        return negotiation.counter(tx, member, put, at=desk.clock())


def accepted_by_link(desk: Desk, ada: Caller, deal_id: str) -> Deal:
    """Bo accepts what stands."""
    member = link_of(desk, ada, deal_id)
    with desk.db.transaction(ada.org) as tx:
        seen = tx.deal(deal_id).standing.canonical.sha256
        return negotiation.accept_by_link(tx, member, terms_sha256=seen, at=desk.clock())


def agreed(desk: Desk, ada: Caller, **terms: Any) -> Any:
    """The answer to a new deal that Bo has accepted, with these groups of the sample's terms changed."""
    document = a_document()
    for group, changes in terms.items():
        document["terms"][group] = document["terms"].get(group, {}) | changes
    deal = ada.drafted(terms=document["terms"])["id"]
    assert ada.post(f"/deals/{deal}/offers").status_code == 201
    accepted_by_link(desk, ada, deal)
    return ada.get(f"/deals/{deal}").json


def drawn_up(desk: Desk, ada: Caller, deal_id: str) -> str:
    """The id of the contract of an accepted deal, whose papers nobody has made."""
    docx, pdf = (desk.files.put(data) for data in (b"PK", PAPER))
    with desk.db.transaction(ada.org) as tx:
        return executing.drawn_up(tx, deal_id, desk.clock(), docx, pdf)


def to_sign(desk: Desk, ada: Caller, **terms: Any) -> str:
    """The path of a contract with a signer for each side; everybody at once, unless these say else."""
    said = {"signing": {"order": "parallel", "complete_by": None}} | terms
    return f"/contracts/{drawn_up(desk, ada, agreed(desk, ada, **said)['id'])}"


def signed(desk: Desk, ada: Caller, signer: Any) -> None:
    """By the link of one whom the API shows."""
    at = desk.clock()
    with desk.db.transaction(ada.org) as tx:
        holder = holder_of(tx.connection, signer["id"])
        code = SigningLinks(tx.connection).new_code(holder.signer_id, at)
        given = executing.a_signature(document_sha256=sha256(PAPER).hexdigest())
        signing.sign(tx, holder, given, code_id=code, at=at)


def declined(desk: Desk, ada: Caller, signer: Any, reason: str) -> None:
    with desk.db.transaction(ada.org) as tx:
        holder = holder_of(tx.connection, signer["id"])
        signing.decline(tx, holder, reason, at=desk.clock())


def actions(answer: Any) -> set[str]:
    return {action["name"] for action in answer["links"]["actions"]}
