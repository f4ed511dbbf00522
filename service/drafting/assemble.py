"""Agreed terms become one contract: Key Terms, Standard Terms, Schedules, Law Riders, signatures."""

from service.domain.continuing import continues
from service.domain.contract import ContractText, PageSize
from service.domain.pricing import quote
from service.domain.terms import Terms
from service.domain.wording import listed
from service.drafting.calendars import business_days_of
from service.drafting.key_terms import key_terms
from service.drafting.library import family
from service.drafting.restating import paper_name
from service.drafting.riders import law_riders, rider_texts
from service.drafting.schedules import schedule_numbers, schedules
from service.drafting.signatures import signature_page
from service.drafting.standard_terms import standard_terms

_LETTER_COUNTRIES = frozenset({"US", "CA", "MX", "PH", "CL", "CO", "VE"})
"""Where offices print on US Letter."""


def assemble(terms: Terms, terms_sha256: str) -> ContractText:
    """The contract that these terms mean, in the form that they pin.

    `terms` have no faults; `terms_sha256` is their digest, 64 hex digits. The same terms give
    the same words. TermsRefused if they choose a position that the family does not offer.
    """
    form = family(terms.form.family, terms.form.version)
    fees = quote(terms)
    numbers = schedule_numbers(terms)
    riders = rider_texts(terms, form)
    return ContractText(
        title=form.title,
        subtitle=_between(terms),
        language=terms.form.language,
        form=f"{form.id} {form.version}",
        terms_sha256=terms_sha256,
        page_size=page_size(terms),
        parts=(
            key_terms(terms, fees, business_days_of(terms.law.governing_law), riders),
            standard_terms(terms, form, numbers),
            *schedules(terms, form, fees, numbers),
            *law_riders(terms, riders, numbers),
            signature_page(terms),
        ),
    )


def _between(terms: Terms) -> str:
    licensors = [licensor.legal_name for licensor in terms.parties.licensors]
    comma = "," if len(licensors) > 1 else ""
    between = f"between {listed(licensors)}{comma} and {terms.parties.licensee.legal_name}"
    said = continues(terms)
    return f"{paper_name(said)}, {between}" if said else between


def page_size(terms: Terms) -> PageSize:
    """US Letter where both sides print on it, else A4."""
    parties = (*terms.parties.licensors, terms.parties.licensee)
    letter = all(party.address.country in _LETTER_COUNTRIES for party in parties)
    return PageSize.LETTER if letter else PageSize.A4
