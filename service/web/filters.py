"""How pages write figures, amounts, days and moments: the same way as the contract."""

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from markupsafe import Markup

from service.commands.to_sign import waiting_to_sign
from service.domain.licenses.recording import may_correct
from service.domain.money import Rate
from service.domain.terms.materials import MaterialsLine
from service.domain.wording import code, day_in_words, figure
from service.drafting.differences.money import reason_in_words, signed
from service.drafting.wording import address, first_upper, law, money, rate, territories, zone
from service.drafting.words import units, words, words_of
from service.web.calendar_words import group_of, month_name, short_words, weekday
from service.web.days import away
from service.web.deed_words import deed_words, doer, is_of_letter
from service.web.letter_words import (
    attempt_tag,
    fate_in_words,
    handling_words,
    letter_name,
    letter_tag,
)
from service.web.license_event_words import event_doer, event_remark, event_words, scope_words
from service.web.license_form import fact_label
from service.web.license_words import (
    cause_words,
    fate_head,
    key_date_words,
    license_tag,
    period_name,
    relation_done,
    relation_title,
)
from service.web.notice_words import method_words, notice_tag, notice_title
from service.web.signer_words import seal_words, signing_tag
from service.web.words import (
    browser,
    contract_tag,
    deal_tag,
    done,
    for_days,
    outcome_tag,
    place,
    remark,
    shifted,
    status_tags,
    who,
)


def moment(at: datetime) -> Markup:
    """ "2 March 2026, 12:00 UTC", which a program can read too."""
    said = f"{day_in_words(at.date())}, {at:%H:%M} UTC"
    return Markup('<time datetime="{}">{}</time>').format(f"{at:%Y-%m-%dT%H:%M:%SZ}", said)


def moment_in(at: datetime, zone_name: str) -> Markup:
    """ "2 March 2026, 07:00, Eastern Time (America/New_York)": a moment where a contract counts."""
    there = at.astimezone(ZoneInfo(zone_name))
    said = f"{day_in_words(there.date())}, {there:%H:%M}, {zone(zone_name)}"
    return Markup('<time datetime="{}">{}</time>').format(f"{at:%Y-%m-%dT%H:%M:%SZ}", said)


def price(value: Decimal) -> str:
    """With the decimals that were published."""
    return f"{value:,f}"


def price_in(value: Decimal, currency: str) -> str:
    """ "USD 0.0515", as the contract writes a rate."""
    return rate(Rate(value), currency)


def amount_of(line: MaterialsLine) -> str:
    """ "1,200,000 images"."""
    return f"{figure(line.volume)} {units(line.unit, line.volume)}"


def kind(value: object) -> str:
    """The name of a value's type, where a page shows each kind in its own way."""
    return type(value).__name__


FILTERS: Final[Mapping[str, Callable[..., Any]]] = {
    "amount_of": amount_of,
    "address": address,
    "attempt_tag": attempt_tag,
    "away": away,
    "browser": browser,
    "capitalize_first": first_upper,
    "cause_words": cause_words,
    "code": code,
    "contract_tag": contract_tag,
    "day": day_in_words,
    "correctable": may_correct,
    "deed_words": deed_words,
    "doer": doer,
    "deal_tag": deal_tag,
    "done": done,
    "fact_label": fact_label,
    "event_doer": event_doer,
    "event_remark": event_remark,
    "event_words": event_words,
    "fate_head": fate_head,
    "fate_in_words": fate_in_words,
    "figure": figure,
    "for_days": for_days,
    "handling_words": handling_words,
    "group_of": group_of,
    "is_of_letter": is_of_letter,
    "key_date_words": key_date_words,
    "kind": kind,
    "law": law,
    "letter_name": letter_name,
    "letter_tag": letter_tag,
    "license_tag": license_tag,
    "method_words": method_words,
    "moment": moment,
    "moment_in": moment_in,
    "money": money,
    "notice_tag": notice_tag,
    "notice_title": notice_title,
    "month_name": month_name,
    "outcome_tag": outcome_tag,
    "period_name": period_name,
    "place": place,
    "price": price,
    "price_in": price_in,
    "rate": rate,
    "reason_in_words": reason_in_words,
    "relation_done": relation_done,
    "relation_title": relation_title,
    "remark": remark,
    "scope_words": scope_words,
    "seal_words": seal_words,
    "shifted": shifted,
    "short_words": short_words,
    "signed": signed,
    "signing_tag": signing_tag,
    "status_tags": status_tags,
    "territories": territories,
    "waiting_to_sign": waiting_to_sign,
    "weekday": weekday,
    "who": who,
    "words": words,
    "words_of": words_of,
    "zone": zone,
}
