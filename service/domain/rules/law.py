"""Whether the forum of disputes is complete."""

from collections.abc import Iterator
from typing import Final

from service.domain.errors import Fault
from service.domain.terms import Terms
from service.domain.terms.law import Forum

_WORDS: Final = {"rules": ("rules", "those of the ICC or JAMS"), "seat": ("a seat", "Geneva")}


def arbitration_has_rules_and_a_seat(terms: Terms) -> Iterator[Fault]:
    """Courts and experts need no place: without one they are those of the governing law's place."""
    law = terms.law
    arbitration = law.forum is Forum.ARBITRATION
    for name, value in (("rules", law.rules), ("seat", law.seat)):
        what, example = _WORDS[name]
        if arbitration and value is None:
            yield Fault(
                f"/law/{name}",
                f"Disputes go to arbitration, which needs {what}, such as {example}.",
            )
        elif value is not None and not arbitration:
            yield Fault(
                f"/law/{name}",
                f"Only arbitration has {what}, and the forum is {law.forum}: choose arbitration "
                f"or leave {value} out.",
            )


RULES: Final = (arbitration_has_rules_and_a_seat,)
