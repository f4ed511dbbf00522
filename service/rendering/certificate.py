"""The certificate of completion as a tagged PDF/A-3a of its own, which goes into the sealed file."""

import hashlib

from service.domain.certificate import Certificate
from service.domain.contract import PageSize
from service.rendering.certificate_words import TITLE, sections_of, subtitle_of
from service.rendering.html import certificate_css, certificate_page
from service.rendering.join import Label, alone
from service.rendering.printing import printed_in


def certificate_pdf(certificate: Certificate, size: PageSize = PageSize.A4) -> bytes:
    """The same arguments give the same bytes. It never fails over a letter without a glyph."""
    foot = f"Contract {certificate.contract_id}, signed PDF SHA-256 {certificate.signed_sha256}"
    title, subtitle = f"{TITLE}, {certificate.title}", subtitle_of(certificate)
    page = certificate_page(TITLE, subtitle, foot, (*sections_of(certificate),))
    digest = hashlib.sha256(page.encode()).hexdigest()
    return alone(printed_in(page, certificate_css(size)), Label(title, "en", digest))
