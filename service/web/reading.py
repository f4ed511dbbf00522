"""A deal as somebody hands it in, read alike at the form and at the API."""

from dataclasses import dataclass
from typing import Any

from schemas.deal import load_deal
from schemas.terms import written
from service.commands.drafting import refuse_unprintable
from service.domain.deal import DealHeader, WrittenTerms
from service.domain.terms import Terms
from service.drafting.library import newest_versions
from service.web.at_hand import now


@dataclass(frozen=True, slots=True)
class DealRead:
    """`written` are the terms with the bytes that will be kept."""

    header: DealHeader
    written: WrittenTerms

    @property
    def terms(self) -> Terms:
        return self.written.terms


def read_deal(document: Any) -> DealRead:
    """TermsRefused with every fault: of shape, between terms, and of letters that no paper shows.

    What law or prudence blocks is no fault: a draft keeps it and says so.
    """
    found = load_deal(document, newest_versions(), now().date())
    terms = written(found.terms)
    refuse_unprintable(terms.canonical)
    return DealRead(found.header, terms)
