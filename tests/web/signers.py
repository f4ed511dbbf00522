"""Those who sign by personal links: in a browser without cookies, or by a program."""

from dataclasses import dataclass
from typing import Any, Final

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from service.desk import Desk
from service.domain.execution import Execution
from service.domain.terms import Terms
from service.signing.links import SIGN, SIGN_CODE, SIGN_FORM
from service.storage.signing_tables import signing_codes
from tests.executing import Desktop, a_desktop, to_sign

JSON: Final = "application/json"
PDF: Final = b"%PDF-1.7\nwhat both sides see\n%%EOF\n"


@dataclass(frozen=True)
class LinkSigner:
    """Whoever has a signing link, at a place of the contract from 0: Ada first, then Bo."""

    browser: FlaskClient
    desk: Desk
    contract: Desktop
    link_id: str

    @property
    def at(self) -> str:
        return f"/s/{self.desk.links.token(SIGN, self.link_id)}"

    @property
    def form_token(self) -> str:
        return self.desk.links.token(SIGN_FORM, self.link_id)

    def get(self, path: str = "", **headers: str) -> TestResponse:
        return self.browser.get(self.at + path, headers=headers)

    def page(self, path: str = "") -> str:
        """The page, which must be there."""
        answer = self.get(path)
        assert answer.status_code == 200, answer.get_data(as_text=True)[-2000:]
        return answer.get_data(as_text=True)

    def read(self) -> Any:
        answer = self.get(Accept=JSON)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return answer.json

    def post(self, path: str, fields: Any = (), **more: Any) -> TestResponse:
        """A form of the page."""
        data = {"csrf_token": self.form_token, **dict(fields), **more}
        return self.browser.post(self.at + path, data=data)

    def call(self, path: str, document: Any = None, **headers: str) -> TestResponse:
        """By a program: JSON in, JSON out."""
        sent = {"Accept": JSON, **{name.replace("_", "-"): v for name, v in headers.items()}}
        body = {} if document is None else {"json": document}
        return self.browser.post(self.at + path, headers=sent, **body)

    def code(self) -> str:
        """As it stands in the newest letter, which is asked for."""
        answer = self.call("/code")
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return self.newest_code()

    def newest_code(self) -> str:
        with self.desk.db.engine.connect() as connection:
            found = connection.scalars(
                select(signing_codes.c.id)
                .where(signing_codes.c.signer_id == self.link_id)
                .order_by(signing_codes.c.expires_at.desc(), signing_codes.c.created_at.desc())
            ).first()
        assert found is not None
        return self.desk.links.code(SIGN_CODE, found)

    def signature(self, **changes: Any) -> dict[str, Any]:
        """What a program sends, but for the code."""
        given = {
            "document_sha256": self.contract.pdf,
            "consent": True,
            "intent": True,
            "name": "Somebody Signing",
            "method": "typed",
        }
        return {**given, **changes}

    def signs(self, **changes: Any) -> TestResponse:
        return self.call("/sign", self.signature(code=self.code(), **changes))

    def typed(self, **changes: Any) -> dict[str, Any]:
        """What the page's form sends."""
        seen = self.read()
        return {
            "document_sha256": seen["document_sha256"],
            "summary_sha256": seen["summary"]["sha256"],
            "consent_version": seen["consent"]["version"],
            "intent_version": seen["intent"]["version"],
            "consent": "true",
            "intent": "true",
            "name": "Somebody Signing",
            "method": "typed",
            "drawing": "",
            **changes,
        }

    def execution(self) -> Execution:
        return self.contract.execution()

    def moves(self) -> set[str]:
        return {each["name"] for each in self.read()["links"]["actions"]}


def a_contract(desk: Desk, terms: Terms | None = None, org: str | None = None) -> Desktop:
    """Sent to be signed by everybody at once, or as the terms say."""
    contract = a_desktop(desk.db, org, terms or to_sign(), pdf=desk.files.put(PDF))
    contract.sends(desk.clock())
    return contract


def signer_of(desk: Desk, browser: FlaskClient, contract: Desktop, number: int) -> LinkSigner:
    return LinkSigner(browser, desk, contract, contract.execution().live[number].id)
