"""What a licensor may promise in the right in which it grants."""

from typing import Final

from service.domain.terms.parties import Covers, Licensor, RightsCapacity

AGENTS: Final = frozenset(
    {RightsCapacity.EXCLUSIVE_AGENT, RightsCapacity.NONEXCLUSIVE_AGENT, RightsCapacity.CMO}
)
"""Those who grant what others own."""

_IN_ITS_OWN_RIGHT: Final = frozenset({RightsCapacity.OWNER, RightsCapacity.EXCLUSIVE_LICENSEE})


def is_agent(licensor: Licensor) -> bool:
    return licensor.rights_capacity in AGENTS


def is_covered(licensor: Licensor, act: Covers) -> bool:
    """Whether the licensor's document of authority lets it do this."""
    paper = licensor.authority_document
    return paper is not None and act in paper.covers


def may_grant_exclusively(licensor: Licensor) -> bool:
    """An exclusive agent may, on paper that checks ask for; a sublicensor never (17 USC 204(a))."""
    capacity = licensor.rights_capacity
    if capacity in _IN_ITS_OWN_RIGHT or capacity is RightsCapacity.EXCLUSIVE_AGENT:
        return True
    return is_agent(licensor) and is_covered(licensor, Covers.EXCLUSIVE)


def may_release(licensor: Licensor) -> bool:
    """Whether it controls, or acts for those who control, claims about past use."""
    if licensor.rights_capacity in _IN_ITS_OWN_RIGHT:
        return True
    return is_agent(licensor) and is_covered(licensor, Covers.PAST_RELEASE)
