"""Whether each special term changes one clause, once."""

from collections.abc import Iterator
from typing import Final

from service.domain.errors import Fault
from service.domain.rules.positions import CLAUSE_ID
from service.domain.terms import Terms
from service.domain.terms.signing import SpecialAction

_REPLACE: Final = SpecialAction.REPLACE


def special_terms_have_their_own_ids(terms: Terms) -> Iterator[Fault]:
    seen: set[str] = set()
    for i, special in enumerate(terms.special_terms):
        if special.id in seen:
            yield Fault(
                f"/special_terms/{i}/id", f"Another special term is already called {special.id}."
            )
        seen.add(special.id)


def special_terms_change_clauses(terms: Terms) -> Iterator[Fault]:
    for i, special in enumerate(terms.special_terms):
        if not CLAUSE_ID.fullmatch(special.clause):
            yield Fault(
                f"/special_terms/{i}/clause",
                f"{special.clause} is not a clause: clauses are called C01, C02 and so on.",
            )


def special_terms_have_text_unless_they_delete(terms: Terms) -> Iterator[Fault]:
    for i, special in enumerate(terms.special_terms):
        deletes = special.action is SpecialAction.DELETE
        if special.text is None and not deletes:
            yield Fault(
                f"/special_terms/{i}/text",
                f"Give the words to {special.action} in {special.clause}.",
            )
        elif special.text is not None and deletes:
            yield Fault(
                f"/special_terms/{i}/text",
                f"{special.clause} is deleted, so there are no words to give: leave the text out, "
                "or replace the clause.",
            )


def a_clause_is_replaced_or_deleted_once(terms: Terms) -> Iterator[Fault]:
    """Additions may follow a replacement, not a deletion; the order is that of the list."""
    gone: dict[str, tuple[str, SpecialAction]] = {}
    for i, special in enumerate(terms.special_terms):
        before = gone.get(special.clause)
        if before and not (special.action is SpecialAction.ADD and before[1] is _REPLACE):
            done = "replaced" if before[1] is _REPLACE else "deleted"
            yield Fault(
                f"/special_terms/{i}/clause",
                f"{special.clause} is already {done} by {before[0]}: put both changes into one.",
            )
        elif special.action is not SpecialAction.ADD:
            gone[special.clause] = (special.id, special.action)


RULES: Final = (
    special_terms_have_their_own_ids,
    special_terms_change_clauses,
    special_terms_have_text_unless_they_delete,
    a_clause_is_replaced_or_deleted_once,
)
