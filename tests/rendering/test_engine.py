"""What the PDF engine needs from the machine."""

import pytest

from service.rendering.engine import PangoMissing, probe


def test_a_missing_library_is_named_with_the_line_that_installs_it() -> None:
    with pytest.raises(PangoMissing) as told:
        probe({"libnothing.so.9": "libnothing9"})
    assert "libnothing9" in str(told.value)
    assert (
        "apt-get install -y --no-install-recommends "
        "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in str(told.value)
    )


def test_a_machine_that_has_them_passes() -> None:
    probe()
