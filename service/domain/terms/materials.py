"""What is licensed: lines of materials, their units, volumes, prices and provenance."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Final

from service.domain.money import Rate
from service.domain.terms.bounds import (
    Code,
    Identifier,
    Items,
    Line,
    Name,
    Percent,
    Places,
    Quantity,
    Sha256,
    Text,
    between,
)
from service.domain.terms.grant import Purpose


class AssetType(StrEnum):
    PHOTO = "photo"
    ILLUSTRATION = "illustration"
    IMAGE_DATASET = "image_dataset"
    SHORT_VIDEO = "short_video"
    LONG_VIDEO = "long_video"
    AUDIO_SPEECH = "audio_speech"
    AUDIO_MUSIC = "audio_music"
    PODCAST = "podcast"
    TEXT_ARTICLE = "text_article"
    TEXT_BOOK = "text_book"
    TEXT_JOURNAL = "text_journal"
    TEXT_UGC = "text_ugc"
    CHAT_LOG = "chat_log"
    EMAIL_ARCHIVE = "email_archive"
    CODE_REPO = "code_repo"
    MODEL_3D = "3d_model"
    SENSOR_DATA = "sensor_data"
    STRUCTURED_DATA = "structured_data"
    OTHER = "other"


class Unit(StrEnum):
    ITEM = "item"
    IMAGE = "image"
    CLIP = "clip"
    MINUTE = "minute"
    HOUR = "hour"
    WORD = "word"
    THOUSAND_WORDS = "1k_words"
    TOKEN = "token"  # noqa: S105  a unit of text, not a secret
    MILLION_TOKENS = "1m_tokens"
    ARTICLE = "article"
    TITLE = "title"
    TRACK = "track"
    REPO = "repo"
    MESSAGE = "message"
    CONVERSATION = "conversation"
    PAGE_CRAWL = "page_crawl"
    THOUSAND_CRAWLS = "1k_crawls"
    QUERY = "query"
    GB = "gb"
    CATALOGUE = "catalogue"
    YEAR = "year"


VISUAL: Final = frozenset(
    {
        AssetType.PHOTO,
        AssetType.ILLUSTRATION,
        AssetType.IMAGE_DATASET,
        AssetType.SHORT_VIDEO,
        AssetType.LONG_VIDEO,
    }
)

ANY_ASSET: Final = frozenset({Unit.ITEM, Unit.GB, Unit.CATALOGUE, Unit.YEAR, Unit.QUERY})
"""Units that suit every asset type."""

_IMAGES = frozenset({Unit.IMAGE})
_VIDEO = frozenset({Unit.CLIP, Unit.MINUTE, Unit.HOUR})
_AUDIO = frozenset({Unit.CLIP, Unit.MINUTE, Unit.HOUR, Unit.TRACK})
_TEXT = frozenset({Unit.WORD, Unit.THOUSAND_WORDS, Unit.TOKEN, Unit.MILLION_TOKENS})
_WEB = frozenset({Unit.PAGE_CRAWL, Unit.THOUSAND_CRAWLS})

UNITS_OF: Final[Mapping[AssetType, frozenset[Unit]]] = MappingProxyType(
    {
        AssetType.PHOTO: _IMAGES,
        AssetType.ILLUSTRATION: _IMAGES,
        AssetType.IMAGE_DATASET: _IMAGES,
        AssetType.SHORT_VIDEO: _VIDEO,
        AssetType.LONG_VIDEO: _VIDEO | {Unit.TITLE},
        AssetType.AUDIO_SPEECH: _AUDIO | {Unit.CONVERSATION},
        AssetType.AUDIO_MUSIC: _AUDIO | {Unit.TITLE},
        AssetType.PODCAST: _AUDIO | {Unit.TITLE},
        AssetType.TEXT_ARTICLE: _TEXT | _WEB | {Unit.ARTICLE, Unit.TITLE},
        AssetType.TEXT_BOOK: _TEXT | {Unit.TITLE},
        AssetType.TEXT_JOURNAL: _TEXT | {Unit.ARTICLE, Unit.TITLE},
        AssetType.TEXT_UGC: _TEXT | _WEB | {Unit.MESSAGE, Unit.CONVERSATION, Unit.ARTICLE},
        AssetType.CHAT_LOG: _TEXT | {Unit.MESSAGE, Unit.CONVERSATION},
        AssetType.EMAIL_ARCHIVE: _TEXT | {Unit.MESSAGE, Unit.CONVERSATION},
        AssetType.CODE_REPO: frozenset({Unit.REPO, Unit.TOKEN, Unit.MILLION_TOKENS}),
        AssetType.MODEL_3D: frozenset(),
        AssetType.SENSOR_DATA: frozenset({Unit.MINUTE, Unit.HOUR}),
        AssetType.STRUCTURED_DATA: frozenset({Unit.TOKEN, Unit.MILLION_TOKENS}),
        AssetType.OTHER: frozenset(Unit),
    }
)
"""Units that suit an asset type, beside ANY_ASSET (terms-and-clauses.md §3)."""


class RightsKind(StrEnum):
    OWNED = "owned"
    EXCLUSIVE_LICENSE = "exclusive_license"
    CONTRIBUTOR_LICENSE = "contributor_license"
    USER_TERMS = "user_terms"
    MANDATE = "mandate"
    PUBLIC_DOMAIN = "public_domain"


class AiUse(StrEnum):
    """What the contributors' or users' own terms say of training."""

    EXPRESS = "express"
    GENERAL_LICENSE = "general_license"
    OPT_OUT_OFFERED = "opt_out_offered"


class People(StrEnum):
    """Whether identifiable people appear."""

    NONE = "none"
    POSSIBLE = "possible"
    YES = "yes"


class LocationMetadata(StrEnum):
    STRIPPED = "stripped"
    INCLUDED = "included"


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsBasis:
    kind: RightsKind = RightsKind.OWNED
    terms_version: Name | None = None
    accepted_from: date | None = None
    accepted_to: date | None = None
    ai_use: AiUse | None = None
    notice_given_on: date | None = None
    evidence_sha256: Sha256 | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    resolution: Name | None = None
    bitrate: Name | None = None
    sample_rate: Name | None = None
    language: Annotated[str, Code.LANGUAGE] | None = None
    labelled: bool = False
    unpublished: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """A rate for units from `from_` (counted from 0) up to, not including, `to`."""

    from_: Annotated[Decimal, between(0, 10**14), Places(4)]
    to: Quantity | None = None
    rate: Annotated[Rate, between(0, 10**6)]


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialsLine:
    """One kind of material. `purposes` null means all purposes of the grant."""

    id: Identifier
    asset_type: AssetType
    unit: Unit
    volume: Quantity
    volume_tolerance_pct: Annotated[Decimal, between(0, 50), Places(2)] = Decimal(5)
    unit_rate: Annotated[Rate, between(0, 10**6)] | None = None
    tiers: Annotated[tuple[Tier, ...], Items(20)] = ()
    description: Annotated[str, Text(500)] | None = None
    quality: Quality | None = None
    purposes: Annotated[frozenset[Purpose], Items(13, least=1)] | None = None
    rights_basis: RightsBasis = RightsBasis()
    people: People = People.NONE
    releases_pct: Percent | None = None
    captions: bool = False
    location_metadata: LocationMetadata = LocationMetadata.STRIPPED


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    uri: Annotated[str, Text(2000)] | None = None
    sha256: Sha256
    count: Annotated[int, between(1, 10**14)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Materials:
    """`collection` names our own stock, for checks across our licenses; it is never printed."""

    collection: Identifier | None = None
    lines: Annotated[tuple[MaterialsLine, ...], Items(200, least=1)]
    manifest: Manifest | None = None
    excluded_works: Annotated[tuple[Line, ...], Items(100_000)] = ()

    def line(self, id: str) -> MaterialsLine | None:
        return next((line for line in self.lines if line.id == id), None)
