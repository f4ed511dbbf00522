"""The keys that the legal review adds to the variables (A2), and the few that are ours."""

from tests.schemas.further_keys.price import POSITIONS, PRICING
from tests.schemas.further_keys.time import COMPLIANCE, NOTICES, PRIVACY, RISK, SIGNING
from tests.schemas.further_keys.use import DELIVERY, FORM, GRANT, MATERIALS, MODELS, PARTIES

FURTHER_KEYS = (
    *(*FORM, *PARTIES, *MATERIALS, *DELIVERY, *GRANT, *MODELS),
    *(*PRICING, *POSITIONS, *PRIVACY, *NOTICES, *COMPLIANCE, *RISK, *SIGNING),
)
