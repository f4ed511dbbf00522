"""The variables of the domain (§3 of the terms and clauses), each with its place in a deal.

`name` is the variable's name on the list; bounds and default are copied from it. Where the legal
review says otherwise, the review is followed and the line says so.
"""

from tests.schemas.variables.price import LEGAL, PRICING
from tests.schemas.variables.time import PERIOD, SIGNING
from tests.schemas.variables.use import DELIVERY, GRANT, MATERIALS, MODELS, OUTPUTS, PARTIES

VARIABLES = (
    *(*PARTIES, *MATERIALS, *DELIVERY, *GRANT, *OUTPUTS, *MODELS),
    *(*PRICING, *LEGAL, *PERIOD, *SIGNING),
)
"""All but the five that a deal records by itself and no terms can say: its reference, the date of
the agreement (the last signature), the two consents of signers and the digest of the document."""
