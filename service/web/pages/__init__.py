"""Pages for people."""

from typing import Final

from service.web.pages import (
    deal_compared,
    deal_list,
    deal_markup,
    deal_offers,
    deal_page,
    deal_papers,
    deal_signing,
    deal_talk,
    docs,
    drafting,
    letters,
    library,
    outbox,
    security,
    settings,
    settings_history,
    settings_keys,
    settings_people,
    sign_in,
    start,
    verify,
)
from service.web.party import lost

PAGES: Final = (
    start.pages,
    sign_in.pages,
    deal_list.pages,
    deal_page.pages,
    deal_offers.pages,
    deal_talk.pages,
    deal_markup.pages,
    deal_papers.pages,
    deal_signing.pages,
    deal_compared.pages,
    docs.pages,
    drafting.pages,
    library.pages,
    settings.pages,
    settings_people.pages,
    settings_keys.pages,
    settings_history.pages,
    security.pages,
    outbox.pages,
    letters.pages,
    lost.pages,
    verify.pages,
)
