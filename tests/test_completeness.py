"""Things that must be true of the whole program, whoever adds the next piece."""

import ast
import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from flask import Flask

from service.domain import errors
from service.domain.licenses.calendar import GROUPS
from service.domain.licenses.key_dates import LicenseDateKind
from service.domain.period.entries import KeyDateKind

CODE = sorted(path for folder in ("service", "schemas") for path in Path(folder).rglob("*.py"))

FLOORS = {
    "weasyprint": (70, 0),
    "jinja2": (3, 1, 6),
    "flask": (3, 1, 1),
    "werkzeug": (3, 1, 6),
    "gunicorn": (23,),
    "lxml": (6,),
    "pikepdf": (10,),
}
FORBIDDEN_CALLS = {"eval", "exec", "render_template_string", "Template"}
FORBIDDEN_IMPORTS = {"pickle", "marshal", "shelve", "random"}


def _release(package: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version(package))[:3])


@pytest.mark.parametrize(("package", "floor"), FLOORS.items())
def test_a_library_with_known_weaknesses_is_new_enough(
    package: str, floor: tuple[int, ...]
) -> None:
    assert _release(package) >= floor


def test_every_way_a_rule_says_no_has_a_public_code_of_its_own() -> None:
    kinds = [
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, errors.CounterpartError)
    ]
    codes = [kind.code for kind in kinds]
    assert len(codes) > 3
    assert len(set(codes)) == len(codes)


def test_every_kind_of_key_date_has_its_place_in_the_calendar() -> None:
    assert {*GROUPS} == {*KeyDateKind, *LicenseDateKind}


def test_no_module_compiles_or_unpickles_what_comes_in() -> None:
    found = {str(path): _forbidden(ast.parse(path.read_text("utf-8"))) for path in CODE}
    assert not {path: names for path, names in found.items() if names}


def _forbidden(module: ast.Module) -> set[str]:
    """What it calls and imports that no module may."""
    nodes = [*ast.walk(module)]
    calls = {
        node.func.id
        for node in nodes
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    imports = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return calls & FORBIDDEN_CALLS | imports & FORBIDDEN_IMPORTS


def test_every_module_starts_with_a_sentence() -> None:
    said = {path: ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "" for path in CODE}
    assert not [str(path) for path in CODE if not said[path].split("\n\n")[0].endswith((".", ":"))]


def test_no_file_of_code_is_longer_than_400_lines() -> None:
    long = {str(path): n for path in CODE if (n := len(path.read_text("utf-8").split("\n"))) > 400}
    assert not long


def test_every_route_says_whom_it_lets_in(app: Flask) -> None:
    silent = {name for name, view in app.view_functions.items() if not hasattr(view, "guard")}
    assert not silent


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_has_hashes_and_names_no_index(lock: str) -> None:
    text = Path(lock).read_text("utf-8")
    packages = re.findall(r"^([a-z0-9._-]+)==", text, re.MULTILINE)
    assert len(packages) > 30
    assert text.count("--hash=sha256:") >= len(packages)
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text


def test_the_lock_holds_every_declared_package() -> None:
    declared = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    names = {re.split(r"[><=!~\[]", each)[0] for each in declared}
    locked = set(
        re.findall(r"^([a-z0-9._-]+)==", Path("requirements.lock").read_text("utf-8"), re.M)
    )
    assert names <= locked
