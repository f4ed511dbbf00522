"""The files behind a signing link: the very bytes that are signed, their terms, what was sealed."""

from flask.typing import ResponseReturnValue

from service.domain.errors import NotFound
from service.rendering.paper import Format
from service.web.at_hand import desk
from service.web.paper import paper_file
from service.web.signer.door import holder, signer, signing_pages
from service.web.signer.reading import before_them

pages = signing_pages("signer_papers", __name__)


@pages.get("/document.pdf")
@signer
def get_document() -> ResponseReturnValue:
    """What is signed, before and after: its digest is the one that a signature names."""
    return _pdf(before_them().execution.document_sha256, "contract")


@pages.get("/terms.json")
@signer
def get_terms() -> ResponseReturnValue:
    """The very bytes whose digest was agreed to."""
    seen = before_them()
    name = f"terms-{seen.execution.contract_id}"
    return paper_file(seen.written.canonical.data, Format.JSON, name)


@pages.get("/sealed.pdf")
@signer
def get_sealed() -> ResponseReturnValue:
    """The contract with its seal; the same bytes for both sides."""
    return _pdf(before_them().execution.sealed_sha256, "sealed-contract")


@pages.get("/certificate.pdf")
@signer
def get_certificate() -> ResponseReturnValue:
    return _pdf(before_them().execution.certificate_sha256, "signature-record")


@pages.get("/copies/<copy_id>.pdf")
@signer
def get_copy(copy_id: str) -> ResponseReturnValue:
    """A copy in ink, as either side gave it."""
    for each in before_them().execution.copies:
        if each.id == copy_id:
            return _pdf(each.sha256, "signed-copy")
    raise NotFound


def _pdf(sha256: str | None, name: str) -> ResponseReturnValue:
    if sha256 is None:
        raise NotFound
    data = desk().files.get(sha256)
    return paper_file(data, Format.PDF, f"{name}-{holder().contract_id}")
