"""An invisible signature field: room for a signature over everything else in the file."""

from io import BytesIO
from typing import Any, Final

from asn1crypto import cms
from pyhanko.pdf_utils.generic import pdf_name as name
from pyhanko.pdf_utils.generic import pdf_string
from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec
from pyhanko.sign.signers import constants
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import PdfSignedData

from service.signing.revision import Revision, Structure

MD: Final = "sha256"

_ALONE: Final = SigMDPSetup(md_algorithm=MD, certify=True, docmdp_perms=MDPPerm.FILL_FORMS)
"""Nobody may add anything afterwards but time stamps and what proves them (ISO 32000-1, 12.8.2.2)."""


class SignatureField:
    """Made first, then `closed` once, then `filled` once.

    `first` is for the seal, which becomes a part of the paper's structure. A stamp that comes after
    it may not change that, and stands outside the page instead, where PDF/UA asks for nothing.
    """

    def __init__(
        self, revision: Revision, field: str, page: int, said: str, *, first: bool
    ) -> None:
        revision.register_extension(constants.ESIC_EXTENSION_1)
        place = InvisSigSettings(box_out_of_bounds=not first)
        spec = SigFieldSpec(field, on_page=page, readable_field_name=said, invis_sig_settings=place)
        self.first = first
        self.steps: Any = PdfCMSEmbedder(new_field_spec=spec).write_cms(field, revision)
        widget = next(self.steps)
        widget.get_object()[name("/Contents")] = pdf_string(said)
        if first:
            where, _ = revision.find_page_for_modification(page)
            Structure(revision).adopt(widget, where, "/Form", said)
        self.out = BytesIO()

    def closed(self, dictionary: PdfSignedData) -> bytes:
        """The SHA-256 to be signed: of the whole file but the room that `dictionary` keeps."""
        rules = _ALONE if self.first else None
        self.steps.send(SigObjSetup(sig_placeholder=dictionary, mdp_setup=rules))
        prepared, _ = self.steps.send(SigIOSetup(md_algorithm=MD, output=self.out))
        digest: bytes = prepared.document_digest
        return digest

    def filled(self, signed: cms.ContentInfo) -> bytes:
        """The whole file."""
        self.steps.send(signed)
        return self.out.getvalue()
