"""The texts as they were when a version of them was first released, by their digests.

`python -m tests.drafting.frozen` adds new files to the list; it never changes a line of it.
"""

import hashlib
from pathlib import Path
from typing import Final

from service.drafting.library import ROOT

LIST: Final = ROOT / "frozen.sha256"
_TEXTS: Final = (
    "clauses/*/*.md",
    "schedules/*/*.md",
    "riders/*/*.md",
    "consents/*/*.md",
    "restatements/*/*.md",
    "families/*/*.toml",
)


def texts() -> list[Path]:
    return sorted(path for pattern in _TEXTS for path in ROOT.glob(pattern))


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def frozen() -> dict[Path, str]:
    """As `sha256sum -c frozen.sha256` reads it."""
    rows = (line.split("  ", 1) for line in LIST.read_text("utf-8").splitlines())
    return {ROOT / name: sha256 for sha256, name in rows}


def main() -> None:
    known = frozen() if LIST.exists() else {}
    kept = known | {path: digest(path) for path in texts() if path not in known}
    rows = (f"{sha256}  {path.relative_to(ROOT)}\n" for path, sha256 in sorted(kept.items()))
    LIST.write_text("".join(rows), "utf-8")


if __name__ == "__main__":
    main()
