"""A counter-offer that somebody has begun: kept as it is typed, for the link that it was typed by."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from service.storage.form_drafts import FormDraft, FormOfLink
from service.storage.party_views import PartyDeal
from service.web.at_hand import desk, now
from service.web.form.merge import differences, merged
from service.web.form.rows import Fields
from service.web.form.sheet import rows_after, typed_in
from service.web.party.counter_sheet import offered_fields, own_fields
from service.web.party.door import member

_BESIDE: Final = ("message", "expires_on", "answers")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """`own` is what this side says of the terms; `answers` the id of the offer that it was begun on."""

    own: Fields
    message: str = ""
    expires_on: str = ""
    answers: str
    saved_at: datetime | None = None

    @property
    def fields(self) -> Fields:
        """As it is kept."""
        return {**self.own, **{name: [getattr(self, name)] for name in _BESIDE}}


def begun(deal: PartyDeal) -> Unfinished:
    """Nothing typed yet: the terms that stand."""
    own = own_fields(deal, offered_fields(deal, deal.standing))
    return Unfinished(own=own, answers=deal.standing.id)


def sent_in(deal: PartyDeal, sent: Any) -> Unfinished:
    """What a form brings, with the rows that its button added or took away."""
    own = own_fields(deal, rows_after(typed_in(sent), sent))
    beside = {name: sent.get(name, "").replace("\r\n", "\n") for name in _BESIDE}
    return Unfinished(own=own, saved_at=now(), **beside)


def found(deal: PartyDeal) -> Unfinished | None:
    """What this reader has typed before and not offered yet."""
    draft = draft_of_reader()
    if draft is None:
        return None
    fields: Any = draft.fields
    beside = {name: fields[name][0] for name in _BESIDE}
    return Unfinished(own=own_fields(deal, fields), saved_at=draft.updated_at, **beside)


def draft_of_reader() -> FormDraft | None:
    with desk().db.reading(member().org_id) as views:
        return FormOfLink(views.connection, member()).draft()


def keep(deal: PartyDeal, typed: Unfinished) -> None:
    """A form without a single term is none of ours: it takes nothing away."""
    if typed.own:
        with desk().db.transaction(member().org_id) as tx:
            FormOfLink(tx.connection, member()).keep(deal.family, typed.fields, now())


def drop() -> None:
    with desk().db.transaction(member().org_id) as tx:
        FormOfLink(tx.connection, member()).discard()


def on_what_stands(deal: PartyDeal, typed: Unfinished) -> Unfinished:
    """What the other side alone has changed since is taken over; what was typed stays."""
    before = next((offer for offer in deal.offers if offer.id == typed.answers), deal.standing)
    if before is deal.standing:
        return typed
    opened, stands = (
        own_fields(deal, offered_fields(deal, offer)) for offer in (before, deal.standing)
    )
    both = merged(typed.own, stands, differences(opened, stands, typed.own), frozenset())
    return replace(typed, own=both, answers=deal.standing.id)
