"""Verifying a sealed contract: anybody may ask, and nothing is kept."""

from typing import Any

from flask import request
from werkzeug.exceptions import UnsupportedMediaType

from schemas.verdict import VerdictSchema
from service.commands.verifying import verdict_on
from service.domain.verdict import LARGEST
from service.web.api.document import BYTES, PREFIX, Resource
from service.web.at_hand import desk
from service.web.auth import public
from service.web.limits import VERIFYING, at_most, takes

PDF = "application/pdf"

verify = Resource("verify", __name__, url_prefix=f"{PREFIX}/verify", description="Verify")


@verify.route("", methods=["POST"])
@public
@at_most(VERIFYING)
@takes(LARGEST)
@verify.doc(requestBody={"required": True, "content": {PDF: {"schema": BYTES}}})
@verify.response(200, VerdictSchema)
def post_verify() -> Any:
    """Look at a PDF that is said to have been sealed

    Send the file itself, at most 20 MB. Whatever it is, the answer says check by check what holds
    of its seal and of the record of events in it. Nothing is kept, and no key is needed; ten
    files may be sent in a minute.
    """
    if request.mimetype != PDF:
        raise UnsupportedMediaType(f"Send the PDF itself as {PDF}.")
    return verdict_on(desk(), request.get_data())
