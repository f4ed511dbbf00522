"""What each choice about fees and payment is called in the contract."""

from enum import StrEnum
from typing import Final

from service.domain.terms import prices as pr

WORDS: Final[tuple[tuple[StrEnum, str], ...]] = (
    (pr.Count.ACCEPTED, "Items count on Acceptance"),
    (pr.Count.DELIVERED, "Items count on Delivery"),
    (pr.InvoiceOn.SIGNATURE, "The Effective Date"),
    (pr.InvoiceOn.DELIVERY, "Each Delivery"),
    (pr.InvoiceOn.ACCEPTANCE, "Each Acceptance"),
    (pr.InvoiceOn.PERIOD, "The end of each reporting period"),
    (pr.PaymentFrom.INVOICE_RECEIVED, "from receipt of the invoice"),
    (pr.PaymentFrom.INVOICE_DATED, "from the date of the invoice"),
    (pr.Payee.LICENSOR, "Licensor"),
    (pr.Payee.INTERMEDIARY, "Intermediary"),
    (pr.TaxPrices.EXCLUSIVE, "Prices exclude Taxes"),
    (pr.TaxPrices.INCLUSIVE, "Prices include Taxes"),
    (pr.Withholding.GROSS_UP, "Gross-up"),
    (pr.Withholding.TREATY_COOPERATION, "Deduction with treaty cooperation"),
    (pr.Withholding.DEDUCT, "Deduction"),
    (pr.DueOn.SIGNATURE, "the last signature"),
    (pr.DueOn.EFFECTIVE_DATE, "the Effective Date"),
    (pr.DueOn.DELIVERY, "Delivery"),
    (pr.DueOn.ACCEPTANCE, "Acceptance"),
    (pr.DueOn.PERIOD_START, "the first day of each charging period"),
    (pr.DueOn.PERIOD_END, "the last day of each charging period"),
    (pr.RevenueBase.GROSS, "Gross Revenue"),
    (pr.RevenueBase.NET, "Net Revenue"),
    (pr.RevenueBase.ATTRIBUTABLE_NET, "Attributable Net Revenue"),
    (pr.Per.MONTH, "month"),
    (pr.Per.QUARTER, "quarter"),
    (pr.Per.YEAR, "year"),
    (pr.Per.INITIAL_PERIOD, "Initial Period"),
    (pr.Per.QUERY, "query"),
    (pr.Per.THOUSAND_QUERIES, "1,000 queries"),
    (pr.Per.PAGE_CRAWL, "page crawl"),
    (pr.Per.THOUSAND_CRAWLS, "1,000 crawls"),
    (pr.ChargeKind.FIXED, "fixed fees"),
    (pr.ChargeKind.PER_UNIT, "per-unit fees"),
    (pr.ChargeKind.TIERED_VOLUME, "volume-tier fees"),
    (pr.ChargeKind.TIERED_GRADUATED, "graduated-tier fees"),
    (pr.ChargeKind.SUBSCRIPTION, "subscription fees"),
    (pr.ChargeKind.USAGE, "usage fees"),
    (pr.ChargeKind.CRAWL, "crawl fees"),
    (pr.ChargeKind.REVENUE_SHARE, "revenue share"),
)
