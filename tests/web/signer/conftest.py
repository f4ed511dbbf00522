"""Ada signs for the licensor, Bo for the licensee, each by a link of their own."""

from io import BytesIO

import pikepdf
import pytest
from flask.testing import FlaskClient

from service.desk import Desk
from tests.executing import Desktop
from tests.web.signers import LinkSigner, a_contract, signer_of


@pytest.fixture
def contract(desk: Desk) -> Desktop:
    return a_contract(desk)


@pytest.fixture
def ada(desk: Desk, client: FlaskClient, contract: Desktop) -> LinkSigner:
    return signer_of(desk, client, contract, 0)


@pytest.fixture
def bo(desk: Desk, client: FlaskClient, contract: Desktop) -> LinkSigner:
    return signer_of(desk, client, contract, 1)


@pytest.fixture
def whole_pdf() -> bytes:
    """One empty page."""
    with pikepdf.new() as pdf, BytesIO() as file:
        pdf.add_blank_page()
        pdf.save(file)
        return file.getvalue()
