"""What each choice about compliance, risk and law is called in the contract."""

from enum import StrEnum
from typing import Final

from service.domain.terms import compliance as co
from service.domain.terms import law as la
from service.domain.terms import risk as r

WORDS: Final[tuple[tuple[StrEnum, str], ...]] = (
    (co.Reports.NONE, "None"),
    (co.Reports.MONTHLY, "Monthly"),
    (co.Reports.QUARTERLY, "Quarterly"),
    (co.Reports.SEMIANNUAL, "Half-yearly"),
    (co.Reports.ANNUAL, "Yearly"),
    (r.CapBase.TOTAL_FEES, "the total Fees paid and payable for the Initial Period"),
    (r.CapBase.TRAILING_12_MONTHS, "the Fees paid and payable for the 12 months before the event"),
    (
        r.CapBase.GREATER,
        "the greater of the total Fees paid and payable for the Initial Period and the Fees paid and payable for the 12 months before the event",
    ),
    (r.SuperCapClaim.TITLE_INDEMNITY, "Indemnity for title and rights"),
    (r.SuperCapClaim.OUTPUT_INDEMNITY, "Indemnity for Outputs"),
    (r.SuperCapClaim.DATA_BREACH, "Security Incidents and Personal Data"),
    (r.SuperCapClaim.CONFIDENTIALITY, "Breach of confidentiality"),
    (r.SuperCapClaim.MISUSE_OF_MATERIALS, "Use of Materials outside the License"),
    (r.Uncapped.FRAUD, "Fraud"),
    (r.Uncapped.DEATH_INJURY, "Death or personal injury"),
    (r.Uncapped.CONFIDENTIALITY, "Breach of confidentiality"),
    (r.Uncapped.INDEMNITY, "Indemnities"),
    (r.Uncapped.MISUSE_OF_MATERIALS, "Use of Materials outside the License"),
    (r.Uncapped.PAYMENT, "Payment of Fees"),
    (r.Mfn.NONE, "None"),
    (r.Mfn.LICENSOR, "In favor of Licensor"),
    (r.Mfn.LICENSEE, "In favor of Licensee"),
    (r.LawTrigger.COMPULSORY_LICENSE, "Compulsory license"),
    (r.LawTrigger.STATUTORY_EXCEPTION, "Statutory exception"),
    (r.LawTrigger.FINAL_APPELLATE_RULING, "Final Decision"),
    (r.LawTrigger.COLLECTIVE_LICENSE, "Collective license with extended effect"),
    (r.LawTrigger.REGULATOR_BAN, "Ban by a regulator"),
    (r.LawEffect.FEES_STAND, "Fees stand"),
    (r.LawEffect.RENEGOTIATE, "Renegotiation"),
    (r.LawEffect.SET_OFF, "Set-off of statutory payments"),
    (r.LawEffect.TERMINATE, "Termination"),
    (r.LawRefund.NONE, "No refund"),
    (r.LawRefund.PRO_RATA, "Refund in proportion"),
    (r.ControlRight.NONE, "None"),
    (r.ControlRight.NOTICE, "Notice"),
    (r.ControlRight.CONSENT, "Consent"),
    (r.ControlRight.TERMINATE, "Termination"),
    (la.Forum.COURTS, "Courts"),
    (la.Forum.ARBITRATION, "Arbitration"),
    (la.Forum.EXPERT, "Expert determination, then courts"),
)
