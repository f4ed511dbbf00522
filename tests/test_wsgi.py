"""The door for any WSGI server opens, in a process that knows nothing but its settings."""

import os
import subprocess
import sys
from pathlib import Path

ASK = "from wsgi import app; print(app.test_client().get('/healthz').status_code)"


def test_another_server_can_serve_it(tmp_path: Path) -> None:
    environment = {
        **os.environ,  # noqa: TID251
        "COUNTERPART_DATABASE_URL": f"sqlite:///{tmp_path}/counterpart.sqlite3",
        "COUNTERPART_FILES_URL": str(tmp_path / "files"),
        "COUNTERPART_SECRET_KEY": "long enough, and for this test alone",
    }
    asked = subprocess.run(  # noqa: S603
        [sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, check=False
    )
    assert asked.stdout.strip().endswith("200"), asked.stderr
