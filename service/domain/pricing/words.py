"""Plain words for what is paid for and how it is counted."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from service.domain.terms.materials import AssetType, MaterialsLine, Unit
from service.domain.terms.prices import Charge, ChargeKind, Per, RevenueBase

_ODD: Final = {
    "1k_words": "1,000 words",
    "1m_tokens": "million tokens",
    "1k_crawls": "1,000 page crawls",
    "1k_queries": "1,000 queries",
    "gb": "GB",
    "repo": "repository",
    "3d_model": "3D model",
    "text_ugc": "user-generated text",
}

_KINDS: Final[Mapping[ChargeKind, str]] = MappingProxyType(
    {
        ChargeKind.FIXED: "Fixed fee",
        ChargeKind.PER_UNIT: "Fee per unit",
        ChargeKind.TIERED_VOLUME: "Fee by volume",
        ChargeKind.TIERED_GRADUATED: "Fee by volume",
        ChargeKind.SUBSCRIPTION: "Subscription",
        ChargeKind.USAGE: "Usage fee",
        ChargeKind.CRAWL: "Crawl fee",
        ChargeKind.REVENUE_SHARE: "Revenue share",
    }
)

_BASES: Final[Mapping[RevenueBase, str]] = MappingProxyType(
    {
        RevenueBase.GROSS: "gross revenue",
        RevenueBase.NET: "net revenue",
        RevenueBase.ATTRIBUTABLE_NET: "net revenue attributable to the materials",
    }
)


def plain(code: AssetType | Unit | Per) -> str:
    """ "short video", "1,000 words", "month": one of it."""
    return _ODD.get(code.value, code.value.replace("_", " "))


def what(charge: Charge, line: MaterialsLine | None) -> str:
    """What is paid for: the words of the charge, else of the materials line, else of the kind."""
    if charge.description:
        return charge.description
    if line is None:
        return _KINDS[charge.kind]
    return line.description or plain(line.asset_type).capitalize()


def basis(charge: Charge, line: MaterialsLine | None) -> str:
    """How the price is counted, without figures."""
    unit = plain(line.unit) if line else "unit"
    match charge.kind:
        case ChargeKind.FIXED:
            return "once"
        case ChargeKind.PER_UNIT:
            return f"per {unit}"
        case ChargeKind.TIERED_VOLUME:
            return f"per {unit}, all at the rate of the tier that the volume reaches"
        case ChargeKind.TIERED_GRADUATED:
            return f"per {unit}, each at the rate of its tier"
        case ChargeKind.REVENUE_SHARE:
            return f"share of {_BASES[charge.revenue_base]}"
        case ChargeKind.SUBSCRIPTION | ChargeKind.USAGE | ChargeKind.CRAWL:
            return f"per {plain(charge.per)}" if charge.per else f"per {unit}"
