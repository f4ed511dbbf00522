"""Who may do what: the roles of people and the scopes of keys."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final

SYSTEM: Final = "system"
"""Who does what no person did: whoever runs Counterpart, at the command line."""


class Act(StrEnum):
    """What a page or a call asks of whoever makes it."""

    READ = "read"
    DRAFT = "draft"
    APPROVE = "approve"
    ADMINISTER = "administer"


class Role(StrEnum):
    """What somebody is in an organization."""

    ADMIN = "admin"
    DRAFTER = "drafter"
    APPROVER = "approver"
    VIEWER = "viewer"


MAY: Final[Mapping[Role, frozenset[Act]]] = MappingProxyType(
    {
        Role.ADMIN: frozenset(Act),
        Role.DRAFTER: frozenset({Act.READ, Act.DRAFT}),
        Role.APPROVER: frozenset({Act.READ, Act.DRAFT, Act.APPROVE}),
        Role.VIEWER: frozenset({Act.READ}),
    }
)


class Scope(StrEnum):
    """What an API key may be used for."""

    DEALS_READ = "deals:read"
    DEALS_WRITE = "deals:write"
    CONTRACTS_WRITE = "contracts:write"
    WEBHOOKS_WRITE = "webhooks:write"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who is signed in, in one organization.

    `confined` to it when somebody else may have seen what opened the door: then they neither
    change to another organization nor change how they sign in.
    """

    user_id: str
    name: str
    email: str
    org_id: str
    org_name: str
    role: Role
    session_id: str
    confined: bool = False

    def may(self, act: Act) -> bool:
        return act in MAY[self.role]


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """A program that holds a key of one organization; `used_at` is when its key was last noted."""

    key_id: str
    org_id: str
    scopes: frozenset[Scope]
    used_at: datetime | None = None

    def may(self, scope: Scope) -> bool:
        """The scope `admin` reaches everything."""
        return scope in self.scopes or Scope.ADMIN in self.scopes
