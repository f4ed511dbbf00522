"""What changed between two offers, as a mapping that the answer's schema writes."""

from collections.abc import Iterator
from typing import Any

from service.drafting.differences import Differences
from service.drafting.differences.money import reason_in_words
from service.drafting.differences.summary import change_in_words


def difference_answer(found: Differences) -> dict[str, Any]:
    return {
        "summary": found.summary,
        "changes": [*_changes(found)],
        "terms": found.terms,
        "money": {
            "totals": found.fees.totals,
            "reasons": [
                {
                    "cause": reason.cause,
                    "what": reason.what,
                    "words": reason_in_words(reason),
                    "effect": reason.effect,
                }
                for reason in found.fees.why
            ],
        },
        "positions": found.positions,
        "dates": found.dates,
    }


def _changes(found: Differences) -> Iterator[dict[str, Any]]:
    for group in found.groups:
        for change in group.changes:
            yield {
                "group": group.heading,
                "label": change.label,
                "kind": change.kind.value,
                "paths": change.paths,
                "words": change_in_words(change),
                "before": change.before_words,
                "after": change.after_words,
                "money_effect": change.money_effect,
                "toward": change.toward,
            }
