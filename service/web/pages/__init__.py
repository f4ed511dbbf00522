"""Pages for people."""

from typing import Final

from service.web.pages import (
    deal_list,
    deal_page,
    deal_papers,
    docs,
    drafting,
    letters,
    library,
    outbox,
    security,
    settings,
    settings_keys,
    settings_people,
    sign_in,
    start,
)
from service.web.party import lost

PAGES: Final = (
    start.pages,
    sign_in.pages,
    deal_list.pages,
    deal_page.pages,
    deal_papers.pages,
    docs.pages,
    drafting.pages,
    library.pages,
    settings.pages,
    settings_people.pages,
    settings_keys.pages,
    security.pages,
    outbox.pages,
    letters.pages,
    lost.pages,
)
