import json
from pathlib import Path

from service.domain.people import Role, Scope
from tests.conftest import NOON


def test_all(app, client, desk):
    with desk.db.accounts() as a:
        org = a.organization("demo", "Demo", NOON)
        user = a.user("ada@archive.example", "Ada", NOON)
        a.join(org, user, Role.ADMIN, NOON)
        _, key = a.new_key(org, "k", [Scope.ADMIN], by=user, at=NOON)
        link = a.sign_in_link(user, NOON)
    h = {"Authorization": f"Bearer {key}"}
    deal = json.loads(Path("examples/photo-archive.json").read_text())
    r = client.post("/api/v1/deals", json=deal, headers=h | {"Idempotency-Key": "a"})
    assert r.status_code == 201, r.json
    print(json.dumps({k: v for k, v in r.json.items() if k != "terms"}, indent=1), r.headers)
    again = client.post("/api/v1/deals", json=deal, headers=h | {"Idempotency-Key": "a"})
    assert again.data == r.data and again.headers["Idempotent-Replayed"] == "true"
    id = r.json["id"]
    g = client.get(f"/api/v1/deals/{id}", headers=h)
    assert g.status_code == 200 and g.headers["ETag"] == r.headers["ETag"]
    assert (
        client.get(
            f"/api/v1/deals/{id}", headers=h | {"If-None-Match": g.headers["ETag"]}
        ).status_code
        == 304
    )
    assert client.patch(f"/api/v1/deals/{id}", json={"title": "New"}, headers=h).status_code == 428
    p = client.patch(
        f"/api/v1/deals/{id}", json={"title": "New"}, headers=h | {"If-Match": g.headers["ETag"]}
    )
    assert p.status_code == 200 and p.json["title"] == "New"
    assert (
        client.patch(
            f"/api/v1/deals/{id}",
            json={"title": "New2"},
            headers=h | {"If-Match": g.headers["ETag"]},
        ).status_code
        == 412
    )
    assert (
        client.post(
            "/api/v1/deals", data=b"{", headers=h, content_type="application/json"
        ).status_code
        == 422
    )
    bad = client.post(
        "/api/v1/deals", json={"family": "x", "terms": {"pricing": {"currency": 3}}}, headers=h
    )
    assert bad.status_code == 422 and bad.json["errors"]
    assert client.get("/api/v1/deals").status_code == 401
    l = client.get("/api/v1/deals?limit=1", headers=h)
    assert l.status_code == 200, l.json
    print(l.json)
    assert client.get("/api/v1/deals?limit=999", headers=h).status_code == 422
    assert client.get("/api/v1/deals?x=999", headers=h).status_code == 422
    w = client.post(f"/api/v1/deals/{id}/withdraw", headers=h)
    assert w.status_code == 200, w.json
    assert client.post(f"/api/v1/deals/{id}/withdraw", headers=h).status_code == 409
    spec = client.get("/openapi.json")
    assert spec.status_code == 200
    Path("/tmp/openapi.json").write_bytes(spec.data)
    t = desk.links.token("sign-in", link)
    page = client.get(f"/sign-in/{t}")
    assert page.status_code == 200
    import re

    csrf = re.search(r'csrf_token" value="([^"]+)"', page.get_data(as_text=True)).group(1)
    assert client.post(f"/sign-in/{t}").status_code == 400
    ok = client.post(f"/sign-in/{t}", data={"csrf_token": csrf})
    assert ok.status_code == 303
    assert client.post(f"/sign-in/{t}", data={"csrf_token": csrf}).status_code == 404
