"""Leaves the database server as it was."""

from collections.abc import Iterator

import pytest

from tests import databases


@pytest.fixture(scope="session", autouse=True)
def _tidied() -> Iterator[None]:
    yield
    databases.drop_schema()
