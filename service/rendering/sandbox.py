"""The Jinja environments of the layouts: closed, escaping, and loud about a name they lack."""

import re
from collections.abc import MutableMapping
from typing import Any

from jinja2 import StrictUndefined, Template
from jinja2.nodes import Template as Syntax
from jinja2.sandbox import ImmutableSandboxedEnvironment

from service.domain.contract import Defined, Reference, Table
from service.domain.errors import WordsLost

_NOT_IN_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Sandbox(ImmutableSandboxedEnvironment):
    """Every value is escaped, nothing is global, and a source is compiled once."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            autoescape=True, undefined=StrictUndefined, **{"finalize": printable, **options}
        )
        self.globals.clear()
        self.tests["a_definition"] = lambda span: isinstance(span, Defined)
        self.tests["a_reference"] = lambda span: isinstance(span, Reference)
        self.tests["a_table"] = lambda block: isinstance(block, Table)
        self._compiled: dict[str | Syntax, Template] = {}

    def from_string(
        self,
        source: str | Syntax,
        globals: MutableMapping[str, Any] | None = None,
        template_class: type[Template] | None = None,
    ) -> Template:
        """The compiled template; docxtpl asks for the same few sources at every paper."""
        if source not in self._compiled:
            self._compiled[source] = super().from_string(source, globals, template_class)
        return self._compiled[source]


def printable(value: Any) -> Any:
    """`value` as it came; parsers drop what XML cannot hold without a word, so we do not."""
    if isinstance(value, str) and (lost := _NOT_IN_XML.search(value)):
        raise WordsLost(f"no paper can hold the character U+{ord(lost[0]):04X}")
    return value
