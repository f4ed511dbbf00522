"""What each choice about the period, notices and signing is called in the contract."""

from enum import StrEnum
from typing import Final

from service.domain.terms import notices as n
from service.domain.terms import period as pe
from service.domain.terms import signing as s

WORDS: Final[tuple[tuple[StrEnum, str], ...]] = (
    (pe.RenewalMode.NONE, "None"),
    (pe.RenewalMode.AUTO_EVERGREEN, "Automatic, any number of times"),
    (pe.RenewalMode.AUTO_FIXED_N, "Automatic, up to the Maximum Renewals"),
    (pe.RenewalMode.OPTION_LICENSEE, "Option of Licensee"),
    (pe.RenewalMode.OPTION_LICENSOR, "Option of Licensor"),
    (pe.RenewalMode.MUTUAL, "By written agreement"),
    (pe.RenewalMode.CONDITIONAL, "If the Renewal Condition is met"),
    (pe.NoticeBasis.SENT, "Sent"),
    (pe.NoticeBasis.RECEIVED, "Received"),
    (pe.ConvenienceParty.NONE, "None"),
    (pe.ConvenienceParty.LICENSOR, "Licensor"),
    (pe.ConvenienceParty.LICENSEE, "Licensee"),
    (pe.ConvenienceParty.EITHER, "Either party"),
    (n.NoticeMethod.PLATFORM, "the platform"),
    (n.NoticeMethod.EMAIL, "e-mail"),
    (n.NoticeMethod.COURIER, "courier"),
    (n.Bounce.NOT_RECEIVED, "Not received"),
    (n.Bounce.RECEIVED, "Received"),
    (s.SignatureLevel.SES, "Simple electronic signature"),
    (s.SignatureLevel.AES, "Advanced electronic signature"),
    (s.SignatureLevel.QES, "Qualified electronic signature"),
    (s.SignatureLevel.WET_INK, "Signature in ink"),
    (s.SigningOrder.LICENSOR_FIRST, "Licensor first"),
    (s.SigningOrder.LICENSEE_FIRST, "Licensee first"),
    (s.SigningOrder.PARALLEL, "In any order"),
    (s.SpecialAction.REPLACE, "Replaces"),
    (s.SpecialAction.ADD, "Adds to"),
    (s.SpecialAction.DELETE, "Deletes"),
)
