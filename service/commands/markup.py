"""A marked-up Word file from the other side, read back beside the offer that it was made from.

Nothing of it is kept, and nothing moves: whoever reads it decides what becomes of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from service.commands.papers import text_of_terms
from service.desk import Desk
from service.domain.deal import Deal, Offer, WrittenTerms
from service.domain.errors import MarkupUnknown
from service.domain.markup import Change, Markup, Proposed, Remark, SectionMarkup, proposals
from service.domain.terms import Terms
from service.domain.terms.signing import SpecialTerm
from service.domain.wording import listed
from service.drafting.key_places import keys_at

_DRAFT: Final = "draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseRead:
    """A clause that reads otherwise or was remarked on; `proposed` is null where nothing changed."""

    section: SectionMarkup
    proposed: Proposed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyTermRead:
    """A change outside of the clauses, with JSON pointers to the terms that say it; none where no
    term does."""

    section: SectionMarkup
    change: Change
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkupRead:
    """`offer` is what the file was made from, null for our own draft; `stands` if nothing else does."""

    markup: Markup
    offer: Offer | None
    stands: bool
    clauses: tuple[ClauseRead, ...]
    key_terms: tuple[KeyTermRead, ...]

    @property
    def remarks(self) -> tuple[tuple[str, Remark], ...]:
        """Those that hang on no clause, each with the heading that it stands under."""
        under = ((each.heading, r) for each in self.markup.others for r in each.remarks)
        return (*under, *(("", remark) for remark in self.markup.remarks))

    @property
    def terms(self) -> tuple[SpecialTerm, ...]:
        """What may go into a counter-offer."""
        return tuple(c.proposed.term for c in self.clauses if c.proposed and c.proposed.term)


def read_markup(
    desk: Desk, data: bytes, offers: Sequence[Offer], draft: WrittenTerms | None = None
) -> MarkupRead:
    """`offers` are all of the deal, the first one first; `draft` is ours, where its owner reads.

    MarkupRefused for a file that is not read. MarkupUnknown for one that was made from none of
    these; it names what would be right. Nobody waits for the database meanwhile.
    """
    bases = {offer.id: offer.written for offer in reversed(offers)}
    bases |= {_DRAFT: draft} if draft else {}
    markup = _markup(desk, data, bases, offers, draft)
    base = bases[markup.base]
    offer = next((each for each in offers if each.id == markup.base), None)
    last = offers[-1].written if offers else draft
    return MarkupRead(
        markup=markup,
        offer=offer,
        stands=base == last,
        clauses=tuple(_clauses(markup, last or base)),
        key_terms=tuple(_key_terms(markup, base.terms)),
    )


def read_for_us(desk: Desk, data: bytes, deal: Deal, offers: Sequence[Offer]) -> MarkupRead:
    """Our own draft may have gone out as a paper too."""
    return read_markup(desk, data, offers, deal.written)


def _markup(
    desk: Desk,
    data: bytes,
    bases: Mapping[str, WrittenTerms],
    offers: Sequence[Offer],
    draft: WrittenTerms | None,
) -> Markup:
    texts = {name: text_of_terms(written) for name, written in bases.items()}
    try:
        return desk.markup_reader(data, texts)
    except MarkupUnknown:
        raise MarkupUnknown(_right(offers, draft)) from None


def _right(offers: Sequence[Offer], draft: WrittenTerms | None) -> str:
    numbers = [str(offer.number) for offer in offers]
    known = [f"offer{'s' if len(numbers) > 1 else ''} {listed(numbers)}"] if numbers else []
    known += ["our draft as it stands now"] if draft else []
    return (
        f"Take the Word document of {listed(known, 'or')}, mark your changes in it, and send that."
    )


def _clauses(markup: Markup, standing: WrittenTerms) -> list[ClauseRead]:
    proposed = {
        section.bookmark: each for section, each in proposals(markup, standing.terms.special_terms)
    }
    return [
        ClauseRead(section=section, proposed=proposed.get(section.bookmark))
        for section in markup.clauses
    ]


def _key_terms(markup: Markup, terms: Terms) -> list[KeyTermRead]:
    known = keys_at(terms)
    return [
        KeyTermRead(
            section=section,
            change=change,
            keys=known.of(section.bookmark, section.heading, change.place, change.column),
        )
        for section in markup.others
        for change in section.changes
    ]
