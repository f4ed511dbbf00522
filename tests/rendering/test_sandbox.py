"""The Jinja environment of the layouts."""

import pytest
from jinja2 import UndefinedError
from jinja2.exceptions import SecurityError

from service.rendering.sandbox import Sandbox


def test_it_has_no_globals() -> None:
    with pytest.raises(UndefinedError):
        Sandbox().from_string("{{ cycler }}").render()


def test_it_says_when_a_name_is_missing() -> None:
    with pytest.raises(UndefinedError):
        Sandbox().from_string("{{ titel }}").render(title="x")


def test_it_escapes_values() -> None:
    assert Sandbox().from_string("{{ x }}").render(x="<b>&") == "&lt;b&gt;&amp;"


def test_it_does_not_render_values_again() -> None:
    assert Sandbox().from_string("{{ x }}").render(x="{{7*7}}") == "{{7*7}}"


def test_it_keeps_out_of_the_inside_of_python() -> None:
    with pytest.raises(SecurityError):
        Sandbox().from_string("{{ x.__class__.__mro__ }}").render(x="")


def test_it_changes_nothing_it_was_given() -> None:
    with pytest.raises(SecurityError):
        Sandbox().from_string("{{ x.append(1) }}").render(x=[])


def test_it_compiles_a_source_once() -> None:
    sandbox = Sandbox()
    assert sandbox.from_string("{{ x }}") is sandbox.from_string("{{ x }}")
