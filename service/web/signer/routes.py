"""Everything that stands behind a signing link."""

from typing import Final

from service.web.signer import acts, copies, papers, reading, signing

PAGES: Final = (reading.pages, acts.pages, signing.pages, papers.pages, copies.pages)
"""Their forms carry a token of their own, since their readers have no session."""
