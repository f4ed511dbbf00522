"""Quotes: the fee, published rates, findings and days of terms that are not stored."""

from sqlalchemy import func, select

from service.desk import Desk
from service.storage.tables import deals, terms_texts
from tests.web.callers import Caller, a_blocked_document, a_document


def _quote(ada: Caller, document: dict[str, object]) -> dict[str, object]:
    wanted = {key: document[key] for key in ("family", "our_side", "terms")}
    answer = ada.post("/quotes", wanted)
    assert answer.status_code == 200, answer.json
    found: dict[str, object] = answer.json
    return found


def test_a_quote_says_what_each_line_comes_to(ada: Caller) -> None:
    lines = _quote(ada, a_document())["lines"]
    amounts = {line["line"]: line["amount"]["amount"] for line in lines}  # type: ignore[attr-defined]
    assert amounts == {"photos": "60000.00", "clips": "500000.00", "film": "1000000.00"}


def test_a_quote_totals_by_currency(ada: Caller) -> None:
    (total,) = _quote(ada, a_document())["totals"]  # type: ignore[misc]
    assert total["committed"] == {"amount": "1560000.00", "currency": "USD"}


def test_a_quote_shows_the_days_that_matter(ada: Caller) -> None:
    found = _quote(ada, a_document())["key_dates"]
    days = {each["kind"]: each["on"] for each in found if each["n"] <= 1}  # type: ignore[attr-defined]
    assert (days["last_day"], days["notice_received_by"]) == ("2029-01-30", "2028-12-01")


def test_a_quote_points_at_what_blocks(ada: Caller) -> None:
    found = _quote(ada, a_blocked_document())["findings"]
    blocks = [each for each in found if each["level"] == "block"]  # type: ignore[attr-defined]
    assert [(b["code"], b["pointers"]) for b in blocks] == [
        ("release_coverage", ["/terms/materials/lines/1/releases_pct"])
    ]


def test_a_quote_stands_beside_published_rates(ada: Caller) -> None:
    found = _quote(ada, a_document())["bands"]
    assert {each["line"] for each in found} == {"photos", "clips", "film"}  # type: ignore[attr-defined]


def test_terms_with_faults_are_not_priced(ada: Caller) -> None:
    answer = ada.post("/quotes", {"family": "bulk-media", "our_side": "licensor", "terms": {}})
    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"].startswith("/terms")


def test_nothing_of_a_quote_is_stored(ada: Caller, desk: Desk) -> None:
    _quote(ada, a_document())
    with desk.db.engine.connect() as connection:
        for table in (deals, terms_texts):
            assert connection.scalar(select(func.count()).select_from(table)) == 0
