"""What each choice about the parties is called in the contract."""

from enum import StrEnum
from typing import Final

from service.domain.terms import parties as pa

WORDS: Final[tuple[tuple[StrEnum, str], ...]] = (
    (pa.EntityType.CORPORATION, "Corporation"),
    (pa.EntityType.LLC, "Limited liability company"),
    (pa.EntityType.PARTNERSHIP, "Partnership"),
    (pa.EntityType.SOLE_TRADER, "Sole trader"),
    (pa.EntityType.INDIVIDUAL, "Individual"),
    (pa.EntityType.UNIVERSITY, "University"),
    (pa.EntityType.PUBLIC_BODY, "Public body"),
    (pa.EntityType.CMO, "Collective management organization"),
    (pa.EntityType.TRUST, "Trust"),
    (pa.EntityType.ESTATE_OR_INSOLVENCY, "Estate or insolvency administration"),
    (pa.RightsCapacity.OWNER, "Owner of the licensed rights"),
    (pa.RightsCapacity.EXCLUSIVE_LICENSEE, "Exclusive licensee of the licensed rights"),
    (pa.RightsCapacity.SUBLICENSOR, "Sublicensor under contributor or user terms"),
    (pa.RightsCapacity.EXCLUSIVE_AGENT, "Exclusive agent of the Principals"),
    (pa.RightsCapacity.NONEXCLUSIVE_AGENT, "Non-exclusive agent of the Principals"),
    (pa.RightsCapacity.CMO, "Collective management organization for its members"),
    (pa.LicensorsLiability.SEVERAL, "Several: each Licensor for its own share"),
    (pa.LicensorsLiability.JOINT_AND_SEVERAL, "Joint and several"),
    (pa.IntermediaryRole.AGENT_OF_LICENSOR, "agent of Licensor"),
    (pa.IntermediaryRole.AGENT_OF_LICENSEE, "agent of Licensee"),
    (pa.IntermediaryRole.PAYMENT_AGENT, "payment agent"),
    (pa.IntermediaryRole.NEUTRAL, "neutral intermediary"),
    (pa.Side.LICENSOR, "Licensor"),
    (pa.Side.LICENSEE, "Licensee"),
    (pa.Covers.NONEXCLUSIVE, "non-exclusive grants"),
    (pa.Covers.EXCLUSIVE, "exclusive grants"),
    (pa.Covers.PAST_RELEASE, "release of past use"),
    (pa.Covers.SIGN, "signing"),
    (pa.Covers.COLLECT, "collecting payment"),
)
