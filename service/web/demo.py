"""The deals of `examples/` that an organization may look around with, and licenses beside them."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from schemas.deal import load_deal, with_form
from schemas.json_text import parse_json
from schemas.license_file import FAMILY
from schemas.terms import load_terms, written
from service.commands.seed import Demo
from service.commands.seed_licenses import DemoLicense
from service.domain.deal import OurSide, WrittenTerms
from service.domain.licenses.key_facts import (
    Committed,
    KeyFacts,
    KnownParty,
    KnownPeriod,
    KnownPrice,
    KnownReceipt,
    KnownRenewal,
)
from service.domain.licenses.placeholders import terms_holding
from service.domain.licenses.recording import LicenseHeader
from service.domain.period.counting import add_months
from service.domain.terms import Form
from service.domain.terms.compliance import Reports
from service.domain.terms.notices import Lag, LagUnit, NoticeMethod
from service.domain.terms.period import Notice, NoticeBasis, RenewalMode, RenewalPriceMode
from service.drafting.library import newest_versions

EXAMPLES: Final = Path(__file__).parents[2] / "examples"

_FILES: Final[Mapping[str, str]] = {
    "photos": "photo-archive",
    "speech": "speech-tiers",
    "film": "video-hours",
    "nature": "exclusive-film",
    "music": "evergreen-music",
    "scans": "mixed-charges",
    "landscapes": "minimal",
    "users": "user-photos",
}
_SIGNING: Final[Mapping[str, str]] = {"models": "mixed-charges", "library": "user-photos"}
_TITLES: Final[Mapping[str, str]] = {
    "landscapes": "Landscape photographs, second tranche",
    "models": "3D models, first season",
    "library": "User photo library, pilot",
}
_RELEASES: Final[Mapping[str, str]] = {"speech": "86", "film": "94"}
"""Percent of the releases that are there: what is missing must be released by an approver."""
_COUNTERS: Final[Mapping[str, tuple[str, int]]] = {"landscapes": ("0.36", 36)}
"""The rate of the first line, and the months."""

_DUE: Final = (24, 48)
"""Days after the first of a license of the demo, for its deliveries."""


def demo_deals() -> dict[str, Demo]:
    return dict(_demos(_FILES))


def signing_deals() -> dict[str, Demo]:
    """Those that come to be signed."""
    return dict(_demos(_SIGNING))


def demo_licenses(today: date) -> dict[str, DemoLicense]:
    """Those that were signed elsewhere, with days that lie well around today."""
    return {
        "harbor": _by_facts("harbor", _harbor(today)),
        "music": _by_terms(
            "music",
            "evergreen-music",
            add_months(today + timedelta(days=100), -60),
            title="Production music, since the first season",
        ),
        "photos": _by_terms(
            "photos",
            "photo-archive",
            today - timedelta(days=150),
            title="Photo archive, pilot tranche",
        ),
        "speech": _by_terms(
            "speech",
            "speech-tiers",
            today - timedelta(days=180),
            title="Japanese speech, studio voices",
            due=(24, 230),
        ),
        "scans": _by_terms(
            "scans",
            "mixed-charges",
            add_months(today - timedelta(days=60), -24),
            title="3D models, the first catalog",
        ),
        "film": _by_terms(
            "film",
            "video-hours",
            add_months(today - timedelta(days=100), -30),
            title="Documentary film, the first 1,000 hours",
            ends_on=(today - timedelta(days=100)).isoformat(),
            wind_down_days=30,
        ),
    }


def _harbor(today: date) -> LicenseHeader:
    """Three years that are over in 80 days; a notice must come 60 days before."""
    start = add_months(today + timedelta(days=81), -36)
    return LicenseHeader(
        our_side=OurSide.LICENSOR,
        signed_on=start - timedelta(days=9),
        starts_on=start,
        title="Harbor photographs, first three years",
        facts=KeyFacts(
            licensor=KnownParty(
                legal_name="Photo Archive Inc.", notice_email="notices@photo-archive.example"
            ),
            licensee=KnownParty(legal_name="Northlight AI, Inc."),
            timezone="America/New_York",
            governing_law="US-MA",
            period=KnownPeriod(months=36),
            renewal=KnownRenewal(
                mode=RenewalMode.AUTO_EVERGREEN,
                months=12,
                notice=Notice(value=60),
                notice_basis=NoticeBasis.RECEIVED,
                methods=frozenset({NoticeMethod.COURIER}),
                receipt=KnownReceipt(courier=Lag(value=2, unit=LagUnit.BUSINESS_DAYS)),
                price=KnownPrice(mode=RenewalPriceMode.UPLIFT, pct=Decimal(3)),
            ),
            committed=Committed(currency="USD", amount=Decimal(240_000)),
            reports=Reports.ANNUAL,
        ),
    )


def _by_facts(name: str, header: LicenseHeader) -> DemoLicense:
    assert header.facts  # noqa: S101 - written above
    form = Form(family=FAMILY, version=newest_versions()[FAMILY])
    terms = terms_holding(header.facts, header.starts_on, form)
    header = replace(header, external_id=f"demo-license-{name}")
    return DemoLicense(header, written(terms), written)


def _by_terms(
    name: str, file: str, start: date, title: str, due: tuple[int, ...] = _DUE, **period: Any
) -> DemoLicense:
    """`due` is how many days after the first the deliveries with a day of their own are."""
    document = _document(file)
    document["terms"]["period"] |= {"starts": {"mode": "fixed", "on": start.isoformat()}, **period}
    for each, days in zip(document["terms"]["delivery"].get("schedule", ()), due, strict=False):
        if "due_date" in each:
            each["due_date"] = (start + timedelta(days=days)).isoformat()
    header = LicenseHeader(
        our_side=OurSide(document["our_side"]),
        signed_on=start - timedelta(days=12),
        starts_on=start,
        title=title,
        external_id=f"demo-license-{name}",
    )
    return DemoLicense(header, written(load_terms(_form_of(document))), written)


def _form_of(document: dict[str, Any]) -> Any:
    family = document["family"]
    return with_form(document["terms"], family, newest_versions())


def example(name: str, **header: Any) -> Demo:
    """One of the examples, with other words beside its terms."""
    return _read({**_document(name), **header})


def _demos(files: Mapping[str, str]) -> Iterator[tuple[str, Demo]]:
    for name, file in files.items():
        document = {**_document(file), "external_id": f"demo-{name}"}
        if name in _RELEASES:
            document["terms"]["materials"]["lines"][0]["releases_pct"] = _RELEASES[name]
        if name in _TITLES:
            document["title"] = _TITLES[name]
        yield name, replace(_read(document), counter=_counter(name, document))


def _counter(name: str, document: dict[str, Any]) -> WrittenTerms | None:
    """What the other side answers with: a lower rate, for longer."""
    if name not in _COUNTERS:
        return None
    terms = deepcopy(document["terms"])
    terms["materials"]["lines"][0]["unit_rate"], terms["period"]["months"] = _COUNTERS[name]
    return _read({**document, "terms": terms}).written


def _document(name: str) -> dict[str, Any]:
    document: dict[str, Any] = parse_json((EXAMPLES / f"{name}.json").read_bytes())
    return document


def _read(document: dict[str, Any]) -> Demo:
    read = load_deal(document, newest_versions())
    return Demo(read.header, written(read.terms))
