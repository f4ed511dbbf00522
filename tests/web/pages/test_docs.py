"""The page about the API says all that its description says."""

import re

from flask.testing import FlaskClient

from tests.web.pages_of import anchors, ids


def _page(client: FlaskClient) -> str:
    answer = client.get("/docs")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_every_operation_is_on_the_page(client: FlaskClient) -> None:
    page = _page(client)
    paths = client.get("/openapi.json").json["paths"]
    assert len(paths) > 15
    for path, item in paths.items():
        for method in item.keys() - {"parameters"}:
            assert f"<b>{method.upper()}</b> <code>{path}</code>" in page


def test_every_object_is_on_the_page(client: FlaskClient) -> None:
    schemas = client.get("/openapi.json").json["components"]["schemas"]
    assert {f"schema-{name}" for name in schemas} <= set(ids(_page(client)))


def test_every_link_within_the_page_leads_somewhere_once(client: FlaskClient) -> None:
    page = _page(client)
    assert anchors(page) <= set(ids(page))
    assert len(ids(page)) == len(set(ids(page)))


def test_the_page_needs_no_script_and_no_style_of_its_own(client: FlaskClient) -> None:
    page = _page(client)
    assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=", page)


def test_the_start_page_leads_to_it(client: FlaskClient) -> None:
    assert 'href="/docs"' in client.get("/").get_data(as_text=True)
