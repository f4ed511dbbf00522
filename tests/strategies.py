"""Deals that can be agreed, drawn at random: whole Terms, from their types and their bounds.

`drawn` makes values of any part of the terms from the type hints and the bounds beside them. Parts
that hang together closely (a period and its notices, a line and its unit, prices and their model)
are drawn to fit; whatever else a rule refuses is drawn again at the place where the fault points.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum
from functools import cache
from itertools import accumulate
from types import MappingProxyType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from service.domain.money import Money, Rate
from service.domain.pricing.charges import BY_USE
from service.domain.pricing.faults.charges import PERS, READS
from service.domain.pricing.faults.models import ALLOWED, PRICES_EVERY_LINE
from service.domain.rules import faults
from service.domain.terms import Form, Terms
from service.domain.terms.bounds import Between, Code, Items, Places, Text
from service.domain.terms.delivery import Delivery, DeliveryMode, DueAfter, SpanUnit, Tranche
from service.domain.terms.grant import Grant
from service.domain.terms.law import LAWS
from service.domain.terms.materials import (
    ANY_ASSET,
    UNITS_OF,
    AssetType,
    Materials,
    MaterialsLine,
    Quality,
    Tier,
)
from service.domain.terms.models import Models, WeightsSurvival
from service.domain.terms.parties import Licensee
from service.domain.terms.period import (
    Notice,
    Period,
    PeriodMode,
    Renewal,
    RenewalMode,
    Span,
    StartMode,
    Starts,
)
from service.domain.terms.positions import Positions
from service.domain.terms.prices import (
    Charge,
    ChargeKind,
    FeeModel,
    Guarantee,
    Per,
    Pricing,
    RevenueBase,
)
from service.domain.terms.risk import ALWAYS_UNCAPPED, CapType, ChangeOfLaw, Risk, Uncapped
from service.domain.terms.signing import SpecialTerm
from service.drafting.library import family
from service.drafting.selection import positions_on_offer

Draw = Callable[[st.SearchStrategy[Any]], Any]

LONGEST_LIST = 2
LARGEST = 10**6
"""Beyond these a list or a number only takes time."""

MOST_ROUNDS = 30
SHORTEST = 3
"""Months of an initial period; every notice and delivery below fits into it."""

FIRST_DAY, LAST_DAY = date(2026, 1, 1), date(2030, 12, 31)
CLAUSES = tuple(f"C{n:02}" for n in range(1, 59) if n != 57)
FORM = family("bulk-media", 1)
ON_OFFER = tuple(
    (clause, position) for clause in FORM.clauses for position in positions_on_offer(clause, FORM)
)

_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZäéñßœθΩжЯ"
_TEXTS = st.builds(
    lambda first, rest: " ".join([first, *rest]),
    st.text(_LETTERS, min_size=1, max_size=8),
    st.lists(st.text(_LETTERS + "0123456789-'&.,()/", min_size=1, max_size=8), max_size=2),
)
_LAWS_WITH_TEXT = ["DE", "GB-ENG", "SG"]
"""Governing laws that a contract has words for; drawn more often than the others."""

_CODES = {
    Code.COUNTRY: st.sampled_from(["US", "GB", "DE", "IN", "JP"]),
    Code.TERRITORY: st.sampled_from(["US", "GB", "DE", "IN", "JP"]),
    Code.JURISDICTION: st.sampled_from(["US-DE", "US-CA", "GB", "DE", "IN", "FR"]),
    Code.LAW: st.sampled_from(_LAWS_WITH_TEXT) | st.sampled_from(sorted(LAWS)),
    Code.CURRENCY: st.sampled_from(["USD", "EUR", "JPY", "KWD"]),
    Code.ZONE: st.sampled_from(["UTC", "America/New_York", "Europe/Berlin", "Asia/Kolkata"]),
    Code.LANGUAGE: st.sampled_from(["en", "de", "pt-BR"]),
    Code.EMAIL: st.integers(0, LARGEST).map(lambda n: f"person{n}@labs.example"),
    Code.SHA256: st.integers(0, 2**256 - 1).map(lambda number: f"{number:064x}"),
    Code.IDENTIFIER: st.integers(0, LARGEST).map(lambda n: f"no{n}"),
}
_PLACES = st.sampled_from(
    [{"WORLD"}, {"EU"}, {"US"}, {"EU", "GB"}, {"DE", "IN", "US"}, {"JP", "US"}]
).map(frozenset)
_UP_TO_TWO_MONTHS = {"days": 60, "business_days": 40, "weeks": 8, "months": 2}


def terms() -> st.SearchStrategy[Terms]:
    """Deals without faults."""
    return _mended().map(_as_read).filter(lambda found: not faults(found))


def _as_read(found: Terms) -> Terms:
    """A cap that is an amount has no multiple: the door takes none."""
    cap = found.risk.general_cap
    if cap.type is not CapType.AMOUNT:
        return found
    return replace(found, risk=replace(found.risk, general_cap=replace(cap, value=None)))


@cache
def drawn(hint: Any, currency: str = "USD") -> st.SearchStrategy[Any]:
    """Values of a type hint within its bounds; money is in `currency`."""
    kind, *bounds = get_args(hint) if get_origin(hint) is Annotated else (hint,)
    within = {type(bound): bound for bound in bounds}
    if get_origin(kind) in (UnionType, Union):
        some = next(arg for arg in get_args(kind) if arg is not type(None))
        return st.none() | drawn(some, currency)
    if get_origin(kind) in (tuple, frozenset):
        items = within.get(Items, Items(LONGEST_LIST))
        most = min(items.most, LONGEST_LIST)
        each = drawn(get_args(kind)[0], currency)
        many = st.lists(each, min_size=items.least, max_size=most, unique=True)
        return many.map(get_origin(kind))
    if kind in _WHOLE:
        return _WHOLE[kind]()
    if is_dataclass(kind) and kind not in (Money, Rate):
        return built(kind, currency)
    return _simple(kind, within, currency)


def built(kind: type, currency: str = "USD", /, **chosen: Any) -> st.SearchStrategy[Any]:
    """A dataclass of the terms: fields as chosen (a value or a strategy), the others as drawn."""
    ways = {name: way for name, way in _ways(kind, currency).items() if name not in chosen}
    return st.builds(kind, **ways, **{name: _way(value) for name, value in chosen.items()})


@cache
def _ways(kind: type, currency: str) -> Mapping[str, st.SearchStrategy[Any]]:
    hints = get_type_hints(kind, include_extras=True)
    return {name: drawn(hint, currency) for name, hint in hints.items()} | _FIELDS.get(kind, {})


def _way(chosen: Any) -> st.SearchStrategy[Any]:
    return chosen if isinstance(chosen, st.SearchStrategy) else st.just(chosen)


def _simple(kind: type, within: Mapping[type, Any], currency: str) -> st.SearchStrategy[Any]:
    if issubclass(kind, StrEnum):
        return st.sampled_from(kind)
    if kind is str:
        longest = within[Text].most if Text in within else 200
        short = _TEXTS.map(lambda text: text[:longest].strip())
        return _CODES[within[Code]] if Code in within else short
    if kind in (bool, date):
        return st.booleans() if kind is bool else st.dates(FIRST_DAY, LAST_DAY)
    return _number(kind, within, currency)


def _number(kind: type, within: Mapping[type, Any], currency: str) -> st.SearchStrategy[Any]:
    bounds = within.get(Between, Between(Decimal(0), Decimal(LARGEST)))
    least, most = bounds.low + (1 if bounds.above else 0), min(bounds.high, Decimal(LARGEST))
    if kind is int:
        return st.integers(int(least), int(most))
    exact = st.decimals(least, most, places=within[Places].most if Places in within else 2)
    if kind is Money:
        return exact.map(lambda amount: Money.of(amount, currency))
    return exact.map(Rate) if kind is Rate else exact


@st.composite
def _mended(draw: Draw) -> Terms:
    found = draw(_terms())
    for _ in range(MOST_ROUNDS):
        problems = faults(found)
        for problem in reversed(problems):
            path = problem.pointer.split("/")[1:]
            found = _changed(draw, found, path, found.pricing.currency)
        if not problems:
            break
    return found


def _changed(draw: Draw, whole: Any, path: list[str], currency: str) -> Any:
    """With what the path leads to set to its default or, if it is that, drawn again.

    An entry of a list is left out.
    """
    name, *rest = path
    if isinstance(whole, tuple):
        n = int(name)
        if n >= len(whole):
            return whole
        kept = (_changed(draw, whole[n], rest, currency),) if rest else ()
        return (*whole[:n], *kept, *whole[n + 1 :])
    name = name if hasattr(whole, name) else f"{name}_"
    inner = getattr(whole, name)
    if rest and (isinstance(inner, tuple) or is_dataclass(inner)):
        return replace(whole, **{name: _changed(draw, inner, rest, currency)})
    default = next(field.default for field in fields(whole) if field.name == name)
    if default in (MISSING, inner):
        default = draw(_ways(type(whole), currency)[name])
    return replace(whole, **{name: default})


@st.composite
def _terms(draw: Draw) -> Terms:
    """The fee model, the period and the lines first: prices and deliveries hang on them."""
    currency, model = draw(_CODES[Code.CURRENCY]), draw(st.sampled_from(FeeModel))
    period, materials, grant = (
        draw(_period()),
        draw(_materials(model)),
        draw(built(Grant, currency)),
    )
    kept = {"weights_survival": WeightsSurvival.PERPETUAL} if grant.open_weights_ok else {}
    return draw(
        built(
            Terms,
            currency,
            form=Form(family="bulk-media", version=1),
            materials=materials,
            delivery=_delivery(materials, period),
            grant=grant,
            models=built(Models, **kept),
            pricing=_pricing(model, currency),
            period=period,
        )
    )


@st.composite
def _period(draw: Draw) -> Period:
    mode = draw(st.sampled_from(PeriodMode))
    on = draw(st.none() | st.dates(FIRST_DAY, LAST_DAY))
    ends = (on or LAST_DAY) + timedelta(days=draw(st.integers(100, 3000)))
    start = StartMode.LAST_SIGNATURE if on is None else StartMode.FIXED
    return draw(
        built(
            Period,
            mode=mode,
            months=st.integers(SHORTEST, 600) if mode is PeriodMode.MONTHS else None,
            ends_on=ends if mode is PeriodMode.END_DATE else None,
            starts=Starts(mode=start, on=on),
            renewal=Renewal() if mode is PeriodMode.PERPETUAL else _renewal(),
        )
    )


@st.composite
def _renewal(draw: Draw) -> Renewal:
    mode = draw(st.sampled_from(RenewalMode))
    numbered = mode is RenewalMode.AUTO_FIXED_N
    endless = mode in (RenewalMode.NONE, RenewalMode.AUTO_EVERGREEN)
    most = st.integers(1, 20)
    return draw(
        built(
            Renewal,
            mode=mode,
            max=None if endless else most if numbered else st.none() | most,
            condition=_TEXTS if mode is RenewalMode.CONDITIONAL else None,
        )
    )


@st.composite
def _notice(draw: Draw) -> Notice:
    unit = draw(st.sampled_from(SpanUnit))
    opens = st.integers(4, 12).map(lambda months: Span(value=months, unit=SpanUnit.MONTHS))
    value = draw(st.integers(1, _UP_TO_TWO_MONTHS[unit]))
    return Notice(value=value, unit=unit, not_earlier_than=draw(st.none() | opens))


@st.composite
def _materials(draw: Draw, model: FeeModel) -> Materials:
    lines = draw(st.lists(_line(model), min_size=1, max_size=LONGEST_LIST))
    lines = [replace(line, id=f"line{n}") for n, line in enumerate(lines, 1)]
    if model in (FeeModel.VOLUME_TIER, FeeModel.GRADUATED_TIER):
        lines[0] = replace(lines[0], unit_rate=None, tiers=draw(_tiers()))
    return draw(built(Materials, lines=tuple(lines)))


@st.composite
def _line(draw: Draw, model: FeeModel) -> MaterialsLine:
    asset = draw(st.sampled_from(AssetType))
    every = model in PRICES_EVERY_LINE
    units = (UNITS_OF[asset] | ANY_ASSET) - (set(BY_USE) if every else set())
    rate = drawn(Rate)
    return draw(
        built(
            MaterialsLine,
            asset_type=asset,
            unit=st.sampled_from(sorted(units)),
            unit_rate=rate if every else st.none() | rate if model is FeeModel.HYBRID else None,
            tiers=(),
        )
    )


@st.composite
def _tiers(draw: Draw) -> tuple[Tier, ...]:
    """Contiguous from 0, the last one open."""
    widths = draw(st.lists(st.decimals(1, LARGEST, places=4), max_size=LONGEST_LIST))
    borders = [Decimal(0), *accumulate(widths)]
    return tuple(
        Tier(from_=start, to=end, rate=draw(drawn(Rate)))
        for start, end in zip(borders, [*borders[1:], None], strict=True)
    )


@st.composite
def _delivery(draw: Draw, materials: Materials, period: Period) -> Delivery:
    """Each line in one delivery or two halves, or not in the schedule at all."""
    found = draw(built(Delivery, schedule=()))
    most = 1 if found.mode is DeliveryMode.ONE_OFF else 2
    schedule = tuple(
        replace(draw(_tranche(period)), line=line.id, quantity=_part(line.volume, most))
        for line in materials.lines
        for _ in range(draw(st.integers(0, most)))
    )
    return replace(found, schedule=schedule)


def _says_something(quality: Quality) -> bool:
    return quality != Quality()


def _part(volume: Decimal, of: int) -> Decimal:
    """One of equal deliveries, to four decimals; the whole where a part would be nothing."""
    return (volume / of).quantize(Decimal("0.0001"), ROUND_DOWN) or volume


@st.composite
def _tranche(draw: Draw, period: Period) -> Tranche:
    first = period.starts.on or LAST_DAY
    day = st.dates(first, first + timedelta(days=60))
    dated = built(Tranche, format=None, due_date=day, due_after=None)
    return draw(dated | built(Tranche, format=None, due_date=None, due_after=drawn(DueAfter)))


@st.composite
def _pricing(draw: Draw, model: FeeModel, currency: str) -> Pricing:
    free = model in PRICES_EVERY_LINE or model is FeeModel.NO_FEE
    kinds = sorted(ALLOWED[model])
    charges = [] if free else draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=2))
    own = tuple(draw(_charge(kind, n, currency)) for n, kind in enumerate(charges, 1))
    return draw(built(Pricing, currency, currency=currency, fee_model=model, charges=own))


def _charge(kind: ChargeKind, n: int, currency: str) -> st.SearchStrategy[Charge]:
    """What the kind reads, and no more; a charge by the unit is for the first line."""
    ways: dict[str, Any] = {
        "line": "line1",
        "rate": drawn(Rate),
        "tiers": _tiers(),
        "amount": drawn(Money, currency),
        "pct": st.decimals(1, 100, places=2),
        "per": st.sampled_from(sorted(PERS.get(kind, Per))),
    }
    unread = {name: () if name == "tiers" else None for name in ways.keys() - set(READS[kind])}
    shared = kind is ChargeKind.REVENUE_SHARE
    bases = RevenueBase if shared else [RevenueBase.ATTRIBUTABLE_NET]
    return built(
        Charge,
        currency,
        **(ways | unread),
        id=f"charge{n}",
        kind=kind,
        purposes=None,
        revenue_base=st.sampled_from(bases),
        currency=None,
    )


_EVERY_KIND = st.just(frozenset(ChargeKind))
_FIELDS: Mapping[type, Mapping[str, Any]] = {
    ChangeOfLaw: {"jurisdictions": _PLACES},
    DueAfter: {
        "value": st.integers(0, 20),
        "unit": st.sampled_from([SpanUnit.DAYS, SpanUnit.BUSINESS_DAYS]),
    },
    Grant: {
        "exclusivity_months": st.none() | st.integers(1, SHORTEST),
        "exclusivity_premium_pct": st.just(Decimal(0)) | st.decimals(0, 100, places=2),
        "raw_redistribution": st.just(False),
        "territory": _PLACES,
    },
    Guarantee: {
        "recoups_against": _EVERY_KIND | st.sampled_from(ChargeKind).map(lambda k: frozenset({k}))
    },
    MaterialsLine: {
        "quality": st.deferred(lambda: st.none() | built(Quality).filter(_says_something))
    },
    Licensee: {"legal_name": _TEXTS.map(lambda text: f"{text} Labs")},
    Positions: {
        "clauses": st.lists(st.sampled_from(ON_OFFER), max_size=len(CLAUSES)).map(
            lambda chosen: MappingProxyType(dict(chosen))
        )
    },
    Risk: {
        "uncapped": st.frozensets(st.sampled_from(Uncapped)).map(
            lambda more: more | ALWAYS_UNCAPPED
        )
    },
    SpecialTerm: {"clause": st.sampled_from(CLAUSES)},
}
"""Fields whose type allows more than the rules do; also when they are drawn again."""

_WHOLE: Mapping[Any, Callable[[], st.SearchStrategy[Any]]] = {Notice: _notice}
"""Values that are drawn as a whole wherever they stand."""
