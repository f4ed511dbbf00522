"""The page behind a signing link: what it says, and offers, at every point of signing."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from service.desk import Desk
from service.domain.drawing_up import ContractStatus
from service.web.signer.words import IN_INK, WHAT_IT_IS
from tests.conftest import NOON
from tests.executing import Desktop
from tests.signed import plain_drawing
from tests.web.signers import PDF, LinkSigner
from tests.web.signing_states import COPY, KIM, SEALED, STATES, asked, copy_given, executed, in_ink

SAYS = {
    "asked": ("Sign for Example Labs Ltd", "Waiting for you", "To be signed before"),
    "not_on_turn": ("Others sign before you", "Waiting for Ada", "when it is your turn"),
    "has_signed": ("You have signed", "Waiting for Ada", "take your signature back"),
    "proposed": ("Sign for Example Labs Ltd", KIM.email, "contracts@labs.example"),
    "not_agreed": ("did not agree that Kim Signs signs in your place",),
    "declined": ("Signing rests: somebody declined", "“The fee is wrong.”"),
    "voided": ("was ended before everybody signed", "“No.”", "Nobody is bound"),
    "over": ("was ended before everybody signed",),
    "formed": ("Everybody has signed", "being sealed now", "nothing can be taken back"),
    "executed": ("The contract is signed and sealed", "Download the sealed PDF"),
    "in_ink": ("This contract is signed in ink", "Give the signed copy"),
    "copy_given": ("A signed copy waits for your answer", "Confirm the copy", "Refuse the copy"),
}
OFFERS = {
    "asked": {"open", "reassign", "decline"},
    "not_on_turn": {"reassign", "decline"},
    "has_signed": {"withdraw"},
    "proposed": {"open", "reassign", "decline"},
    "not_agreed": {"open", "reassign", "decline"},
    "in_ink": {"copies", "reassign", "decline"},
    "copy_given": {"copies", "confirm", "refuse", "reassign", "decline"},
}


def _acts(page: str) -> set[str]:
    found = re.findall(r'<form method="post" action="/s/[^/]+/([^"]+)"', page)
    return {each.rpartition("/")[2] for each in found} - {"viewed"}


@pytest.mark.parametrize("name", list(STATES))
def test_it_says_how_things_stand_and_offers_what_is_open(
    desk: Desk, client: FlaskClient, name: str
) -> None:
    signer = STATES[name](desk, client, name)
    page = unescape(signer.page())
    for words in SAYS[name]:
        assert words in page, words
    assert _acts(page) == OFFERS.get(name, set())
    assert (IN_INK if signer.execution().ink else WHAT_IT_IS) in page
    for digest in (signer.contract.pdf, signer.read()["terms_sha256"]):
        assert digest in page
    assert signer.link_id not in page.replace(signer.at, "").replace(signer.form_token, "")
    signer.contract.assert_sound()


def test_each_line_of_the_summary_leads_to_a_place_of_the_contract(bo: LinkSigner) -> None:
    page = bo.page()
    led = re.findall(r'class="where" href="#([^"]+)"', page)
    assert len(led) > 15
    for bookmark in led:
        assert f'id="{bookmark}"' in page
    assert 'href="' + bo.at + '/document.pdf"' in page


def test_signing_goes_page_by_page_and_only_the_last_button_signs(
    bo: LinkSigner, contract: Desktop
) -> None:
    answer = bo.post("/open")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{bo.at}/sign")
    assert bo.execution().signer(bo.link_id).opened_at == NOON
    form = unescape(bo.page("/sign"))
    assert "I intend to sign and I am authorized to bind Example Labs Ltd." in form
    assert "checked" not in re.sub(r'value="typed" checked', "", form)
    typed = bo.typed(name="Bo Ångström", drawing="")
    review = unescape(bo.post("/review", typed).get_data(as_text=True))
    assert "Sign agreement for Example Labs Ltd" in review
    assert "Bo Ångström" in review
    mailed = bo.post("/code", typed).get_data(as_text=True)
    assert "A code is on its way to bo@labs.example" in mailed
    assert 'value="Bo Ångström"' in mailed
    changed = bo.post("/review", typed, do="change").get_data(as_text=True)
    assert 'value="Bo Ångström"' in changed
    assert changed.count(" checked") == 3
    assert bo.execution().signer(bo.link_id).signed_at is None
    answer = bo.post("/sign", typed, code=bo.newest_code())
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{bo.at}?done=signed")
    assert "Your signature is there." in bo.page("?done=signed")
    assert bo.get("/sign").headers["Location"] == bo.at
    assert bo.post("/withdraw").headers["Location"] == f"{bo.at}?done=taken-back"
    assert "Go on to sign" in bo.page("?done=taken-back")
    contract.assert_sound()


def test_what_is_wrong_stands_at_its_field_and_what_was_typed_stays(bo: LinkSigner) -> None:
    typed = bo.typed(name="北斋", consent="", intent="", method="drawn", drawing="{")
    answer = bo.post("/review", typed)
    page = unescape(answer.get_data(as_text=True))
    assert answer.status_code == 422
    assert "This is no drawing" in page
    answer = bo.post("/review", bo.typed(name="北斋"))
    page = unescape(answer.get_data(as_text=True))
    assert answer.status_code == 422
    assert "The fonts of the contract cannot print" in page
    assert 'value="北斋" aria-describedby="name-hint name-fault" aria-invalid="true"' in page
    page = unescape(bo.post("/review", bo.typed(consent="", intent="")).get_data(as_text=True))
    assert page.count("Agree to sign electronically first.") == 2
    assert page.count("Say that you intend to sign.") == 2


def test_a_wrong_code_is_told_at_the_code_with_all_else_kept(bo: LinkSigner) -> None:
    typed = bo.typed(method="drawn", drawing=str(plain_drawing()).replace("'", '"'))
    for code, words in (("", "Type the code that we mail you"), ("000", "This code does not fit")):
        answer = bo.post("/sign", typed, code=code)
        page = unescape(answer.get_data(as_text=True))
        assert answer.status_code == 422
        assert words in page
        assert 'name="drawing" value="{"width": 600' in page
    for _ in range(9):
        answer = bo.post("/code", typed)
    assert answer.status_code == 429
    assert "Wait" in answer.get_data(as_text=True)


def test_a_document_that_moved_is_not_signed(bo: LinkSigner) -> None:
    answer = bo.post("/review", bo.typed(document_sha256="0" * 64))
    assert answer.status_code == 409
    assert "look at it anew" in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("path", "fields", "words"),
    [
        ("/decline", {"reason": ""}, "Give 1 to 4000 characters"),
        ("/reassign", {"name": "Kim", "title": "", "email": "kim@x.example"}, "Give 1 to 200"),
        ("/reassign", {"name": "Kim", "title": "Boss", "email": "kim"}, 'value="Kim"'),
    ],
)
def test_a_form_that_is_not_right_opens_again(
    bo: LinkSigner, path: str, fields: dict[str, str], words: str
) -> None:
    answer = bo.post(path, fields)
    assert answer.status_code == 422
    page = unescape(answer.get_data(as_text=True))
    assert words in page
    assert f'id="{path[1:]}" open' in page


def test_declining_and_handing_over_by_form(bo: LinkSigner, ada: LinkSigner) -> None:
    who = {"name": KIM.name, "title": KIM.title, "email": KIM.email}
    assert bo.post("/reassign", who).headers["Location"] == f"{bo.at}?done=proposed"
    assert "is proposed to sign in your place" in bo.page("?done=proposed")
    assert ada.post("/decline", reason="Not our price.").status_code == 303
    assert "You declined to sign" in ada.page("?done=declined")
    answer = bo.post("/decline", reason="Me too.")
    assert answer.status_code == 409
    page = unescape(answer.get_data(as_text=True))
    assert "You wrote: “Me too.”" in page
    assert "Signing rests" in page


def test_the_sealed_files_are_there_for_everybody(desk: Desk, client: FlaskClient) -> None:
    bo = executed(desk, client, "sealed")
    assert bo.get("/sealed.pdf").data == SEALED
    assert bo.get("/certificate.pdf").data == b"%PDF certificate"
    assert bo.get("/document.pdf").data == PDF
    assert bo.read()["links"]["sealed"].endswith("/sealed.pdf")


def test_a_signed_copy_is_given_looked_at_and_refused_or_confirmed(
    desk: Desk, client: FlaskClient
) -> None:
    bo = copy_given(desk, client, "ink")
    assert bo.moves() == {"give_copy", "confirm_copy", "refuse_copy", "decline", "reassign"}
    (copy,) = bo.read()["copies"]
    at = f"/copies/{copy['id']}"
    assert bo.get(f"{at}.pdf").data == COPY
    answer = bo.post(f"{at}/confirm")
    assert answer.status_code == 422
    assert "Look at the copy, then tick the box." in answer.get_data(as_text=True)
    assert bo.call(f"{at}/refuse", {"reason": "A page is missing."}).json["copies"][0][
        "reason"
    ] == ("A page is missing.")
    assert bo.call(f"{at}/confirm").status_code == 404
    assert bo.post("/sign", bo.typed(), code="1").status_code == 409
    refused = bo.call("/sign", bo.signature(code="1"))
    assert (refused.status_code, refused.json["code"]) == (409, "ink_only")
    bo.contract.assert_sound()


def test_a_copy_is_a_pdf_with_a_day_that_has_come(
    desk: Desk, client: FlaskClient, whole_pdf: bytes
) -> None:
    bo = in_ink(desk, client, "given")
    for data, kind, day, status in (
        (b"no PDF", "application/pdf", "2026-03-01", 422),
        (b"%PDF-1.7 broken", "application/pdf", "2026-03-01", 422),
        (whole_pdf, "image/png", "2026-03-01", 415),
        (whole_pdf, "application/pdf", "2026-03-03", 422),
        (whole_pdf, "application/pdf", "", 422),
        (whole_pdf, "application/pdf", "2026-03-02", 200),
    ):
        answer = bo.browser.post(
            f"{bo.at}/copies?signed_on={day}",
            data=data,
            content_type=kind,
            headers={"Accept": "application/json"},
        )
        assert answer.status_code == status, (data[:20], kind, day, answer.data)
    electronic = asked(desk, client, "typed")
    answer = electronic.browser.post(
        f"{electronic.at}/copies?signed_on=2026-03-01",
        data=whole_pdf,
        content_type="application/pdf",
        headers={"Accept": "application/json"},
    )
    assert (answer.status_code, answer.json["code"]) == (409, "electronic_only")
    (copy,) = bo.execution().copies
    assert bo.get(f"/copies/{copy.id}.pdf").data == whole_pdf
    assert bo.call(f"/copies/{copy.id}/confirm").json["code"] == "own_copy"
    assert bo.post("/copies", signed_on="2026-03-01").status_code == 422
    assert bo.execution().status is ContractStatus.SENT
