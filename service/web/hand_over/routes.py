"""Everything that stands behind the question whether somebody else may sign."""

from typing import Final

from service.web.hand_over import question

PAGES: Final = (question.pages,)
"""Their forms carry a token of their own, since their readers have no session."""
