"""What pages call things that the program knows by a code."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from service.domain import deal as d
from service.domain.checks.finding import Level
from service.domain.drawing_up import ContractStatus
from service.domain.negotiation import Turn
from service.domain.people import Role, Scope
from service.domain.rates import BandKind, Confidence
from service.domain.wording import code, listed
from service.storage.views import DealRow, EventRow
from service.web.signing_words import SIGNING


@dataclass(frozen=True, slots=True)
class Tag:
    """A few words and a tone: good, info, warn, bad or none."""

    words: str
    tone: str = ""


STATUSES: Final[Mapping[d.Status, Tag]] = MappingProxyType(
    {
        d.Status.DRAFT: Tag("Draft", "info"),
        d.Status.OFFERED: Tag("Offered", "info"),
        d.Status.COUNTERED: Tag("Countered", "info"),
        d.Status.AGREED: Tag("Agreed, no contract yet", "good"),
        d.Status.SIGNING: Tag("To be signed", "good"),
        d.Status.EXECUTED: Tag("Executed", "good"),
        d.Status.VOIDED: Tag("Void"),
        d.Status.REJECTED: Tag("Rejected"),
        d.Status.WITHDRAWN: Tag("Withdrawn"),
        d.Status.LAPSED: Tag("Lapsed"),
    }
)
TURNS: Final[Mapping[Turn, Tag]] = MappingProxyType(
    {Turn.US: Tag("Waiting for us", "warn"), Turn.THEM: Tag("Waiting for them")}
)
CONTRACTS: Final[Mapping[ContractStatus, Tag]] = MappingProxyType(
    {
        ContractStatus.DRAWING_UP: Tag("Drawing up", "info"),
        ContractStatus.READY: Tag("Drawn up", "good"),
        ContractStatus.FAILED: Tag("Not yet drawn up", "bad"),
        ContractStatus.SENT: Tag("Out for signature", "info"),
        ContractStatus.DECLINED: Tag("A signer declined", "bad"),
        ContractStatus.SIGNED: Tag("Signed, seal under way", "good"),
        ContractStatus.EXECUTED: Tag("Executed", "good"),
        ContractStatus.VOIDED: Tag("Void"),
    }
)

LEVELS: Final[Mapping[Level, Tag]] = MappingProxyType(
    {
        Level.BLOCK: Tag("Needs a release", "bad"),
        Level.WARN: Tag("Think about it", "warn"),
        Level.NOTE: Tag("Good to know"),
    }
)
FORBIDDEN: Final = Tag("Cannot be agreed", "bad")
RELEASED: Final = Tag("Released", "good")

ROLES: Final[Mapping[Role, str]] = MappingProxyType(
    {
        Role.ADMIN: "Everything, and who belongs to the organization",
        Role.APPROVER: "Reads, drafts and releases what blocks a deal",
        Role.DRAFTER: "Reads and drafts",
        Role.VIEWER: "Reads",
    }
)

SCOPES: Final[Mapping[Scope, str]] = MappingProxyType(
    {
        Scope.DEALS_READ: "Read deals, quotes and the library",
        Scope.DEALS_WRITE: "Draft, change and withdraw deals",
        Scope.CONTRACTS_WRITE: "Send and void contracts, keep licenses",
        Scope.WEBHOOKS_WRITE: "Set up webhooks",
        Scope.ADMIN: "Everything, releases included",
    }
)

CONFIDENCES: Final[Mapping[Confidence, str]] = MappingProxyType(
    {
        Confidence.A: "A: primary, or in major press",
        Confidence.B: "B: second-hand from major press",
        Confidence.C: "C: indicative",
    }
)

BAND_KINDS: Final[Mapping[BandKind, str]] = MappingProxyType(
    {
        BandKind.QUOTE: "asked for",
        BandKind.MARKET: "market price",
        BandKind.DEAL: "a signed deal",
        BandKind.BUY: "paid to makers",
        BandKind.CONTRIBUTOR: "paid to contributors",
        BandKind.IMPLIED: "worked out from a deal",
        BandKind.CLAIM: "claimed",
        BandKind.EXAMPLE: "an example",
    }
)

EVENTS: Final[Mapping[str, Callable[[Mapping[str, Any]], str]]] = MappingProxyType(
    {
        d.DealDrafted.__name__: lambda data: (
            "drafted the deal from a copy" if data.get("copied_from") else "drafted the deal"
        ),
        d.DraftChanged.__name__: lambda _: "changed the draft",
        d.ApprovalRequested.__name__: lambda data: f"asked for a release of {_codes(data)}",
        d.ApprovalGiven.__name__: lambda data: f"released {_codes(data)}",
        d.ApprovalRefused.__name__: lambda _: "refused the release",
        d.DealWithdrawn.__name__: lambda _: "withdrew the deal",
        d.OfferMade.__name__: lambda data: f"made offer {data['number']}",
        d.CounterOffered.__name__: lambda data: f"made a counter-offer, offer {data['number']}",
        d.OfferAccepted.__name__: lambda data: f"accepted offer {data['number']}",
        d.OfferRejected.__name__: lambda data: f"rejected offer {data['number']}",
        d.OfferWithdrawn.__name__: lambda data: f"withdrew offer {data['number']}",
        d.OfferLapsed.__name__: lambda data: (
            f"let offer {data['number']} lapse, since nobody answered in time"
        ),
        d.ContractDrawnUp.__name__: lambda _: "drew up the papers",
        d.LinkSent.__name__: lambda data: f"sent {data['name']} the link again",
        d.LinkRevoked.__name__: lambda data: f"revoked the link of {data['name']}",
        **SIGNING,
    }
)
"""What somebody did, behind the name of who did it."""


def status_tags(row: DealRow) -> list[Tag]:
    """Where a deal stands, and what it waits for."""
    found = [STATUSES[d.Status(row.status)]]
    if row.waits_for is not None:
        found.append(TURNS[row.waits_for])
    if row.status not in (d.Status.DRAFT, *d.NEGOTIATING):
        return found
    if row.approval == d.Approval.REQUESTED:
        return [*found, Tag("Waiting for an approver", "warn")]
    if row.to_release:
        refused = row.approval == d.Approval.REFUSED
        return [*found, Tag("Release refused", "bad") if refused else LEVELS[Level.BLOCK]]
    return [*found, RELEASED] if row.approval == d.Approval.GIVEN else found


def deal_tag(status: d.Status) -> Tag:
    return STATUSES[status]


def done(event: EventRow) -> str:
    """ "released release coverage"."""
    return EVENTS[event.type](event.data)


def who(event: EventRow) -> str:
    """A person by name; a key by its id."""
    if event.actor_name:
        return event.actor_name
    return f"A program with {event.actor}" if event.actor.startswith("key_") else "Counterpart"


def remark(event: EventRow) -> str | None:
    """What they said with it."""
    said = (event.data.get(name) for name in ("reason", "note", "message"))
    return next((each for each in said if each), None)


def outcome_tag(status: d.Status) -> Tag:
    """What became of the last offer."""
    if status in d.NEGOTIATING:
        return Tag("Stands", "info")
    accepted = status in (d.Status.AGREED, d.Status.SIGNING, d.Status.EXECUTED, d.Status.VOIDED)
    return Tag("Accepted", "good") if accepted else STATUSES[status]


def contract_tag(status: ContractStatus) -> Tag:
    return CONTRACTS[status]


def for_days(days: int) -> str:
    """ "since today", "for 1 day", "for 3 days"."""
    if days < 1:
        return "since today"
    return f"for {days} day{'s' if days > 1 else ''}"


def shifted(days: int) -> str:
    """ "1 day later", "30 days earlier"."""
    count = abs(days)
    return f"{count:,} day{'s' if count > 1 else ''} {'later' if days > 0 else 'earlier'}"


_BROWSERS: Final = (
    ("Edg/", "Edge"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS: Final = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS", "macOS"),
    ("Windows", "Windows"),
    ("Linux", "Linux"),
)


def browser(user_agent: str) -> str:
    """ "Firefox on Linux"; what a program calls itself where it is no browser that we know."""
    name = next((said for sign, said in _BROWSERS if sign in user_agent), None)
    system = next((said for sign, said in _SYSTEMS if sign in user_agent), None)
    if name is None:
        return user_agent or "An unknown browser"
    return f"{name} on {system}" if system else name


def place(pointer: str) -> str:
    """ "materials, lines, 2, rate" for /materials/lines/1/rate: people count from one."""
    steps = (str(int(s) + 1) if s.isdecimal() else s for s in pointer.split("/") if s)
    return ", ".join(step.replace("_", " ") for step in steps)


def _codes(data: Mapping[str, Any]) -> str:
    return listed(f"“{code(name)}”" for name in data["codes"])
