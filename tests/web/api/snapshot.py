"""The description that programs were written against.

Write it anew, once nothing breaks, with `.venv/bin/python -m tests.web.api.snapshot`.
"""

import json
from pathlib import Path
from typing import Any

from service.app import create_app
from service.settings import Settings
from tests.conftest import SECRET
from tests.desks import an_idle_desk

PATH = Path(__file__).with_name("openapi.json")


def kept() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(PATH.read_text("utf-8"))
    return found


def main() -> None:
    with create_app(Settings(secret_key=SECRET), an_idle_desk()).test_client() as client:
        now = client.get("/openapi.json").json
    PATH.write_text(json.dumps(now, indent=1, sort_keys=True, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
